"""What the search narrows materials by, and the words of the card that they are found by.

The words of a card weigh as much as a title: who asks for «рабочий лист география 6 класс» names
nothing else.
"""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_noop

from staffroom.core.plugs import FacetPlug, Facets, facet, faceted
from staffroom.features.materials import registry
from staffroom.features.materials.models import Material
from staffroom.features.materials.queries.cards import kind_labels
from staffroom.shared.accounts.registry import SUBJECTS
from staffroom.shared.communities.registry import LEVELS

GRADES = range(1, 12)


def _subjects() -> dict[str, str]:
    return {code: subject.label for code, subject in SUBJECTS.items()}


def _grades() -> dict[str, str]:
    return {str(n): f"{n} класс" for n in GRADES}


facet(
    FacetPlug(
        name="subject", label=gettext_noop("Предмет"), any_label=gettext_noop("Любой предмет"),
        order=10, choices=_subjects,
    )
)  # fmt: skip
facet(
    FacetPlug(
        name="grade", label=gettext_noop("Класс"), any_label=gettext_noop("Любой класс"),
        order=20, choices=_grades,
    )
)  # fmt: skip
facet(
    FacetPlug(
        name="material", label=gettext_noop("Вид материала"), any_label=gettext_noop("Любой вид"),
        order=30, choices=kind_labels,
    )
)  # fmt: skip
facet(FacetPlug(name="organization", label=gettext_noop("Организация"), order=60))


@faceted("publication")
def facets_of_materials(keys: Sequence[int]) -> Mapping[int, Facets]:
    """Cards of those of the publications that are materials; one query."""
    rows = Material.objects.filter(pk__in=list(keys)).select_related("organization")
    return {row.pk: Facets(values=dict(_values(row)), words=_words(row)) for row in rows}


def _values(row: Material) -> Iterator[tuple[str, dict[str, str]]]:
    """A class of 5–7 is found by 5, by 6 and by 7."""
    yield "material", {row.kind: kind_labels().get(row.kind, row.kind)}
    if row.subject in SUBJECTS:
        yield "subject", {row.subject: SUBJECTS[row.subject].label}
    if grades := _classes(row):
        yield "grade", {str(n): f"{n} класс" for n in grades}
    if row.organization is not None:
        yield "organization", {str(row.organization.pk): row.organization.short_name}


def _classes(row: Material) -> range:
    if row.grade_from is None:
        return range(0)
    return range(row.grade_from, (row.grade_to or row.grade_from) + 1)


def _words(row: Material) -> str:
    """The card as one asks for it, a line for each thing said; each class of several by its own line."""
    subject = SUBJECTS.get(row.subject)
    said = (
        kind_labels().get(row.kind, ""),
        subject.label if subject else "",
        *(f"{n} класс" for n in _classes(row)),
        LEVELS.get(row.level, ""),
        registry.STANDARDS.get(row.standard, ""),
        row.requirement,
        row.programme,
        row.organization.short_name if row.organization else "",
    )
    return "\n".join(filter(None, said))
