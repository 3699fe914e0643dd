"""The regulation printed from a profile: prose that follows the values."""

from datetime import datetime
import re

import pytest

from staffroom.core.viewer import SYSTEM
from staffroom.shared.organizations.models import District
from staffroom.shared.regulations import actions, queries
from staffroom.shared.regulations.models import Profile
from staffroom.shared.regulations.registry import KEYS
from staffroom.shared.regulations.registry.numerals import (
    NAMED,
    OF,
    counted_named,
    counted_of,
    spelled,
)
from tests.factories import world

SECTIONS = [
    "1. Общие положения",
    "2. Цель и принципы",
    "3. Строение сети",
    "4. Участники",
    "5. Создание сообщества",
    "6. Срок работы и закрытие",
    "7. Кто ведёт",
    "8. Формы работы и план",
    "9. Открытость и авторство",
    "10. Правила общения",
    "11. Экспертиза",
    "12. Обучение и помощь",
    "13. Документы",
    "14. Оценка и отчёт",
    "15. Заключительные положения",
]
PROFILES = ["basic", "berezniki", "baltasi", "tula", "petrodvorets", "olekminsk"]


def printed(district: District) -> str:
    rules = queries.rules_of_district(district.pk)
    return queries.regulation_page(rules, queries.Names.of(district))


@pytest.mark.django_db
@pytest.mark.parametrize("code", PROFILES)
def test_every_profile_prints_all_sections_in_plain_html(code: str) -> None:
    html = printed(world.district(code, "Заречный район", profile=code))

    assert re.findall(r"<h2>(.+?)</h2>", html) == SECTIONS
    assert set(re.findall(r"</?([a-z0-9]+)", html)) == {"h2", "p", "ul", "li"}
    assert "none" not in html.lower()
    assert not re.search(r"<p>[\d.]+ *</p>|: \.|;\.|\.\.", html)
    assert 7_000 < len(html) < 18_000


@pytest.mark.django_db
def test_every_key_chooses_words_somewhere() -> None:
    """No key is left out: what a regulation does not speak of in one district it says in another."""
    spoken = set()
    for code in PROFILES:
        district = world.district(code, "Заречный район", profile=code)
        rules = queries.rules_of_district(district.pk)
        for section in queries.regulation_text(rules, queries.Names.of(district)):
            spoken |= {key for clause in section.clauses for key in clause.keys}

    assert spoken == set(KEYS)


@pytest.mark.django_db
def test_the_terms_of_baltasi_stand_in_the_text_in_figures_and_in_words() -> None:
    html = printed(world.district("baltasi", "Балтаси", profile="baltasi"))

    assert "Заявление рассматривают в течение 7 (семи) календарных дней." in html
    assert (
        "Для начала работы нужно не меньше 2 (двух) человек из 2 (двух) разных организаций и руководитель."
        in html
    )
    assert (
        "Заключение дают в течение 10 (десяти) календарных дней после получения продукта." in html
    )
    assert "от 31.08.2021 № 426" in html


@pytest.mark.django_db
def test_a_change_of_the_rules_changes_the_text(at: datetime) -> None:
    district = world.district("baltasi", "Балтаси", profile="baltasi")
    profile = Profile.objects.get(district_profile__district=district)

    actions.change_keys(
        profile=profile,
        changes={
            "membership.mode": "self",
            "membership.limit": 31,
            "creation.decision_days": {"days": 21, "calendar": "working"},
            "creation.refusal_reason": False,
            "documents.approval": "council_order",
        },
        actor=SYSTEM,
        at=at,
    )

    html = printed(district)
    assert "педагог сам входит в сообщество и сам выходит из него" in html
    assert "В сообществе не больше 31 (тридцати одного) участника." in html
    assert "рассматривают в течение 21 (двадцати одного) рабочего дня." in html
    assert "Объяснять отказ не обязательно." in html
    assert "Положение принимает совет и утверждает приказ" in html
    assert "от 31.08.2021 № 426" in html


@pytest.mark.django_db
def test_the_typed_text_keeps_its_numbers_and_makes_no_tables(at: datetime) -> None:
    district = world.district("zarechye", "Заречье")
    profile = Profile.objects.get(district_profile__district=district)
    themes = [{"code": "x", "label": "<b>Чтение|письмо</b>"}]
    actions.change_keys(profile=profile, changes={"themes.priority": themes}, actor=SYSTEM, at=at)
    rules = queries.rules_of_district(district.pk)

    typed = queries.typed_regulation(rules, queries.Names.of(district)).splitlines()

    assert [line for line in typed if line.startswith("# ")] == [f"# {one}" for one in SECTIONS]
    assert "2.2. Приоритетные темы: «<b>Чтение/письмо</b>»." in typed
    assert "&lt;b&gt;Чтение|письмо&lt;/b&gt;" in printed(district)


@pytest.mark.parametrize(
    ("n", "named", "of"),
    [
        (0, "ноль", "ноля"),
        (1, "один", "одного"),
        (2, "два", "двух"),
        (11, "одиннадцать", "одиннадцати"),
        (19, "девятнадцать", "девятнадцати"),
        (40, "сорок", "сорока"),
        (91, "девяносто один", "девяноста одного"),
        (100, "сто", "ста"),
        (342, "триста сорок два", "трёхсот сорока двух"),
        (1000, "тысяча", "тысячи"),
        (2048, "две тысячи сорок восемь", "двух тысяч сорока восьми"),
        (5000, "пять тысяч", "пяти тысяч"),
        (21_011, "двадцать одна тысяча одиннадцать", "двадцати одной тысячи одиннадцати"),
        (
            111_300,
            "сто одиннадцать тысяч триста",
            "ста одиннадцати тысяч трёхсот",
        ),
    ],
)
def test_numbers_are_spelled(n: int, named: str, of: str) -> None:
    assert spelled(n, NAMED) == named
    assert spelled(n, OF) == of


def test_what_is_counted_agrees() -> None:
    assert counted_of(1, "дня", "дней") == "1 (одного) дня"
    assert counted_of(11, "дня", "дней") == "11 (одиннадцати) дней"
    assert counted_of(21, "организации", "организаций", "f") == "21 (двадцати одной) организации"
    assert counted_named(90, ("день", "дня", "дней")) == "90 (девяносто) дней"
    assert counted_named(32, ("день", "дня", "дней")) == "32 (тридцать два) дня"
    with pytest.raises(ValueError, match="no words"):
        spelled(1_000_000)
