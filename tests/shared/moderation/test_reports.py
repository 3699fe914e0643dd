"""«Пожаловаться»: filed by a reader, decided by another, read by both sides."""

from datetime import datetime
from typing import Any

from django.test import Client
import pytest

from staffroom.core.jobs import run_once
from staffroom.core.viewer import SYSTEM
from staffroom.shared.duties.models import Duty
from staffroom.shared.moderation.models import AbuseReport
from staffroom.shared.regulations import actions as regulations
from staffroom.shared.regulations.models import Profile
from tests.factories import world as factory
from tests.factories.people import person
from tests.shared.accounts.pages import text_of


@pytest.fixture
def world(db: Any) -> factory.World:
    """The small district."""
    return factory.make_world()


def file(client: Client, world: factory.World, ground: str = "insult") -> Any:
    """Анна reports Борис's reply."""
    client.force_login(world.anna)
    address = f"/p/{world.topic.pid}/comments/{world.comment.seq}/report/"
    return client.post(address, {"ground": ground, "words": "Грубо сказано."})


def test_a_report_waits_for_a_moderator_and_the_reply_is_hidden_with_a_reason(
    client: Client, world: factory.World
) -> None:
    """The queue shows words and ground; the author reads the reason; readers see that it is hidden."""
    assert file(client, world).status_code == 200
    report = AbuseReport.objects.get()
    assert [duty.kind for duty in Duty.objects.filter(closed_at=None, subject_kind="report")] == [
        "moderation.report"
    ]
    client.force_login(world.galina)
    queue = client.get("/berezovka/staff/reports/").content.decode()
    assert "Оскорбление" in queue
    assert "У нас получилось с яблоком." in queue
    client.post(
        f"/staff/reports/{report.pid}/decide/", {"decision": "hide", "words": "Без грубости."}
    )
    assert not Duty.objects.filter(closed_at=None, subject_kind="report").exists()
    client.force_login(world.boris)
    assert (
        "Без грубости." in client.get(f"/p/{world.topic.pid}-{world.topic.slug}/").content.decode()
    )
    client.force_login(world.anna)
    page = client.get(f"/p/{world.topic.pid}-{world.topic.slug}/").content.decode()
    assert "Ответ скрыт модератором." in page
    assert "с яблоком" not in page


def test_nobody_decides_on_his_own_words_or_report(client: Client, world: factory.World) -> None:
    """Галина's own reply is judged by Дмитрий; a decision needs words."""
    factory.comment(world.galina, world.topic, "Это пустой спор.")
    client.force_login(world.boris)
    client.post(f"/p/{world.topic.pid}/comments/2/report/", {"ground": "insult"})
    report = AbuseReport.objects.get()
    client.force_login(world.galina)
    decide = f"/staff/reports/{report.pid}/decide/"
    assert client.post(decide, {"decision": "leave", "words": "Всё верно"}).status_code == 403
    client.force_login(world.dmitry)
    assert client.post(decide, {"decision": "leave", "words": ""}).status_code == 422
    assert client.post(decide, {"decision": "leave", "words": "Спор по делу."}).status_code == 302
    report.refresh_from_db()
    assert (report.decision, report.answer) == ("left", "Спор по делу.")


def test_the_same_report_twice_makes_one(client: Client, world: factory.World) -> None:
    """A second report of the same person on the same words is refused with a sentence."""
    file(client, world)
    again = file(client, world)
    assert again.status_code == 422
    assert "Вы уже пожаловались" in again.content.decode()
    assert AbuseReport.objects.count() == 1


def test_a_stranger_cannot_report_what_he_cannot_read(client: Client, world: factory.World) -> None:
    """Absent and forbidden look alike."""
    client.force_login(world.vera)
    assert client.get(f"/p/{world.topic.pid}/report/").status_code == 404
    assert client.get("/p/0123456789/report/").status_code == 404


def notices_of(client: Client, who: Any) -> str:
    """What stands in a person's notices when every job has run."""
    run_once()
    client.force_login(who)
    return text_of(client.get("/notices/"))


def thread_of(client: Client, world: factory.World, who: Any) -> Any:
    """The topic of the small district as a person reads it."""
    client.force_login(who)
    return client.get(f"/p/{world.topic.pid}-{world.topic.slug}/")


@pytest.mark.clause("BB-6.5")
def test_a_report_on_copyright_hides_until_the_review_and_both_sides_are_told(
    client: Client, world: factory.World
) -> None:
    """Hidden from readers at once; returned or kept hidden by Галина; author and reporter read it."""
    page = text_of(file(client, world, "copyright"))
    assert "Жалоба отправлена" in page
    assert "с яблоком" not in text_of(thread_of(client, world, world.anna))
    own = text_of(thread_of(client, world, world.boris))
    assert "До решения по жалобе: возможно, нарушены авторские права." in own

    client.force_login(world.galina)
    queue = text_of(client.get("/berezovka/staff/reports/"))
    assert "скрыто до решения" in queue
    assert "У нас получилось с яблоком." in queue
    decide = f"/staff/reports/{AbuseReport.objects.get().pid}/decide/"
    client.post(decide, {"decision": "leave", "words": "Приём общеизвестный."})

    assert "с яблоком" in text_of(thread_of(client, world, world.anna))
    assert "решили: оставлено. Приём общеизвестный." in notices_of(client, world.anna)
    assert "снова виден" in notices_of(client, world.boris)
    file(client, world, "copyright")
    assert "с яблоком" in text_of(thread_of(client, world, world.anna)), "looked at already"


def test_what_is_kept_hidden_has_the_moderator_s_reason(
    client: Client, world: factory.World
) -> None:
    """The author reads Галина's words instead of ours; a whole publication goes the same way."""
    client.force_login(world.boris)
    page = text_of(client.post(f"/p/{world.topic.pid}/report/", {"ground": "copyright"}))
    assert "До решения запись скрыта от читателей." in page
    assert thread_of(client, world, world.boris).status_code == 404
    client.force_login(world.galina)
    decide = f"/staff/reports/{AbuseReport.objects.get().pid}/decide/"
    client.post(decide, {"decision": "hide", "words": "Взято из сборника без имени автора."})

    assert thread_of(client, world, world.boris).status_code == 404
    own = text_of(thread_of(client, world, world.anna))
    assert "Взято из сборника без имени автора." in own
    assert "решили: скрыто" in notices_of(client, world.boris)
    assert "Причина: Взято из сборника без имени автора." in notices_of(client, world.anna)


def test_two_reports_hold_until_both_are_decided(client: Client, world: factory.World) -> None:
    """The first decision does not show what the second report still keeps hidden."""
    file(client, world, "copyright")
    client.force_login(world.dmitry)
    client.post(f"/p/{world.topic.pid}/comments/1/report/", {"ground": "copyright"})
    first, second = AbuseReport.objects.order_by("pk")
    assert (first.is_held, second.is_held) == (True, False), "the second found it hidden"
    client.force_login(world.galina)
    words = {"decision": "leave", "words": "Всё в порядке."}
    client.post(f"/staff/reports/{second.pid}/decide/", words)
    assert "с яблоком" not in text_of(thread_of(client, world, world.anna))
    client.force_login(world.galina)
    client.post(f"/staff/reports/{first.pid}/decide/", words)
    assert "с яблоком" in text_of(thread_of(client, world, world.anna))


@pytest.mark.clause("OL-3.6.4")
@pytest.mark.parametrize(
    "words", ["Звоните: +7 912 345-67-89.", "Живу на ул. Лесная, д. 4, кв. 8."]
)
def test_a_telephone_is_asked_about_and_a_report_on_it_hides_at_once(
    client: Client, db: Any, words: str
) -> None:
    """In Олёкминск: Борис is warned before others read it, insists, and Анна's report hides it."""
    place = factory.district("olekminsk", "Олёкминск", profile="olekminsk")
    school = factory.organization(place)
    group = factory.community(place, "Учителя музыки", kind="section")
    anna, boris, vera = (
        person(name, position="subject_teacher") for name in ("Анна Ким", "Борис Ли", "Вера Цой")
    )
    for one in (anna, boris, vera):
        factory.admit(one, place, school)
        factory.enrol(one, group)
    topic = factory.publication(anna, group, "Как слушать тишину")
    page, write = f"/p/{topic.pid}-{topic.slug}/", f"/p/{topic.pid}/comments/"

    client.force_login(boris)
    asked = client.post(write, {"body": words})
    assert asked.status_code == 422
    assert "В тексте есть личные сведения" in text_of(asked)
    assert words.split(maxsplit=1)[1].rstrip(".") in text_of(asked), "nothing typed is lost"
    client.force_login(vera)
    assert words not in text_of(client.get(page))

    client.force_login(boris)
    client.post(write, {"body": words, "personal_ok": "1"})
    client.force_login(vera)
    assert words in text_of(client.get(page))

    client.force_login(anna)
    told = client.post(f"/p/{topic.pid}/comments/1/report/", {"ground": "personal_data"})
    assert "Жалоба отправлена" in text_of(told)
    for reader in (anna, vera):
        client.force_login(reader)
        assert words not in text_of(client.get(page))
    client.force_login(boris)
    own = text_of(client.get(page))
    assert "До решения по жалобе: возможно, здесь личные сведения." in own


def test_a_report_on_personal_data_hides_where_the_regulation_says_so(
    client: Client, world: factory.World, at: datetime
) -> None:
    """«Базовый» only warns; after Дмитрий's change the first report hides the reply at once."""
    file(client, world, "personal_data")
    assert "с яблоком" in text_of(thread_of(client, world, world.anna))
    AbuseReport.objects.all().delete()
    profile = Profile.objects.get(district_profile__district=world.district)
    regulations.change_keys(
        profile=profile, changes={"moderation.pii_check": "warn_hide"}, actor=SYSTEM, at=at
    )

    file(client, world, "personal_data")

    assert "с яблоком" not in text_of(thread_of(client, world, world.anna))
    own = text_of(thread_of(client, world, world.boris))
    assert "До решения по жалобе: возможно, здесь личные сведения." in own


@pytest.mark.clause("OL-3.6.2")
def test_olekminsk_names_the_grounds_in_its_own_list(client: Client, db: Any) -> None:
    """Propaganda, incitement and insult stand in «Пожаловаться» and in the rules of a community."""
    place = factory.district("olekminsk", "Олёкминск", profile="olekminsk")
    school = factory.organization(place)
    group = factory.community(place, "Учителя музыки", kind="section")
    anna, boris = (person(name, position="subject_teacher") for name in ("Анна Ким", "Борис Ли"))
    for one in (anna, boris):
        factory.admit(one, place, school)
        factory.enrol(one, group)
    topic = factory.publication(anna, group, "Как слушать тишину")
    client.force_login(boris)
    form = text_of(client.get(f"/p/{topic.pid}/report/"))
    rules = text_of(client.get(f"/olekminsk/c/{group.pid}-{group.slug}/conduct/"))
    for words in (
        "Политическая или религиозная пропаганда",
        "Разжигание розни, расизм, национализм, пропаганда насилия",
        "Оскорбление",
    ):
        assert words in form
        assert words in rules
    assert "Реклама" not in form
    assert client.post(f"/p/{topic.pid}/report/", {"ground": "spam"}).status_code == 422
    assert client.post(f"/p/{topic.pid}/report/", {"ground": "incitement"}).status_code == 200
