"""Five hundred works over forty experts: even load, in term, without a conflict.

Days go by in a queue of events. Experts are people: some keep silent, some decline, some are away, some
disagree; who agrees hands in at any moment up to the last. The site has to bring each work to its
conclusion in ten days all the same.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
import heapq
import itertools
import random

from django.db.models import BigAutoField
import pytest

from staffroom.core.errors import Forbidden
from staffroom.core.prepared import Prepared
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.features.review.actions import conclusions, dispatch, opinions, requests, reviewers
from staffroom.features.review.models import (
    LIVE,
    Assignment,
    AssignmentState,
    Conclusion,
    RequestState,
    Reviewer,
    ReviewRequest,
    Rubric,
)
from staffroom.features.review.queries import requests as queries
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import Affiliation, Organization, OrganizationKind
from staffroom.shared.publications.models import Publication, PublicationStatus
from tests.factories import review as made
from tests.factories.people import person
from tests.factories.world import THEN, World, admit

pytestmark = [pytest.mark.usefixtures("frozen"), pytest.mark.once, pytest.mark.slow]

EXPERTS, WORKS, A_DAY, SCHOOLS = 40, 500, 10, 30
SILENT, DECLINES, HARSH = 0.04, 0.04, 0.08  # shares of experts' answers
HOUR = timedelta(hours=1)
Deed = Callable[[datetime], None]
WHOLE = Prepared(  # it is read two thousand times
    lambda key: Assignment.objects.select_related(*queries.WORK).filter(pk=key), key=BigAutoField()
)


class District:
    """Everybody's deeds in the order of their moments."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.chance = world, random.Random(seed)
        self.queue: list[tuple[datetime, int, Deed]] = []
        self.numbers = itertools.count()
        self.known: set[int] = set()  # assignments that their experts have seen
        self.rubric: Rubric = made.rubric(world.district)
        self.schools = [
            Organization.objects.create(
                district=world.district, kind=OrganizationKind.OTHER, name=f"Школа № {n}",
                short_name=f"Школа № {n}",
            )
            for n in range(100, 100 + SCHOOLS)
        ]  # fmt: skip
        self.experts = [self._expert(n) for n in range(EXPERTS)]
        self.authors = [self._teacher(n) for n in range(60)]
        self.authors += [one.person for one in self.experts[::4]]

    def _teacher(self, n: int) -> Person:
        who = person(f"Учитель{n} Педагогов{n}")
        admit(who, self.world.district, self.schools[n % SCHOOLS])
        return who

    def _expert(self, n: int) -> Reviewer:
        made_one = made.expert(
            self.world.district, f"Имя{n} Эксперт{n}", school=self.schools[n % 10].short_name,
            most_at_once=6,
        )  # fmt: skip
        if n % 10 == 0:
            from_on = THEN.date() + timedelta(days=n)
            reviewers.set_vacation(
                reviewer=made_one, from_on=from_on, to_on=from_on + timedelta(days=4), actor=SYSTEM
            )
        return made_one

    def later(self, at: datetime, deed: Deed) -> None:
        heapq.heappush(self.queue, (at, next(self.numbers), deed))

    def live(self) -> None:
        """Until nothing is left to be done."""
        works = Publication.objects.bulk_create(
            Publication(
                kind="topic", district=self.world.district, author=self.chance.choice(self.authors),
                audience="district", status=PublicationStatus.PUBLISHED, title=f"Работа {n}",
                plain=f"План урока {n}", html=f"<p>План урока {n}</p>", created_at=THEN, bumped_at=THEN,
            )
            for n in range(WORKS)
        )  # fmt: skip
        for n, work in enumerate(works):
            moment = THEN + timedelta(days=n // A_DAY, minutes=n % A_DAY * 50)
            self.later(moment, lambda at, work=work: self.hand_in(work, at))
        while self.queue:
            at, _n, deed = heapq.heappop(self.queue)
            deed(at)

    def hand_in(self, work: Publication, at: datetime) -> None:
        asked = requests.Asked(rubric=self.rubric)
        found = requests.ask(publication=work, asked=asked, actor=SYSTEM, at=at)
        self.look(found.pk, at)

    def look(self, key: int, at: datetime) -> None:
        """Experts who were named begin to live with it."""
        for one in Assignment.objects.filter(request=key, state__in=LIVE).order_by("n"):
            if one.pk in self.known:
                continue
            self.known.add(one.pk)
            answer = self.chance.random()
            if answer < SILENT:
                self.later(one.answer_by_at + HOUR, self.job)
                continue
            moment = at + self.chance.random() * (one.answer_by_at - at)
            act = self.decline if answer < SILENT + DECLINES else self.agree
            self.later(moment, lambda at, pk=one.pk, act=act: act(pk, at))

    def _one(self, pk: int) -> tuple[Assignment, Viewer]:
        one = WHOLE.first(key=pk)
        assert one is not None
        assert one.reviewer is not None
        return one, Viewer(person_id=one.reviewer.person_id)

    def decline(self, pk: int, at: datetime) -> None:
        one, actor = self._one(pk)
        opinions.decline(assignment=one, words="", actor=actor, at=at)
        self.look(one.request_id, at)

    def agree(self, pk: int, at: datetime) -> None:
        one, actor = self._one(pk)
        opinions.accept(assignment=one, actor=actor, at=at)
        assert one.due_at is not None
        moment = at + self.chance.random() * (one.due_at - at)
        self.later(moment, lambda at: self.judge(pk, at))

    def judge(self, pk: int, at: datetime) -> None:
        one, actor = self._one(pk)
        points = (1, 1) if self.chance.random() < HARSH else (4, 5)
        opinions.hand_in(assignment=one, opinion=made.opinion(points), actor=actor, at=at)
        self.look(one.request_id, at)
        if not requests.is_waited(made.fresh(one.request)):
            key = one.request_id
            self.later(at + 12 * HOUR, lambda at: self.conclude(key, at))

    def conclude(self, key: int, at: datetime) -> None:
        """The organiser, half a day after the last opinion."""
        found = made.fresh(ReviewRequest(pk=key))
        if found.state == RequestState.CONCLUDED or requests.is_waited(found):
            return
        verdict = conclusions.Verdict(outcome="accept", words="По отзывам экспертов.")
        conclusions.conclude(request=found, verdict=verdict, actor=SYSTEM, at=at)

    def job(self, at: datetime) -> None:
        """What the job of each hour does when it finds who kept silent."""
        for one in queries.unanswered(at=at):
            dispatch.lapse(assignment=one, at=at)
            self.look(one.request_id, at)


@pytest.mark.timeout(900)
def test_load_is_even_terms_hold_and_nobody_judges_who_is_near_to_him(
    world: World, adopt: Callable[[str], None]
) -> None:
    adopt("baltasi")  # ten days, two of them to name experts
    district = District(world, seed=2026)

    district.live()

    ended = Conclusion.objects.select_related("request")
    assert ended.count() == WORKS
    slowest = max(one.made_at - one.request.received_at for one in ended)
    assert slowest <= timedelta(days=10)
    states = Counter(Assignment.objects.values_list("state", flat=True))
    assert set(states) == {AssignmentState.HANDED_IN, "declined", "lapsed"}
    assert min(states.values()) > 10, "people kept silent and declined in this district too"
    assert Assignment.objects.filter(is_third=True).count() > 10, "and disagreed"
    given = Counter(
        Assignment.objects.filter(state=AssignmentState.HANDED_IN).values_list(
            "reviewer", flat=True
        )
    )
    assert len(given) == EXPERTS
    assert max(given.values()) - min(given.values()) <= 1
    near = Affiliation.objects.values_list("person", "organization")
    schools = dict(near.order_by("pk"))
    pairs = Assignment.objects.values_list("request__author", "reviewer__person")
    assert all(schools[author] != schools[expert] for author, expert in pairs)


def test_an_expert_near_to_the_author_cannot_even_answer(world: World) -> None:
    found = made.standing(world)
    one = made.given(found)[0]
    assert one.reviewer is not None
    reviewers.tell_of_tie(
        district=world.district, person=world.anna, other=one.reviewer.person, kind="kin",
        actor=SYSTEM, at=THEN,
    )  # fmt: skip
    with pytest.raises(Forbidden, match="связаны с автором"):
        opinions.accept(assignment=one, actor=made.viewer(one.reviewer.person), at=THEN)
