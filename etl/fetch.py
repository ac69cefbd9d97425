"""Fetching: the only network code. Polite, bounded, and never to an inner address.

Every hop of a redirect is checked anew: scheme, port, and each address that the name stands for. The
connection then goes to the very address that was checked, so that a name cannot point elsewhere in between.
"""

import hashlib
import math
import os
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from db.counting import counted
from db.errors import InputError, NetworkError
from etl.contract import RawFile
from etl.web.targets import Target, check_address

USER_AGENT = "bilateral/0.1 (event research; respects robots.txt)"
ROBOT_NAME = "bilateral"
MAX_BYTES = 10_000_000
MAX_REDIRECTS = 5
CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
TOTAL_SECONDS = 60.0
ROBOTS_BYTES = 500_000
MAX_SILENT = 3
"""Requests in a row that a host may leave without an answer before it is left alone."""
SHORT_WAIT = 10.0
"""Seconds that are waited where a server asks for them; one that asks for more is not asked again."""
_CHUNK = 65_536
_TOO_LONG = "name the address of one article or feed; of a longer text, save the part that you need as a file"
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PASSING = frozenset((408, 425, 429))
"""Of the errors that a server lays on the one who asks (4xx), those that pass."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave.

    Attributes:
        url: The address that answered, after redirects.
        data: The body, decompressed; empty if `is_unchanged`.
        content_type: As the server says, "" if it does not.
        etag, last_modified: To ask again only for changes.
        is_unchanged: The server says that nothing changed since then.
        fetched_at: UTC.
    """

    url: str
    data: bytes
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    is_unchanged: bool = False
    fetched_at: datetime | None = None

    def as_raw(self) -> RawFile:
        """Return the body as a raw file that knows where it came from."""
        digest = hashlib.sha256(self.data).hexdigest()
        return RawFile(self.url, self.data, digest, self.url, self.fetched_at, self.content_type)


@dataclass(slots=True)
class Fetcher:
    """Fetches addresses, one at a time, with a pause between two requests to one host.

    Attributes:
        allowed_inner: Hosts with inner addresses that may be asked all the same (`127.0.0.1:8001`); for
            tests alone.
        pause: Seconds between two requests to one host.
        max_bytes: A longer answer is refused.
    """

    allowed_inner: frozenset[str] = frozenset()
    pause: float = 1.0
    max_bytes: int = MAX_BYTES
    total_seconds: float = TOTAL_SECONDS
    sleep: Callable[[float], None] = time.sleep
    _robots: dict[str, RobotFileParser | NetworkError | None] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)
    _closed: dict[str, float] = field(default_factory=dict)
    _silent: Counter[str] = field(default_factory=Counter)

    def fetch(self, url: str, *, etag: str = "", last_modified: str = "") -> Fetched:
        """Return what `url` gives, redirects followed.

        Args:
            etag, last_modified: Of the last answer; the server may then say that nothing changed.

        Raises:
            InputError: It is no address that may be asked: another scheme, an inner host, forbidden by
                robots.txt.
            NetworkError: It does not answer, answers with an error, too much, or too slowly.
        """
        deadline = time.monotonic() + self.total_seconds
        conditions: dict[str, str] = {}
        if etag:
            conditions["If-None-Match"] = etag
        if last_modified:
            conditions["If-Modified-Since"] = last_modified
        current = url.strip()
        for hop in range(MAX_REDIRECTS + 1):
            try:
                target = check_address(current, self.allowed_inner)
                self._await_opening(target)
                self._ask_robots(target, deadline)
            except InputError as error:
                if hop == 0:
                    raise
                raise InputError(f"{url} redirects to what may not be read: {error}", error.hint) from error
            self._pause(target)
            answer = self._request(target, conditions, self.max_bytes, deadline)
            if answer.status in _REDIRECTS:
                if not answer.location:
                    raise NetworkError(
                        f"{current} redirects to nowhere",
                        "open it in a browser and name the final address",
                        is_lasting=True,
                    )
                following = _joined(current, answer.location)
                if target.scheme == "https" and following.casefold().startswith("http://"):
                    raise NetworkError(
                        f"{current} redirects from https to http", "name the https address", is_lasting=True
                    )
                current = following
                continue
            if answer.status == 304 and not conditions:
                raise NetworkError(
                    f"{current} says that nothing has changed, though nobody has read it before",
                    "try again later",
                )
            return self._result(current, target, answer)
        raise NetworkError(
            f"{url} redirects more than {MAX_REDIRECTS} times", "name the final address", is_lasting=True
        )

    def _result(self, url: str, target: Target, answer: "_Answer") -> Fetched:
        if answer.status == 304:
            return Fetched(url, b"", is_unchanged=True, fetched_at=datetime.now(UTC))
        if answer.status != 200:
            hint = {
                401: "the page asks for a password: save it from your browser and name the file",
                402: "the page is behind a paywall: save it from your browser and name the file",
                403: "the server refuses programs: save the page from your browser and name the file",
                404: "check the address",
                410: "the page is gone; an archive may have it",
                429: "too many requests: try again later",
            }.get(answer.status, "try again later")
            is_lasting = 400 <= answer.status < 500 and answer.status not in _PASSING
            asks = self._close(answer, target.host)
            raise NetworkError(
                f"{url} answers with status {answer.status}{asks}", hint, is_lasting=is_lasting
            )
        return Fetched(
            url,
            answer.data,
            answer.headers.get("content-type", ""),
            answer.headers.get("etag", ""),
            answer.headers.get("last-modified", ""),
            fetched_at=datetime.now(UTC),
        )

    def _close(self, answer: "_Answer", *hosts: str) -> str:
        """Note the time for which an answer asks; return that in words, "" if it asks for none."""
        seconds = _asked_wait(answer) if answer.status in (429, 503) else 0.0
        if seconds <= 0:
            return ""
        for host in hosts:
            self._closed[host] = time.monotonic() + seconds
        return f" and asks to try again {_in_time(seconds)}"

    def _await_opening(self, target: Target) -> None:
        """Wait until the host may be asked again; raise if it wants more time, or does not answer at all."""
        if self._silent[target.host] >= MAX_SILENT:
            raise NetworkError(
                f"{target.url} is not asked, since {target.host} did not answer {MAX_SILENT} times in a row",
                "run the same command again later",
            )
        closed = self._closed.get(target.host, 0.0) - time.monotonic()
        if 0 < closed <= SHORT_WAIT:
            self.sleep(closed)
            self._closed.pop(target.host)
        elif closed > 0:
            raise NetworkError(
                f"{target.url} is not asked, since {target.host} wants no request now and asks to try again "
                f"{_in_time(closed)}",
                "run the same command again then",
            )

    def _pause(self, target: Target) -> None:
        last = self._last.get(target.host)
        if last is not None and self.pause > 0:
            left = self.pause - (time.monotonic() - last)
            if left > 0:
                self.sleep(left)
        self._last[target.host] = time.monotonic()

    def _ask_robots(self, target: Target, deadline: float) -> None:
        """Raise if the host's robots.txt forbids the address. No file, or one it will not show, forbids
        nothing."""
        if target.origin not in self._robots:
            try:
                self._robots[target.origin] = self._read_robots(target, deadline)
            except NetworkError as error:
                # A host that asks for time is asked again after it; one in trouble is spared for this run.
                if target.host not in self._closed:
                    self._robots[target.origin] = error
                raise
        rules = self._robots[target.origin]
        if isinstance(rules, NetworkError):
            raise rules
        if rules is not None and not rules.can_fetch(ROBOT_NAME, target.url):
            raise InputError(
                f"the robots.txt of {target.host} asks programs not to read {target.url}",
                "save the page from your browser and name the file",
            )

    def _read_robots(self, target: Target, deadline: float) -> RobotFileParser | None:
        current = f"{target.origin}/robots.txt"
        for _ in range(MAX_REDIRECTS + 1):
            try:
                checked = check_address(current, self.allowed_inner)
            except InputError:
                return None
            answer = self._request(checked, {}, ROBOTS_BYTES, deadline, cut=True)
            if answer.status in _REDIRECTS and answer.location:
                current = _joined(current, answer.location)
                continue
            if answer.status >= 500 or answer.status == 429:
                asks = self._close(answer, target.host, checked.host)
                raise NetworkError(
                    f"the robots.txt of {target.host} answers with status {answer.status}{asks}",
                    "so nobody knows what may be read there: try again later",
                )
            if answer.status != 200:
                return None
            rules = RobotFileParser()
            rules.parse(answer.data.decode("utf-8", errors="replace").splitlines())
            return rules
        return None

    def _request(
        self,
        target: Target,
        extra: Mapping[str, str],
        max_bytes: int,
        deadline: float,
        *,
        cut: bool = False,
    ) -> "_Answer":
        """Return one answer, read in pieces; connects to the checked address only."""
        import certifi
        import urllib3

        from etl.web.bounded import ending_at

        headers = {
            "Host": target.host_header,
            "User-Agent": USER_AGENT,
            "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
            "application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
            **extra,
        }
        left = max(1.0, deadline - time.monotonic())
        timeout = urllib3.Timeout(connect=min(CONNECT_SECONDS, left), read=min(READ_SECONDS, left))
        pool: urllib3.HTTPConnectionPool
        if target.scheme == "https":
            pool = urllib3.HTTPSConnectionPool(
                target.address,
                target.port,
                timeout=timeout,
                cert_reqs="CERT_REQUIRED",
                ca_certs=os.environ.get("SSL_CERT_FILE") or certifi.where(),
                server_hostname=target.host,
                assert_hostname=target.host,
            )
        else:
            pool = urllib3.HTTPConnectionPool(target.address, target.port, timeout=timeout)
        try:
            with ending_at(pool, deadline):
                response = pool.request(
                    "GET",
                    target.path,
                    headers=headers,
                    redirect=False,
                    retries=False,
                    preload_content=False,
                    decode_content=True,
                )
                try:
                    data = (
                        b""
                        if response.status in _REDIRECTS
                        else _read(response, target.url, max_bytes, cut=cut)
                    )
                finally:
                    response.close()
            self._silent.pop(target.host, None)
            found = {name.casefold(): value for name, value in response.headers.items()}
            if time.monotonic() > deadline:
                raise _too_slow(target.url)
            return _Answer(response.status, data, found, found.get("location", ""))
        except urllib3.exceptions.SSLError as error:
            raise NetworkError(
                f"the certificate of {target.host} is not valid", "check the address"
            ) from error
        # What is no HTTP at all, such as a piece of negative length, is a ValueError of Python's own reader.
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            if not isinstance(error, ValueError):
                self._silent[target.host] += 1
            if time.monotonic() > deadline:
                raise _too_slow(target.url) from error
            raise NetworkError(
                f"{target.url} does not answer: {_why(error)}", "check the address and your connection"
            ) from error
        finally:
            pool.close()


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    data: bytes
    headers: Mapping[str, str]
    location: str


def _read(response: "object", url: str, max_bytes: int, *, cut: bool) -> bytes:
    """Return the body, decompressed in pieces; too much is refused."""
    declared = getattr(response, "headers", {}).get("content-length", "")
    if not cut and declared.isdigit() and int(declared) > max_bytes:
        raise NetworkError(
            f"{url} sends {int(declared):,} bytes; at most {max_bytes:,} are read", _TOO_LONG, is_lasting=True
        )
    pieces: list[bytes] = []
    size = 0
    for piece in response.stream(_CHUNK, decode_content=True):  # type: ignore[attr-defined]
        size += len(piece)
        pieces.append(piece)
        if size > max_bytes:
            if cut:
                break
            raise NetworkError(
                f"{url} sends more than {max_bytes:,} bytes, of which no more are read",
                _TOO_LONG,
                is_lasting=True,
            )
    return b"".join(pieces)


def _asked_wait(answer: _Answer) -> float:
    """Return the seconds after which a server wants to be asked again (Retry-After), 0 if it does not say."""
    text = answer.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return 0.0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _joined(url: str, location: str) -> str:
    """Return where a redirect leads; a place that is none is returned as it is, for the check to refuse."""
    try:
        return urljoin(url, location)
    except ValueError:
        return location


def _in_time(seconds: float) -> str:
    """Return a time to come in words, rounded up; in the smaller unit below two of the bigger one."""
    for size, one in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= 2 * size:
            return f"in {counted(math.ceil(seconds / size), one)}"
    return f"in {counted(math.ceil(seconds), 'second')}"


def _too_slow(url: str) -> NetworkError:
    return NetworkError(f"{url} takes too long", "try again later, or save the page and name the file")


def _why(error: Exception) -> str:
    import urllib3

    if isinstance(error, (urllib3.exceptions.ConnectTimeoutError, urllib3.exceptions.ReadTimeoutError)):
        return "no answer in time"
    if isinstance(error, urllib3.exceptions.NewConnectionError):
        return "the connection is refused"
    if isinstance(error, urllib3.exceptions.DecodeError):
        return "its compression is broken"
    return "what it sends breaks off, or is no HTTP"
