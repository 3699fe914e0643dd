"""What registration gives to other pages: menu entries, the landing after signing in, own data."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from staffroom.core.plugs import place
from staffroom.core.viewer import GUEST
from staffroom.shared.accounts.registry import gives_own_data, lands
from staffroom.shared.communities.models import Admission, AdmissionState, Membership
from staffroom.shared.communities.policies.admissions import (
    admitting_districts,
    keeping_districts,
)
from staffroom.shared.communities.registry import district_token
from staffroom.ui.navigation import Asker, Entry, Place, address_of, offer


def _is_guest(asker: Asker) -> bool:
    return asker.viewer.person_id is None


def _queue_address(asker: Asker) -> str | None:
    district = asker.district
    if district is None or district.id not in admitting_districts(asker.viewer):
        return None
    return address_of("admissions:queue", district.slug)


@place("home.top", order=10)
def still_waiting(*, request: HttpRequest) -> tuple[str, dict[str, Any]] | None:
    """At the top of the home of who is not admitted yet: where the application stands."""
    district, viewer = getattr(request, "district", None), getattr(request, "viewer", GUEST)
    if district is None or district_token(district.id) in viewer.tokens:
        return None
    return "communities/admissions_waiting.html", {"district": district}


offer(
    Entry(
        place=Place.GUEST,
        code="register",
        label="Зарегистрироваться",
        address="admissions:choose",
        order=30,
        seen_by=_is_guest,
        is_main=True,
    )
)
offer(
    Entry(
        place=Place.STAFF,
        code="admissions",
        label="Заявки на участие",
        icon="people",
        address=_queue_address,
        order=20,
    )
)


def _requests_address(asker: Asker) -> str | None:
    district = asker.district
    kept = keeping_districts(asker.viewer)
    if district is None or district.id not in kept:
        return None
    return address_of("admissions:data-requests", district.slug)


offer(
    Entry(
        place=Place.STAFF,
        code="data-requests",
        label="Просьбы удалить аккаунт",
        icon="shield",
        address=_requests_address,
        order=80,
    )
)


@place("sign_in.below")
def register_instead(**_context: Any) -> tuple[str, dict[str, Any]]:
    """Below the sign-in form: the way for those who have no account."""
    return "communities/admissions_below_sign_in.html", {}


@lands
def after_sign_in(person_id: int) -> str:
    """Who waits sees his application; who was just admitted sees communities to join."""
    rows = list(
        Admission.objects.filter(person=person_id)
        .order_by("pk")
        .values_list("state", "district__slug")
    )
    states = {state for state, _ in rows}
    if AdmissionState.ADMITTED in states:
        if Membership.objects.filter(person=person_id).exists():
            return ""
        slug = next(slug for state, slug in rows if state == AdmissionState.ADMITTED)
        return reverse("admissions:welcome", args=[slug])
    return reverse("admissions:application", args=[rows[0][1]]) if rows else ""


@gives_own_data("admissions", title="Заявки на участие")
def admission_rows(person_id: int) -> Iterator[dict[str, Any]]:
    """Applications with their decisions."""
    for row in (
        Admission.objects.filter(person=person_id)
        .select_related("district", "organization")
        .order_by("asked_at", "pk")
    ):
        yield {
            "Район": row.district.name,
            "Состояние": AdmissionState(row.state).label,
            "Место работы": row.organization.name if row.organization else row.organization_words,
            "Должность": row.position,
            "Подана": row.asked_at,
            "Решена": row.decided_at,
            "Причина": row.reason,
            "Вопрос": row.question,
            "Ответ": row.answer,
        }


@gives_own_data("memberships", title="Сообщества")
def membership_rows(person_id: int) -> Iterator[dict[str, Any]]:
    """Memberships, past ones too."""
    for row in (
        Membership.objects.filter(person=person_id)
        .select_related("community")
        .order_by("since", "pk")
    ):
        yield {
            "Сообщество": row.community.name,
            "Состояние": row.get_state_display(),
            "С": row.since,
        }
