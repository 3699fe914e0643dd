"""Expert review in a demonstration district: experts, works that wait, are put right, are concluded."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from staffroom.core import clock
from staffroom.core.richtext import from_text
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.features.review.actions import (
    calibrations,
    conclusions,
    council,
    dispatch,
    opinions,
    requests,
    reviewers,
    rubrics,
    spreading,
)
from staffroom.features.review.models import (
    Assignment,
    Conclusion,
    Reviewer,
    ReviewRequest,
    Rubric,
    Spreading,
    SpreadingStep,
    StepAnswer,
)
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.actions import roles
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.documents.actions import issuing
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Publication

People = Mapping[str, Person]
Rows = Mapping[str, Any]
BASIS = "приказ от 3 сентября № 58"


def review(
    district: District, texts: Rows, materials: Rows, people: People, *, now: datetime
) -> None:
    """Everything that the texts say of review; a district whose regulation has none says nothing."""
    if not texts:
        return
    began = now - timedelta(days=90)
    rubric = rubrics.offered(district=district, at=began)
    for row in texts.get("expert", ()):
        _expert(district, row, people, began)
    if "sample" in texts:
        _sample(rubric, texts["sample"], people, now)
    for key in texts.get("council", ()):
        roles.grant_role(
            person=people[key], role="council_member", scope=district, actor=SYSTEM, at=began, basis=BASIS
        )  # fmt: skip
    works = {row["key"]: row for row in materials["material"]}
    for row in texts.get("review", ()):
        work = Publication.objects.select_related("district", "home_community", "author")
        told = works[row["work"]]
        _review(
            work.get(district=district, title=told["title"]), rubric, {**told, **row}, people, now
        )


def _expert(district: District, row: Rows, people: People, at: datetime) -> None:
    pairs = [
        (subject, level)
        for subject in row.get("subjects", [""])
        for level in row.get("levels", [""])
    ]
    card = reviewers.Card(
        directions=pairs, most_at_once=row.get("most_at_once", 3), merit_kind=row["merit"][0],
        merit_words=row["merit"][1],
    )  # fmt: skip
    reviewers.admit(district=district, person=people[row["person"]], card=card, actor=SYSTEM, at=at)


def _sample(rubric: Rubric, row: Rows, people: People, now: datetime) -> None:
    """A work to practise on, and how near some experts came to what was agreed of it."""
    at = now - timedelta(days=row["days_ago"])
    with clock.told(at):
        made = calibrations.put_sample(
            rubric=rubric, title=row["title"], text=from_text(row["text"]), actor=SYSTEM, at=at,
            reference=dict(enumerate(row["reference"], 1)),
        )  # fmt: skip
    for n, tried in enumerate(row["tried"], 1):
        moment = at + timedelta(days=n)
        expert = Reviewer.objects.select_related("district").get(
            district=rubric.district, person=people[tried["person"]]
        )
        with clock.told(moment):
            calibrations.try_sample(
                sample=made, reviewer=expert, scores=dict(enumerate(tried["points"], 1)),
                actor=Viewer(person_id=expert.person_id), at=moment,
            )  # fmt: skip


def _review(work: Publication, rubric: Rubric, row: Rows, people: People, now: datetime) -> None:
    """One work: each step at its day, as far as the texts go."""
    at = now - timedelta(days=row["days_ago"])
    with clock.told(at):
        asked = requests.Asked(
            rubric=rubric, mode=row.get("mode", "blind"), subject=row.get("subject", ""),
            level=row.get("level", ""), kind=row["kind"], words=row.get("words", ""), experts_n=row.get("experts_n", 2),
        )  # fmt: skip
        found = requests.ask(publication=work, asked=asked, actor=SYSTEM, at=at)
        for key in row.get(
            "named", ()
        ):  # where the regulation asks for more than the site can judge
            expert = Reviewer.objects.get(district=work.district, person=people[key])
            dispatch.assign(request=_fresh(found), reviewer=expert, actor=SYSTEM, at=at)
    for guest in row.get("external", ()):
        _invite(found, guest, people, now)
    for n, said in enumerate(row.get("opinion", ())):
        _judge(_given(found)[n], rubric, said, now)
    for one in _given(found)[len(row.get("opinion", ())) :][: row.get("agreed_n", 0)]:
        _agree(one)
    if "back" in row:
        with clock.told(moment := now - timedelta(days=row["back"]["days_ago"])):
            words = row["back"]["words"]
            requests.give_back(request=_fresh(found), words=words, actor=SYSTEM, at=moment)
    if "conclude" in row:
        _after(found, row, people, now)


def _after(found: ReviewRequest, row: Rows, people: People, now: datetime) -> None:
    """The conclusion, what the council says after it, how colleagues learn of the work."""
    _conclude(found, row["conclude"], people, now)
    for voice in row.get("recommend", ()):
        _recommend(found, voice, people, now)
    if "spread" in row:
        _spread(_fresh(found), row["spread"], people, now)


def _invite(found: ReviewRequest, guest: Rows, people: People, now: datetime) -> None:
    at = now - timedelta(days=guest["days_ago"])
    with clock.told(at):
        dispatch.invite(
            request=_fresh(found), email=guest["email"], name=guest["name"], post=guest["post"],
            until_at=at + timedelta(days=guest.get("days", 8)), at=at,
            actor=replace(SYSTEM, person_id=people[guest["by"]].pk),
        )  # fmt: skip


def _agree(one: Assignment) -> None:
    """The expert agreed the same day, and reads."""
    at = one.offered_at + timedelta(hours=5)
    assert one.reviewer is not None  # noqa: S101 - external ones agree by their link
    with clock.told(at):
        opinions.accept(assignment=one, actor=Viewer(person_id=one.reviewer.person_id), at=at)


def _judge(one: Assignment, rubric: Rubric, said: Rows, now: datetime) -> None:
    """The expert agrees a day before he hands in."""
    at = now - timedelta(days=said["days_ago"])
    answers = {n: opinions.Answer(points) for n, points in enumerate(said["points"], 1)}
    plain = {name: said[name] for name in ("strong", "question", "advice") if name in said}
    opinion = opinions.Opinion(answers=answers, verdict=said.get("verdict", "accept"), **plain)
    with clock.told(at):
        if one.invitation is not None:
            opinions.confirm(invitation=one.invitation, at=at)
            opinions.hand_in_by_link(invitation=one.invitation, opinion=opinion, at=at)
            return
        assert one.reviewer is not None  # noqa: S101 - an assignment is of one of the two
        actor = Viewer(person_id=one.reviewer.person_id)
        _agree(one)
        one.refresh_from_db()
        opinions.hand_in(assignment=one, opinion=opinion, actor=actor, at=at)


def _conclude(found: ReviewRequest, row: Rows, people: People, now: datetime) -> None:
    at = now - timedelta(days=row["days_ago"])
    with clock.told(at):
        conclusions.conclude(
            request=_fresh(found), at=at, actor=replace(SYSTEM, person_id=people[row["by"]].pk),
            verdict=conclusions.Verdict(outcome=row.get("outcome", "accept"), words=row["words"]),
        )  # fmt: skip
    if "registered" in row:
        _registered(_fresh(found).conclusion, row["registered"], people, now)


def _registered(made: Conclusion, row: Rows, people: People, now: datetime) -> None:
    """Who keeps papers gives the conclusion its number and date."""
    at = now - timedelta(days=row["days_ago"])
    paper = made.document
    assert paper is not None  # noqa: S101 - it was drafted with the conclusion
    with clock.told(at):
        keeper = viewer_for(people[row["by"]], at=at)
        issuing.issue(document=paper, dated_on=at.date(), actor=keeper, at=at)


def _recommend(found: ReviewRequest, row: Rows, people: People, now: datetime) -> None:
    at = now - timedelta(days=row["days_ago"])
    actor = viewer_for(people[row["by"]], at=at)
    with clock.told(at):
        made = council.propose(
            conclusion=_fresh(found).conclusion, target=row["target"], place=row["place"], actor=actor, at=at
        )  # fmt: skip
        if "minutes" in row:
            council.decide_by_minutes(
                recommendation=made, is_for=True, minutes=None, words=row["minutes"], actor=actor, at=at
            )  # fmt: skip
        for key in row.get("votes", ()):
            other = viewer_for(people[key], at=at)
            council.vote(recommendation=made, is_for=True, words="", actor=other, at=at)
        for key, words in row.get("against", ()):
            other = viewer_for(people[key], at=at)
            council.vote(recommendation=made, is_for=False, words=words, actor=other, at=at)
        if "state" in row:
            council.mark(recommendation=made, state=row["state"], place="", actor=actor, at=at)


def _spread(found: ReviewRequest, row: Rows, people: People, now: datetime) -> None:
    """The author plans how colleagues will learn of the work; what has come to pass is on record."""
    at, today = now - timedelta(days=row["days_ago"]), now.date()
    author = replace(SYSTEM, person_id=found.author_id)
    with clock.told(at):
        plan = spreading.begin(conclusion=found.conclusion, words=row["words"], actor=author, at=at)
        made = [_step(plan, one, people, author, at=at, now=now) for one in row["step"]]
    for step, one in zip(made, row["step"], strict=True):
        moment = min(now - timedelta(hours=3), now + timedelta(days=one["days"] + 1))
        with clock.told(moment):
            if "people_n" in one:
                record = spreading.Record(
                    held_on=step.planned_on, held_where=step.place, people_n=one["people_n"],
                    paper=one.get("paper", ""), remark=one.get("remark", ""),
                )  # fmt: skip
                spreading.hold(step=step, record=record, actor=author, at=moment)
            elif "moved" in one:
                to = today + timedelta(days=one["to"])
                spreading.move(step=step, to=to, words=one["moved"], actor=author, at=moment)
            elif "dropped" in one:
                spreading.drop(step=step, words=one["dropped"], actor=author, at=moment)


def _step(
    plan: Spreading, one: Rows, people: People, author: Viewer, *, at: datetime, now: datetime
) -> SpreadingStep:
    who = people[one["who"]] if "who" in one else None
    planned = spreading.Step(
        kind=one["kind"], title=one["title"], place=one.get("place", ""),
        planned_on=now.date() + timedelta(days=one["days"]),
    )  # fmt: skip
    made = spreading.add_step(spreading=plan, step=planned, person=who, actor=author, at=at)
    if who is not None and made.answer == StepAnswer.ASKED and not one.get("asked"):
        his = Viewer(person_id=who.pk, name=who.name)
        spreading.answer(step=made, is_accepted=True, words="", actor=his, at=at)
    return made


def _fresh(found: ReviewRequest) -> ReviewRequest:
    rows = ReviewRequest.objects.select_related(
        "district", "community", "publication", "author", "rubric"
    )
    return rows.get(pk=found.pk)


def _given(found: ReviewRequest) -> list[Assignment]:
    rows = Assignment.objects.filter(request=found).select_related(
        "reviewer__person", "invitation", "round", "request__rubric", "request__district",
        "request__publication", "request__community", "request__author",
    )  # fmt: skip
    return list(rows.order_by("n"))
