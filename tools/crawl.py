"""`python -m tools.crawl`: every role of every demonstration district opens every link it is shown.

A link that a person is offered must open: 403, 404 and errors are told with the page that led there.
It reads the data of STAFFROOM_DATA (`staffroom migrate && staffroom demo`), asks by GET only and
changes nothing but what reading changes (read marks). Of addresses of one kind a role opens the first
few (`--most`): the demonstration holds hundreds of topics that differ in nothing.
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


def opened(answer: Any) -> None:
    """Let go of the file that an answer serves."""
    for close in answer._resource_closers:
        close()
    answer._resource_closers.clear()


def walk(client: Any, who: str, district: str, starts: list[str], most: int) -> Iterator[Seen]:
    """Open what is offered, breadth first."""
    from django.urls import Resolver404, resolve  # noqa: PLC0415 - only inside the product

    queue = deque((address, "", "", True) for address in starts)
    done: set[str] = set()
    count: Counter[str] = Counter()
    while queue:
        address, came_from, words, is_start = queue.popleft()
        path = address.partition("?")[0]
        if address in done or not path.startswith("/") or path.startswith(LEFT_ALONE):
            continue
        done.add(address)
        try:
            name = resolve(path).view_name
        except Resolver404:
            yield Seen(who, address, came_from, words, "?", 404)
            continue
        asked = sorted(set(re.findall(r"[?&]([a-z_]+)=", address)))
        kind = name + "?" + ",".join(asked)
        if count[kind] >= most and not is_start:
            continue
        count[kind] += 1
        answer = client.get(address)
        seen = Seen(who, address, came_from, words, name, answer.status_code)
        if answer.status_code in {301, 302, 303}:
            target = urldefrag(urljoin(address, answer.headers["Location"])).url
            queue.append((target, address, words, is_start))
        elif "html" in answer.headers.get("Content-Type", "") and not answer.streaming:
            page = Links()
            page.feed(answer.content.decode())
            is_whole = b"<html" in answer.content
            if is_whole and page.tops != 1:
                seen.faults.append(f"h1: {page.tops}")
            for link, label in page.links:
                target, part = urldefrag(urljoin(address, link))
                if target.startswith("/"):
                    queue.append((target, address, " ".join(label.split())[:60], False))
                if is_whole and part and link.startswith("#") and part not in page.ids:
                    seen.faults.append(f"no #{part}")
        opened(answer)
        yield seen


def roles_of(district: str, roles: list[str]) -> Iterator[tuple[str, Any]]:
    """Clients, signed in as the demonstration's people."""
    from django.test import Client  # noqa: PLC0415

    from staffroom.shared.accounts.models import Person  # noqa: PLC0415

    for role in roles:
        client = Client(SERVER_NAME="127.0.0.1")
        client.raise_request_exception = False
        if role != "guest":
            client.force_login(Person.objects.get(email=f"{role}@{district}.example"))
        yield role, client


def main() -> int:
    """Walk and tell; 1 when something that is offered does not open."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--districts", default="")
    asked.add_argument("--roles", default=",".join(ROLES))
    asked.add_argument("--most", type=int, default=6, help="addresses of one kind for a role")
    asked.add_argument("--keep", default="", help="a file for all that was opened (JSON lines)")
    told = asked.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "staffroom.config.settings")
    import django  # noqa: PLC0415

    django.setup()
    from staffroom.shared.organizations.models import District  # noqa: PLC0415

    slugs = [one for one in told.districts.split(",") if one]
    slugs = slugs or list(District.objects.order_by("pk").values_list("slug", flat=True))
    kept: list[Seen] = []
    for slug in slugs:
        for role, client in roles_of(slug, told.roles.split(",")):
            starts = [*STARTS, *(one.format(d=slug) for one in OF_DISTRICT)]
            found = list(walk(client, f"{role}@{slug}", slug, starts, told.most))
            kept += found
            print(f"{role}@{slug}: {len(found)}", file=sys.stderr, flush=True)
    if told.keep:
        lines = (json.dumps(asdict(one), ensure_ascii=False) for one in kept)
        Path(told.keep).write_text("\n".join(lines), encoding="utf-8")
    wrong = [one for one in kept if one.came_from and one.status not in FINE or one.faults]
    for one in wrong:
        told_of = ", ".join(one.faults)
        print(f"{one.status} {one.who} {one.address} <- {one.came_from} «{one.words}» {told_of}")
    names = {one.name for one in kept}
    print(f"{len(kept)} addresses of {len(names)} kinds opened, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
