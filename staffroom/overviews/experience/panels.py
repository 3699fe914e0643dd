"""Experience on the pages of others: the card of a person, the bank; what goes into one's own data."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from staffroom.core.plugs import MenuLine, place
from staffroom.core.viewer import Viewer
from staffroom.overviews.experience import policies
from staffroom.overviews.experience.models import Acquaintance, Experience, Piece
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import gives_own_data
from staffroom.shared.organizations.models import District


@place("person.card", order=20)
def on_card(
    *, viewer: Viewer, person: Person, **_context: Any
) -> tuple[str, dict[str, Any]] | None:
    """The way from a person's card to his experience, for who may know of it; to one's own always."""
    is_own = viewer.person_id == person.pk
    found = Experience.objects.filter(person=person).first()
    if is_own:
        if found is None and not policies.may_gather(viewer):
            return None
    elif found is None or not policies.door(viewer, found).is_known:
        return None
    return "experience/on_card.html", {
        "pid": person.pid, "is_begun": found is not None, "is_own": is_own,
    }  # fmt: skip


@place("materials.bank", order=10)
def of_bank(*, district: District) -> tuple[MenuLine, ...]:
    """From the bank to those who show their experience."""
    return (
        MenuLine(_("Опыт педагогов"), reverse("experience:list", args=[district.slug]), "people"),
    )


@gives_own_data("experience", title="Мой опыт и знакомство с чужим")
def own_experience(person_id: int) -> Iterator[dict[str, Any]]:
    """What the person shows, what he asked of others, how he answered; no words of others."""
    for page in Experience.objects.filter(person=person_id):
        titles = Piece.objects.filter(experience=page).order_by("pk")
        yield {
            "Страница": "Мой опыт",
            "О себе": page.about,
            "Показана с": page.shown_at,
            "Материалы": ", ".join(titles.values_list("publication__title", flat=True)),
        }
    answered = Acquaintance.objects.filter(experience__person=person_id)
    for row in answered.exclude(answered_at=None).order_by("answered_at", "pk"):
        yield {
            "Мой ответ на просьбу": row.get_state_display(),
            "Когда": row.answered_at,
            "Слова": row.words,
        }
    asked = Acquaintance.objects.filter(person=person_id)
    for row in asked.order_by("asked_at", "pk"):
        yield {
            "Моя просьба": row.why,
            "Когда": row.asked_at,
            "Чем закончилось": row.get_state_display(),
        }
