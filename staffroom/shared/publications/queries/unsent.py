"""What a person has typed and not sent: for the form it belongs to, and for the page «Черновики»."""

from dataclasses import dataclass
from datetime import datetime
import re

from staffroom.core.addresses import number
from staffroom.core.richtext import excerpt_of
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.models import Community
from staffroom.shared.publications.models import Unsent
from staffroom.shared.publications.policies import visible_publications
from staffroom.shared.publications.registry import kinds
from staffroom.ui.words import in_quotes

TAGS = re.compile(r"<[^>]+>")
MOST = 40


@dataclass(frozen=True, slots=True)
class UnsentRow:
    """Unsent words as the page of drafts shows them."""

    key: str
    title: str
    words: str
    href: str
    at: datetime


def unsent_of(viewer: Viewer, key: str) -> Unsent | None:
    """The viewer's own unsent words of one form."""
    return Unsent.objects.filter(person=viewer.person_id, key=key).first()


def unsent_rows(viewer: Viewer) -> list[UnsentRow]:
    """All unsent words of the viewer, newest first; those whose place is closed to him are left out."""
    rows = list(Unsent.objects.filter(person=viewer.person_id).order_by("-at", "-pk")[:MOST])
    pids = {row.key.split("-")[1] for row in rows if row.key.count("-")}
    known = visible_publications(viewer).filter(pid__in=pids).values_list("pid", "title")
    titles = {pid: title or "Без названия" for pid, title in known}
    places = {row.key.split("-", 2)[2] for row in rows if row.key.count("-") >= 2}
    names = dict(Community.objects.filter(pid__in=places).values_list("pid", "name"))
    found = ((row, _stands(row.key, titles, names)) for row in rows)
    return [
        UnsentRow(row.key, place[0], _begins(row.words), place[1], row.at)
        for row, place in found
        if place
    ]


def _stands(key: str, titles: dict[str, str], names: dict[str, str]) -> tuple[str, str] | None:
    """What the form is called and where it is; None for a form that is no more."""
    match key.split("-", 2):
        case ["reply", pid] if pid in titles:
            return f"Ответ в обсуждении {in_quotes(titles[pid])}", f"/p/{pid}/#reply"
        case ["edit", pid] if pid in titles:
            return f"Правка записи {in_quotes(titles[pid])}", f"/p/{pid}/edit/"
        case ["comment", pid, seq] if pid in titles and number(seq) is not None:
            return (
                f"Правка ответа в обсуждении {in_quotes(titles[pid])}",
                f"/p/{pid}/comments/{seq}/edit/",
            )
        case ["new", code, place] if code in kinds:
            at = f"?in={place}" if place in names else f"?district={place}"
            where = f" · {names[place]}" if place in names else ""
            return f"{kinds[code].label}, ещё без адреса{where}", f"/p/new/{code}/{at}"
    return None


def _begins(words: dict[str, str]) -> str:
    typed = words.get("body") or TAGS.sub(" ", words.get("body_html", ""))
    return excerpt_of(" · ".join(part for part in (words.get("title", ""), typed.strip()) if part))
