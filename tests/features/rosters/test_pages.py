"""The pages cost the same number of queries however many people stand in the lists."""

from itertools import count

import pytest

from staffroom.features.rosters.actions import appointing, collecting
from staffroom.features.rosters.models import Entry
from staffroom.shared.communities.models import Membership
from tests.conftest import MOMENT
from tests.factories.people import person
from tests.factories.world import acting, admit, organization
from tests.features.rosters.conftest import Group, agreed, as_, asked, registered
from tests.queries import assert_queries_constant
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.once
_NUMBERS = count(1)


def named(group: Group, n: int) -> None:
    """So many people are asked, so many have agreed, so many are in."""
    here, cast = group.community, group.cast
    for _ in range(n):
        number = next(_NUMBERS)
        waits, consents, inside = (
            person(f"{what} Номер{number}", position="subject_teacher")
            for what in ("Ждёт", "Согласен", "Участник")
        )
        Membership.objects.create(community=here, person=inside, state="active", since=MOMENT)
        for who, state in ((waits, "asked"), (consents, "agreed")):
            Entry.objects.create(
                community=here, person=who, act="join", state=state, organization=cast.department,
                asked_at=MOMENT, answered_at=MOMENT,
            )  # fmt: skip


def test_the_composition_costs_a_fixed_number_of_queries(group: Group) -> None:
    assert_queries_constant(as_(group.galina), group.here, lambda n: named(group, n), expected=12)


def test_the_draft_costs_a_fixed_number_of_queries(group: Group) -> None:
    def rows(n: int) -> None:
        named(group, n)
        collecting.prepare(community=group.community, actor=acting(group.galina), at=MOMENT)

    assert_queries_constant(as_(group.galina), f"{group.here}draft/", rows, expected=5)


def test_appointments_cost_a_fixed_number_of_queries(group: Group) -> None:
    cast = group.cast

    def rows(n: int) -> None:
        for _ in range(n):
            appointing.appoint(
                district=cast.district, community=None, person=cast.anna, role="",
                duty=f"Обязанность {next(_NUMBERS)}", actor=acting(cast.dmitry), at=MOMENT,
            )  # fmt: skip

    assert_queries_constant(
        as_(cast.dmitry), f"/{cast.district.slug}/appointments/", rows, expected=6
    )


@pytest.mark.clause("PD-4.7")
def test_only_methodologists_of_the_base_organisation_are_put_in_as_moderators(
    group: Group,
) -> None:
    cast, galina = group.cast, as_(group.galina)
    other = person("Ольга Крылова", position="methodologist")
    centre = organization(cast.district, "Другой центр")
    centre.kind = "methodical_centre"
    centre.save(update_fields=["kind"])
    admit(other, cast.district, centre)
    for who, words in (
        ("Анна Соколова", "модераторами бывают методисты центра"),
        ("Ольга Крылова", "Модератором бывает методист базовой организации"),
    ):
        refused = galina.post(f"{group.here}ask/", {"people": who, "role": "moderator"})
        assert refused.status_code == 422
        assert words in text_of(refused)
    answer = galina.post(f"{group.here}ask/", {"people": "Елена Круглова", "role": "moderator"})
    assert answer.status_code == 302
    assert Entry.objects.get().person == cast.elena


def test_the_desk_says_which_compositions_wait_for_what(group: Group) -> None:
    cast = group.cast
    desk = f"/{cast.district.slug}/staff/overview/"
    asked(group, cast.anna, cast.boris)
    agreed(group, cast.anna)
    waits = "состав: ждём согласия 1 человека, приказ надо подготовить, 1 строка"
    assert waits in text_of(as_(cast.dmitry).get(desk))
    assert waits in text_of(as_(group.galina).get("/home/desk/"))
    agreed(group, cast.boris)
    as_(group.galina).post(f"{group.here}prepare/")
    assert "состав ждёт приказа: в проекте приказа 2 строки" in text_of(as_(cast.dmitry).get(desk))
    registered(group, cast.elena)
    assert (
        "состав"
        not in text_of(as_(group.galina).get("/home/desk/")).split("Сообщества, которые вы ведёте")[
            1
        ]
    )
