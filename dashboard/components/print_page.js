// "Print this page", and what every way of printing needs: drawings that take the paper's width.

// Plotly draws in pixels of the window; with a viewBox a drawing scales. It goes again after printing, since a
// drawing that is drawn anew for a new width would keep the old one.
function fit() {
  const scheme = getComputedStyle(document.querySelector("[data-testid=stApp]") ?? document.body).colorScheme;
  document.documentElement.toggleAttribute("data-print-dark", scheme.includes("dark"));
  const page = document.querySelector("[data-testid=stMainBlockContainer]");
  // As all dates within English sentences: 11/12 would be November to some and December to others.
  const day = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  if (page) page.dataset.address = `${window.location.href} · printed on ${day}`;
  for (const svg of document.querySelectorAll(".js-plotly-plot .main-svg")) {
    const { width, height } = { width: svg.getAttribute("width"), height: svg.getAttribute("height") };
    if (Number(width) && Number(height) && !svg.hasAttribute("viewBox")) {
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      svg.dataset.fitted = "yes";
    }
  }
}

function unfit() {
  for (const svg of document.querySelectorAll(".main-svg[data-fitted]")) {
    svg.removeAttribute("viewBox");
    delete svg.dataset.fitted;
  }
}

export default function ({ parentElement }) {
  parentElement.querySelector("button").onclick = () => window.print();
  window.addEventListener("beforeprint", fit);
  window.addEventListener("afterprint", unfit);
  return () => {
    window.removeEventListener("beforeprint", fit);
    window.removeEventListener("afterprint", unfit);
  };
}
