"""Numbers: from a yearly series without gaps, or by hand."""

from datetime import date

from django.db import transaction
from django.db.models import F

from staffroom.core.errors import DomainError
from staffroom.core.papers.letters import unprintable
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.shared.documents import policies
from staffroom.shared.documents.models import Document, DocumentState, Series
from staffroom.shared.organizations.models import Organization

MOST_TRIES = 1000


@transaction.atomic
def take_number(*, issuer: Organization, kind: str, dated_on: date) -> str:
    """The next number of the issuer's series for the year of the date; begins the series in January.

    The row of the series is held until the caller's transaction ends, so two papers never wait for
    one number and a number of an undone transaction is taken by the next. A number that somebody gave
    by hand is stepped over.
    """
    year = dated_on.year
    before = (
        Series.objects.filter(issuer=issuer, kind=kind, year__lt=year).order_by("-year").first()
    )
    series, _ = Series.objects.get_or_create(
        issuer=issuer, kind=kind, year=year,
        defaults={"pattern": before.pattern if before else "{n}"},
    )  # fmt: skip
    for _try in range(MOST_TRIES):
        Series.objects.filter(pk=series.pk).update(last_n=F("last_n") + 1)
        series.refresh_from_db(fields=["last_n", "pattern"])
        number = series.pattern.replace("{n}", str(series.last_n))
        if not is_taken(issuer=issuer, kind=kind, year=year, number=number):
            return number
    raise DomainError("Не удалось найти свободный номер: проверьте нумерацию.", field="number")


def is_taken(*, issuer: Organization | None, kind: str, year: int | None, number: str) -> bool:
    """True when a registered paper of this issuer, kind and year bears the number."""
    rows = Document.objects.filter(issuer=issuer, kind=kind, year=year, number=number)
    return rows.exclude(state=DocumentState.DRAFT).exists()


@transaction.atomic
def set_pattern(
    *, issuer: Organization, kind: str, year: int, pattern: str, actor: Viewer
) -> Series:
    """How numbers of a series look: «{n}-осн», «{n}/01-08».

    Raises:
        DomainError: there is no place for the number in it.
    """
    require(policies.may_keep(actor, issuer.district_id))
    pattern = pattern.strip()
    if pattern.count("{n}") != 1 or len(pattern) > 40 or unprintable(pattern):
        raise DomainError("Напишите {n} там, где стоит номер: {n}-осн.", field="pattern")
    series, _ = Series.objects.get_or_create(issuer=issuer, kind=kind, year=year)
    Series.objects.filter(pk=series.pk).update(pattern=pattern)
    series.pattern = pattern
    return series
