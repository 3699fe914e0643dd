"""How the papers of a demonstration district live: adoption, control of items, a draft under discussion."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from staffroom.core import clock
from staffroom.demo.furnishing import acting
from staffroom.features.adoption import actions as adoption
from staffroom.features.adoption.models import LocalAct
from staffroom.features.adoption.queries import to_ask
from staffroom.features.control import actions as control
from staffroom.features.drafting import actions as drafting
from staffroom.shared.accounts.models import Person
from staffroom.shared.documents.models import Document
from staffroom.shared.organizations.models import District, Organization

Rows = Mapping[str, Any]


def live(
    district: District,
    texts: Rows,
    papers: Mapping[str, Document],
    organizations: Mapping[str, Organization],
    people: Mapping[str, Person],
    *,
    now: datetime,
) -> None:
    """Everything that the texts say; nothing where they say nothing."""
    for row in texts.get("adoption", ()):
        _adoption(district, row, papers, organizations, people, now)
    for row in texts.get("item", ()):
        _item(row, papers, people, now)
    if "draft" in texts:
        _draft(district, texts["draft"], organizations, people, now)


def _ago(now: datetime, days: int) -> datetime:
    return now - timedelta(days=days)


def _adoption(
    district: District,
    row: Rows,
    papers: Mapping[str, Document],
    organizations: Mapping[str, Organization],
    people: Mapping[str, Person],
    now: datetime,
) -> None:
    at = _ago(now, row["days_ago"])
    chosen = [organizations[key] for key in row.get("organizations", ())] or list(to_ask(district))
    keeper = acting(people["p01"])
    with clock.told(at):
        made = adoption.send(
            district=district, document=papers[row["paper"]], organizations=chosen, actor=keeper, at=at,
            due_on=(now + timedelta(days=row["due_in_days"])).date(), words=row.get("words", ""),
        )  # fmt: skip
    for said in row["adopted"]:
        place, moment = organizations[said["organization"]], _ago(now, said["days_ago"])
        act = LocalAct.objects.select_related(
            "organization", "adoption__district", "adoption__document"
        ).get(adoption=made, organization=place)
        head = Person.objects.get(pk=place.representative_id or 0)
        with clock.told(moment):
            adoption.adopt(
                act=act, number=said["number"], dated_on=moment.date(), actor=acting(head), at=moment
            )  # fmt: skip


def _item(
    row: Rows, papers: Mapping[str, Document], people: Mapping[str, Person], now: datetime
) -> None:
    document, doer, controller = (
        papers[row["paper"]],
        people[row["responsible"]],
        people[row["controller"]],
    )
    began = _ago(now, 35)
    content = control.Content(
        text=row["text"], point=row["point"], responsible=doer, controller=controller,
        due_on=(now + timedelta(days=row["due_in_days"])).date(),
    )  # fmt: skip
    with clock.told(began):
        item = control.add_item(
            document=document, content=content, actor=acting(controller), at=began
        )
    if "report" in row:
        moment = _ago(now, row["reported_days_ago"])
        with clock.told(moment):
            control.report(item=item, words=row["report"], actor=acting(doer), at=moment)
    if "answer" in row:
        moment += timedelta(hours=20)
        with clock.told(moment):
            control.accept(item=item, words=row["answer"], actor=acting(controller), at=moment)


def _draft(
    district: District,
    row: Rows,
    organizations: Mapping[str, Organization],
    people: Mapping[str, Person],
    now: datetime,
) -> None:
    began, opened = _ago(now, row["days_ago"]), _ago(now, row["opened_days_ago"])
    author = acting(people[row["author"]])
    with clock.told(began):
        made = drafting.begin(
            district=district, kind=row["kind"], heading=row["heading"], text=row["text"], actor=author, at=began
        )  # fmt: skip
    with clock.told(opened):
        drafting.open_discussion(
            draft=made, organizations=[organizations[key] for key in row["organizations"]],
            until_on=(now + timedelta(days=row["due_in_days"])).date(), actor=author, at=opened,
        )  # fmt: skip
    for said in row["remark"]:
        moment = _ago(now, said["days_ago"])
        place = organizations.get(said.get("organization", ""))
        key = place.representative_id or 0 if place else people[said["person"]].pk
        with clock.told(moment):
            remark = drafting.speak(
                draft=made, text=said["text"], organization=place, at=moment,
                actor=acting(Person.objects.get(pk=key)),
            )  # fmt: skip
        if "verdict" in said:
            later = moment + timedelta(hours=26)
            with clock.told(later):
                drafting.answer(
                    remark=remark, verdict=said["verdict"], words=said["answer"], actor=author, at=later
                )  # fmt: skip
