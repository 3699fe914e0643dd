"""What organisations and those who sent a paper are told."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from staffroom.core.plugs import Notice, notice
from staffroom.features.adoption import events
from staffroom.features.adoption.models import Adoption, LocalAct
from staffroom.shared.organizations.queries.organizations import speakers
from staffroom.ui.words import in_quotes

ASKED: dict[str, Any] = {
    "kind": "adoption.asked",
    "title": "Документы, которые должна принять моя организация",
    "default_mail": "at_once",
}
SENT: dict[str, Any] = {
    "kind": "adoption.answers",
    "is_for_staff": True,
    "title": "Организации приняли разосланный мной документ",
    "many": (
        "{n} организация приняла разосланный вами документ",
        "{n} организации приняли разосланный вами документ",
        "{n} организаций приняли разосланный вами документ",
    ),
}


def _plain(words: str) -> str:
    """Words of a person inside a sentence of ours: no places of ours in them, no line breaks."""
    return " ".join(words.replace("{", "(").replace("}", ")").split())


def _act(key: int) -> LocalAct:
    rows = LocalAct.objects.select_related(
        "organization", "adoption__document", "adoption__district"
    )
    return rows.get(pk=key)


def _url(adoption: Adoption) -> str:
    return reverse("adoption:adoption", args=[adoption.district.slug, adoption.pid])


@notice(events.ActAsked, **ASKED)
def asked(event: events.ActAsked) -> Iterator[Notice]:
    """Whoever answers for the organisation."""
    if event.person_id is None:
        return
    one = _act(event.act_id)
    paper = f"{one.adoption.document.name} {in_quotes(_plain(one.adoption.document.heading))}"
    yield Notice(
        text=f"Примите приказом организации до {one.adoption.due_on:%d.%m.%Y}: {paper}"[:400],
        link=_url(one.adoption), to=[event.person_id], addressed=True,
    )  # fmt: skip


@notice(events.ActReturned, **ASKED)
def returned(event: events.ActReturned) -> Iterator[Notice]:
    """Whoever answers for the organisation, with the reason."""
    one = _act(event.act_id)
    person = speakers([one.organization]).get(one.organization_id)
    if person is not None:
        words = f"Запись о принятии возвращена: {_plain(one.returned_words)}"
        yield Notice(text=words[:400], link=_url(one.adoption), to=[person], addressed=True)


@notice(events.ActAdopted, **SENT)
def adopted(event: events.ActAdopted) -> Iterator[Notice]:
    """Whoever sent the paper."""
    one = _act(event.act_id)
    if one.adoption.sent_by_id is not None and one.adoption.sent_by_id != event.actor_id:
        yield Notice(
            text=f"{_plain(one.organization.short_name)}: документ принят, {one.name}",
            link=_url(one.adoption), to=[one.adoption.sent_by_id], addressed=True,
        )  # fmt: skip


@notice(events.AdoptionClosed, **ASKED)
def closed(event: events.AdoptionClosed) -> Iterator[Notice]:
    """Those who had not adopted it yet; a new edition tells of itself."""
    if event.is_replaced:
        return
    found = Adoption.objects.select_related("district", "document").get(pk=event.adoption_id)
    waiting = found.acts.filter(adopted_at=None).select_related("organization").order_by("pk")
    people = speakers([one.organization for one in waiting])
    words = f"Принимать больше не нужно: {found.document.name}. {_plain(found.closing_words)}"
    yield Notice(
        text=words[:400], link=_url(found), to=sorted(set(people.values())), addressed=True
    )
