"""The plan of publications: what waits for its hour, by week and day; ideas for empty days (TV-4.2.1)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from staffroom.core.viewer import Viewer
from staffroom.features.plans.models import OPEN, LineState, PlanLine, Rubric
from staffroom.features.plans.policies import plans as policies
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.rules import rules_beside
from staffroom.shared.publications.models import Publication, PublicationStatus
from staffroom.shared.publications.policies import visible_publications
from staffroom.shared.publications.queries import feeds
from staffroom.shared.publications.registry import kind_label, page_address
from staffroom.ui.words import in_quotes

WEEKS = 4
WEEK, DAY = timedelta(days=7), timedelta(days=1)
SOON, JUST = timedelta(days=7), timedelta(days=5)
SATURDAY = 5
MOST = 200


@dataclass(frozen=True, slots=True)
class Item:
    """A publication of a day. Words of what is not out yet are its author's alone: others see whose it is."""

    title: str
    kind: str
    author: str
    at: datetime
    url: str
    is_out: bool


@dataclass(frozen=True, slots=True)
class Idea:
    """What to write about on an empty day, and where the words begin."""

    words: str
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the plan."""

    on: date
    items: tuple[Item, ...]
    activities: tuple[PlanLine, ...]
    idea: Idea | None
    is_today: bool


@dataclass(frozen=True, slots=True)
class ContentPlan:
    """Four weeks from a Monday, and how long the community may keep silent."""

    weeks: list[list[Day]]
    begins_on: date
    gap_days: int | None  # `content.max_gap_days`
    clause: str
    last_on: date | None  # of the newest publication that is out
    write_by: date | None  # the day by which the next one must appear, lest it be silent too long
    is_silent: bool  # the day has passed already, or nothing waits for an hour before it
    rubrics: dict[int, str]


def content_plan(
    viewer: Viewer, community: Community, *, begins_on: date, at: datetime
) -> ContentPlan:
    """The weeks from the Monday of `begins_on`; for those who keep the plan."""
    zone = ZoneInfo(community.district.time_zone)
    first = begins_on - timedelta(days=begins_on.weekday())
    last = first + WEEKS * WEEK
    today = at.astimezone(zone).date()
    items = _items(viewer, community, first, last, zone)
    activities = _activities(viewer, community, first, last)
    rubrics = dict(Rubric.objects.filter(community=community).values_list("weekday", "title"))
    ideas = _Ideas(viewer, community, rubrics, activities)
    days = [
        Day(
            on, tuple(items[on]), tuple(activities[on]),
            ideas.of(on) if on >= today and not items[on] else None, on == today,
        )
        for on in (first + DAY * n for n in range(WEEKS * 7))
    ]  # fmt: skip
    weeks = [days[n : n + 7] for n in range(0, len(days), 7)]
    return _with_gap(viewer, community, weeks, first, rubrics, at=at, zone=zone)


def _with_gap(
    viewer: Viewer, community: Community, weeks: list[list[Day]], first: date,
    rubrics: dict[int, str], *, at: datetime, zone: ZoneInfo,
) -> ContentPlan:  # fmt: skip
    rules = rules_beside(community)
    gap = rules.number("content.max_gap_days")
    last_at = community.active_at or community.created_at
    last_on = last_at.astimezone(zone).date()
    write_by = last_on + timedelta(days=gap) if gap is not None else None
    is_silent = False
    if write_by is not None:
        until = datetime.combine(write_by, time.max, zone)
        waits = Publication.objects.filter(
            home_community=community, status=PublicationStatus.SCHEDULED, publish_at__gt=at,
            publish_at__lte=until,
        )  # fmt: skip
        is_silent = at > until or not waits.exists()
    return ContentPlan(
        weeks, first, gap, rules.source("content.max_gap_days").clause,
        community.active_at.astimezone(zone).date() if community.active_at else None, write_by,
        is_silent, rubrics,
    )  # fmt: skip


def _items(
    viewer: Viewer, community: Community, first: date, last: date, zone: ZoneInfo
) -> dict[date, list[Item]]:
    begins, ends = (datetime.combine(on, time(), zone) for on in (first, last))
    found = Publication.objects.filter(home_community=community)
    waiting = found.filter(
        status=PublicationStatus.SCHEDULED, publish_at__gte=begins, publish_at__lt=ends
    ).order_by("publish_at", "pk")
    out = found.filter(
        status=PublicationStatus.PUBLISHED, published_at__gte=begins, published_at__lt=ends
    ).order_by("published_at", "pk")
    listed = [*out.select_related("author")[:MOST], *waiting.select_related("author")[:MOST]]
    readable = set(
        visible_publications(viewer)
        .filter(pk__in=[one.pk for one in listed])
        .values_list("pk", flat=True)
    )
    days: dict[date, list[Item]] = defaultdict(list)
    for one in listed:
        is_out = one.status == PublicationStatus.PUBLISHED
        at = (one.published_at if is_out else one.publish_at) or one.created_at
        opens = one.pk in readable
        title = one.title if opens else _("Запись автора")
        days[at.astimezone(zone).date()].append(
            Item(
                title, kind_label(one.kind), one.author.name, at.astimezone(zone),
                page_address(one.pid, one.slug) if opens else "", is_out,
            )
        )  # fmt: skip
    return days


def _activities(
    viewer: Viewer, community: Community, first: date, last: date
) -> dict[date, list[PlanLine]]:
    rows = policies.visible_lines(viewer, community).filter(
        is_stage=False, starts_on__gte=first - JUST, starts_on__lt=last + SOON
    )
    days: dict[date, list[PlanLine]] = defaultdict(list)
    for line in rows.exclude(state=LineState.CANCELLED).order_by("starts_on", "pk")[:MOST]:
        days[line.starts_on].append(line)
    return days


class _Ideas:
    """What an empty day may be filled with: a rubric, an activity near it, a question without a solution."""

    def __init__(
        self, viewer: Viewer, community: Community, rubrics: dict[int, str],
        activities: dict[date, list[PlanLine]],
    ) -> None:  # fmt: skip
        self.rubrics = rubrics
        self.lines = [line for on in sorted(activities) for line in activities[on]]
        self.told: set[tuple[int, str]] = set()
        self.new = f"/p/new/topic/?in={community.pid}"
        unsolved = feeds.of_communities(viewer, [community.pk], unsolved=True, limit=WEEKS)
        self.questions = list(unsolved.rows)

    def of(self, on: date) -> Idea | None:
        """The idea of a working day; a day off has one only where it has a rubric."""
        if on.weekday() in self.rubrics:
            words = _("Рубрика «%(name)s»") % {"name": self.rubrics[on.weekday()]}
            return Idea(words, self.new, _("Написать"))
        if on.weekday() >= SATURDAY:
            return None
        for line in self.lines:
            if (idea := self._near(line, on)) is not None:
                return idea
        if self.questions:
            row = self.questions.pop(0)
            words = _("Вернитесь к вопросу %(title)s: решения пока нет") % {
                "title": in_quotes(row.title)
            }
            return Idea(words, row.url, _("Открыть"))
        return None

    def _near(self, line: PlanLine, on: date) -> Idea | None:
        """After an activity: tell how it went; before it: invite; each once."""
        if line.state in OPEN and timedelta() < line.starts_on - on <= SOON:
            return self._once(line, "invite", _("Позовите коллег: %(title)s"))
        is_over = line.state == LineState.HELD and not line.tie_n
        if is_over and timedelta() < on - line.starts_on <= JUST:
            return self._once(line, "tell", _("Расскажите, как прошло: %(title)s"))
        return None

    def _once(self, line: PlanLine, what: str, words: str) -> Idea | None:
        if (line.pk, what) in self.told:
            return None
        self.told.add((line.pk, what))
        return Idea(words % {"title": in_quotes(line.title)}, self.new, _("Написать"))
