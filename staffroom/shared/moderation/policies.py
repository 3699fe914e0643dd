"""Who may report and who decides; nobody decides about his own words."""

from django.db.models import Q, QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community
from staffroom.shared.moderation.models import AbuseReport
from staffroom.shared.publications import policies as publications
from staffroom.shared.publications.models import Publication


def may_report(viewer: Viewer, author_id: int) -> Verdict:
    """Report: whoever has signed in and reads it; not one's own words."""
    if viewer.is_guest:
        return deny("Войдите на сайт, чтобы пожаловаться.")
    if viewer.person_id == author_id:
        return deny("Это ваши слова: их можно исправить или удалить.")
    return ALLOW


def reads(viewer: Viewer, publication: Publication) -> bool:
    """Whether the viewer can go back to the thing after reporting it."""
    return publications.may_read(viewer, publication)


def visible_reports(viewer: Viewer) -> QuerySet[AbuseReport]:
    """Reports on what the viewer moderates: communities with everything below them, whole districts."""
    districts = _scopes(viewer, "district")
    communities = _scopes(viewer, "community")
    reach = Q(publication__district__in=districts)
    for path in Community.objects.filter(pk__in=communities).values_list("path", flat=True):
        reach |= Q(publication__home_community__path__startswith=path)
    return (
        AbuseReport.objects.filter(reach)
        if districts or communities
        else AbuseReport.objects.none()
    )


def _scopes(viewer: Viewer, kind: str) -> list[int]:
    return [
        key
        for (scope, key), bits in viewer.powers.items()
        if scope == kind and bits & Power.MODERATE
    ]


def may_decide(viewer: Viewer, report: AbuseReport, author_id: int) -> Verdict:
    """Decide: a moderator of the home community who neither wrote the thing nor reported it."""
    if not publications.may_moderate(viewer, report.publication):
        return HIDE
    if report.decided_at is not None:
        return deny("По этой жалобе уже решили.")
    if viewer.person_id == author_id:
        return deny("Жалобу на ваши слова рассмотрит другой модератор.")
    if viewer.person_id == report.reporter_id:
        return deny("Вашу жалобу рассмотрит другой модератор.")
    return ALLOW
