"""Asking addresses outside: public ones only, within limits of time and size, never by a proxy.

The address that a name resolves to is judged, and the connection goes to that very address: a name
that answers differently a second time changes nothing (security.md, G-13). Each redirect is judged
again from the beginning. Nothing of an answer is kept but its status and the title of a page.
"""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from html import unescape
import http.client
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
import re
import socket
import ssl
from threading import Timer
from time import monotonic
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

PORTS = {"http": 80, "https": 443}
PATIENCE = 3.0  # seconds for one step: connecting, one piece of an answer
DEADLINE = 5.0  # seconds for one address, redirects and all
MOST_STEPS = 5  # redirects that are followed
MOST_ADDRESSES = 3  # of one name, tried in turn
MOST_BYTES = 64 * 1024  # of a page, for its title
LONGEST_TITLE = 160
KEPT = "/%:@!$&'()*+,;=~-._"  # characters of a path and a query that stay as they are
# Forms that carry an address of the old kind inside: nobody's ordinary site, and a way around.
CARRIERS = tuple(
    map(ip_network, ("::ffff:0:0/96", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))
)  # fmt: skip


class Heard(StrEnum):
    """What came of asking an address."""

    ALIVE = "alive"  # it opens, or its keeper answers us no more than that we may not
    GONE = "gone"  # the site answers that there is no such page, or is broken
    SILENT = "silent"  # nobody answers
    CLOSED = "closed"  # not a public address: it was not asked


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered; `title` is of a page and may be empty, `code` is 0 without an answer."""

    heard: Heard
    code: int = 0
    title: str = ""


class _NotPublic(Exception):
    """The address is none of those that may be asked."""


class _Target(NamedTuple):
    """Where a request goes: judged addresses, beside the name that the site is called by."""

    scheme: str
    host: str
    port: int
    addresses: tuple[str, ...]
    path: str

    @property
    def called(self) -> str:
        """The site's name as a request names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


class _Said(NamedTuple):
    code: int
    to: str
    title: str


def ascii_host(host: str) -> str:
    """A site's name as the network writes it («пример.рф» → «xn--…»); empty for what is none."""
    host = host.strip().strip(".").lower()
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def host_of(address: str) -> str:
    """The name of the site that a link leads to; empty for what is none."""
    try:
        return ascii_host(urlsplit(address).hostname or "")
    except ValueError:
        return ""


def is_public(address: str) -> bool:
    """True for an address of the open network: no own machine, no own network, nothing set apart."""
    try:
        found: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return False
    if found.version == 6 and any(found in carrier for carrier in CARRIERS):
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def ask(address: str, *, wants_title: bool = False) -> Answer:
    """Ask an address whether it still opens: HEAD first, GET where that is not enough.

    Args:
        address: http or https.
        wants_title: ask for the page itself and tell its title.
    """
    until = monotonic() + DEADLINE
    try:
        said = _Said(0, "", "") if wants_title else _walked(address, "HEAD", until)
        if wants_title or said.code >= 400:
            said = _walked(address, "GET", until)
    except _NotPublic:
        return Answer(Heard.CLOSED)
    except ssl.SSLCertVerificationError:  # it stands; whose it is, the reader's browser judges
        return Answer(Heard.ALIVE)
    except (OSError, http.client.HTTPException, ValueError):
        return Answer(Heard.SILENT)
    return Answer(_meaning(said.code), said.code, said.title)


def _meaning(code: int) -> Heard:
    """Only «no such page» and a broken site are told of: who wants no robots still opens to people."""
    return Heard.GONE if code in {404, 410} or code >= 500 else Heard.ALIVE


def _walked(address: str, method: str, until: float) -> _Said:
    """The answer at the end of redirects; one that goes round and round is a broken site's."""
    for _step in range(MOST_STEPS + 1):
        said = _asked(_judged(address), method, until)
        if not said.to:
            return said
        address = urljoin(address, said.to)
    return _Said(508, "", "")


def _judged(address: str) -> _Target:
    """Where to connect.

    Raises:
        _NotPublic: another scheme or port, a name or password inside, an address not of the open network.
        OSError: the name is not known.
        ValueError: it is no address at all.
    """
    parts = urlsplit(address)
    host = ascii_host(parts.hostname or "")
    if parts.scheme not in PORTS or not host or "@" in parts.netloc:
        raise _NotPublic
    port = parts.port or PORTS[parts.scheme]
    found = _resolved(host, port)
    allowed: Collection[tuple[str, int]] = settings.OUTSIDE_ALLOWED
    is_allowed = all((one, port) in allowed for one in found)
    if not is_allowed and (port not in PORTS.values() or not all(map(is_public, found))):
        raise _NotPublic
    query = f"?{quote(parts.query, safe=f'{KEPT}?')}" if parts.query else ""
    path = f"{quote(parts.path or '/', safe=KEPT)}{query}"
    return _Target(parts.scheme, host, port, tuple(dict.fromkeys(found)), path)


def _resolved(host: str, port: int) -> list[str]:
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    found = [str(row[4][0]).partition("%")[0] for row in rows]
    if not found:
        message = f"no address of {host}"
        raise OSError(message)
    return found


def _asked(target: _Target, method: str, until: float) -> _Said:
    """One request to one judged address, cut off when the time for all of them is over."""
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    line = _connected(target, min(PATIENCE, left))
    if target.scheme == "https":
        context = ssl.create_default_context()
        line = context.wrap_socket(line, server_hostname=target.host, do_handshake_on_connect=False)
    watch = Timer(left, _hang_up, [line])  # a drop now and then keeps nobody here
    watch.daemon = True
    watch.start()
    try:
        if isinstance(line, ssl.SSLSocket):
            line.do_handshake()
        return _spoken(line, target, method)
    finally:
        watch.cancel()
        line.close()


def _connected(target: _Target, patience: float) -> socket.socket:
    """A line to the first of the judged addresses that takes it: a machine may lack one of the two networks."""
    *others, last = target.addresses[:MOST_ADDRESSES]
    for one in others:
        with suppress(OSError):
            return socket.create_connection((one, target.port), timeout=patience)
    return socket.create_connection((last, target.port), timeout=patience)


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)


def _spoken(line: socket.socket, target: _Target, method: str) -> _Said:
    request = http.client.HTTPConnection(target.host, target.port)
    request.sock = line
    request.putrequest(method, target.path, skip_host=True, skip_accept_encoding=True)
    request.putheader("Host", target.called)
    request.putheader("User-Agent", f"Staffroom-Links ({settings.SITE_ADDRESS})")
    request.putheader("Accept", "text/html, */*;q=0.5")
    request.putheader("Accept-Encoding", "identity")
    request.putheader("Connection", "close")
    request.endheaders()
    answer = request.getresponse()
    to = answer.headers.get("Location", "") if 300 <= answer.status < 400 else ""
    kind = answer.headers.get_content_type()
    title = ""
    if method == "GET" and answer.status < 300 and kind in {"text/html", "application/xhtml+xml"}:
        title = title_of(answer.read(MOST_BYTES), answer.headers.get_content_charset() or "")
    return _Said(answer.status, to, title)


TITLE = re.compile(rb"<title[^>]{0,200}>(.{0,2000}?)</title", re.IGNORECASE | re.DOTALL)
CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([A-Za-z0-9_-]{2,30})", re.IGNORECASE)


def title_of(page: bytes, charset: str) -> str:
    """The title of a page in one line of plain words; empty where there is none."""
    found = TITLE.search(page)
    if not found:
        return ""
    named = CHARSET.search(page)
    code = charset or (named.group(1).decode("ascii") if named else "utf-8")
    try:
        words = found.group(1).decode(code, "replace")
    except LookupError:
        words = found.group(1).decode("utf-8", "replace")
    shown = "".join(sign if sign.isprintable() else " " for sign in unescape(words))
    return " ".join(shown.split())[:LONGEST_TITLE]
