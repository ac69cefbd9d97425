"""Hostile servers and odd feeds: what is refused, what is bounded, and what is read all the same."""

import gzip
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Engine

from db.errors import BilateralError, InputError, NetworkError
from etl.feeds import load_feed
from etl.fetch import MAX_SILENT, Fetcher
from etl.sources.article import raw_text
from etl.sources.feed import Item, read_feed
from etl.web.targets import check_address
from tests.web_site import SIGNED, TODAY, Site, rss, rss_of

HEAD = b'<rss version="2.0"><channel><title>W</title><item><title>'


def items(data: bytes, url: str = "https://x.example/feeds/all") -> tuple[Item, ...]:
    return read_feed(raw_text("x", data, url), TODAY).items


# ---------------------------------------------------------------- servers


@pytest.fixture
def raw_server() -> Iterator[Callable[[bytes], str]]:
    """Start a server that answers with just these bytes; return the host."""
    listeners: list[socket.socket] = []

    def start(answer: bytes) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    is_robots = b"GET /robots.txt" in connection.recv(65_536)
                    none = b"HTTP/1.1 404 none\r\nContent-Length: 0\r\n\r\n"
                    try:
                        connection.sendall(none if is_robots else answer)
                    except OSError:
                        continue

        threading.Thread(target=serve, daemon=True).start()
        return f"127.0.0.1:{listener.getsockname()[1]}"

    yield start
    for listener in listeners:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def packed(layers: int) -> bytes:
    """Return a body of 200 MB of zeros, packed."""
    data = b"\0" * 200_000_000
    for _ in range(layers):
        data = gzip.compress(data, 6)
    return data


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5_000 + b"\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 20_000_000,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nhello",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\nhello",
        b"HTTP/1.1 100 go on\r\n\r\n" * 10_000,
        b"HTTP/1.1 302 F\r\nLocation: http://[::1/\r\n\r\n",
        b"HTTP/1.1 302 F\r\nLocation: http://\xff\xfe\x1b[31m/\r\n\r\n",
        b"HTTP/1.1 302 F\r\nLocation: javascript:alert(1)\r\n\r\n",
        b"HTTP/1.1 302 F\r\nLocation: http://2130706433/\r\n\r\n",
        b"HTTP/1.1 302 F\r\nLocation: http://[::ffff:127.0.0.1]/\r\n\r\n",
        b"HTTP/1.1 302 F\r\nLocation: http://0.0.0.0/\r\n\r\n",
        b"SSH-2.0-OpenSSH\r\n",
        b"",
    ],
)
def test_an_answer_that_is_none_is_told_in_a_line(raw_server: Callable[[bytes], str], answer: bytes):
    host = raw_server(answer)
    with pytest.raises(BilateralError) as caught:
        Fetcher(frozenset((host,)), pause=0, total_seconds=8).fetch(f"http://{host}/a")
    assert caught.value.hint


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_a_body_packed_over_and_over_is_refused(site: Site, fetcher: Fetcher, layers: int):
    coding = ", ".join(["gzip"] * layers)
    site.pages["/a"] = (200, {"Content-Encoding": coding}, packed(layers))
    with pytest.raises(NetworkError, match="more than 10,000,000 bytes"):
        fetcher.fetch(f"{site.url}/a")


def test_a_host_that_does_not_answer_is_left_alone_for_the_run(raw_server: Callable[[bytes], str]):
    host = raw_server(b"")
    fetcher = Fetcher(frozenset((host,)), pause=0)
    for _ in range(MAX_SILENT):
        with pytest.raises(NetworkError, match="breaks off, or is no HTTP"):
            fetcher.fetch(f"http://{host}/a")
    with pytest.raises(NetworkError, match=f"did not answer {MAX_SILENT} times in a row"):
        fetcher.fetch(f"http://{host}/b")


@pytest.mark.parametrize(
    "host",
    ["[fec0::1]", "[::127.0.0.1]", "0", "127.1", "0x7f.1", "[2002:7f00:1::]", "127。0。0。1", "①②⑦.⓪.⓪.①"],
)
def test_an_inner_address_is_known_in_any_writing(host: str):
    with pytest.raises(InputError, match="inside a network"):
        check_address(f"http://{host}/")


def test_a_name_that_leads_inside_is_refused():
    name = socket.gethostname()
    try:
        socket.getaddrinfo(name, 80)
    except OSError:
        pytest.skip("this machine does not know its own name")
    with pytest.raises(InputError, match="inside a network"):
        check_address(f"http://{name}/")


# ---------------------------------------------------------------- XML


NAMES = "abcdefghij"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join('<!ENTITY {} "{}">'.format(name, f"&{one};" * 10) for one, name in pairwise(NAMES))
    + "]><rss><channel><title>&j;</title></channel></rss>"
)


@pytest.mark.parametrize("start", ["", "junk ", '<rss version="2.0"><channel>'])
@pytest.mark.parametrize("letters", ["utf-8", "utf-16", "utf-16-be", "utf-32"])
def test_entities_are_refused_in_any_letters(start: str, letters: str):
    with pytest.raises(InputError, match="entities"):
        items((start + LAUGHS).encode(letters))


@pytest.mark.parametrize(
    "piece", ["<![CDATA[", "<!--", "<", "<!", "&", "<a>", "</a>", "<a href='"], ids=lambda piece: piece[:9]
)
def test_a_feed_made_to_take_long_does_not(piece: str):
    started = time.process_time()
    with pytest.raises(InputError):
        items(HEAD + (piece * (9_000_000 // len(piece))).encode())
    assert time.process_time() - started < 30


@pytest.mark.parametrize("piece", ["<!--", "< <", "<svg>", "<div><p>x", '<a href="'])
def test_html_made_to_take_long_does_not(piece: str):
    text = (piece * (3_000_000 // len(piece))).encode()
    started = time.process_time()
    items(HEAD + b"a</title><description><![CDATA[" + text + b"]]></description></item></channel></rss>")
    assert time.process_time() - started < 30


def test_a_tower_of_elements_or_a_wall_of_attributes_is_refused():
    wall = b"".join(b' a%d="1"' % n for n in range(300))
    for data in (b"<rss>" + b"<a>" * 1_000, b"<rss" + wall + b"></rss>"):
        with pytest.raises(InputError, match="as attacks do"):
            items(data)


def test_20_000_items_are_read_and_the_first_2_000_loaded(store: Engine, site: Site, fetcher: Fetcher):
    body = rss_of(*(f"<title>{n}</title><guid>urn:{n}</guid>" for n in range(20_000)))
    site.pages["/feed"] = (200, {}, body)
    report = load_feed(store, f"{site.url}/feed", fetcher, today=TODAY)
    assert (report.n_items, report.n_new, report.n_left) == (20_000, 2_000, 18_000)
    assert "18,000 are left" in report.warnings[-1]


# ---------------------------------------------------------------- forms of feeds


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/a/"><title>Wire</title>
<entry><id>urn:1</id><title type="html">Pact &lt;i&gt;signed&lt;/i&gt;</title><link rel="self" href="self"/>
<link rel="alternate" href="story"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Japan
and <b>Malaysia</b> signed.</p><script>alert(1)</script></div></content></entry>
<entry xml:base="https://other.example/q/"><id>urn:2</id><link href="z"/><title>Two</title></entry>
<entry><id>urn:3</id><link href="javascript:alert(1)"/><title>Three</title></entry></feed>"""


def test_atom_is_read_with_its_base_and_its_html():
    one, two, three = items(ATOM.encode())
    assert (one.title, one.text) == ("Pact signed", "Japan and Malaysia signed.")
    assert [item.link for item in (one, two, three)] == [
        "https://base.example/a/story",
        "https://other.example/q/z",
        "",
    ]


@pytest.mark.parametrize(
    ("of_feed", "of_entry", "link"),
    [
        ('xml:base="/press/"', 'xml:base="2025/"', "https://host.example/press/2025/story"),
        ("", 'xml:base="2025/"', "https://host.example/feeds/2025/story"),
        ('xml:base="/press/"', 'xml:base="https://other.example/q/"', "https://other.example/q/story"),
        ('xml:base="https://other.example/q/"', 'xml:base="2025/"', "https://other.example/q/2025/story"),
    ],
)
def test_a_base_within_a_base_is_one_path(of_feed: str, of_entry: str, link: str):
    data = (
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" {of_feed}><title>Wire</title>'
        f'<entry {of_entry}><id>urn:1</id><title>One</title><link href="story" xml:base="./"/></entry></feed>'
    ).encode()
    (item,) = items(data, "https://host.example/feeds/all.atom")
    assert item.link == link


def test_rss_1_is_read():
    (item,) = items(
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        b' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://x.example/"><title>Wire'
        b'</title></channel><item rdf:about="https://x.example/1"><title>One</title><link>https://x.example/1'
        b"</link><dc:date>2025-01-15T23:30:00+09:00</dc:date></item></rdf:RDF>"
    )
    assert (item.title, item.link, item.published) == ("One", "https://x.example/1", date(2025, 1, 15))


@pytest.mark.parametrize("is_first", [True, False])
def test_words_on_a_picture_are_not_those_of_the_item(is_first: bool):
    own = "<title>Pact</title><description>Japan and Malaysia signed.</description>"
    caption = "Two flags fly in the wind over Tokyo."
    media = f"<media:title>Flags</media:title><media:description>{caption}</media:description>"
    data = rss_of(media + own if is_first else own + media)
    (item,) = items(data.replace(b"<rss", b'<rss xmlns:media="http://search.yahoo.com/mrss/"'))
    assert (item.title, item.text) == ("Pact", "Japan and Malaysia signed.")


def test_words_on_a_picture_are_read_where_there_are_no_others():
    data = rss_of("<title>Pact</title><media:description>Japan and Malaysia signed.</media:description>")
    (item,) = items(data.replace(b"<rss", b'<rss xmlns:media="http://search.yahoo.com/mrss/"'))
    assert item.text == "Japan and Malaysia signed."


def test_an_id_that_is_no_address_is_no_link():
    number, address, both = items(
        rss_of(
            "<guid>4711</guid><title>a</title>",
            "<guid>https://x.example/b</guid><title>b</title>",
            "<guid>4712</guid><title>c</title><link>/c</link>",
        )
    )
    assert (number.link, address.link, both.link) == ("", "https://x.example/b", "https://x.example/c")


def test_items_of_one_id_or_without_any_are_told_apart_by_what_they_say():
    found = items(
        rss_of(
            "<guid>1</guid><title>A</title>",
            "<guid>1</guid><title>B</title>",
            "<title>A</title>",
            "<guid> </guid>",
        )
    )
    assert [(item.id, item.title) for item in found] == [("1", "A"), ("1", "B"), ("A", "A"), ("", "")]


def test_markup_and_control_characters_of_a_title_reach_no_reader():
    title = "Pact &lt;script&gt;x&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; signed"
    (item,) = items(rss_of(f"<title>{title}</title><description>&lt;img src=x&gt; Hi</description>"))
    assert (item.title, item.text) == ("Pact signed", "Hi")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025/01/15", date(2025, 1, 15)),
        ("1736899200", date(2025, 1, 15)),
        ("2025年1月15日", date(2025, 1, 15)),
        ("2025-W03-3", date(2025, 1, 15)),
        ("Jan 15, 2025", date(2025, 1, 15)),
        ("Wednesday, January 15, 2025 8:00 AM", date(2025, 1, 15)),
        ("Wed,15 Jan 2025 08:00:00 GMT", date(2025, 1, 15)),
        ("15.01.2025 08:00", date(2025, 1, 15)),
        ("Wed, 15 Jan 2025 08:00:00 +9999", date(2025, 1, 15)),
        ("2025-02-30", None),
        ("2025-015", None),
        ("Mer, 15 janv. 2025 08:00:00 +0100", None),
    ],
)
def test_a_day_is_read_as_written_or_not_at_all(written: str, day: date | None):
    (item,) = items(rss(("a", SIGNED, written)))
    assert item.published == day


def test_a_letter_that_only_html_knows_is_no_fault():
    feed = read_feed(
        raw_text("x", HEAD + b"Caf&eacute;&nbsp;&amp; bar</title></item></channel></rss>"), TODAY
    )
    assert (feed.items[0].title, feed.warnings) == ("Café & bar", ())


def test_the_terminal_is_not_driven_by_a_page(tmp_path: Path):
    path = tmp_path / "page.html"
    link = b'<link type="application/rss+xml" href="https://x.example/\x1b]0;x\x07">'
    path.write_bytes(b"<!DOCTYPE html><html><head>" + link + b"</head><body><p>x</p></body></html>")
    program = Path(__file__).parents[2] / "bilateral.py"
    done = subprocess.run(
        [sys.executable, program, "ingest", "feed", path], capture_output=True, text=True, check=False
    )
    assert (done.returncode, "\x1b" in done.stderr) == (1, False)
    assert "page.html is a web page, no feed\nit names its feed: https://x.example/" in done.stderr
