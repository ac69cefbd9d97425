// A figure in its place on the page: the next one is drawn over the last, once. What is not wanted at once is drawn
// when the browser has nothing else to do. A click tells a day or a topic, a drag the span of days.

const IDLE_MS = 1500;

function idle() {
  if (!window.requestIdleCallback) return new Promise((resolve) => setTimeout(resolve, 200));
  return new Promise((resolve) => requestIdleCallback(resolve, { timeout: IDLE_MS }));
}

const CORNERS = "M32 32C14 32 0 46 0 64v96c0 18 14 32 32 32s32-14 32-32V96h64c18 0 32-14 32-32s-14-32-32-32zM64 352c0"
  + "-18-14-32-32-32s-32 14-32 32v96c0 18 14 32 32 32h96c18 0 32-14 32-32s-14-32-32-32H64zM320 32c-18 0-32 14-32 32s14 "
  + "32 32 32h64v64c0 18 14 32 32 32s32-14 32-32V64c0-18-14-32-32-32zM448 352c0-18-14-32-32-32s-32 14-32 32v64h-64c-18 0"
  + "-32 14-32 32s14 32 32 32h96c18 0 32-14 32-32z";

function configOf(place, data) {
  if (!document.fullscreenEnabled) return data.config;
  const button = {
    name: "fullscreen",
    title: "Fullscreen",
    icon: { width: 448, height: 512, path: CORNERS },
    click: () => (document.fullscreenElement ? document.exitFullscreen() : place.requestFullscreen()),
  };
  return { ...data.config, modeBarButtonsToAdd: [button] };
}

function sizeOf(place) {
  if (document.fullscreenElement === place) return { width: window.innerWidth, height: window.innerHeight };
  return { width: Math.floor(place.clientWidth), height: place.own.data.height };
}

async function draw(place) {
  const { own } = place;
  // Without a width there is no place yet; the observer calls again.
  if (!place.isConnected || !place.clientWidth || own.drawn === own.data.figure) return;
  const { data } = own;
  own.drawn = data.figure;
  if (!data.at_once) await idle();
  own.Plotly = await findPlotly(data.plotly);
  clearTimeout(own.resting);
  if (own.data !== data && own.data.figure !== data.figure) return;
  const { data: traces, layout } = JSON.parse(data.figure);
  await own.Plotly.newPlot(place, traces, { ...layout, ...sizeOf(place) }, configOf(place, data));
  // A new drawing has no listeners.
  place.on("plotly_click", ({ points: [point] }) => {
    if (data.picks === "days") own.tell("day", String(point.x).slice(0, 10));
    if (data.picks === "topic") own.tell("topic", [point.customdata].flat()[0] ?? "");
  });
  place.on("plotly_selected", (event) => {
    const span = event?.range?.x;
    if (data.picks === "days" && span) own.tell("span", span.map((x) => String(x).slice(0, 10)));
  });
}

// While the window changes, the drawing is only scaled: drawn anew at every step it would hold up all else, the word to
// the server that another kind of window needs another figure included.
const REST_MS = 150;
const LONGEST_WAIT_MS = 10000;

function fit(place) {
  const { own, _fullLayout: now } = place;
  clearTimeout(own.resting);
  const size = sizeOf(place);
  const isFitting = size.width === now.width && size.height === now.height;
  // A phone's figure on a desk stands as it is: enlarged, it would be cut.
  scale(place, isFitting ? 1 : Math.min(1, size.width / now.width));
  if (isFitting || !size.width) return;
  const isAwaited = window.matchMedia(`(max-width: ${own.data.narrow_below - 1}px)`).matches !== own.data.is_narrow;
  own.resting = setTimeout(() => {
    scale(place, 1);
    own.Plotly.relayout(place, size);
  }, isAwaited ? LONGEST_WAIT_MS : REST_MS);
}

function scale(place, by) {
  const drawing = place.querySelector(".svg-container");
  if (drawing) Object.assign(drawing.style, { transformOrigin: "0 0", transform: by === 1 ? "" : `scale(${by})` });
}

export default function ({ data, parentElement, setTriggerValue }) {
  const place = parentElement.querySelector(".bil-chart");
  place.setAttribute("aria-label", data.alt);
  place.style.minHeight = `${data.height}px`;
  const show = () => draw(place).catch((problem) => {
    place.textContent = `The figure could not be drawn: ${problem.message}`;
  });
  if (!place.own) {
    place.own = {};
    new ResizeObserver(() => (place._fullLayout ? fit(place) : show())).observe(place);
  }
  Object.assign(place.own, { data, tell: setTriggerValue });
  if (place._fullLayout && place.own.drawn === data.figure) fit(place);
  show();
  return () => { if (!place.isConnected) place.own.Plotly?.purge(place); };
}
