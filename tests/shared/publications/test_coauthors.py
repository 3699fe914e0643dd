"""Writing together: found by subject, theme and organisation, invited, agreed or declined."""

from typing import Any

from django.test import Client
import pytest

from staffroom.core.viewer import SYSTEM
from staffroom.shared.accounts.models import SubjectTaught
from staffroom.shared.duties.models import Duty
from staffroom.shared.publications.models import Coauthor
from staffroom.shared.regulations import actions as regulations
from staffroom.shared.regulations.models import DistrictProfile
from tests.factories import world as factory
from tests.shared.accounts.pages import letters_to, text_of


@pytest.fixture
def world(db: Any, frozen: Any) -> factory.World:
    """The small district at the usual hour."""
    return factory.make_world()


def invite(client: Client, world: factory.World, who: Any, work: Any = None) -> Any:
    """Анна invites a colleague to her topic (or another work of hers)."""
    client.force_login(world.anna)
    pid = (work or world.topic).pid
    return client.post(f"/p/{pid}/coauthors/", {"person": who.pid})


def people(client: Client, **asked: str) -> str:
    """The words of the directory's list."""
    page = text_of(client.get("/people/", asked))
    return page[page.index("только у тех, кто показывает") :]


@pytest.mark.clause("BB-5.1.4")
def test_a_colleague_is_found_invited_and_agrees(client: Client, world: factory.World) -> None:
    """By subject, theme, organisation; the name stands beside the author's; the text can be edited."""
    SubjectTaught.objects.create(person=world.boris, code="math")
    world.boris.shown = {"subjects": "members"}
    world.boris.save(update_fields=["shown"])
    profile = DistrictProfile.objects.get(district=world.district).profile
    named = [{"code": "reading", "label": "Читательская грамотность"}]
    regulations.change_keys(
        profile=profile, changes={"themes.priority": named}, actor=SYSTEM, at=factory.THEN
    )
    on_theme = factory.publication(world.boris, world.community, "Читаем графики")
    on_theme.theme = "reading"
    on_theme.save(update_fields=["theme"])
    client.force_login(world.anna)
    elsewhere = factory.organization(world.district, "Школа № 2")
    factory.Affiliation.objects.filter(person=world.dmitry).update(organization=elsewhere)
    for asked in (
        {"subject": "math"},
        {"theme": "reading"},
        {"organization": world.organization.pid},
    ):
        found = people(client, work=world.topic.pid, **asked)
        assert "Орлов Борис" in found
        assert "Лаптев Дмитрий" not in found
    page = client.get("/people/", {"subject": "math", "work": world.topic.pid}).content.decode()
    assert f"/p/{world.topic.pid}/coauthors/?person={world.boris.pid}" in page

    assert invite(client, world, world.boris).status_code == 302

    assert "ждём ответа" in text_of(client.get(f"/p/{world.topic.pid}/coauthors/"))
    address = f"/p/{world.topic.pid}-{world.topic.slug}/"
    assert "Соавторы: Борис" not in text_of(client.get(address))
    assert "Вас приглашают в соавторы" in letters_to(world.boris.email)[-1].subject
    client.force_login(world.boris)
    assert client.get(f"/p/{world.topic.pid}/edit/").status_code == 403
    assert "Вас приглашают в соавторы: «Как объяснить дроби»" in text_of(client.get("/home/"))
    client.post(f"/p/{world.topic.pid}/coauthors/answer/", {"answer": "agree"})
    assert "Соавторы: Борис Орлов" in text_of(client.get(address))
    client.post(
        f"/p/{world.topic.pid}/edit/",
        {"title": "Как объяснить дроби вдвоём", "body": "С яблоком.", "audience": "community", "tags": ""},
    )  # fmt: skip
    client.force_login(world.galina)
    read = text_of(client.get(client.get(f"/p/{world.topic.pid}/")["Location"]))
    assert "Как объяснить дроби вдвоём" in read
    assert "Соавторы: Борис Орлов" in read
    assert "Анна Соколова и соавторы" in text_of(client.get("/home/"))
    assert not Duty.objects.filter(subject_kind="coauthor", closed_at=None).exists()
    assert "согласился быть соавтором" in letters_or_notices(client, world)


def letters_or_notices(client: Client, world: factory.World) -> str:
    """What Анна is told on the site."""
    letters_to(world.anna.email)
    client.force_login(world.anna)
    return text_of(client.get("/notices/"))


@pytest.mark.clause("BB-5.1.4")
def test_declining_leaves_no_mark(client: Client, world: factory.World) -> None:
    """Neither on the page, nor in the author's list; nothing waits; nobody is told."""
    invite(client, world, world.boris)
    client.force_login(world.boris)
    client.post(f"/p/{world.topic.pid}/coauthors/answer/", {"answer": "decline"})
    assert not Coauthor.objects.exists()
    assert not Duty.objects.filter(subject_kind="coauthor", closed_at=None).exists()
    assert client.get(f"/p/{world.topic.pid}/coauthors/").status_code == 404
    client.force_login(world.anna)
    page = text_of(client.get(f"/p/{world.topic.pid}/coauthors/"))
    assert "Борис" not in page
    assert "соавтор" not in letters_or_notices(client, world)


def test_a_draft_is_read_by_the_invited_and_finished_by_the_author(
    client: Client, world: factory.World
) -> None:
    """Whoever agreed edits it; only the author publishes; who left reads it no more."""
    invite(client, world, world.boris, world.draft)
    client.force_login(world.boris)
    here = f"/p/{world.draft.pid}/"
    assert client.get(here, follow=True).status_code == 200
    client.post(f"{here}coauthors/answer/", {"answer": "agree"})
    typed = {"title": "Дописываем вместе", "body": "Начало.", "audience": "community", "tags": ""}
    assert (
        "Опубликовать"
        not in client.get(f"{here}edit/").content.decode().split("<main")[1].split("later_at")[0]
    )
    client.post(f"{here}edit/", {**typed, "act": "publish"})
    world.draft.refresh_from_db()
    assert (world.draft.title, world.draft.status) == ("Дописываем вместе", "draft")
    client.post(f"{here}coauthors/answer/", {"answer": "decline"})
    assert client.get(here).status_code == 404
    world.draft.refresh_from_db()
    assert world.draft.coauthor_n == 0


def test_who_cannot_be_invited(client: Client, world: factory.World) -> None:
    """Oneself, a stranger of another district, the same person twice; and only the author invites."""
    assert "Вы и так автор." in text_of(invite(client, world, world.anna))
    assert "такого человека нет" in text_of(invite(client, world, world.vera))
    invite(client, world, world.boris)
    assert "уже приглашён" in text_of(invite(client, world, world.boris))
    client.force_login(world.boris)
    client.post(f"/p/{world.topic.pid}/coauthors/", {"person": world.galina.pid})
    assert Coauthor.objects.count() == 1


def test_the_author_takes_an_invitation_back(client: Client, world: factory.World) -> None:
    """The duty goes; a deleted draft leaves no duty either."""
    invite(client, world, world.boris)
    client.post(f"/p/{world.topic.pid}/coauthors/{world.boris.pid}/end/")
    assert not Coauthor.objects.exists()
    invite(client, world, world.boris, world.draft)
    client.post(f"/p/{world.draft.pid}/remove/")
    assert not Duty.objects.filter(subject_kind="coauthor", closed_at=None).exists()


def test_a_guest_reads_no_name_without_consent(client: Client, world: factory.World) -> None:
    """An open publication names its co-author by consent only."""
    invite(client, world, world.boris, world.open_topic)
    client.force_login(world.boris)
    client.post(f"/p/{world.open_topic.pid}/coauthors/answer/", {"answer": "agree"})
    client.logout()
    address = f"/p/{world.open_topic.pid}-{world.open_topic.slug}/"
    assert "Соавторы: Участник сообщества" in text_of(client.get(address))
    assert "Орлов" not in text_of(client.get(address))
