"""What the search keeps of applications that were submitted: for who files them and who decides them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.urls import reverse

from staffroom.core.plugs import IndexRow, indexed
from staffroom.core.viewer import Viewer
from staffroom.features.governance.models import Application
from staffroom.features.governance.policies.applications import CALLED, deciding_districts
from staffroom.shared.communities import registry

OWN = """EXISTS (SELECT 1 FROM governance_application w WHERE w.id = {column} AND (w.author_id = %s
 OR w.district_id IN ({districts}) OR EXISTS (SELECT 1 FROM governance_founder f
 WHERE f.application_id = w.id AND f.person_id = %s AND f.consent IN ({called}))))"""


def readable(viewer: Viewer, column: str) -> tuple[str, list[Any]]:
    """Submitted applications that this viewer reads (`visible_applications`), as a condition of SQL."""
    if viewer.is_system:
        return "1 = 1", []
    if viewer.person_id is None:
        return "1 = 0", []
    here = deciding_districts(viewer)
    districts = ", ".join(["%s"] * len(here)) or "NULL"
    called = ", ".join(["%s"] * len(CALLED))
    statement = OWN.format(column=column, districts=districts, called=called)
    return statement, [viewer.person_id, *here, viewer.person_id, *map(str, CALLED)]


def every() -> Iterator[int]:
    """Keys of all that were submitted, oldest first."""
    rows = Application.objects.filter(submitted_at__isnull=False).order_by("pk")
    return rows.values_list("pk", flat=True).iterator(chunk_size=2000)


@indexed("application", label="Заявления", one="Заявление", every=every, judged=readable)
def application_rows(keys: Sequence[int]) -> Iterable[IndexRow]:
    """What is wanted and why; a draft is nobody's business yet."""
    named = Application.objects.filter(pk__in=keys, submitted_at__isnull=False)
    return [
        IndexRow(
            key=row.pk,
            district_id=row.district_id,
            title=row.name,
            text="\n".join(filter(None, (row.goal, row.problem, row.task, row.result, row.reason))),
            url=reverse("governance:application", args=[row.district.slug, row.pid]),
            at=row.submitted_at or row.made_at,
            tokens=_finders(row),
        )
        for row in named.select_related("district").prefetch_related("founders").order_by("pk")
    ]


def _finders(row: Application) -> list[int]:
    """Who files it, who decides in the district and who keeps its papers; `readable` asks more closely."""
    people = {one.person_id for one in row.founders.all()}
    if row.author_id is not None:
        people.add(row.author_id)
    return [
        registry.district_staff_token(row.district_id),
        registry.district_keepers_token(row.district_id),
        *(registry.person_token(key) for key in sorted(people)),
    ]
