"""A group with a term: Анна leads it, Борис is in it; Дмитрий and Елена decide."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.test import Client
import pytest

from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community, CommunityState, ScopeKind
from staffroom.shared.communities.queries.rules import leading_role, rules_of
from staffroom.shared.publications.models import Publication
from tests.factories import world as made
from tests.factories.people import sign_in
from tests.features.governance.conftest import Cast, cast_of

NAME = "Читаем условие задачи"
Browser = Callable[[Person], Client]


@dataclass(frozen=True, kw_only=True)
class Group:
    """The community, its people and the pages of its term."""

    cast: Cast
    community: Community
    result: Publication  # written by Анна for its members

    @property
    def here(self) -> str:
        """Its own page."""
        return f"/{self.cast.district.slug}/c/{self.community.pid}-{self.community.slug}/"

    @property
    def term(self) -> str:
        """«Срок и итоги»."""
        return f"{self.here}term/"

    def fresh(self) -> Community:
        """The row of this moment."""
        return Community.objects.select_related("district").get(pk=self.community.pk)


def lead(who: Person, community: Community) -> None:
    """The person leads the community by its regulation."""
    role = leading_role(community)
    powers = int(rules_of(community).powers_of(role))
    made.grant(who, ScopeKind.COMMUNITY, community.pk, role, powers)


def group_of(profile: str, *, ends_on: date | None = None, **fields: Any) -> Group:
    """A group at work in a district with this regulation."""
    cast = cast_of(profile)
    told = {"kind": "problem_group", "ends_on": ends_on, **fields}
    group = made.community(cast.district, NAME, **told)
    Community.objects.filter(pk=group.pk).update(state=CommunityState.ACTIVE)
    group.refresh_from_db()
    for one in (cast.anna, cast.boris):
        made.enrol_at_once(one, group)
    lead(cast.anna, group)
    return Group(
        cast=cast, community=group, result=made.publication(cast.anna, group, "Сборник задач")
    )


@pytest.fixture
def group(db: Any, frozen: Any) -> Group:
    """Балтаси: the term ends in thirty days."""
    return group_of("baltasi", ends_on=date(2026, 10, 14))


@pytest.fixture
def as_() -> Browser:
    """A browser of a person's own."""
    return lambda who: sign_in(Client(), who)
