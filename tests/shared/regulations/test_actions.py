"""Profiles of districts and communities: inheritance, versions, rows that never change."""

from datetime import datetime, timedelta

import pytest

from staffroom.core.errors import Absent, DomainError, Forbidden
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.shared.accounts.registry import Power
from staffroom.shared.organizations.models import District
from staffroom.shared.regulations import actions, queries
from staffroom.shared.regulations.actions import INHERIT
from staffroom.shared.regulations.events import ProfileChanged
from staffroom.shared.regulations.models import Profile, ProfileVersion, ResolvedProfile
from staffroom.shared.regulations.registry import WrongValue
from tests.factories import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def baltasi() -> District:
    return world.district("baltasi", "Балтаси", profile="baltasi")


@pytest.fixture
def dmitry(baltasi: District) -> Viewer:
    """The coordinator of the district."""
    return Viewer(person_id=None, powers={("district", baltasi.pk): int(Power.CHANGE_REGULATION)})


def own(district: District) -> Profile:
    return Profile.objects.get(district_profile__district=district)


def test_a_district_reads_its_regulation_with_clauses(baltasi: District) -> None:
    rules = queries.rules_of_district(baltasi.pk)

    assert rules.choice("membership.mode") == "invitation"
    assert rules.source("membership.mode").clause == "п. 3.1, 4.3"
    assert rules.source("membership.mode").how == "regulation"
    assert rules.term("creation.decision_days") == queries.Term(days=7, is_working=False)
    assert rules.number("membership.limit") is None
    assert rules.flag("participants.organizations") is True
    assert rules.roles["group_leader"].title == "Руководитель группы"
    assert rules.powers_of("expert") == Power.REVIEW
    assert rules.powers_of("no-such-role") == Power(0)


def test_where_the_document_is_silent_the_basic_value_holds(baltasi: District) -> None:
    rules = queries.rules_of_district(baltasi.pk)

    assert rules.number("activity.window_days") == 90
    source = rules.source("activity.window_days")
    assert (source.how, source.is_silent, source.name) == ("base", True, "Базовый")


def test_an_unknown_key_is_an_error_of_the_programmer(baltasi: District) -> None:
    with pytest.raises(KeyError):
        queries.rules_of_district(baltasi.pk)["membership.magic"]


def test_a_change_makes_a_version_and_leaves_the_old_row(
    baltasi: District, dmitry: Viewer, at: datetime
) -> None:
    before = queries.rules_of_district(baltasi.pk)

    actions.change_keys(
        profile=own(baltasi),
        changes={"creation.decision_days": {"days": 10, "calendar": "working"}},
        actor=SYSTEM,
        at=at,
        reason="Не успеваем за неделю",
    )

    after = queries.rules_of_district(baltasi.pk)
    assert after.term("creation.decision_days") == queries.Term(days=10, is_working=True)
    assert after.source("creation.decision_days").how == "own"
    assert after.source("creation.decision_days").at == at
    assert after.source("creation.decision_days").clause == "п. 3.2"
    assert queries.values(before.id).term("creation.decision_days") == queries.Term(7, False)
    assert list(own(baltasi).versions.order_by("n").values_list("n", "changed", "reason")) == [
        (1, [], ""),
        (2, ["creation.decision_days"], "Не успеваем за неделю"),
    ]


def test_taking_back_as_in_the_regulation(baltasi: District, at: datetime) -> None:
    profile = own(baltasi)
    actions.change_keys(profile=profile, changes={"membership.mode": "self"}, actor=SYSTEM, at=at)

    actions.change_keys(profile=profile, changes={"membership.mode": INHERIT}, actor=SYSTEM, at=at)

    rules = queries.rules_of_district(baltasi.pk)
    assert rules.choice("membership.mode") == "invitation"
    assert rules.source("membership.mode").how == "regulation"


def test_saying_what_the_regulation_says_is_no_change(baltasi: District, at: datetime) -> None:
    profile = own(baltasi)

    actions.change_keys(
        profile=profile, changes={"membership.mode": "invitation"}, actor=SYSTEM, at=at
    )

    assert profile.versions.count() == 1
    assert profile.resolved.count() == 1


def test_a_community_shares_until_it_has_its_own(baltasi: District, at: datetime) -> None:
    district_profile = own(baltasi)
    child = actions.branch_profile(
        parent=district_profile, name="Учителя математики", actor=SYSTEM, at=at
    )
    actions.change_keys(profile=child, changes={"membership.limit": 30}, actor=SYSTEM, at=at)

    actions.change_keys(
        profile=district_profile,
        changes={"membership.mode": "self", "membership.limit": 50},
        actor=SYSTEM,
        at=at + timedelta(days=1),
    )

    rules = queries.rules_of_profile(child.pk)
    assert rules.choice("membership.mode") == "self"
    assert rules.source("membership.mode").profile_id == district_profile.pk
    assert rules.number("membership.limit") == 30
    assert rules.source("membership.limit").profile_id == child.pk
    assert child.resolved.count() == 3
    assert child.versions.count() == 2


def test_everybody_below_hears_only_of_what_changed_for_them(
    baltasi: District, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[int, tuple[str, ...]]] = []
    monkeypatch.setattr(
        "staffroom.core.events._during",
        {ProfileChanged: [lambda event: heard.append((event.profile_id, event.keys))]},
    )
    district_profile = own(baltasi)
    child = actions.branch_profile(parent=district_profile, name="Секция", actor=SYSTEM, at=at)
    actions.change_keys(profile=child, changes={"membership.limit": 30}, actor=SYSTEM, at=at)

    actions.change_keys(
        profile=district_profile,
        changes={"membership.limit": 50, "chat.direct": False},
        actor=SYSTEM,
        at=at,
    )

    assert heard == [
        (child.pk, ("membership.limit",)),
        (district_profile.pk, ("membership.limit", "chat.direct")),
        (child.pk, ("chat.direct",)),
    ]


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("membership.mode", "magic", "«Как вступают в сообщество»: выберите один из вариантов"),
        ("membership.limit", 0, "«Сколько участников может быть в сообществе»: число от 1"),
        ("membership.limit", True, "нужно целое число"),
        ("membership.positions", ["kings"], "нет варианта «kings»"),
        ("roles.group_lead", "nobody", "роли «nobody» нет среди ролей профиля"),
        ("documents.issuer", "ю" * 301, "не длиннее 300 знаков"),
        ("chat.direct", "да", "ответьте «да» или «нет»"),
        ("creation.decision_days", {"days": 5, "calendar": "lunar"}, "дни бывают"),
        (
            "membership.min",
            {"persons": 1, "organizations": 2, "leader": False},
            "организаций не может",
        ),
        ("no.such", 1, "Нет настройки «no.such»"),
    ],
)
def test_a_wrong_value_is_refused_in_words_and_changes_nothing(
    baltasi: District, at: datetime, code: str, value: object, words: str
) -> None:
    with pytest.raises(WrongValue) as refused:
        actions.change_keys(profile=own(baltasi), changes={code: value}, actor=SYSTEM, at=at)

    assert words in refused.value.message
    assert own(baltasi).versions.count() == 1


def test_a_role_in_use_by_a_key_cannot_leave_the_catalogue(baltasi: District, at: datetime) -> None:
    roles = [
        role
        for role in queries.rules_of_district(baltasi.pk)["roles.catalogue"]
        if role["code"] != "group_leader"
    ]

    with pytest.raises(WrongValue, match="group_leader"):
        actions.change_keys(
            profile=own(baltasi), changes={"roles.catalogue": roles}, actor=SYSTEM, at=at
        )

    assert "group_leader" in queries.rules_of_district(baltasi.pk).roles


def test_another_regulation_keeps_the_districts_own_changes(
    baltasi: District, dmitry: Viewer, at: datetime
) -> None:
    actions.change_keys(profile=own(baltasi), changes={"membership.limit": 40}, actor=SYSTEM, at=at)

    actions.adopt_profile(district=baltasi, code="tula", actor=dmitry, at=at)

    rules = queries.rules_of_district(baltasi.pk)
    assert rules.choice("membership.mode") == "self"
    assert rules.source("structure.group_list").clause == "приложение"
    assert rules.number("membership.limit") == 40
    assert Profile.objects.filter(district=baltasi).count() == 1


def test_a_stranger_does_not_learn_that_there_are_rules(baltasi: District, at: datetime) -> None:
    vera = Viewer(
        person_id=None, powers={("district", baltasi.pk + 1): int(Power.CHANGE_REGULATION)}
    )

    with pytest.raises(Absent):
        actions.change_keys(profile=own(baltasi), changes={"chat.direct": False}, actor=vera, at=at)
    with pytest.raises(Absent):
        actions.adopt_profile(district=baltasi, code="tula", actor=vera, at=at)


def test_a_ready_regulation_is_not_changed(baltasi: District, dmitry: Viewer, at: datetime) -> None:
    with pytest.raises(Forbidden, match="Готовый регламент не меняют"):
        actions.change_keys(
            profile=Profile.objects.get(code="tula"),
            changes={"chat.direct": False},
            actor=dmitry,
            at=at,
        )


def test_who_manages_communities_changes_theirs_and_not_the_districts(
    baltasi: District, at: datetime
) -> None:
    manager = Viewer(powers={("district", baltasi.pk): int(Power.MANAGE_COMMUNITIES)})
    child = actions.branch_profile(parent=own(baltasi), name="Группа", actor=manager, at=at)

    actions.reparent(profile=child, parent=Profile.objects.get(code="tula"), actor=manager, at=at)

    assert queries.rules_of_profile(child.pk).choice("membership.mode") == "self"
    with pytest.raises(Absent):
        actions.change_keys(
            profile=own(baltasi), changes={"chat.direct": False}, actor=manager, at=at
        )


def test_rules_never_stand_on_themselves(baltasi: District, at: datetime) -> None:
    child = actions.branch_profile(parent=own(baltasi), name="Группа", actor=SYSTEM, at=at)

    with pytest.raises(DomainError, match="на самих себе"):
        actions.reparent(profile=own(baltasi), parent=child, actor=SYSTEM, at=at)


def test_a_key_that_nothing_reads_stays_words_of_the_regulation(
    baltasi: District, dmitry: Viewer, at: datetime
) -> None:
    with pytest.raises(WrongValue, match="сайт пока не исполняет"):
        actions.change_keys(
            profile=own(baltasi), changes={"evaluation.method": "survey"}, actor=dmitry, at=at
        )


def test_installing_again_changes_nothing(at: datetime) -> None:
    actions.install_shipped(at=at)
    before = (ProfileVersion.objects.count(), ResolvedProfile.objects.count())

    actions.install_shipped(at=at + timedelta(days=1))

    assert (ProfileVersion.objects.count(), ResolvedProfile.objects.count()) == before


def test_a_new_edition_of_a_shipped_profile_reaches_the_district(
    baltasi: District, at: datetime
) -> None:
    shipped = Profile.objects.get(code="baltasi")
    latest = shipped.versions.order_by("-n")[0]
    latest.overrides["creation.decision_days"]["value"] = {"days": 14, "calendar": "calendar"}
    latest.save(update_fields=["overrides"])
    actions._resolve_down(shipped, actor=SYSTEM, at=at)
    assert queries.rules_of_district(baltasi.pk).term("creation.decision_days").days == 14

    actions.install_shipped(at=at)

    assert queries.rules_of_district(baltasi.pk).term("creation.decision_days").days == 7
    assert shipped.versions.count() == 2


def test_rules_are_read_by_one_query_and_then_by_none(
    baltasi: District, django_assert_num_queries: object
) -> None:
    resolved_id = own(baltasi).current_id
    queries.values.cache_clear()

    with django_assert_num_queries(1):
        queries.values(resolved_id)
    with django_assert_num_queries(0):
        queries.values(resolved_id)
    with django_assert_num_queries(1):
        queries.rules_of_district(baltasi.pk)
    with django_assert_num_queries(1):
        queries.rules_of_profile(own_id := queries.values(resolved_id).profile_id)
    assert own_id == queries.values(resolved_id).profile_id
