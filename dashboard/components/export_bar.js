// The visible PNG and SVG buttons under a chart. A press asks the server for the figure drawn for print, which
// comes back as data.order; the browser then draws it off screen, puts the recipe in and saves the file. Nothing
// is drawn on the server.

function bytesOf(dataUrl) {
  const comma = dataUrl.indexOf(",");
  const body = dataUrl.slice(comma + 1);
  if (!dataUrl.slice(0, comma).includes(";base64")) return new TextEncoder().encode(decodeURIComponent(body));
  return Uint8Array.from(atob(body), (char) => char.charCodeAt(0));
}

function save(bytes, type, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function draw(order, plotlyAddress) {
  const Plotly = await findPlotly(plotlyAddress);
  const { payload, format, scale } = order;
  const picture = await Plotly.toImage(
    { data: payload.figure.data, layout: payload.figure.layout, config: { staticPlot: true } },
    { format, width: payload.width, height: payload.height, scale: format === "png" ? scale : 1 },
  );
  const bytes = bytesOf(picture);
  if (format === "png") {
    save(embedInPng(bytes, payload, scale), "image/png", `${payload.stem}.png`);
  } else {
    const svg = embedInSvg(new TextDecoder().decode(bytes), payload);
    save(new TextEncoder().encode(svg), "image/svg+xml", `${payload.stem}.svg`);
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const bar = parentElement.querySelector(".bar");
  const size = parentElement.querySelector("select.size");
  const scale = parentElement.querySelector("select.scale");
  const status = parentElement.querySelector(".status");
  if (!bar.dataset.filled) {
    bar.dataset.filled = "yes";
    for (const one of data.sizes) {
      const option = document.createElement("option");
      option.value = one.id;
      option.textContent = one.label;
      size.append(option);
    }
  }
  bar.setAttribute("aria-label", `Save ${data.label} as a picture`);
  for (const button of parentElement.querySelectorAll("button")) {
    button.onclick = () => {
      status.textContent = "Drawing …";
      const nonce = `${Date.now()}-${Math.random()}`;
      setTriggerValue("wanted", {
        format: button.dataset.format, size: size.value, scale: Number(scale.value), nonce,
      });
    };
  }
  const order = data.order;
  if (order && bar.dataset.done !== order.nonce) {
    bar.dataset.done = order.nonce;
    draw(order, data.plotly).then(
      () => { status.textContent = `${order.format.toUpperCase()} saved`; },
      (problem) => { status.textContent = `The picture could not be drawn: ${problem.message}`; },
    );
  }
}
