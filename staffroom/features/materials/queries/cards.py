"""The card of a material in words."""

from dataclasses import dataclass
from typing import NamedTuple

from staffroom.core.lookups import the_one
from staffroom.core.viewer import Viewer
from staffroom.features.materials import registry
from staffroom.features.materials.models import Material
from staffroom.features.materials.queries.recordings import recording_words
from staffroom.shared.accounts.registry import SUBJECTS
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.communities.registry import LEVELS, knows_people
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Coauthor, CoauthorState, PublicationStatus
from staffroom.shared.publications.policies import visible_publications
from staffroom.shared.publications.policies.reading import OPEN_TO_ALL
from staffroom.shared.publications.queries.feeds import HIDDEN_NAME, TOGETHER
from staffroom.shared.publications.queries.threads import Head
from staffroom.shared.publications.registry import page_address
from staffroom.shared.regulations.registry import KEYS


def kind_labels() -> dict[str, str]:
    """All kinds of materials that a regulation may name, by code (`materials.kinds`)."""
    return {option.code: option.label for option in KEYS["materials.kinds"].options}


def material(viewer: Viewer, pid: str) -> Material:
    """The material of this public id, with its publication.

    Raises:
        Absent: there is none that the viewer may read.
    """
    rows = Material.objects.filter(
        publication__in=visible_publications(viewer), publication__pid=pid
    )
    return the_one(rows.select_related("publication__home_community", "publication__district"))


def grades_words(first: int | None, last: int | None) -> str:
    """«7 класс», «5–7 классы»; empty for no grade."""
    if first is None:
        return ""
    if last is None or last == first:
        return f"{first} класс"
    return f"{first}–{last} классы"


def card_words(row: Material) -> list[tuple[str, str]]:
    """The card as readers see it: names and values, empty ones left out."""
    subject = SUBJECTS.get(row.subject)
    standard = registry.STANDARDS.get(row.standard, "")
    parts = (
        ("Вид", kind_labels().get(row.kind, row.kind)),
        ("Состояние", registry.STAGES.get(row.stage, "")),
        ("Уровень опыта", registry.REACHES.get(row.reach, "")),
        ("Предмет", subject.label if subject else ""),
        ("Класс", grades_words(row.grade_from, row.grade_to)),
        ("Уровень", LEVELS.get(row.level, "")),
        ("Стандарт", standard),
        ("Требование стандарта", row.requirement),
        ("Строка программы", row.programme),
        ("Язык", registry.LANGUAGES.get(row.language, "")),
        ("Возраст", registry.AGES.get(row.age, "")),
        ("Откуда", _origin(row)),
        ("На видео", row.get_children_display() if row.children else ""),
        ("Согласие", "Письменное согласие родителей есть в школе" if row.consents_at else ""),
        ("Организация", row.organization.name if row.organization else ""),
    )
    return [(name, words) for name, words in parts if words]


def theme_words(head: Head, row: Material) -> list[tuple[str, str]]:
    """The priority theme and what of the strategy it serves, as the card says it; no query without them."""
    if not head.theme and not row.aspects:
        return []
    home = head.home_community
    scope = Community.objects.get(pk=home.pk) if home else District.objects.get(pk=head.district_id)
    rules = rules_of(scope)
    told = []
    if head.theme:
        named = rules.named("themes.priority")
        told.append(("Приоритетная тема", named.get(head.theme, head.theme)))
    if row.aspects:
        aspects = rules.named("strategy.aspects")
        words = [aspects.get(code, code) for code in row.aspect_codes]
        told.append(("Направления стратегии", "; ".join(words)))
    return told


def is_open(head: Head) -> bool:
    """True for what everybody may read without signing in: its address may be sent to anybody (PD-2.2.4)."""
    return head.status == PublicationStatus.PUBLISHED and head.audience in OPEN_TO_ALL


def _origin(row: Material) -> str:
    words = registry.ORIGINS.get(row.origin, "")
    if row.origin == "borrowed":
        return f"По чужим материалам: {row.source}"
    return {"own": "Сделано автором", "pupils": "С работами учеников"}.get(
        row.origin, words.split(":")[0]
    )


def credits_of(viewer: Viewer, row: Material, address: str) -> list[tuple[str, str]]:
    """Whose it is, of which year, on what terms, as a downloaded material carries it (BB-1.13.b).

    Who may not know people reads no name without its owner's consent (152-ФЗ).
    """
    shown = row.publication
    knows = knows_people(viewer, shown.district_id)
    agreed = Coauthor.objects.filter(publication=shown.pk, state=CoauthorState.ACCEPTED)
    together = agreed.order_by("agreed_at", "pk").select_related("person")
    people = [shown.author, *(one.person for one in together)]
    terms = registry.TERMS.get(row.terms)
    based = source_of(viewer, row)
    parts = (
        ("Авторы" if len(people) > 1 else "Автор",
         ", ".join(one.name if knows or one.is_public_name else HIDDEN_NAME for one in people)),
        ("Организация", row.organization.name if row.organization else ""),
        ("Год", str(shown.published_at.year) if shown.published_at else ""),
        ("Условия пользования", f"{terms.label}. {terms.words}" if terms else ""),
        ("Сделано на основе", f"{based.title}, {based.author}" if based else ""),
        ("Версия", str(row.version_n)),
        ("Адрес", address),
        *((name, words) for name, words in card_words(row) if name != "Организация"),
        *recording_words(row),
    )  # fmt: skip
    return [(name, words) for name, words in parts if words]


@dataclass(frozen=True, slots=True)
class Practice:
    """What a practice tells (BB-1.7.2)."""

    context: str
    essence: str
    result: str
    contacts: str


def practice_of(row: Material) -> Practice | None:
    """The four parts of a practice; None for other materials."""
    if row.kind != registry.PRACTICE:
        return None
    return Practice(row.context, row.essence, row.result, row.contacts)


class Other(NamedTuple):
    """Another material as a page names it: who may not know people reads no name (152-ФЗ)."""

    title: str
    url: str
    author: str


def _other(viewer: Viewer, row: Material) -> Other:
    shown = row.publication
    is_named = shown.author.is_public_name or knows_people(viewer, shown.district_id)
    url = page_address(shown.pid, shown.slug)
    together = TOGETHER if shown.coauthor_n else ""
    return Other(shown.title, url, f"{shown.author.name if is_named else HIDDEN_NAME}{together}")


def source_of(viewer: Viewer, row: Material) -> Other | None:
    """What the material was made of, when the viewer may read it."""
    if row.based_on_id is None:
        return None
    rows = Material.objects.filter(pk=row.based_on_id, publication__in=visible_publications(viewer))
    found = rows.select_related("publication__author").first()
    return _other(viewer, found) if found else None


class Made(NamedTuple):
    """What was made of a material: how much of it the viewer may read, the newest of that."""

    n: int
    rows: tuple[Other, ...]


def adapted_from(viewer: Viewer, row: Material, *, limit: int = 10) -> Made:
    """What was made of the material and the viewer may read; the newest first.

    The number is of what this viewer may read: what was hidden or closed later is not counted.
    """
    if not row.adapted_n:
        return Made(0, ())
    rows = Material.objects.filter(
        based_on=row.pk,
        publication__in=visible_publications(viewer),
        publication__status=PublicationStatus.PUBLISHED,
    ).select_related("publication__author")
    ordered = rows.order_by("-publication__published_at", "-pk")
    found = [_other(viewer, one) for one in ordered[: limit + 1]]
    n = len(found) if len(found) <= limit else rows.count()
    return Made(n, tuple(found[:limit]))
