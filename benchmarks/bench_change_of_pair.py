"""How long a reader waits for the curve of another pair, from the click to the paint, in a real Chromium.

A server of its own on the shipped events, one window, each pair chosen in the picker of the second country:
once when nobody has asked for the pair before, and once more when the server has it ready. The clock is the
browser's own. With `--parts` it also tells where the time of each change goes: until the browser has sent the
choice (asked), shows the new heading (headed), has the figure's message (arrived; size in bytes), has drawn
the curve (drawn), has painted it (painted) and has had the last message (over).
"""

import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from timing import report

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Page, sync_playwright  # noqa: E402

from db.vocabulary.countries import country_name  # noqa: E402
from tests.conftest import CHROMIUM_FLAGS, find_chromium  # noqa: E402
from tests.e2e.conftest import idle, start_server  # noqa: E402

CHART = ".st-key-chart-intensity .js-plotly-plot"
ROUTES = {
    "JPN": "MYS CHN USA VNM PHL KOR IDN THA SGP IND AUS KHM LAO BRN MMR",
    "CHN": "AUS JPN IND MYS USA PHL VNM",
    "MYS": "KOR CHN JPN IDN SGP USA",
}
"""First country -> second countries; the first of them opens the page, the others are chosen one by one."""

WATCH = f"""
(() => {{
  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {{
    constructor(...given) {{
      super(...given);
      this.addEventListener("message", (event) => {{
        const size = event.data.byteLength ?? event.data.size ?? event.data.length;
        window.__clock?.messages.push([performance.now(), size]);
      }});
    }}
    send(data) {{
      if (window.__clock) window.__clock.asked ??= performance.now();
      super.send(data);
    }}
  }};
  const curve = () => {{
    const lines = document.querySelectorAll("{CHART} .scatterlayer .js-line");
    return Array.from(lines, (line) => line.getAttribute("d")).join("");
  }};
  // The first click after this starts the clock; it stops in the frame after another curve is seen.
  window.__startClock = () => {{
    const clock = {{ messages: [] }};
    const before = curve();
    const heading = document.querySelector("h1").textContent;
    const look = () => {{
      if (clock.headed === undefined && document.querySelector("h1")?.textContent !== heading) {{
        clock.headed = performance.now();
      }}
      const now = curve();
      if (now && now !== before) {{
        clock.drawn = performance.now();
        requestAnimationFrame(() => {{ clock.painted = performance.now(); }});
        return;
      }}
      requestAnimationFrame(look);
    }};
    document.addEventListener("pointerdown", () => {{
      clock.begin = performance.now();
      window.__clock = clock;
      requestAnimationFrame(look);
    }}, {{ once: true, capture: true }});
  }};
}})();
"""

PLAIN = """
() => {
  const place = document.createElement("div");
  document.body.append(place);
  const x = Array.from({ length: 5000 }, (_, i) => i);
  const begin = performance.now();
  return Plotly.newPlot(place, [{ x, y: x.map((i) => Math.sin(i / 100)) }], { width: 900, height: 500 }).then(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => {
      const end = performance.now();
      Plotly.purge(place);
      place.remove();
      resolve(end - begin);
    })))
  );
}
"""


def change(page: Page, country: str) -> dict[str, Any]:
    """Choose another second country; return the times of it in milliseconds from the click."""
    box = page.get_by_role("combobox", name="Second country")
    box.click()
    box.fill(country)
    option = page.get_by_role("option", name=country, exact=True)
    option.hover()
    page.wait_for_timeout(150)
    page.evaluate("window.__startClock()")
    option.click()
    page.wait_for_function("window.__clock?.painted")
    idle(page)
    clock = page.evaluate("window.__clock")
    page.evaluate("window.__clock = undefined")
    begin = clock["begin"]
    arrived, size = max(
        ((at, size) for at, size in clock["messages"] if at <= clock["drawn"]), key=lambda one: one[1]
    )
    return {
        "country": country,
        "asked": clock["asked"] - begin,
        "arrived": arrived - begin,
        "size": size,
        "headed": clock.get("headed", clock["drawn"]) - begin,
        "drawn": clock["drawn"] - begin,
        "painted": clock["painted"] - begin,
        "over": clock["messages"][-1][0] - begin,
        "messages": len(clock["messages"]),
    }


def walk(page: Page, address: str) -> list[dict[str, Any]]:
    """Walk all routes; return the times of every change."""
    found = []
    for first, seconds in ROUTES.items():
        start, *others = seconds.split()
        page.goto(f"{address}/dyad?a={first}&b={start}")
        page.wait_for_selector(f"{CHART} .main-svg")
        idle(page)
        page.wait_for_timeout(500)
        for iso3 in others:
            found.append({"pair": f"{first}-{iso3}", **change(page, country_name(iso3))})
    return found


def tell_parts(name: str, found: list[dict[str, Any]]) -> None:
    """Print where the time of each change goes, and the medians."""
    columns = ("asked", "headed", "arrived", "drawn", "painted", "over", "size", "messages")
    sys.stdout.write(f"\n{name}, ms from the click\n{'':9}" + "".join(f"{one:>9}" for one in columns) + "\n")
    for row in found:
        sys.stdout.write(f"{row['pair']:9}" + "".join(f"{row[one]:9.0f}" for one in columns) + "\n")
    middle = [statistics.median(row[one] for row in found) for one in columns]
    sys.stdout.write(f"{'median':9}" + "".join(f"{one:9.0f}" for one in middle) + "\n")


with tempfile.TemporaryDirectory(prefix="bilateral-") as folder, sync_playwright() as playwright:
    process, server = start_server(Path(folder), f"sqlite:///{folder}/store.sqlite")
    browser = playwright.chromium.launch(
        executable_path=find_chromium(playwright.chromium.executable_path), args=list(CHROMIUM_FLAGS)
    )
    try:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(30_000)
        page.add_init_script(WATCH)
        page.goto(f"{server.address}/dyad?a=KOR&b=JPN")
        page.wait_for_selector(f"{CHART} .main-svg")
        idle(page)
        plain = min(page.evaluate(PLAIN) for _ in range(7)) / 1000
        for name in ("asked for the first time", "asked for again"):
            found = walk(page, server.address)
            if "--parts" in sys.argv:
                tell_parts(name, found)
            waits = sorted(row["painted"] / 1000 for row in found)
            for which, seconds in (("median", statistics.median(waits)), ("worst", waits[-1])):
                report(f"a pair {name}, {which} of {len(waits)}", seconds, "plain curve", plain)
    finally:
        browser.close()
        process.terminate()
        process.wait(timeout=20)
