"""The bank of materials of a demonstration district: cards, versions, lessons given by them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from staffroom.core import clock, files
from staffroom.core.files.actions import tell_of_recording
from staffroom.core.papers import Letterhead, Paper, Text
from staffroom.core.papers.docx import write_docx
from staffroom.core.richtext import RichText, from_text
from staffroom.core.viewer import Viewer
from staffroom.demo.filming import film
from staffroom.demo.furnishing import acting
from staffroom.features.materials.actions import opening
from staffroom.features.materials.actions.uses import tell_of_use
from staffroom.features.materials.forms.cards import level_of
from staffroom.features.materials.models import Material, kept_codes
from staffroom.features.materials.registry import ASKED, MATERIAL, WATCHED
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.publications.actions.content import Content
from staffroom.shared.publications.actions.publishing import (
    edit_publication,
    publish_draft,
    write_draft,
)
from staffroom.shared.publications.models import Audience, Publication

People = Mapping[str, Person]
Rows = Mapping[str, Any]


def stock(
    texts: Rows, communities: Mapping[str, Community], people: People, *, now: datetime
) -> None:
    """Put up everything that the texts say, in their order: what is made of another comes after it."""
    made: dict[str, Material] = {}
    for row in texts.get("material", ()):
        at = now - timedelta(days=row["days_ago"])
        with clock.told(at):
            made[row["key"]] = _material(row, communities, people, made, at)
        if "live" in row:
            _stream(made[row["key"]], row, people, now)
        for change in row.get("change", ()):
            _change(made[row["key"]], row, change, people, now)
        if "opening" in row:
            _open(made[row["key"]], row["opening"], people, now)
        for use in row.get("use", ()):
            _use(made[row["key"]], use, people, now)


def _material(
    row: Rows, communities: Mapping[str, Community], people: People, made: Mapping[str, Material], at: datetime
) -> Material:  # fmt: skip
    author = acting(people[row["author"]])
    sheets = [_sheet(sheet, author, at) for sheet in row.get("sheet", ())]
    for told in row.get("film", ()):
        sheets += _films(told, author, at, has_light=row.get("has_light", False))
    card = _card(row)
    if "based_on" in row:
        source = made[row["based_on"]]
        card |= {"based_on_id": source.pk, "based_on_n": source.version_n}
    draft = write_draft(
        kind=MATERIAL.code, content=_content(row, from_text(row["text"]), card), actor=author, at=at,
        home=communities[row["community"]], files=sheets,
    )  # fmt: skip
    if not row.get("is_draft"):
        publish_draft(publication=draft, actor=author, at=at)
    rows = Material.objects.select_related(
        "publication__home_community", "publication__district", "publication__author"
    )
    return rows.get(publication=draft)


def _content(row: Rows, text: RichText, card: dict[str, Any]) -> Content:
    return Content(
        title=row["title"], text=text, tags=row.get("tags", ()), card=card,
        audience=row.get("audience", Audience.DISTRICT),
    )  # fmt: skip


def _card(row: Rows) -> dict[str, Any]:
    plain = {name: row[name] for name in (*ASKED, *WATCHED, "agreed") if name in row}
    first, last = row.get("grades", (None, None))
    return {
        "language": "ru", "origin": "own", "level": level_of(first), **plain, "kind": row["kind"], "grade_from": first,
        "grade_to": last, "terms": row.get("terms", "community"), "accepts": True,
        "aspects": kept_codes(row.get("aspects", ())),
    }  # fmt: skip


def _sheet(sheet: Rows, author: Any, at: datetime) -> str:
    """A worksheet as a DOCX file; its public id."""
    body = tuple(Text(line) for line in sheet["text"].strip().splitlines() if line.strip())
    paper = Paper(title=sheet["title"], letterhead=Letterhead(), heading="", body=body)
    stored = files.store_upload(
        actor=author, source=write_docx(paper, made_at=at), name=f"{sheet['name']}.docx", at=at
    )
    return str(stored.pid)


def _films(told: Rows, author: Viewer, at: datetime, *, has_light: bool) -> list[str]:
    """A film of slides, told in words; its small variant too, where the material has one."""
    made = []
    for width, end in ((640, ""), (240, ", для слабой линии"))[: 1 + has_light]:
        name = f"{told['name']}{end}.webm"
        stored = files.store_upload(
            actor=author, source=film(told["slides"], width=width), name=name, at=at
        )
        tell_of_recording(
            file=stored, about=told["about"], transcript="", captions=None, actor=author, at=at
        )
        made.append(str(stored.pid))
    return made


def _change(row: Material, text: Rows, change: Rows, people: People, now: datetime) -> None:
    at = now - timedelta(days=change["days_ago"])
    publication = Publication.objects.get(pk=row.pk)
    with clock.told(at):
        edit_publication(
            publication=publication, actor=acting(people[text["author"]]), at=at,
            content=_content(text, from_text(change["text"]), {**_card(text), "version_note": change["note"]}),
        )  # fmt: skip
    row.refresh_from_db()


def _open(row: Material, told: Rows, people: People, now: datetime) -> None:
    """The author asks to open it to everybody; where a moderator has edited it, his edit and the agreement."""
    publication = row.publication
    at = now - timedelta(days=told["days_ago"])
    with clock.told(at):
        made = opening.ask(
            material=row, wanted=Audience.PUBLIC, words=told["words"], at=at,
            actor=acting(publication.author),
        )  # fmt: skip
    if "moderator" not in told:
        return
    later = at + timedelta(days=1)
    with clock.told(later):
        text = from_text(told["text"])
        edit = opening.Edit(title=publication.title, text=text)
        opening.propose(
            material=row, words=told["remark"], edit=edit, at=later,
            actor=acting(people[told["moderator"]]),
        )  # fmt: skip
        made.refresh_from_db()
        made.material = row
        opening.agree(opening=made, actor=acting(publication.author), at=later)


def _stream(row: Material, text: Rows, people: People, now: datetime) -> None:
    """A live stream by the district's clock, and its recording where it is over and was recorded."""
    told, author = text["live"], acting(people[text["author"]])
    publication = Publication.objects.select_related("district").get(pk=row.pk)
    day = now.astimezone(ZoneInfo(publication.district.time_zone)) + timedelta(days=told["days"])
    begins = day.replace(hour=told["hour"], minute=0, second=0, microsecond=0)
    card = {"live_link": told["link"], "starts_at": begins, "planned": told["planned"]}
    steps = [(now - timedelta(days=text["days_ago"]), card)]
    if "recorded" in told:
        kept = {"link": told["recorded"], "minutes": told["minutes"]}
        steps.append((begins + timedelta(days=1), {**card, **kept}))
    for at, changed in steps:
        with clock.told(at):
            publication = edit_publication(
                publication=publication, actor=author, at=at,
                content=_content(text, from_text(text["text"]), {**_card(text), **changed}),
            )  # fmt: skip


def _use(row: Material, use: Rows, people: People, now: datetime) -> None:
    at = now - timedelta(days=use["days_ago"])
    with clock.told(at):
        tell_of_use(
            material=row, held_on=at.date(), grade=use["grade"], changed=use.get("changed", ""),
            result=use.get("result", ""), actor=acting(people[use["who"]]), at=at, today=at.date(),
        )  # fmt: skip
