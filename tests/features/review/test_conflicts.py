"""Conflicts of interest: refused at naming, opening and handing in; a reason lets pass all but one's own work."""

from collections.abc import Callable

import pytest

from staffroom.core.errors import DomainError, Forbidden
from staffroom.core.viewer import SYSTEM
from staffroom.features.review.actions import dispatch, opinions, reviewers
from staffroom.features.review.models import AssignmentState, Reviewer
from staffroom.features.review.policies.conflicts import conflict
from staffroom.features.review.queries.dispatch import candidates
from staffroom.shared.organizations.models import Affiliation
from staffroom.shared.publications.models import Coauthor, CoauthorState
from tests.factories import review as made
from tests.factories.world import THEN, World
from tests.features.review.conftest import Browser

pytestmark = pytest.mark.usefixtures("frozen")


def author(world: World, _expert: Reviewer) -> Reviewer:
    card = reviewers.Card(directions=[("", "")])
    return reviewers.admit(
        district=world.district, person=world.anna, card=card, actor=SYSTEM, at=THEN
    )


def coauthor(world: World, expert: Reviewer) -> Reviewer:
    Coauthor.objects.create(
        publication=world.topic, person=expert.person, state=CoauthorState.INVITED, invited_at=THEN
    )
    return expert


def colleague(world: World, expert: Reviewer) -> Reviewer:
    Affiliation.objects.create(
        person=expert.person,
        organization=world.organization,
        position="subject_teacher",
        is_main=False,
    )
    return expert


def kin(world: World, expert: Reviewer) -> Reviewer:
    reviewers.tell_of_tie(
        district=world.district, person=world.anna, other=expert.person, kind="kin",
        actor=made.viewer(world.anna), at=THEN,
    )  # fmt: skip
    return expert


Makes = Callable[[World, Reviewer], Reviewer]


@pytest.mark.parametrize("makes", [author, coauthor, colleague, kin])
def test_who_is_near_to_the_author_is_not_named(world: World, makes: Makes) -> None:
    found = made.standing(world)
    near = makes(world, made.expert(world.district, "Тарас Третий"))
    free = [one.reviewer for one in candidates(found, at=THEN) if one.is_free]
    assert near not in free
    galina = made.viewer(world.galina)
    with pytest.raises(DomainError):
        dispatch.assign(request=found, reviewer=near, actor=galina, at=THEN)
    if makes in {author, coauthor}:
        with pytest.raises(DomainError):
            dispatch.assign(request=found, reviewer=near, actor=galina, at=THEN, override="Надо")
    else:
        one = dispatch.assign(request=found, reviewer=near, actor=galina, at=THEN, override="Надо")
        assert one.override_words == "Надо"
        assert one.override_by_id == world.galina.pk


@pytest.mark.parametrize("makes", [coauthor, colleague, kin])
def test_who_becomes_near_afterwards_neither_opens_nor_hands_in(
    world: World, makes: Makes, browser: Browser
) -> None:
    found = made.standing(world)
    one = made.given(found)[0]
    expert = one.reviewer
    assert expert is not None
    actor = made.viewer(expert.person)
    opinions.accept(assignment=one, actor=actor, at=THEN)
    makes(world, expert)
    one = made.given(found)[0]
    page = browser(expert.person).get(f"/{world.district.slug}/review/works/{one.pid}/")
    assert page.status_code == 403
    with pytest.raises(Forbidden):
        opinions.hand_in(assignment=one, opinion=made.opinion(), actor=actor, at=THEN)

    opinions.close_conflicts(at=THEN)

    one.refresh_from_db()
    assert one.state == AssignmentState.VOIDED


def test_who_reads_the_journal_is_no_expert_of_a_blind_work(world: World) -> None:
    found = made.standing(world)
    assert "видит имена обеих сторон" in conflict(found, world.dmitry.pk, at=THEN)
    assert conflict(found, world.boris.pk, at=THEN) != ""  # his school is hers
