"""Take the README's picture from a running dashboard: `python docs/take_pictures.py http://127.0.0.1:8501`."""

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8501"
with sync_playwright() as playwright:
    chromium = playwright.chromium.launch(
        executable_path=os.environ.get("BILATERAL_CHROMIUM", "/usr/bin/chromium"),
        args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    )
    page = chromium.new_page(viewport={"width": 1440, "height": 1180})
    page.goto(f"{address}/dyad?v=1&a=JPN&b=MYS")
    page.wait_for_selector(".js-plotly-plot .main-svg")
    page.wait_for_timeout(2_000)
    page.screenshot(path=Path(__file__).parent / "images" / "dyad.png")
    chromium.close()
