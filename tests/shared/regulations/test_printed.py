"""The regulation printed from a profile: prose that follows the values."""

from datetime import datetime
import re

import pytest

from staffroom.core.viewer import SYSTEM
from staffroom.shared.organizations.models import District
from staffroom.shared.regulations import actions, queries
from staffroom.shared.regulations.models import Profile
from tests.factories import world

pytestmark = pytest.mark.django_db

SECTIONS = [
    "1. Общие положения",
    "2. Как вступить",
    "3. Как создаётся сообщество",
    "4. Кто ведёт",
    "5. Что публикуем",
    "6. Правила общения",
    "7. Экспертиза",
    "8. Обучение и помощь",
    "9. Документы",
    "10. Оценка и отчёт",
]


def printed(district: District) -> str:
    return queries.regulation_page(queries.rules_of_district(district.pk), district.name)


@pytest.mark.parametrize(
    "code", ["basic", "berezniki", "baltasi", "tula", "petrodvorets", "olekminsk"]
)
def test_every_profile_prints_all_sections_in_plain_html(code: str) -> None:
    html = printed(world.district(code, "Заречный район", profile=code))

    assert re.findall(r"<h2>(.+?)</h2>", html) == SECTIONS
    assert set(re.findall(r"</?([a-z0-9]+)", html)) == {"h2", "p", "ul", "li"}
    assert "none" not in html.lower()
    assert not re.search(r"<p>[\d.]+ *</p>|: \.|;\.|\.\.", html)
    assert 5_000 < len(html) < 14_000


def test_the_terms_of_baltasi_stand_in_the_text() -> None:
    html = printed(world.district("baltasi", "Балтаси", profile="baltasi"))

    assert "<p>3.5. Заявление рассматривают за 7 календарных дней.</p>" in html
    assert "Наименьший состав: 2 человека из 2 разных организаций, нужен руководитель." in html
    assert "Заключение дают за 10 календарных дней после получения." in html
    assert "от 31.08.2021 № 426" in html


def test_a_change_of_the_rules_changes_the_text(at: datetime) -> None:
    district = world.district("baltasi", "Балтаси", profile="baltasi")
    profile = Profile.objects.get(district_profile__district=district)

    actions.change_keys(
        profile=profile,
        changes={"membership.mode": "self", "membership.limit": 31},
        actor=SYSTEM,
        at=at,
    )

    html = printed(district)
    assert "педагог сам входит в сообщество и сам выходит из него" in html
    assert "В сообществе не больше 31 участника." in html
    assert "от 31.08.2021 № 426" in html


def test_words_of_a_district_are_escaped(at: datetime) -> None:
    district = world.district("zarechye", "Заречье")
    profile = Profile.objects.get(district_profile__district=district)

    actions.change_keys(
        profile=profile,
        changes={"themes.priority": [{"code": "x", "label": "<b>Чтение</b>"}]},
        actor=SYSTEM,
        at=at,
    )

    assert "&lt;b&gt;Чтение&lt;/b&gt;" in printed(district)
