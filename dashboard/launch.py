"""`bilateral dashboard`: makes sure that there is a store, then serves the pages."""

import click

LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


@click.command()
@click.option(
    "--port", default=8501, show_default=True, type=click.IntRange(1, 65_535), help="Port to serve on."
)
@click.option(
    "--address", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 is all of them."
)
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.option("--db", "db_option", metavar="URL", help="The store: a path or a database URL.")
def dashboard(port: int, address: str, no_browser: bool, db_option: str | None) -> None:
    """Open the dashboard in a browser.

    The first start makes the store and loads the shipped events. Stop it with Ctrl+C.
    """
    import os
    from datetime import datetime

    from db.engine import URL_VARIABLE, database_url
    from db.errors import BilateralError

    if not is_free(address, port):
        another = (
            f"make run PORT={port + 1}"
            if "MAKELEVEL" in os.environ
            else f"bilateral dashboard --port {port + 1}"
        )
        raise BilateralError(
            f"port {port} on {address} is taken",
            f"is the dashboard running already? Otherwise name another: {another}",
        )
    url = database_url(db_option)
    os.environ[URL_VARIABLE] = url

    from dashboard.intake import prepare_store

    for sentence in prepare_store(
        url, today=datetime.now().astimezone().date(), say=lambda text: click.echo(text, err=True)
    ):
        click.echo(f"note: {sentence}", err=True)

    host = "127.0.0.1" if address in ("0.0.0.0", "::", "") else address
    shown = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    click.echo(f"Bilateral is at {shown} (Ctrl+C stops it)")
    if not no_browser:
        _open_when_up(host, port, shown)
    serve(address, port)


def is_free(address: str, port: int) -> bool:
    """Return whether a server could listen on `port` of `address`.

    Raises:
        UsageError: The machine has no such address.
    """
    import errno
    import socket

    from db.errors import UsageError

    try:
        found = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, where = found[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            return False
        if problem.errno == errno.EACCES:
            raise UsageError(
                f"port {port} may not be used without special rights", "name one above 1023 with --port"
            ) from problem
        raise UsageError(
            f"cannot listen on {address}: {problem.strerror or problem}", "use --address 127.0.0.1"
        ) from problem
    return True


def serve(address: str, port: int) -> None:
    """Serve the pages until stopped, with our settings, from any folder."""
    from pathlib import Path

    import streamlit as st

    from dashboard.components import plotly_js
    from dashboard.settings import SETTINGS

    config = {**SETTINGS, "server.address": address, "server.port": port}
    if address not in LOCAL:
        # Who opens the dashboard to a network knows by which names it is called there.
        config["server.allowedHosts"] = []
    app = st.App(
        Path(__file__).with_name("app.py"),
        routes=[plotly_js.route()],
    )
    app.run(config=config)


def _open_when_up(host: str, port: int, address: str) -> None:
    """Open a browser as soon as the server answers."""
    import socket
    import threading
    import time
    import webbrowser

    def wait_and_open() -> None:
        for _ in range(300):
            with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
                if probe.connect_ex((host, port)) == 0:
                    webbrowser.open(address)
                    return
            time.sleep(0.1)

    threading.Thread(target=wait_and_open, daemon=True).start()
