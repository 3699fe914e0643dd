"""Filing a report and deciding on it."""

from datetime import datetime

from django.db import IntegrityError, transaction

from staffroom.core.errors import Absent, DomainError
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community
from staffroom.shared.duties import actions as duties
from staffroom.shared.duties import queries as duty_queries
from staffroom.shared.duties.registry import DutyKind, Outcome
from staffroom.shared.moderation import events, policies, queries
from staffroom.shared.moderation.models import AbuseReport, Decision
from staffroom.shared.publications.actions import comments, moderation
from staffroom.shared.publications.models import Comment, Publication, PublicationStatus


@transaction.atomic
def file_report(
    *,
    publication: Publication,
    comment: Comment | None,
    ground: str,
    words: str,
    actor: Viewer,
    at: datetime,
) -> AbuseReport:
    """Report a publication or a comment; those who moderate it owe a decision.

    On some grounds the thing is hidden at once, until they decide (BB-6.5, OL-3.6.4).

    Raises:
        DomainError: the ground is not one of the regulation's, or the same report stands already.
    """
    author_id = comment.author_id if comment else publication.author_id
    require(policies.may_report(actor, author_id))
    if ground not in queries.grounds(publication, comment):
        raise DomainError("Выберите, что нарушено.", field="ground")
    report = AbuseReport(
        publication=publication, seq=comment.seq if comment else 0, reporter_id=actor.author_id, ground=ground,
        words=words.strip(), filed_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            report.save(force_insert=True)
    except IntegrityError as clash:
        raise DomainError("Вы уже пожаловались на это: решение придёт в уведомления.") from clash
    _hold(report, comment, at)
    _owe(report, actor, at)
    publish(_fact(events.ReportFiled, report, actor))
    return report


def _owe(report: AbuseReport, actor: Viewer, at: datetime) -> None:
    publication = report.publication
    scope = ("district", publication.district_id)
    if publication.home_community_id is not None:
        home = Community.objects.get(pk=publication.home_community_id)
        scope = duty_queries.scope_of_community(Power.MODERATE, home, at=at)
    duties.open_duty(
        kind=DutyKind.REPORT, district_id=publication.district_id, subject=("report", report.pk),
        title="Жалоба: решить, оставить или скрыть", url=f"/{publication.district.slug}/staff/reports/",
        actor=actor, at=at, power=Power.MODERATE, scope=scope,
    )  # fmt: skip


@transaction.atomic
def decide(
    *, report: AbuseReport, hides: bool, words: str, actor: Viewer, at: datetime
) -> AbuseReport:
    """Hide the thing with a reason that its author reads, or leave it with an answer to the reporter."""
    comment = _comment(report)
    author_id = comment.author_id if comment else report.publication.author_id
    require(policies.may_decide(actor, report, author_id))
    if not words.strip():
        raise DomainError(
            "Напишите несколько слов: их прочтут автор и тот, кто пожаловался.", field="words"
        )
    decision = Decision.HIDDEN if hides else Decision.LEFT
    decided = AbuseReport.objects.filter(pk=report.pk, decided_at=None).update(
        decision=decision, decided_by=actor.person_id, decided_at=at, answer=words.strip()[:400]
    )
    if not decided:
        raise DomainError("По этой жалобе уже решили.")
    if hides:
        _hide(report, comment, words, actor, at)
    else:
        _show_again(report, comment, actor)
    report.refresh_from_db(fields=["decision", "decided_at", "answer"])
    duties.close_duties(subject=("report", report.pk), outcome=Outcome.DONE, actor=actor, at=at)
    publish(
        _fact(
            events.ReportDecided,
            report,
            actor,
            decision=str(decision),
            reporter_id=report.reporter_id,
        )
    )
    return report


def _hold(report: AbuseReport, comment: Comment | None, at: datetime) -> None:
    """Hide what is seen until somebody decides, where the ground says so."""
    reason = queries.holding_reason(report.publication, report.seq, report.ground)
    if reason and _is_seen(report, comment):
        _hide(report, comment, reason, SYSTEM, at)
        report.is_held = True
        report.save(update_fields=["is_held"])


def _is_seen(report: AbuseReport, comment: Comment | None) -> bool:
    if comment is not None:
        return comment.hidden_at is None and comment.removed_at is None
    return report.publication.status == PublicationStatus.PUBLISHED


def _is_held(report: AbuseReport) -> bool:
    """Whether a report, this or another open one on the same thing, keeps it hidden."""
    same = AbuseReport.objects.filter(publication=report.publication, seq=report.seq, is_held=True)
    return report.is_held or same.filter(decided_at=None).exists()


def _hide(
    report: AbuseReport, comment: Comment | None, words: str, actor: Viewer, at: datetime
) -> None:
    """Hide with these words; what a report hid already gets them as its reason."""
    if _is_seen(report, comment):
        if comment is not None:
            comments.hide_comment(comment=comment, reason=words, actor=actor, at=at)
        else:
            moderation.hide(publication=report.publication, reason=words, actor=actor)
    elif _is_held(report):
        if comment is not None and comment.removed_at is None:
            comments.give_reason(comment=comment, reason=words, actor=actor)
        elif comment is None and report.publication.status == PublicationStatus.HIDDEN:
            moderation.give_reason(publication=report.publication, reason=words, actor=actor)


def _show_again(report: AbuseReport, comment: Comment | None, actor: Viewer) -> None:
    """What the report hid is seen again, unless another open report keeps it hidden."""
    others = AbuseReport.objects.filter(
        publication=report.publication, seq=report.seq, is_held=True, decided_at=None
    )
    if not report.is_held or others.exists():
        return
    if comment is not None and comment.hidden_at is not None and comment.removed_at is None:
        comments.restore_comment(comment=comment, actor=actor)
    elif comment is None and report.publication.status == PublicationStatus.HIDDEN:
        moderation.restore(publication=report.publication, actor=actor)


def _comment(report: AbuseReport) -> Comment | None:
    if not report.seq:
        return None
    found = Comment.objects.filter(publication=report.publication, seq=report.seq).first()
    if found is None:
        raise Absent
    found.publication = report.publication
    return found


def _fact(
    event: type[events.ReportFact], report: AbuseReport, actor: Viewer, **rest: str | int
) -> events.ReportFact:
    return event(
        district_id=report.publication.district_id, actor_id=actor.person_id, report_id=report.pk,
        publication_id=report.publication_id, seq=report.seq,
        community_id=report.publication.home_community_id, **rest,
    )  # type: ignore[arg-type]  # fmt: skip  # fields of the given class


@transaction.atomic
def follow_moved(*, from_publication_id: int, from_seq: int, publication_id: int, seq: int) -> None:
    """Reports on a reply that was moved are about it in its new place."""
    AbuseReport.objects.filter(publication=from_publication_id, seq=from_seq).update(
        publication=publication_id, seq=seq
    )
