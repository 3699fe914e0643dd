"""`python -m tools.crawl`: every role of every demonstration district opens every link it is shown.

A link that a person is offered must open: 403, 404 and errors are told with the page that led there.
It reads the data of STAFFROOM_DATA (`staffroom migrate && staffroom demo`), asks by GET only and
changes nothing but what reading changes (read marks). Of addresses of one kind a role opens the first
few (`--most`): the demonstration holds hundreds of topics that differ in nothing. `--rooms drafting,plans`
opens that many there and one of a kind elsewhere; `--everybody` walks as each person of the districts.
"""

import argparse
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from html.parser import HTMLParser
import json
import os
from pathlib import Path
import re
import sys
from typing import Any
from urllib.parse import urldefrag, urljoin

ROLES = (
    "guest", "coordinator", "methodist", "moderator", "teacher", "newcomer", "expert", "technician",
)  # fmt: skip
STARTS = ("/", "/home/", "/home/desk/", "/home/duties/", "/notices/", "/check/", "/staff/health/")
OF_DISTRICT = ("/{d}/", "/{d}/documents/", "/{d}/creation/", "/{d}/staff/overview/")
LEFT_ALONE = ("/static/", "/files/", "/ui/", "/live/", "/api/")
FINE = {200, 206, 301, 302, 303, 304}


class Links(HTMLParser):
    """What a page offers to open, the names of its parts, and its first headings."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[list[str]] = []
        self.ids: set[str] = set()
        self.tops = 0
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember an address, a name, a heading."""
        found = dict(attrs)
        if found.get("id"):
            self.ids.add(found["id"] or "")
        address = found.get("href") if tag == "a" else None
        if address:
            self.links.append([address, ""])
            self._inside = True
        if found.get("hx-get"):
            self.links.append([found["hx-get"] or "", "hx-get"])
        self.tops += tag == "h1"

    def handle_data(self, data: str) -> None:
        """The words of a link."""
        if self._inside and self.links:
            self.links[-1][1] += data

    def handle_endtag(self, tag: str) -> None:
        """A link ends."""
        if tag == "a":
            self._inside = False


@dataclass
class Seen:
    """One opened address."""

    who: str
    address: str
    came_from: str
    words: str
    name: str
    status: int
    faults: list[str] = field(default_factory=list)


class Walk:
    """One reader goes from page to page, breadth first."""

    def __init__(self, client: Any, who: str, most: int, rooms: set[str]) -> None:
        self.client, self.who, self.most, self.rooms = client, who, most, rooms
        self.queue: deque[tuple[str, str, str]] = deque()
        self.done: set[str] = set()
        self.count: Counter[str] = Counter()

    def go(self, starts: list[str]) -> Iterator[Seen]:
        """Open what is offered; one of a kind outside of the chosen rooms."""
        self.queue.extend((address, "", "") for address in starts)
        while self.queue:
            address, came_from, words = self.queue.popleft()
            path = address.partition("?")[0]
            if address in self.done or not path.startswith("/") or path.startswith(LEFT_ALONE):
                continue
            self.done.add(address)
            name = self.name_of(path)
            if not name:
                yield Seen(self.who, address, came_from, words, "?", 404)
            elif self.is_wanted(address, name) or not came_from:
                yield self.open(Seen(self.who, address, came_from, words, name, 0))

    def name_of(self, path: str) -> str:
        """The name of an address; empty for one that the site does not have."""
        from django.urls import Resolver404, resolve  # noqa: PLC0415 - only inside the product

        try:
            return resolve(path).view_name
        except Resolver404:
            return ""

    def is_wanted(self, address: str, name: str) -> bool:
        """False when enough of its kind have been opened."""
        asked = sorted(set(re.findall(r"[?&]([a-z_]+)=", address)))
        kind = name + "?" + ",".join(asked)
        self.count[kind] += 1
        is_far = self.rooms and name.partition(":")[0] not in self.rooms
        return self.count[kind] <= (1 if is_far else self.most)

    def open(self, seen: Seen) -> Seen:
        """Ask for an address; remember what it offers."""
        answer = self.client.get(seen.address)
        seen.status = answer.status_code
        if answer.status_code in {301, 302, 303}:
            target = urldefrag(urljoin(seen.address, answer.headers["Location"])).url
            self.queue.append((target, seen.address, seen.words))
        elif "html" in answer.headers.get("Content-Type", "") and not answer.streaming:
            self.read(seen, answer.content)
        for close in answer._resource_closers:
            close()
        answer._resource_closers.clear()
        return seen

    def read(self, seen: Seen, content: bytes) -> None:
        """What a page offers, and what is wrong with it."""
        page = Links()
        page.feed(content.decode())
        is_whole = b"<html" in content
        if is_whole and page.tops != 1:
            seen.faults.append(f"h1: {page.tops}")
        for link, label in page.links:
            target, part = urldefrag(urljoin(seen.address, link))
            self.queue.append((target, seen.address, " ".join(label.split())[:60]))
            if is_whole and part and link.startswith("#") and part not in page.ids:
                seen.faults.append(f"no #{part}")


def readers_of(district: str, roles: list[str], *, is_everybody: bool) -> Iterator[tuple[str, Any]]:
    """Clients, signed in as the demonstration's people."""
    from django.test import Client  # noqa: PLC0415

    from staffroom.shared.accounts.models import Person  # noqa: PLC0415

    people = {row.email: row for row in Person.objects.filter(admissions__district__slug=district)}
    people |= {
        row.email: row for row in Person.objects.filter(email__endswith=f"@{district}.example")
    }
    emails = [f"{role}@{district}.example" for role in roles]
    for email in sorted(people) if is_everybody else emails:
        client = Client(SERVER_NAME="127.0.0.1")
        client.raise_request_exception = False
        if not email.startswith("guest@"):
            client.force_login(people[email])
        yield email.removesuffix(".example"), client


def main() -> int:
    """Walk and tell; 1 when something that is offered does not open."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--districts", default="")
    asked.add_argument("--roles", default=",".join(ROLES))
    asked.add_argument("--most", type=int, default=6, help="addresses of one kind for a role")
    asked.add_argument("--rooms", default="")
    asked.add_argument("--everybody", action="store_true")
    asked.add_argument("--keep", default="", help="a file for all that was opened (JSON lines)")
    told = asked.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "staffroom.config.settings")
    import django  # noqa: PLC0415

    django.setup()
    from staffroom.shared.organizations.models import District  # noqa: PLC0415

    slugs = [one for one in told.districts.split(",") if one]
    slugs = slugs or list(District.objects.order_by("pk").values_list("slug", flat=True))
    kept: list[Seen] = []
    rooms = {one for one in told.rooms.split(",") if one}
    for slug in slugs:
        for who, client in readers_of(slug, told.roles.split(","), is_everybody=told.everybody):
            starts = [*STARTS, *(one.format(d=slug) for one in OF_DISTRICT)]
            found = list(Walk(client, who, told.most, rooms).go(starts))
            kept += found
            print(f"{who}: {len(found)}", file=sys.stderr, flush=True)
    if told.keep:
        lines = (json.dumps(asdict(one), ensure_ascii=False) for one in kept)
        Path(told.keep).write_text("\n".join(lines), encoding="utf-8")
    wrong = [one for one in kept if (one.came_from and one.status not in FINE) or one.faults]
    for one in wrong:
        told_of = ", ".join(one.faults)
        print(f"{one.status} {one.who} {one.address} <- {one.came_from} «{one.words}» {told_of}")
    names = {one.name for one in kept}
    print(f"{len(kept)} addresses of {len(names)} kinds opened, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
