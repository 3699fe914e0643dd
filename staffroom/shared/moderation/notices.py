"""What people hear about reports: the one who reported hears the decision; the author hears when hidden."""

from collections.abc import Iterable

from staffroom.core.plugs import Notice, notice
from staffroom.shared.moderation.events import ReportDecided
from staffroom.shared.moderation.models import AbuseReport, Decision
from staffroom.shared.publications.registry import page_address


@notice(ReportDecided, kind="moderation.decided", title="Ответ на мою жалобу")
def report_decided(event: ReportDecided) -> Iterable[Notice]:
    """The decision and the moderator's words, to the one who reported."""
    report = AbuseReport.objects.select_related("publication").get(pk=event.report_id)
    done = "скрыто" if report.decision == Decision.HIDDEN else "оставлено"
    link = page_address(report.publication.pid, report.publication.slug)
    yield Notice(
        text=f"По вашей жалобе решили: {done}. {report.answer}", link=link, to=[event.reporter_id],
        addressed=True,
    )  # fmt: skip
