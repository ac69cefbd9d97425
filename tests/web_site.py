"""A small web site on this machine, and feeds to put on it."""

import ssl
import threading
from collections.abc import Callable
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import trustme
from sqlalchemy import Engine

from db import read
from db.engine import reader_engine

Answer = tuple[int, dict[str, str], bytes]

TODAY = date(2026, 11, 24)
DAY = "Wed, 15 Jan 2025 08:00:00 GMT"
SIGNED = "Japan and Malaysia signed a defence agreement in Tokyo on Tuesday."
VISITED = "<p>President Emmanuel Macron arrived in Japan on Monday for a two-day visit, his office said.</p>"


class Site:
    """A small web site whose pages a test sets; it counts what was asked."""

    def __init__(self, certificate: trustme.LeafCert | None = None) -> None:
        self.pages: dict[str, Callable[[dict[str, str]], Answer] | Answer] = {}
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                page = site.pages.get(self.path, (404, {}, b"no such page"))
                status, headers, body = page(dict(self.headers)) if callable(page) else page
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if "Content-Length" not in headers:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            certificate.configure_cert(context)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        self.host = f"127.0.0.1:{self.port}"
        self.url = f"http://{self.host}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()


def html(body: str, day: str = "2025-01-15") -> Answer:
    head = f'<head><meta property="article:published_time" content="{day}"></head>'
    page = f"<html>{head}<body><article>{body}</article></body></html>"
    return 200, {"Content-Type": "text/html; charset=utf-8"}, page.encode()


def rss(*items: tuple[str, str, str], link: str = "") -> bytes:
    """Return a feed of items, each (name, text, day); an item's link is `link`/name."""
    return rss_of(
        *(
            f"<guid>{name}</guid><title>{name}</title><link>{link}/{name}</link>"
            f"<description><![CDATA[{text}]]></description><pubDate>{day}</pubDate>"
            for name, text, day in items
        )
    )


def rss_of(*items: str) -> bytes:
    """Return a feed of items as they stand in XML."""
    body = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{body}</channel></rss>'.encode()
    )


def events(store: Engine) -> list[tuple[str, str, str]]:
    """Return (dyad, type, day) of the events that are not rejected."""
    frame = read.events(
        reader_engine(str(store.url)), statuses=("occurred", "scheduled"), reviews=("proposed", "accepted")
    )
    return [(str(r.dyad), str(r.type), str(r.date.date())) for r in frame.itertuples()]
