"""What a day's digest tells one reader, computed with his rights of now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.models import Consent, Person
from staffroom.shared.accounts.queries.consents import has_consent
from staffroom.shared.communities.queries.groups import member_ids
from staffroom.shared.notifications.models import MailSetting, NoticeRow
from staffroom.shared.notifications.queries import choices
from staffroom.shared.notifications.queries.clock import may_come_at, setting_of, zone_of
from staffroom.shared.notifications.queries.notices import shown, waiting_for_digest
from staffroom.shared.notifications.registry import NEW, Level, Line, Mode
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import PublicationStatus
from staffroom.shared.publications.policies import visible_publications
from staffroom.shared.publications.registry import kinds, page_address
from staffroom.ui.words import in_quotes

MOST = 20
LOOKS_BACK = timedelta(days=3)
HOUR = 8
MAILED = {Mode.DIGEST, Mode.AT_ONCE}


@dataclass(frozen=True, slots=True)
class Digest:
    """Lines of the letter, how many more there are, and the notices that it tells."""

    lines: list[Line]
    rest: int
    told: list[NoticeRow]


def digest(viewer: Viewer, person: Person, setting: MailSetting, *, at: datetime) -> Digest:
    """What is new for this reader since the last digest; no lines where nothing is."""
    modes, levels = choices.chosen_modes(person.pk), choices.chosen_levels(person.pk)
    rows = [
        row
        for row in waiting_for_digest(person.pk)
        if modes.get(row.kind) in MAILED and levels.get(row.community_id or 0) != Level.NONE
    ]
    seen = {one.id: one for one in shown(viewer, rows)}
    told = [row for row in rows if row.pk in seen]
    lines = [Line(words=seen[row.pk].outer_words, href=seen[row.pk].href) for row in told]
    if modes.get(NEW) == Mode.DIGEST:
        lines += _new(viewer, person, told, since=_since(setting, at))
    return Digest(lines[:MOST], max(0, len(lines) - MOST), told)


def _since(setting: MailSetting, at: datetime) -> datetime:
    earliest = at - LOOKS_BACK  # over a weekend, and for who reads the first one
    return max(setting.digest_at, earliest) if setting.digest_at else earliest


def _new(
    viewer: Viewer, person: Person, told: Sequence[NoticeRow], *, since: datetime
) -> list[Line]:
    levels = choices.chosen_levels(person.pk)
    places = [key for key in member_ids(viewer) if levels.get(key, Level.ALL) == Level.ALL]
    addressed = [code for code, kind in kinds.items() if kind.is_addressed]
    rows = (
        visible_publications(viewer)
        .filter(
            home_community__in=places,
            status=PublicationStatus.PUBLISHED,
            published_at__gt=since,
        )
        .exclude(author=person)
        .exclude(kind__in=["news", "page", *addressed])
        .exclude(pk__in=[row.publication_id for row in told if row.publication_id])
        .order_by("-published_at", "-pk")
    )
    return [
        Line(words=f"Новая запись: {in_quotes(title)}", href=page_address(pid, slug))
        for pid, slug, title in rows.values_list("pid", "slug", "title")[: MOST * 2]
    ]


def is_due(person: Person, district: District | None, *, at: datetime) -> MailSetting | None:
    """The person's setting when today's digest is due by his clock, None otherwise.

    It goes once a day from eight in the morning of the reader's zone, never in his quiet time, and
    only with his consent to such letters.
    """
    setting = setting_of(person)
    local = at.astimezone(zone_of(setting, district))
    is_early = local.hour < HOUR or setting.digest_on == local.date()
    if (
        not setting.has_digest
        or is_early
        or may_come_at(setting, zone_of(setting, district), at) != at
    ):
        return None
    return setting if has_consent(person.pk, "digest") else None


def readers(*, at: datetime) -> list[int]:
    """Persons to look at in this hour: those who agreed to such letters and got none for half a day."""
    agreed = Consent.objects.filter(purpose="digest", withdrawn_at=None, person__is_active=True)
    done = MailSetting.objects.filter(digest_at__gt=at - timedelta(hours=12))
    rows = agreed.exclude(person__in=done.values("person")).order_by("person_id")
    return list(rows.values_list("person_id", flat=True).distinct())
