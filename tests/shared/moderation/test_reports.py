"""«Пожаловаться»: filed by a reader, decided by another, read by both sides."""

from typing import Any

from django.test import Client
import pytest

from staffroom.shared.duties.models import Duty
from staffroom.shared.moderation.models import AbuseReport
from tests.factories import world as factory


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
