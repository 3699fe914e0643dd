"""Letterheads and papers of a demonstration district, prepared and registered by the actions of its keepers."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from staffroom.core import clock
from staffroom.core.viewer import Viewer
from staffroom.demo.furnishing import acting
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.documents.actions import documents, issuing, letterheads, numbering, templates
from staffroom.shared.documents.actions.documents import Content
from staffroom.shared.documents.models import Document, Level
from staffroom.shared.documents.registry import KINDS
from staffroom.shared.organizations.models import District, Organization

HEAD = ("contacts", "second_language", "second_contacts", "place", "signer_position", "signer_name")


def register(
    district: District,
    texts: Mapping[str, Any],
    organizations: Mapping[str, Organization],
    people: Mapping[str, Person],
    communities: Mapping[str, Community],
    *,
    now: datetime,
) -> dict[str, Document]:
    """The letterhead, then the papers one after another, each on its own day; the papers by their keys."""
    head = texts["letterhead"]
    keeper, issuer = acting(people[head["keeper"]]), organizations[head["organization"]]
    letterheads.set_letterhead(
        organization=issuer,
        fields={
            **{name: head.get(name, "") for name in HEAD},
            "names": "\n".join(head["names"]), "second_names": "\n".join(head.get("second_names", ())),
        },
        actor=keeper,
    )  # fmt: skip
    for year in (now.year - 1, now.year):
        numbering.set_pattern(
            issuer=issuer, kind="order", year=year, pattern=head.get("pattern", "{n}"), actor=keeper
        )
    made: dict[str, Document] = {}
    for row in texts["paper"]:
        at = now - timedelta(days=row["days_ago"])
        content = _content(row, issuer, communities, made, head, at)
        with clock.told(at):
            made[row["key"]] = _paper(district, row, content, keeper, at)
    return made


def _paper(
    district: District, row: Mapping[str, Any], content: Content, keeper: Viewer, at: datetime
) -> Document:
    if row.get("template"):
        paper = templates.draft_from(
            district=district, template=row["template"], values=row.get("values", {}), content=content,
            actor=keeper, at=at,
        )  # fmt: skip
    else:
        paper = documents.draft(
            district=district, kind=row["kind"], content=content, actor=keeper, at=at
        )
    if not row.get("is_draft"):
        issuing.issue(
            document=paper,
            dated_on=_day(row, at),
            number=row.get("number", ""),
            actor=keeper,
            at=at,
        )
    return paper


def _day(row: Mapping[str, Any], at: datetime) -> date:
    """The day of the paper; an act of somebody else may name its own."""
    own = row.get("dated_on")
    return date.fromisoformat(own) if own else at.date()


def _content(
    row: Mapping[str, Any],
    issuer: Organization,
    communities: Mapping[str, Community],
    made: Mapping[str, Document],
    head: Mapping[str, Any],
    at: datetime,
) -> Content:
    is_ours = "template" in row or KINDS[row["kind"]].is_ours
    signer = [{"position": head["signer_position"], "name": head["signer_name"]}]
    ends = row.get("ends_in_days")
    return Content(
        heading=row.get("heading", ""),
        issuer=issuer if is_ours else None,
        issuer_name=row.get("issuer_name", ""),
        text=row.get("text", "").strip(),
        gist=row.get("gist", ""),
        annexes=row.get("annex", ()),
        signers=(row.get("signer") or signer) if is_ours else (),
        community=communities[row["community"]] if row.get("community") else None,
        basis=made[row["basis"]] if row.get("basis") else None,
        amends=made[row["amends"]] if row.get("amends") else None,
        level=row.get("level", Level.MUNICIPAL),
        audience=row.get("audience", "members"),
        parties=row.get("parties", ""),
        valid_from_on=date.fromisoformat(row["valid_from_on"])
        if row.get("valid_from_on")
        else None,
        valid_until_on=at.date() + timedelta(days=ends) if ends else None,
    )
