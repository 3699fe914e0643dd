"""Reading the card of a person, cut to what the one who looks may see."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from staffroom.core.lookups import one_or_none
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts import registry
from staffroom.shared.accounts.models import Category, Person
from staffroom.shared.accounts.policies.cards import Audience, audience_of, seen_fields
from staffroom.ui.words import plural


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the card: its name, its words, and where a link on it leads."""

    code: str
    label: str
    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A person as this viewer sees him; nothing forbidden is in it."""

    pid: str
    person_id: int
    name: str
    is_own: bool
    is_colleague: bool
    facts: list[Fact] = field(default_factory=list)
    about: str = ""


def person_named(pid: str) -> Person | None:
    """The person with this public id, erased and blocked ones left out."""
    return one_or_none(Person.objects.filter(pid=pid, is_active=True))


def card(person: Person, viewer: Viewer, *, at: datetime) -> Card | None:
    """The card, or None when for this viewer there is none."""
    audience = audience_of(viewer, person.pk)
    seen = seen_fields(person.shown, audience)
    if not seen:
        return None
    facts = [
        Fact(code, _(registry.CARD_FIELDS[code].label), words, _href(code, words))
        for code, words in _words(person, seen, at)
        if words
    ]
    return Card(
        pid=person.pid,
        person_id=person.pk,
        name=person.name if "name" in seen else _("Участник сообщества"),
        is_own=audience is Audience.SELF,
        is_colleague=audience is Audience.COLLEAGUE,
        facts=facts,
        about=person.about if "about" in seen else "",
    )


def _words(person: Person, seen: frozenset[str], at: datetime) -> list[tuple[str, str]]:
    position = registry.POSITIONS.get(person.position)
    words = {
        "position": position.label if position else "",
        "workplace": person.workplace,
        "category": Category(person.category).label if person.category else "",
        "since_year": _since(person.since_year, at),
        "phone": person.phone,
        "contact_email": person.contact_email,
    }
    if "subjects" in seen:
        codes = person.subjects.order_by("code").values_list("code", flat=True)
        words["subjects"] = ", ".join(
            registry.SUBJECTS[code].label for code in codes if code in registry.SUBJECTS
        )
    if "functions" in seen:
        held = person.functions.order_by("code").values_list("code", flat=True)
        words["functions"] = ", ".join(
            registry.FUNCTIONS[code].label for code in held if code in registry.FUNCTIONS
        )
    order = [code for code in registry.CARD_FIELDS if code in seen and code in words]
    return [(code, str(words[code])) for code in order]


def _since(year: int | None, at: datetime) -> str:
    if not year:
        return ""
    years = max(at.year - year, 0)
    return _("с %(year)s года") % {"year": year} + (
        f", {years} {plural(years, 'год', 'года', 'лет')}" if years else ""
    )


def _href(code: str, words: str) -> str:
    if code == "contact_email":
        return f"mailto:{words}"
    if code == "phone":
        return "tel:" + "".join(sign for sign in words if sign.isdigit() or sign == "+")
    return ""
