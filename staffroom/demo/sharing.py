"""What the organisations of a demonstration district share and agree upon, done by their own people."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from staffroom.core import clock
from staffroom.demo.furnishing import acting
from staffroom.features.sharing.actions import (
    agreements,
    consents,
    owed,
    partners,
    requests,
    resources,
)
from staffroom.features.sharing.models import Agreement, Resource, ResourceRequest
from staffroom.shared.accounts.models import Person
from staffroom.shared.documents.actions import issuing
from staffroom.shared.documents.models import Document
from staffroom.shared.organizations.models import District, Organization

Rows = Mapping[str, Any]


def share(
    district: District,
    texts: Rows,
    organizations: Mapping[str, Organization],
    people: Mapping[str, Person],
    *,
    now: datetime,
) -> None:
    """Everything that the texts say; nothing where they say nothing."""
    for row in texts.get("agreement", ()):
        _agreement(district, row, organizations, people, now)
    for row in texts.get("resource", ()):
        found = _resource(row, organizations, people, now)
        for asked in row.get("request", ()):
            _request(found, asked, people, now)
    for row in texts.get("partner", ()):
        _partner(row, organizations, people, now)
    for row in texts.get("proposal", ()):
        _proposal(row, organizations, people, now)


def _agreement(
    district: District,
    row: Rows,
    organizations: Mapping[str, Organization],
    people: Mapping[str, Person],
    now: datetime,
) -> None:
    at = now - timedelta(days=row["days_ago"])
    author = acting(people[row["author"]])
    terms = agreements.Terms(
        sort=row["sort"], subject=row["subject"], notice_days=row["notice_days"],
        starts_on=(now + timedelta(days=row["starts_in_days"])).date(),
        ends_on=(now + timedelta(days=row["ends_in_days"])).date(),
    )  # fmt: skip
    said = {organizations[one["organization"]].pk: one for one in row["side"]}
    places = [organizations[one["organization"]] for one in row["side"]]
    with clock.told(at):
        made = agreements.begin(
            district=district, terms=terms, organizations=places, actor=author, at=at
        )
        for side in owed.sides_of(made):
            words = said[side.organization_id]
            share_of = agreements.Share(
                gives=words["gives"], receives=words.get("receives", ""),
                responsible=people[words["person"]], signer_position=words["position"],
                signer_name=words["signer"],
            )  # fmt: skip
            agreements.change_side(side=side, share=share_of, actor=author, at=at)
        if not row.get("is_draft"):
            agreements.offer(agreement=made, actor=author, at=at)
    for side in owed.sides_of(made):
        if said[side.organization_id].get("agrees"):
            later = at + timedelta(hours=30)
            speaker = Person.objects.get(pk=side.organization.representative_id or 0)
            with clock.told(later):
                consents.agree(side=side, actor=acting(speaker), at=later)
    if row.get("is_registered"):
        _register(made, people[row["keeper"]], at + timedelta(days=3))


def _register(made: Agreement, keeper: Person, at: datetime) -> None:
    made.refresh_from_db()
    paper = Document.objects.select_related("district", "issuer").get(pk=made.document_id or 0)
    with clock.told(at):
        issuing.issue(document=paper, dated_on=at.date(), actor=acting(keeper), at=at)


def _resource(
    row: Rows, organizations: Mapping[str, Organization], people: Mapping[str, Person], now: datetime
) -> Resource:  # fmt: skip
    at, who = now - timedelta(days=row["days_ago"]), people[row["responsible"]]
    content = resources.Content(
        kind=row["kind"], title=row["title"], text=row.get("text", ""), times=row.get("times", ""),
        terms=row.get("terms", ""), responsible=who,
    )  # fmt: skip
    with clock.told(at):
        return resources.offer(
            organization=organizations[row["organization"]], content=content, actor=acting(who), at=at
        )  # fmt: skip


def _partner(
    row: Rows, organizations: Mapping[str, Organization], people: Mapping[str, Person], now: datetime
) -> None:  # fmt: skip
    place, at = organizations[row["organization"]], now - timedelta(days=row["days_ago"])
    with clock.told(at):
        partners.describe(
            organization=place, about=row["about"], themes=row["themes"], seeks=row.get("seeks", ""),
            actor=acting(people[row["person"]]), at=at,
        )  # fmt: skip


def _proposal(
    row: Rows, organizations: Mapping[str, Organization], people: Mapping[str, Person], now: datetime
) -> None:  # fmt: skip
    place, at = organizations[row["to"]], now - timedelta(days=row["days_ago"])
    with clock.told(at):
        one = partners.propose(
            organization=place, proposer=organizations[row["from"]], words=row["words"],
            themes=row.get("themes", ()), actor=acting(people[row["person"]]), at=at,
        )  # fmt: skip
    if "answer" in row:
        later = at + timedelta(hours=26)
        act = partners.decline if row.get("is_declined") else partners.accept
        with clock.told(later):
            act(
                proposal=one,
                words=row["answer"],
                actor=acting(people[row["answered_by"]]),
                at=later,
            )


def _request(found: Resource, row: Rows, people: Mapping[str, Person], now: datetime) -> None:
    at, person = now - timedelta(days=row["days_ago"]), people[row["person"]]
    day = (now + timedelta(days=row["in_days"])).date()
    asked = requests.Asked(purpose=row["purpose"], starts_on=day, hours=row.get("hours"))
    place = Organization.objects.get(affiliations__person=person, affiliations__to_on=None)
    with clock.told(at):
        one = requests.ask(
            resource=found, organization=place, asked=asked, actor=acting(person), at=at
        )
    if "answer" in row:
        _answer(one, found, row, at + timedelta(hours=20))
    if "outcome" in row:
        later = now + timedelta(days=row["in_days"] + 1)
        with clock.told(later):
            requests.settle_used(
                request=one, hours=row.get("used"), words=row["outcome"], actor=acting(person), at=later
            )  # fmt: skip


def _answer(one: ResourceRequest, found: Resource, row: Rows, at: datetime) -> None:
    act = requests.refuse if row.get("is_refused") else requests.promise
    if found.responsible is not None:
        with clock.told(at):
            act(request=one, words=row["answer"], actor=acting(found.responsible), at=at)
