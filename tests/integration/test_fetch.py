"""The fetcher: what it asks of other hosts, and how, against a real web site on this machine."""

import gzip
import socket
import threading
from pathlib import Path

import pytest
import trustme

from db.errors import InputError, NetworkError
from etl.fetch import Fetcher, check_address
from etl.reading import read_input
from etl.sources.article import read_article
from tests.web_site import Answer, Site, html

# ---------------------------------------------------------------- the fetcher


def test_a_page_is_fetched(site: Site, fetcher: Fetcher):
    site.pages["/a"] = (200, {"Content-Type": "text/plain", "ETag": '"1"'}, b"hello")
    got = fetcher.fetch(f"{site.url}/a")
    assert (got.data, got.content_type, got.etag) == (b"hello", "text/plain", '"1"')
    assert site.asked == ["/robots.txt", "/a"]


def test_nothing_is_sent_again_that_has_not_changed(site: Site, fetcher: Fetcher):
    def page(headers: dict[str, str]) -> Answer:
        return (304, {}, b"") if headers.get("If-None-Match") == '"1"' else (200, {"ETag": '"1"'}, b"x")

    site.pages["/a"] = page
    assert not fetcher.fetch(f"{site.url}/a").is_unchanged
    assert fetcher.fetch(f"{site.url}/a", etag='"1"').is_unchanged


def test_an_answer_that_nothing_changed_is_none_where_nobody_asked_so(site: Site, fetcher: Fetcher):
    site.pages["/a"] = (304, {}, b"")
    with pytest.raises(NetworkError, match="nothing has changed, though nobody has read it before"):
        fetcher.fetch(f"{site.url}/a")


def test_robots_are_respected(site: Site, fetcher: Fetcher):
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /private\n")
    site.pages["/private/a"] = (200, {}, b"x")
    site.pages["/open"] = (200, {}, b"x")
    with pytest.raises(InputError, match=r"robots\.txt"):
        fetcher.fetch(f"{site.url}/private/a")
    assert fetcher.fetch(f"{site.url}/open").data == b"x"
    assert "/private/a" not in site.asked


def test_redirects_are_followed_and_counted(site: Site, fetcher: Fetcher):
    site.pages["/a"] = (302, {"Location": "/b"}, b"")
    site.pages["/b"] = (200, {}, b"there")
    site.pages["/loop"] = (301, {"Location": "/loop"}, b"")
    got = fetcher.fetch(f"{site.url}/a")
    assert (got.data, got.url) == (b"there", f"{site.url}/b")
    with pytest.raises(NetworkError, match="more than 5"):
        fetcher.fetch(f"{site.url}/loop")


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest",
        "http://localhost:22/",
        "http://10.0.0.1/",
        "file:///etc/passwd",
        "http://[::1]/",
    ],
)
def test_a_redirect_to_an_inner_address_is_refused(site: Site, fetcher: Fetcher, target: str):
    site.pages["/a"] = (302, {"Location": target}, b"")
    with pytest.raises(InputError):
        fetcher.fetch(f"{site.url}/a")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://0.0.0.0/",
        "http://192.168.1.1/",
        "http://169.254.1.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://2130706433/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "http://user:secret@example.org/",
        "http://127.0.0.1:25/",
        "https://",
        "nonsense",
    ],
)
def test_inner_and_strange_addresses_are_refused(url: str):
    with pytest.raises((InputError, NetworkError)):
        check_address(url)


def test_a_refused_redirect_names_the_page_that_sent_it(site: Site, fetcher: Fetcher):
    site.pages["/a"] = (302, {"Location": "http://10.0.0.1/"}, b"")
    with pytest.raises(InputError) as caught:
        fetcher.fetch(f"{site.url}/a")
    assert f"{site.url}/a redirects to" in str(caught.value)
    assert "10.0.0.1" in str(caught.value)


@pytest.mark.parametrize(
    ("after", "told"),
    [("120", "in 2 minutes"), ("3600", "in 60 minutes"), ("Wed, 01 Jan 2200 00:00:00 GMT", "days")],
)
def test_a_server_that_asks_for_time_is_left_alone(site: Site, fetcher: Fetcher, after: str, told: str):
    site.pages["/a"] = (429, {"Retry-After": after}, b"slow down")
    site.pages["/b"] = (200, {}, b"x")
    with pytest.raises(NetworkError) as caught:
        fetcher.fetch(f"{site.url}/a")
    assert told in str(caught.value)
    with pytest.raises(NetworkError, match="wants no request now and asks to try again in"):
        fetcher.fetch(f"{site.url}/b")
    assert "/b" not in site.asked


@pytest.mark.parametrize("status", [429, 503])
def test_a_robots_file_that_asks_for_time_gets_it(site: Site, fetcher: Fetcher, status: int):
    site.pages["/robots.txt"] = (status, {"Retry-After": "120"}, b"slow down")
    site.pages["/a"] = (200, {}, b"x")
    with pytest.raises(NetworkError, match=rf"robots\.txt .* {status} and asks to try again in 2 minutes"):
        fetcher.fetch(f"{site.url}/a")
    with pytest.raises(NetworkError, match="wants no request now and asks to try again in 120 seconds"):
        fetcher.fetch(f"{site.url}/a")
    assert site.asked == ["/robots.txt"]


def test_a_robots_file_that_asks_for_a_short_time_is_asked_again_after_it(site: Site):
    pauses: list[float] = []
    patient = Fetcher(allowed_inner=frozenset((site.host,)), pause=0, sleep=pauses.append)
    site.pages["/robots.txt"] = (429, {"Retry-After": "5"}, b"slow down")
    site.pages["/a"] = (200, {}, b"x")
    with pytest.raises(NetworkError, match="429"):
        patient.fetch(f"{site.url}/a")
    site.pages["/robots.txt"] = (200, {}, b"")
    assert patient.fetch(f"{site.url}/a").data == b"x"
    assert [4.0 < pause <= 5.0 for pause in pauses] == [True]


def test_a_robots_file_that_fails_is_not_asked_for_with_every_page(site: Site, fetcher: Fetcher):
    site.pages["/robots.txt"] = (500, {}, b"no")
    for page in ("a", "b"):
        with pytest.raises(NetworkError, match=r"the robots\.txt of .* answers with status 500"):
            fetcher.fetch(f"{site.url}/{page}")
    assert site.asked == ["/robots.txt"]


def test_a_short_time_that_a_server_asks_for_is_waited(site: Site):
    pauses: list[float] = []
    patient = Fetcher(allowed_inner=frozenset((site.host,)), pause=0, sleep=pauses.append)
    site.pages["/a"] = (503, {"Retry-After": "5"}, b"no")
    site.pages["/b"] = (200, {}, b"x")
    with pytest.raises(NetworkError, match="503"):
        patient.fetch(f"{site.url}/a")
    assert patient.fetch(f"{site.url}/b").data == b"x"
    assert len(pauses) == 1
    assert 4.0 < pauses[0] <= 5.0


@pytest.mark.parametrize("after", ["", "0", "soon", "Wed, 01 Jan 2020 00:00:00 GMT"])
def test_a_server_that_names_no_time_may_be_asked(site: Site, fetcher: Fetcher, after: str):
    site.pages["/a"] = (503, {"Retry-After": after}, b"no")
    site.pages["/b"] = (200, {}, b"x")
    with pytest.raises(NetworkError, match="503"):
        fetcher.fetch(f"{site.url}/a")
    assert fetcher.fetch(f"{site.url}/b").data == b"x"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://example.org/a", "only http and https"),
        ("www.bbc.com/news", "https://www.bbc.com/news"),
        ("www.bbc.com/news/a.html", "https://www.bbc.com/news/a.html"),
        ("nowhere.txt/a b", "check its name"),
    ],
)
def test_what_looks_like_an_address_is_told_how_to_be_one(name: str, says: str):
    with pytest.raises(InputError) as caught:
        read_input(name, Fetcher())
    assert says in f"{caught.value} {caught.value.hint}"


def test_a_file_that_is_not_there_is_taken_for_no_address():
    with pytest.raises(InputError) as caught:
        read_input("summit.txt", Fetcher())
    assert "https://" not in caught.value.hint


def test_too_much_is_refused_packed_or_not(site: Site):
    small = Fetcher(allowed_inner=frozenset((site.host,)), pause=0, max_bytes=10_000)
    site.pages["/big"] = (200, {}, b"x" * 20_000)
    site.pages["/lies"] = (200, {"Content-Length": "20000"}, b"x" * 20_000)
    site.pages["/bomb"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"0" * 5_000_000))
    for path in ("/big", "/lies", "/bomb"):
        with pytest.raises(NetworkError, match=r"10,000 bytes|at most 10,000") as caught:
            small.fetch(site.url + path)
        assert "save the part" in caught.value.hint


@pytest.mark.parametrize("status", [403, 404, 429, 500])
def test_errors_of_the_server_are_told(site: Site, fetcher: Fetcher, status: int):
    site.pages["/a"] = (status, {}, b"no")
    with pytest.raises(NetworkError, match=str(status)) as caught:
        fetcher.fetch(f"{site.url}/a")
    assert caught.value.hint
    assert caught.value.exit_code == 3


def test_a_dead_server_is_told(site: Site):
    site.server.shutdown()
    site.server.server_close()
    with pytest.raises(NetworkError):
        Fetcher(allowed_inner=frozenset((site.host,)), pause=0).fetch(f"{site.url}/a")


def test_a_host_is_not_hurried(site: Site):
    pauses: list[float] = []
    slow = Fetcher(allowed_inner=frozenset((site.host,)), pause=5.0, sleep=pauses.append)
    site.pages["/a"] = (200, {}, b"x")
    slow.fetch(f"{site.url}/a")
    slow.fetch(f"{site.url}/a")
    assert len(pauses) == 1
    assert 4.0 < pauses[0] <= 5.0


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),
    ],
    ids=["body", "chunks", "head"],
)
def test_a_server_that_dribbles_does_not_hold_the_reader(head: bytes, piece: bytes):
    listener = socket.create_server(("127.0.0.1", 0))
    host = f"127.0.0.1:{listener.getsockname()[1]}"
    left = threading.Event()

    def serve() -> None:
        for _ in range(2):
            connection, _address = listener.accept()
            with connection:
                if b"GET /robots.txt" in connection.recv(4096):
                    connection.sendall(b"HTTP/1.1 404 none\r\nContent-Length: 0\r\n\r\n")
                    continue
                connection.sendall(head)
                try:
                    while not left.wait(0.1):
                        connection.sendall(piece)
                except OSError:
                    left.set()

    server = threading.Thread(target=serve, daemon=True)
    server.start()
    hurried = Fetcher(allowed_inner=frozenset((host,)), pause=0, total_seconds=1.0)
    caught: list[Exception] = []

    def ask() -> None:
        try:
            hurried.fetch(f"http://{host}/a")
        except NetworkError as error:
            caught.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(15)
    hung = asking.is_alive()
    left.set()
    server.join(15)
    listener.close()
    assert not hung
    assert "takes too long" in str(caught[0])


@pytest.mark.parametrize(
    ("written", "header", "meta"),
    [
        ("shift_jis", "Shift_JIS", ""),
        ("cp932", "shift_jis", "utf-8"),
        ("euc_jp", "", "euc-jp"),
        ("iso2022_jp", "ISO-2022-JP", ""),
        ("utf-8", "ISO-8859-1", ""),
        ("utf-8", "", "windows-1252"),
        ("utf-8-sig", "Shift_JIS", "Shift_JIS"),
        ("utf-8", "unicode_escape", "utf-16"),
        ("utf-8", "no-such-charset", "zlib"),
        ("utf-8", "", ""),
    ],
)
def test_letters_are_read_by_mark_header_page_then_guess(
    site: Site, fetcher: Fetcher, written: str, header: str, meta: str
):
    head = f'<head><meta charset="{meta}"></head>' if meta else ""
    page = f"<html>{head}<body><p>Prime Minister 石破茂 met President 習近平 on 3 May 2024.</p></body></html>"
    kind = f"text/html; charset={header}" if header else "text/html"
    site.pages["/a"] = (200, {"Content-Type": kind}, page.encode(written))
    raw = read_input(f"{site.url}/a", fetcher)
    assert read_article(raw).text == "Prime Minister 石破茂 met President 習近平 on 3 May 2024."


def test_a_page_that_is_cut_off_or_has_a_broken_byte_keeps_its_letters(site: Site, fetcher: Fetcher):
    words = "<html><body><p>Prime Minister 石破茂 met President 習近平 on 3 May 2024 in 東京"
    kind = {"Content-Type": "text/html; charset=shift_jis"}
    site.pages["/cut"] = (200, kind, words.encode("cp932")[:-1])
    assert "石破茂" in read_article(read_input(f"{site.url}/cut", fetcher)).text
    broken = words.encode().replace(b"met", b"met\x92")
    site.pages["/broken"] = (200, {"Content-Type": "text/html; charset=utf-8"}, broken)
    assert "石破茂 met’ President" in read_article(read_input(f"{site.url}/broken", fetcher)).text


# ---------------------------------------------------------------- https


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """One that signs certificates, and that this machine trusts beside no other."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return authority


def secure(certificate: trustme.LeafCert) -> tuple[Site, Fetcher]:
    site = Site(certificate)
    site.url = f"https://localhost:{site.port}"
    return site, Fetcher(allowed_inner=frozenset((f"localhost:{site.port}", "localhost")), pause=0)


def closed(site: Site) -> None:
    site.server.shutdown()
    site.server.server_close()


def test_https_is_read_where_the_certificate_is_good(authority: trustme.CA):
    site, fetcher = secure(authority.issue_cert("localhost"))
    site.pages["/a"] = (302, {"Location": "/b"}, b"")
    site.pages["/b"] = html("<p>there</p>")
    got = fetcher.fetch(f"{site.url}/a")
    closed(site)
    assert b"there" in got.data
    assert got.url == f"{site.url}/b"


def test_https_is_refused_where_the_certificate_is_anothers(authority: trustme.CA):
    site, fetcher = secure(authority.issue_cert("example.org"))
    site.pages["/a"] = html("<p>there</p>")
    with pytest.raises(NetworkError, match="certificate of localhost is not valid"):
        fetcher.fetch(f"{site.url}/a")
    closed(site)
    assert site.asked == []


def test_https_is_refused_where_nobody_trusts_the_signer(authority: trustme.CA):
    site, fetcher = secure(trustme.CA().issue_cert("localhost"))
    with pytest.raises(NetworkError, match="certificate of localhost is not valid"):
        fetcher.fetch(f"{site.url}/a")
    closed(site)
    assert site.asked == []


def test_https_never_falls_back_to_http(authority: trustme.CA, site: Site):
    safe, fetcher = secure(authority.issue_cert("localhost"))
    safe.pages["/a"] = (302, {"Location": f"http://localhost:{site.port}/b"}, b"")
    with pytest.raises(NetworkError, match="from https to http"):
        fetcher.fetch(f"{safe.url}/a")
    closed(safe)
    assert site.asked == []


# ---------------------------------------------------------------- feeds


def test_an_inner_address_with_a_port_is_told_as_an_inner_address():
    with pytest.raises(InputError) as refused:
        check_address("http://127.0.0.1:8977/f.xml")
    assert "inside a network" in str(refused.value)
