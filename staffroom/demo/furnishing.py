"""What stands on a demonstration district's public face, put there by the same actions that staff use."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from staffroom.core import clock
from staffroom.core.richtext import from_text
from staffroom.core.viewer import GUEST, SYSTEM, Viewer
from staffroom.demo.terms import keep_terms
from staffroom.overviews.site.actions import cabinet, inquiries, menu
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.actions import publishing
from staffroom.shared.publications.models import Audience, Publication


def furnish(
    district: District,
    texts: Mapping[str, Any],
    people: Mapping[str, Person],
    communities: Mapping[str, Community],
    *,
    now: datetime,
) -> None:
    """Pages, menu, shelves of the cabinet, questions of visitors, terms that were kept or missed."""
    pages = {
        row["key"]: _page(district, row, people[row["author"]], now=now)
        for row in texts.get("page", ())
    }
    for row in texts.get("page", ()):
        if row.get("in_menu"):
            menu.add_item(
                district=district,
                title=row["in_menu"],
                publication=pages[row["key"]],
                actor=SYSTEM,
            )
    for n, row in enumerate(texts.get("shelf", ())):
        _shelf(district, row, pages, at=now - timedelta(days=6 + 11 * n))
    for row in texts.get("question", ()):
        _question(district, row, people, communities, now=now)
    keep_terms(district, communities, now=now)


def _page(
    district: District, row: Mapping[str, Any], author: Person, *, now: datetime
) -> Publication:
    at, actor = now - timedelta(days=row["days_ago"]), acting(author)
    content = publishing.Content(
        title=row["title"], text=from_text(row["body"]), audience=Audience.PUBLIC
    )
    draft = publishing.write_draft(
        kind="page", content=content, actor=actor, at=at, district=district
    )
    return publishing.publish_draft(publication=draft, actor=actor, at=at)


def _shelf(
    district: District,
    row: Mapping[str, Any],
    pages: Mapping[str, Publication],
    *,
    at: datetime,
) -> None:
    shelf = cabinet.open_shelf(
        district=district, title=row["title"], note=row.get("note", ""), actor=SYSTEM, at=at
    )
    here = Publication.objects.filter(district=district)
    for one in row["items"]:
        found = pages.get(one.get("page", ""))
        if one.get("topic"):
            found = here.get(title=one["topic"])
        elif one.get("regulation"):
            found = here.filter(kind="page").order_by("pk")[0]
        cabinet.put_on_shelf(
            shelf=shelf,
            title=one.get("title") or (found.title if found else ""),
            note=one.get("note", ""),
            publication=found,
            url=one.get("url", ""),
            actor=SYSTEM,
            at=at,
        )


def _question(
    district: District,
    row: Mapping[str, Any],
    people: Mapping[str, Person],
    communities: Mapping[str, Community],
    *,
    now: datetime,
) -> None:
    at = now - timedelta(days=row["days_ago"], hours=2)
    with clock.told(at):
        asked = inquiries.ask(
            district=district, community=communities[row["to"]] if row.get("to") else None,
            name=row["name"], email=row["email"], words=row["words"], actor=GUEST, at=at,
        )  # fmt: skip
    if not row.get("answer"):
        return
    actor = acting(people[row["answered_by"]])
    later = at + timedelta(days=row["answered_after_days"])
    with clock.told(later):
        inquiries.answer(inquiry=asked, words=row["answer"], actor=actor, at=later)
    inquiries.show(inquiry=asked, question=row["public"], actor=actor)


def acting(person: Person) -> Viewer:
    """The person with every right: the texts were judged when they were written."""
    return Viewer(person_id=person.pk, pid=person.pid, name=person.name, is_system=True)
