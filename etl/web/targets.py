"""Targets: addresses checked before they are asked, with the one network address that was found good."""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from db.errors import InputError, NetworkError

PORTS = frozenset((80, 443, 8000, 8080, 8443))


@dataclass(frozen=True, slots=True)
class Target:
    """An address that has been checked, with the one network address to connect to."""

    url: str
    scheme: str
    host: str
    port: int
    path: str
    address: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, as robots.txt counts them."""
        return f"{self.scheme}://{self.host_header}"

    @property
    def host_header(self) -> str:
        """The host as the server knows itself."""
        usual = 443 if self.scheme == "https" else 80
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == usual else f"{name}:{self.port}"


def check_address(url: str, allowed_inner: frozenset[str] = frozenset()) -> Target:
    """Return the address checked: http or https, no password, a usual port, and a host out in the open.

    Raises:
        InputError: It may not be asked.
        NetworkError: Its host does not exist.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise InputError(f"not an address: {url}", "addresses begin with https://") from error
    scheme = parts.scheme.casefold()
    if scheme not in ("http", "https") or not host:
        raise InputError(
            f"not an address that can be fetched: {url}", "addresses begin with https:// or http://"
        )
    if parts.username or parts.password:
        raise InputError("the address holds a password", "leave it out")
    port = port or (443 if scheme == "https" else 80)
    path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    is_allowed = host in allowed_inner or f"{host}:{port}" in allowed_inner
    address = ""
    for found in _resolve(host, port):
        if not is_allowed and not _is_public(found):
            raise InputError(
                f"{host} is an address inside a network, not on the open web",
                "save the page and name the file",
            )
        address = address or found
    if port not in PORTS and not is_allowed:
        raise InputError(f"port {port} of {host} is not one that pages are read from", "leave the port out")
    return Target(url, scheme, host, port, _quote(path), address)


def _quote(path: str) -> str:
    return quote(path, safe="/%?=&+,;:@!$'()*~-._#[]")


def _resolve(host: str, port: int) -> list[str]:
    try:
        encoded = host if host.isascii() else host.encode("idna").decode("ascii")
        infos = socket.getaddrinfo(encoded, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NetworkError(f"there is no host {host}", "check the address and your connection") from error
    return [str(info[4][0]) for info in infos]


def _is_public(address: str) -> bool:
    """True for an address on the open internet; also looks inside IPv6 that wraps IPv4."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None and not _is_public(str(inner)):
            return False
    is_of_site = isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or is_of_site)
