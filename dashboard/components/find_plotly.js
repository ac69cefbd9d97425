// plotly.js as soon as it is there. With no address it comes with the page (plotly_js.py). Plain functions, since two
// components start with this file.

const PLOTLY_WAIT_MS = 20000;
let plotlyAsked;

function findPlotly(address) {
  if (window.Plotly) return window.Plotly;
  plotlyAsked ??= new Promise((resolve, reject) => {
    const fail = () => reject(new Error("plotly.js could not be loaded"));
    if (address) {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => (window.Plotly ? resolve(window.Plotly) : fail());
      script.onerror = fail;
      document.head.append(script);
      return;
    }
    const deadline = Date.now() + PLOTLY_WAIT_MS;
    const look = () => {
      if (window.Plotly) resolve(window.Plotly);
      else if (Date.now() < deadline) setTimeout(look, 50);
      else fail();
    };
    look();
  });
  return plotlyAsked;
}
