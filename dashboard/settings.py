"""The server's and the theme's settings, passed by `bilateral dashboard` so that it works from any folder."""

from collections.abc import Mapping

SETTINGS: Mapping[str, object] = {
    "server.address": "127.0.0.1",
    # A page elsewhere cannot talk to the dashboard under a name of its own (DNS rebinding).
    "server.allowedHosts": ["localhost", "127.0.0.1"],
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxCacheDataSize": "512MB",
    "server.maxUploadSize": 500,
    "server.showEmailPrompt": False,
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "viewer",
    "logger.hideWelcomeMessage": True,
    "theme.baseRadius": "0.3rem",
    "theme.headingFontSizes": ["1.9rem", "1.35rem", "1.12rem", "1rem", "0.95rem", "0.9rem"],
    "theme.headingFontWeights": [700, 650, 650, 650, 600, 600],
    "theme.linkUnderline": True,
    "theme.metricValueFontSize": "1.5rem",
    "theme.metricValueFontWeight": 600,
    "theme.paddingTop": "0.4rem",
    "theme.paddingBottom": "3rem",
    # Every pair of text and ground below has a contrast of 4.5 or more (WCAG AA).
    "theme.light.primaryColor": "#0b6e69",
    "theme.light.backgroundColor": "#ffffff",
    "theme.light.secondaryBackgroundColor": "#f3f5f4",
    "theme.light.textColor": "#1b2733",
    "theme.light.linkColor": "#0b6e69",
    "theme.light.borderColor": "#d5dbd9",
    "theme.light.greenColor": "#0b6e69",
    "theme.light.redColor": "#b5401c",
    "theme.light.sidebar.backgroundColor": "#f3f5f4",
    "theme.light.sidebar.secondaryBackgroundColor": "#ffffff",
    "theme.dark.primaryColor": "#12807a",
    "theme.dark.backgroundColor": "#11171d",
    "theme.dark.secondaryBackgroundColor": "#1a232c",
    "theme.dark.textColor": "#e8ecef",
    "theme.dark.linkColor": "#5cc9c0",
    "theme.dark.borderColor": "#34414c",
    "theme.dark.greenColor": "#5cc9c0",
    "theme.dark.redColor": "#f0916d",
    "theme.dark.sidebar.backgroundColor": "#1a232c",
    "theme.dark.sidebar.secondaryBackgroundColor": "#11171d",
}
"""Option -> value; `.streamlit/config.toml` says the same for `streamlit run` in a checkout."""
