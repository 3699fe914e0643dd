"""Reading reports."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from staffroom.core.errors import Absent
from staffroom.core.policy import Verdict
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.moderation import policies
from staffroom.shared.moderation.models import AbuseReport, Decision
from staffroom.shared.moderation.registry import grounds_beside
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Comment, Publication
from staffroom.shared.publications.registry import page_address


def grounds(publication: Publication, comment: Comment | None = None) -> Mapping[str, str]:
    """What may be reported here: code → words (`moderation.rules`), beside it what its kind declares."""
    rules = rules_of(publication.home_community or publication.district)
    found = dict(rules.labels("moderation.rules"))
    if comment is None:
        found |= {code: one.label for code, one in grounds_beside(publication).items()}
    return found


HELD = {  # grounds that hide at once, with the reason that the author reads (BB-6.5, OL-3.6.4)
    "copyright": "До решения по жалобе: возможно, нарушены авторские права.",
    "personal_data": "До решения по жалобе: возможно, здесь личные сведения.",
}


def holding_reason(publication: Publication, seq: int, ground: str) -> str:
    """Why a report hides the thing until it is decided on; empty where it does not.

    Copyright always does, personal data where the regulation says so (`moderation.pii_check`), other
    grounds as their kind declares; not again what a moderator has looked at on this ground and left.
    """
    declared = {} if seq else grounds_beside(publication)
    place = publication.home_community or publication.district
    hides = ground == "copyright" or (
        ground == "personal_data" and rules_of(place).choice("moderation.pii_check") == "warn_hide"
    )
    reason = declared[ground].held if ground in declared else HELD[ground] if hides else ""
    left = AbuseReport.objects.filter(
        publication=publication, seq=seq, ground=ground, decision=Decision.LEFT
    )
    return reason if reason and not left.exists() else ""


def open_reports(viewer: Viewer, district: District) -> QuerySet[AbuseReport]:
    """What waits for a decision in a district, oldest first."""
    rows = policies.visible_reports(viewer).filter(publication__district=district, decided_at=None)
    return rows.select_related(
        "publication",
        "publication__home_community",
        "publication__author",
        "publication__district",
        "reporter",
    ).order_by("filed_at", "pk")


def report(viewer: Viewer, pid: str) -> AbuseReport:
    """A report that this viewer may decide on or at least see.

    Raises:
        Absent: there is none for him.
    """
    rows = policies.visible_reports(viewer).filter(pid=pid)
    found = rows.select_related(
        "publication__home_community", "publication__district", "reporter"
    ).first()
    if found is None:
        raise Absent
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """A report with the words it is about."""

    report: AbuseReport
    ground: str
    excerpt: str
    author: str
    url: str
    may_decide: Verdict


def rows(viewer: Viewer, reports: list[AbuseReport]) -> list[Row]:
    """Reports of one page with what they are about: comments are fetched in one query."""
    wanted = Q(pk__in=())
    for one in reports:
        if one.seq:
            wanted |= Q(publication=one.publication_id, seq=one.seq)
    found = Comment.objects.filter(wanted).select_related("author")
    comments = {(one.publication_id, one.seq): one for one in found}
    return [_row(viewer, one, comments.get((one.publication_id, one.seq))) for one in reports]


def _row(viewer: Viewer, one: AbuseReport, comment: Comment | None) -> Row:
    publication = one.publication
    words = comment.plain if comment else publication.plain
    author = comment.author if comment else publication.author
    page = -(-one.seq // 20)
    end = f"?page={page}#c{one.seq}" if one.seq else ""
    ground = grounds(publication).get(one.ground, one.ground)
    url = f"{page_address(publication.pid, publication.slug)}{end}"
    may_decide = policies.may_decide(viewer, one, author.pk)
    return Row(one, ground, words[:400], author.name, url, may_decide)
