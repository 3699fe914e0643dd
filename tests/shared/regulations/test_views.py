"""The settings page: plain words, one key or a group at a time, back again, what changed."""

from datetime import datetime
import re

from django.test import Client
from django.urls import reverse
import pytest

from staffroom.core.viewer import SYSTEM
from staffroom.shared.regulations import actions, queries
from staffroom.shared.regulations.models import Profile
from staffroom.shared.regulations.registry import GROUPS, KEYS, keys_of
from tests.factories import world
from tests.factories.people import sign_in
from tests.factories.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> World:
    """The small district, living by the regulation of Балтаси."""
    made = world.make_world()
    actions.adopt_profile(district=made.district, code="baltasi", actor=SYSTEM, at=world.THEN)
    return made


@pytest.fixture
def dmitry(here: World, client: Client) -> Client:
    """The coordinator at his browser."""
    return sign_in(client, here.dmitry)


def page(here: World) -> str:
    return reverse("regulations:rules", args=[here.district.slug])


def edit(here: World, what: str) -> str:
    return reverse("regulations:rule-edit", args=[here.district.slug, what])


def row_of(html: str, code: str) -> str:
    """The words of one key on the settings page."""
    found = re.search(
        rf'<li class="rule" id="{re.escape(code)}">(.*?)</li>\s*(?=<li class="rule"|</ul>\s*</section>)',
        html,
        re.DOTALL,
    )
    assert found, code
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).replace("&nbsp;", " ").split())


def rules(here: World) -> queries.Rules:
    return queries.rules_of_district(here.district.pk)


def test_every_key_stands_on_the_page_in_words(here: World, dmitry: Client) -> None:
    html = dmitry.get(page(here)).content.decode()

    for key in KEYS.values():
        assert key.title in row_of(html, key.code)
    assert "Слова положения, которые сайт пока не исполняет сам" in html
    assert "от 31.08.2021 № 426" in html


def test_a_value_says_where_it_comes_from(here: World, dmitry: Client) -> None:
    html = dmitry.get(page(here)).content.decode()

    assert "По приглашению или просьбе Положение, п. 3.1, 4.3" in row_of(html, "membership.mode")
    assert "Положение молчит, действует обычное значение" in row_of(html, "content.max_gap_days")


def test_keys_that_nothing_reads_are_words_without_buttons(here: World, dmitry: Client) -> None:
    html = dmitry.get(page(here)).content.decode()

    for key in KEYS.values():
        assert ("Изменить" in row_of(html, key.code)) is key.is_read, key.code
        status = dmitry.get(edit(here, key.code)).status_code
        assert status == (200 if key.is_read else 404), key.code


def test_one_key_is_changed_and_taken_back(here: World, dmitry: Client) -> None:
    answer = dmitry.post(
        edit(here, "membership.mode"), {"membership.mode": "self", "reason": "Так решил совет"}
    )
    assert answer.status_code == 302
    assert answer["Location"] == f"{page(here)}#joining"
    assert rules(here).choice("membership.mode") == "self"
    html = dmitry.get(page(here)).content.decode()
    row = row_of(html, "membership.mode")
    assert "Свободно, одной кнопкой" in row
    assert "в положении, п. 3.1, 4.3: По приглашению или просьбе" in row
    assert "Вернуть как в положении" in row

    dmitry.post(edit(here, "membership.mode"), {"inherit": "yes"})

    assert rules(here).choice("membership.mode") == "invitation"
    assert "Изменено" not in row_of(dmitry.get(page(here)).content.decode(), "membership.mode")


def test_versions_tell_who_when_why_and_what(here: World, dmitry: Client) -> None:
    dmitry.post(
        edit(here, "membership.mode"), {"membership.mode": "self", "reason": "Так решил совет"}
    )

    html = dmitry.get(reverse("regulations:versions", args=[here.district.slug])).content.decode()

    words = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "Дмитрий Лаптев" in words
    assert "Так решил совет" in words
    assert "Как вступают в сообщество как в положении → Свободно, одной кнопкой" in words


@pytest.mark.parametrize("group", list(GROUPS))
def test_a_group_saved_as_it_stands_changes_nothing(
    here: World, dmitry: Client, group: str
) -> None:
    readable = [key for key in keys_of(group) if key.is_read]
    if not readable:
        assert dmitry.get(edit(here, group)).status_code == 404
        return
    html = dmitry.get(edit(here, group)).content.decode()

    answer = dmitry.post(edit(here, group), fields_of(html))

    assert answer.status_code == 302, answer.content.decode()
    profile = Profile.objects.get(district_profile__district=here.district)
    assert profile.versions.order_by("-n")[0].overrides == {}


def fields_of(html: str) -> dict[str, list[str]]:
    """What a browser without JavaScript would send from the page's form as it stands."""
    form = re.search(r'<form class="pad stack".*?</form>', html, re.DOTALL)
    assert form
    sent: dict[str, list[str]] = {}
    for tag in re.findall(r"<input\b[^>]*>", form[0]):
        attributes = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        is_box = attributes.get("type") in {"checkbox", "radio"}
        if "name" in attributes and (not is_box or re.search(r"\schecked\b", tag)):
            sent.setdefault(attributes["name"], []).append(attributes.get("value", ""))
    for name, options in re.findall(
        r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form[0], re.DOTALL
    ):
        chosen = re.findall(r'<option value="([^"]*)"[^>]*\sselected', options)
        sent[name] = chosen or re.findall(r'<option value="([^"]*)"', options)[:1]
    for name, words in re.findall(
        r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form[0], re.DOTALL
    ):
        sent[name] = [words]
    return sent


def test_a_wrong_value_is_refused_in_russian_and_kept_in_the_form(
    here: World, dmitry: Client
) -> None:
    answer = dmitry.post(
        edit(here, "membership.limit"), {"membership.limit": "-5", "reason": "Тесно"}
    )

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Убедитесь, что это значение больше либо равно 1." in html
    assert 'value="-5"' in html
    assert 'value="Тесно"' in html
    assert rules(here).number("membership.limit") is None


def test_the_last_role_that_changes_rules_cannot_lose_this(here: World, dmitry: Client) -> None:
    html = dmitry.get(edit(here, "roles.catalogue")).content.decode()
    sent = fields_of(html)
    sent["roles.catalogue-0-powers"] = ["admit"]

    answer = dmitry.post(edit(here, "roles.catalogue"), sent)

    assert answer.status_code == 422
    assert "иначе вернуть их будет некому" in answer.content.decode()


def test_a_role_is_added_renamed_and_dropped(here: World, dmitry: Client) -> None:
    sent = fields_of(dmitry.get(edit(here, "roles.catalogue")).content.decode())
    sent["roles.catalogue-3-title"] = ["Администратор портала"]
    sent["roles.catalogue-9-title"] = ["Летописец"]
    sent["roles.catalogue-9-powers"] = ["publish_news", "see_statistics"]
    sent["roles.catalogue-8-gone"] = ["yes"]

    answer = dmitry.post(edit(here, "roles.catalogue"), sent)

    assert answer.status_code == 302, answer.content.decode()
    roles = rules(here).roles
    assert roles["technician"].title == "Администратор портала"
    assert "council_member" not in roles
    assert (roles["letopisets"].title, roles["letopisets"].scope) == ("Летописец", "community")
    assert roles["letopisets"].number == 10


def test_a_theme_keeps_its_code_when_renamed(here: World, dmitry: Client) -> None:
    lines = "Стратегия развития образования района\nОбновлённые ФГОС\nЧтение"
    dmitry.post(edit(here, "themes.priority"), {"themes.priority": lines.replace("\nЧтение", "")})
    assert rules(here).named("themes.priority") == {
        "district_strategy": "Стратегия развития образования района",
        "standards": "Обновлённые ФГОС",
    }

    dmitry.post(edit(here, "themes.priority"), {"themes.priority": lines})

    assert rules(here).named("themes.priority")["chtenie"] == "Чтение"


def test_another_regulation_is_taken(here: World, dmitry: Client) -> None:
    html = dmitry.get(reverse("regulations:adopt", args=[here.district.slug])).content.decode()
    assert "Тула: Положение о сетевых профессиональных группах «Вжурнале»" in html

    dmitry.post(reverse("regulations:adopt", args=[here.district.slug]), {"code": "tula"})

    assert rules(here).choice("creation.mode") == "preset"
    html = dmitry.get(page(here)).content.decode()
    assert "реквизиты не указаны" in html


def test_the_page_costs_the_same_whatever_was_changed(
    here: World, dmitry: Client, at: datetime, django_assert_num_queries: object
) -> None:
    dmitry.get(page(here))
    with django_assert_num_queries(7):
        dmitry.get(page(here))
    actions.change_keys(
        profile=Profile.objects.get(district_profile__district=here.district),
        changes={"membership.limit": 30, "membership.mode": "self", "chat.direct": False},
        actor=SYSTEM,
        at=at,
    )
    dmitry.get(page(here))
    with django_assert_num_queries(7):
        dmitry.get(page(here))
