"""What the sides of an agreement and those who keep papers are told."""

from collections.abc import Iterator
from typing import Any

from staffroom.core.clock import now
from staffroom.core.plugs import Notice, notice
from staffroom.features.sharing import events
from staffroom.features.sharing.actions.owed import address, sides_of
from staffroom.features.sharing.models import Agreement
from staffroom.features.sharing.queries.agreements import of
from staffroom.shared.accounts.registry import Power
from staffroom.shared.duties.queries import holders
from staffroom.shared.organizations.models import Organization
from staffroom.shared.organizations.queries.organizations import speakers
from staffroom.ui.words import in_quotes

SIDES: dict[str, Any] = {
    "kind": "sharing.agreements",
    "title": "Договоры моей организации",
    "default_mail": "at_once",
}


def _told(found: Agreement, words: str, actor: int | None) -> Notice:
    """Whoever speaks for each side, its responsible person, the author; keepers for a silent side."""
    sides = sides_of(found)
    known = speakers([one.organization for one in sides])
    people = {found.made_by_id, *known.values(), *(one.responsible_id for one in sides)}
    if len(known) < len(sides):
        held = holders(Power.KEEP_DOCUMENTS, ("district", found.district_id), at=now())
        people |= set(held.values_list("pk", flat=True))
    plain = " ".join(words.replace("{", "(").replace("}", ")").split())
    to = sorted(key for key in people if key and key != actor)
    return Notice(text=plain[:400], to=to, link=address(found), addressed=True)


def _name(key: int) -> str:
    return Organization.objects.values_list("short_name", flat=True).get(pk=key)


@notice(events.AgreementOffered, **SIDES)
def offered(event: events.AgreementOffered) -> Iterator[Notice]:
    """The sides: read it and answer."""
    one = of(event.agreement_id)
    yield _told(one, f"Договор {in_quotes(one.subject)} ждёт согласия сторон", event.actor_id)


@notice(events.SideAgreed, **SIDES)
def agreed(event: events.SideAgreed) -> Iterator[Notice]:
    """The other sides."""
    one = of(event.agreement_id)
    words = f"{_name(event.organization_id)} соглашается с договором {in_quotes(one.subject)}"
    yield _told(one, words, event.actor_id)


@notice(events.SideReturned, **SIDES)
def returned(event: events.SideReturned) -> Iterator[Notice]:
    """The other sides, with what is to be changed."""
    one = of(event.agreement_id)
    side = one.sides.get(organization=event.organization_id)
    words = f"{_name(event.organization_id)} просит изменить договор {in_quotes(one.subject)}: {side.returned_words}"
    yield _told(one, words, event.actor_id)


@notice(events.AgreementTakenBack, **SIDES)
def taken_back(event: events.AgreementTakenBack) -> Iterator[Notice]:
    """The sides: it is being changed, they will be asked anew."""
    one = of(event.agreement_id)
    words = f"Договор {in_quotes(one.subject)} снова меняют: о согласии спросят ещё раз"
    yield _told(one, words, event.actor_id)


@notice(events.AgreementDropped, **SIDES)
def dropped(event: events.AgreementDropped) -> Iterator[Notice]:
    """The sides, with the reason."""
    one = of(event.agreement_id)
    words = f"Договор {in_quotes(one.subject)} не состоится. {one.dropped_words}"
    yield _told(one, words, event.actor_id)


@notice(events.AgreementInForce, **SIDES)
def in_force(event: events.AgreementInForce) -> Iterator[Notice]:
    """The sides: number, date, term."""
    one = of(event.agreement_id)
    name = one.document.name if one.document else ""
    words = f"{name} зарегистрирован: {in_quotes(one.subject)}, {one.term}"
    yield _told(one, words, event.actor_id)


@notice(events.AgreementEndTold, **SIDES)
def end_told(event: events.AgreementEndTold) -> Iterator[Notice]:
    """The other sides: from which day it holds no longer, and why."""
    one = of(event.agreement_id)
    words = (
        f"{_name(event.organization_id)} заканчивает договор {in_quotes(one.subject)}"
        f" {one.last_on:%d.%m.%Y}. {one.ending_words}"
    )
    yield _told(one, words, event.actor_id)


@notice(events.AgreementLeftToEnd, **SIDES)
def left_to_end(event: events.AgreementLeftToEnd) -> Iterator[Notice]:
    """The other sides."""
    one = of(event.agreement_id)
    who, day = _name(event.organization_id), f"{one.last_on:%d.%m.%Y}"
    words = f"{who} не продлевает договор {in_quotes(one.subject)}, он закончится {day}"
    yield _told(one, words, event.actor_id)


@notice(events.AgreementEnding, **SIDES)
def ending(event: events.AgreementEnding) -> Iterator[Notice]:
    """All sides: a day is near."""
    one = of(event.agreement_id)
    words = f"Договор {in_quotes(one.subject)} заканчивается {one.last_on:%d.%m.%Y}: подведите итог"
    if event.is_notice:
        words = (
            f"До {one.notice_on:%d.%m.%Y} решите, продлевать ли договор {in_quotes(one.subject)}"
        )
    yield _told(one, words, event.actor_id)


@notice(events.AgreementEnded, **SIDES)
def ended(event: events.AgreementEnded) -> Iterator[Notice]:
    """All sides."""
    one = of(event.agreement_id)
    if not event.is_extended:
        yield _told(one, f"Договор {in_quotes(one.subject)} закончился", event.actor_id)
