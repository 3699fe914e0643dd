"""Notices about registrations; the letters are sent by `jobs`, so the bell alone rings here."""

from collections.abc import Iterator

from django.urls import reverse

from staffroom.core.clock import now
from staffroom.core.plugs import Notice, notice
from staffroom.shared.communities.events import (
    AdmissionAnswered,
    AdmissionAsked,
    AdmissionDecided,
    AdmissionQuestioned,
)
from staffroom.shared.communities.models import Admission, AdmissionState
from staffroom.shared.communities.queries.admissions import deciders_of

DECISIONS = {
    AdmissionState.ADMITTED: "Вас приняли в сеть: {district}",
    AdmissionState.GUEST: "Вас приняли гостем: {district}",
    AdmissionState.REFUSED: "В участии отказано: {district}",
}


def _load(admission_id: int) -> Admission:
    found = Admission.objects.select_related("person", "district", "organization")
    return found.get(pk=admission_id)


@notice(
    AdmissionAsked,
    kind="communities.admission.asked",
    title="Новые заявки",
    default_mail="off",
    is_for_staff=True,
)
def asked(event: AdmissionAsked) -> Iterator[Notice]:
    """Those who decide see that somebody waits."""
    admission = _load(event.admission_id)
    if admission.state == AdmissionState.WAITING:
        yield Notice(
            text=f"Новая заявка: {admission.person.name}",
            link=reverse("admissions:queue", args=[admission.district.slug]),
            to=deciders_of(admission, at=now()),
        )


@notice(
    AdmissionAnswered,
    kind="communities.admission.answered",
    is_for_staff=True,
    title="Ответы заявителей",
    default_mail="off",
)
def answered(event: AdmissionAnswered) -> Iterator[Notice]:
    """Those who decide see the answer."""
    admission = _load(event.admission_id)
    yield Notice(
        text=f"Ответ по заявке: {admission.person.name}",
        link=reverse("admissions:queue", args=[admission.district.slug]),
        to=deciders_of(admission, at=now()),
    )


@notice(
    AdmissionQuestioned,
    kind="communities.admission.questioned",
    title="Вопрос по моей заявке",
    default_mail="off",
)
def questioned(event: AdmissionQuestioned) -> Iterator[Notice]:
    """The applicant sees the question."""
    admission = _load(event.admission_id)
    yield Notice(
        text="По вашей заявке есть вопрос",
        link=reverse("admissions:application", args=[admission.district.slug]),
        to=[admission.person_id],
    )


@notice(
    AdmissionDecided,
    kind="communities.admission.decided",
    title="Решение по моей заявке",
    default_mail="off",
)
def decided(event: AdmissionDecided) -> Iterator[Notice]:
    """The applicant sees the decision."""
    admission = _load(event.admission_id)
    words = DECISIONS.get(AdmissionState(event.state))
    if words:
        yield Notice(
            text=words.format(district=admission.district.short_name),
            link=reverse("admissions:application", args=[admission.district.slug]),
            to=[admission.person_id],
        )
