"""Works under review in the world: made by the product's own actions."""

from datetime import date, timedelta
from typing import Any

from django.db.models import BigAutoField

from staffroom.core.prepared import Prepared
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.features.lifecycle.actions import asking
from staffroom.features.lifecycle.models import EndingRequest
from staffroom.features.review.actions import (
    conclusions,
    dispatch,
    opinions,
    requests,
    reviewers,
    rubrics,
    spreading,
)
from staffroom.features.review.actions.opinions import Answer, Opinion
from staffroom.features.review.models import (
    Assignment,
    Mode,
    Reviewer,
    ReviewRequest,
    Rubric,
    SpreadingStep,
    Strategy,
)
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.organizations.models import District, Organization, OrganizationKind
from staffroom.shared.publications.models import Publication
from tests.factories.people import person
from tests.factories.world import THEN, World, admit

LINES = (
    rubrics.Line(title="Цель урока ясна", weight=2, least=0, most=5),
    rubrics.Line(title="Задания посильны", weight=1, least=0, most=5),
)
GOOD = {"verdict": "accept", "strong": "Задачи из жизни."}


def rubric(
    district: District,
    title: str = "Разработка урока",
    strategy: str = Strategy.POINTS,
    **more: Any,
) -> Rubric:
    """A rubric of two criteria; the same one however often it is asked for."""
    found = Rubric.objects.filter(district=district, title=title).first()
    words = rubrics.Words(title=title, strategy=strategy, lines=more.pop("lines", LINES), **more)
    return found or rubrics.write(district=district, words=words, actor=SYSTEM, at=THEN)


def expert(
    district: District, name: str, *, school: str = "", directions: Any = (("", ""),), **card: Any
) -> Reviewer:
    """An expert of a school of his own, unless one is named."""
    who = person(name)
    place, _ = Organization.objects.get_or_create(
        district=district, short_name=school or f"Школа: {name}",
        defaults={"kind": OrganizationKind.OTHER, "name": school or f"Школа: {name}"},
    )  # fmt: skip
    admit(who, district, place)
    return reviewers.admit(
        district=district, person=who, card=reviewers.Card(directions=directions, **card),
        actor=SYSTEM, at=THEN,
    )  # fmt: skip


def viewer(who: Person) -> Viewer:
    """The person as policies see him now."""
    return viewer_for(Person.objects.get(pk=who.pk), at=THEN)


def asked(w: World, work: Publication | None = None, **more: Any) -> ReviewRequest:
    """A work of Анна handed in; the topic, unless another is named."""
    shown = Publication.objects.select_related("district", "home_community", "author").get(
        pk=(work or w.topic).pk
    )
    given = requests.Asked(rubric=rubric(w.district), **{"mode": Mode.BLIND, **more})
    return requests.ask(publication=shown, asked=given, actor=viewer(w.anna), at=THEN)


def standing(w: World) -> ReviewRequest:
    """One work of Анна under review with two experts; the same however often it is asked for."""
    found = ReviewRequest.objects.filter(author=w.anna).first()
    if found is None:
        for name in ("Раиса Первая", "Савва Второй"):
            expert(w.district, name)
        found = asked(w)
    return fresh(found)


_whole = Prepared(
    lambda key: ReviewRequest.objects.select_related(
        "district", "community", "publication", "author", "rubric"
    ).filter(pk=key),
    key=BigAutoField(),
)


def fresh(found: ReviewRequest) -> ReviewRequest:
    """The request as it stands in the database, with all that actions need."""
    stands = _whole.first(key=found.pk)
    assert stands is not None
    return stands


def given(found: ReviewRequest) -> list[Assignment]:
    """Its assignments in the order of numbers."""
    rows = Assignment.objects.filter(request=found).select_related(
        "reviewer__person", "round", "request__rubric", "request__district", "request__publication",
        "request__community", "request__author", "invitation",
    )  # fmt: skip
    return list(rows.order_by("n"))


def opinion(points: tuple[int, ...] = (5, 4), **words: Any) -> Opinion:
    """An opinion with these points."""
    answers = {n: Answer(one) for n, one in enumerate(points, 1)}
    return Opinion(answers=answers, **{**GOOD, **words})


def hand_in(one: Assignment, points: tuple[int, ...] = (5, 4), **words: Any) -> None:
    """The expert agrees and hands in."""
    assert one.reviewer is not None
    actor = viewer(one.reviewer.person)
    opinions.accept(assignment=one, actor=actor, at=THEN)
    opinions.hand_in(assignment=one, opinion=opinion(points, **words), actor=actor, at=THEN)


def all_hand_in(found: ReviewRequest, points: tuple[int, ...] = (5, 4)) -> None:
    """Everybody who is asked hands in the same."""
    for one in given(found):
        if one.state == "offered":
            hand_in(one, points)


def invited(found: ReviewRequest, name: str) -> Assignment:
    """An external expert of this work."""
    return dispatch.invite(
        request=fresh(found), email="gost@vuz.example", name=name, post="Доцент",
        until_at=THEN + timedelta(days=8), actor=SYSTEM, at=THEN,
    )[0]  # fmt: skip


def external(w: World, until_at: Any) -> tuple[Assignment, str]:
    """An external expert of the standing work, with the secret of his link."""
    return dispatch.invite(
        request=standing(w), email="gost@vuz.example", name="Гостев Пётр Ильич", post="Доцент",
        until_at=until_at, actor=SYSTEM, at=THEN,
    )  # fmt: skip


def page(found: ReviewRequest) -> str:
    """The address of a request."""
    return f"/{found.district.slug}/review/{found.pid}/"


def concluded(w: World, found: ReviewRequest, points: tuple[int, ...] = (5, 5)) -> ReviewRequest:
    """Everybody hands in, Галина concludes that the work is good."""
    all_hand_in(found, points)
    verdict = conclusions.Verdict(outcome="accept", words="Оба эксперта за.")
    conclusions.conclude(request=fresh(found), verdict=verdict, actor=SYSTEM, at=THEN)
    return fresh(found)


def product(w: World) -> EndingRequest:
    """Галина hands the topic in as the product of the community; what she asked for before is withdrawn."""
    EndingRequest.objects.update(state="withdrawn")
    home = Community.objects.select_related("district", "profile").get(pk=w.community.pk)
    return asking.hand_in(
        community=home, words="Памятка по степеням", actor=viewer(w.galina), at=THEN,
        publication=w.topic, verdict="solved",
    )  # fmt: skip


def spreading_step(w: World) -> SpreadingStep:
    """A master-class that Борис is asked to give, of the plan of the standing work; one however often."""
    found = SpreadingStep.objects.filter(title="Мастер-класс по степеням").first()
    if found is None:
        request = standing(w)
        if request.state != "concluded":
            request = concluded(w, request)
        plan = spreading.begin(
            conclusion=request.conclusion, words="Учителям района", actor=viewer(w.anna), at=THEN
        )
        found = spreading.add_step(
            spreading=plan, person=w.boris, actor=viewer(w.anna), at=THEN,
            step=spreading.Step(
                kind="lesson", title="Мастер-класс по степеням", planned_on=date(2026, 10, 12),
                place="Школа № 2",
            ),
        )  # fmt: skip
    return found
