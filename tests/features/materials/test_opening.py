"""Children are shown to everybody by a moderator's yes alone; any material is prepared for wider readers."""

from datetime import timedelta
from itertools import pairwise
import re

from django.http import HttpResponse
from django.test import Client
import pytest

from staffroom.core.clock import now
from staffroom.core.errors import DomainError, Forbidden
from staffroom.core.files import attach
from staffroom.core.files.models import StoredFile
from staffroom.core.jobs import run_once
from staffroom.core.richtext import from_text
from staffroom.core.viewer import SYSTEM
from staffroom.features.materials.jobs import shut_children
from staffroom.features.materials.models import Material, Opening, OpeningStep
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.viewers import viewer_of
from staffroom.shared.communities.registry import EVERYBODY
from staffroom.shared.duties.models import Duty
from staffroom.shared.journal.models import JournalRow
from staffroom.shared.publications.actions import moderation, publishing
from staffroom.shared.publications.actions.content import Content
from staffroom.shared.publications.actions.publishing import edit_publication
from staffroom.shared.publications.actions.readers import rewrite_readers
from staffroom.shared.publications.models import Audience, Publication, Reader
from staffroom.shared.publications.registry import PUBLICATION_FILES
from tests.factories.materials import CARD, material
from tests.factories.world import THEN, World, stored_file
from tests.features.conftest import Browser
from tests.features.materials.pages import TYPED, address, put
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.usefixtures("frozen")
CHILDREN = {"children": "shown", "consents": "on"}
CHECKED = {"check_consents": "on", "check_names": "on", "check_dignity": "on"}


def seen_by_guests(url: str) -> bool:
    return Client().get(url, follow=True).status_code == 200


def seen_in(client: Client, url: str) -> str:
    """The sum of the material that the page of the decision carries."""
    found = re.search(
        r'name="seen" value="(\w{64})"', client.get(f"{url}opening/").content.decode()
    )
    assert found
    return found[1]


def decided(client: Client, url: str, act: str, **typed: str) -> HttpResponse:
    return client.post(f"{url}opening/decide/", {"seen": seen_in(client, url), "act": act, **typed})


def short(url: str) -> str:
    return f"/p/{url.split('/')[2].split('-', maxsplit=1)[0]}/"


def test_children_are_opened_to_everybody_by_a_moderator_alone(
    world: World, browser: Browser
) -> None:
    anna, galina = browser(world.anna), browser(world.galina)
    wide = anna.post(address(world), {**TYPED, **CHILDREN, "audience": "public"})
    assert wide.status_code == 422
    assert "Запись, где есть дети, автор открывает участникам" in text_of(wide)
    url = short(put(anna, world, **CHILDREN))
    assert "Попросить открыть шире" in text_of(anna.get(url, follow=True))
    assert anna.post(f"{url}edit/", {**TYPED, **CHILDREN, "audience": "public"}).status_code == 422
    asked = {"wanted": "public", "words": "Согласие на показ всем лежит у завуча."}
    assert anna.post(f"{url}opening/", asked).status_code == 302
    duty = Duty.objects.get(kind="materials.opening")
    assert duty.due_at is not None
    assert duty.due_at - now() > timedelta(days=5)
    assert "Посмотрите материал перед открытием" in text_of(galina.get("/home/"))
    page = text_of(galina.get(f"{url}opening/"))
    assert "Согласие на показ всем лежит у завуча." in page
    assert f"Согласие родителей подтвердил автор: {world.anna.name}" in page
    assert browser(world.boris).get(f"{url}opening/").status_code == 404
    unchecked = decided(galina, url, "open")
    assert unchecked.status_code == 422
    assert "Отметьте всё, что вы проверили" in text_of(unchecked)
    assert not seen_by_guests(url)
    assert decided(galina, url, "open", **CHECKED).status_code == 302
    assert seen_by_guests(url)
    duty.refresh_from_db()
    assert duty.closed_at is not None
    run_once()
    assert "открыт шире: все, и без входа" in text_of(anna.get("/notices/"))
    assert JournalRow.objects.filter(event="materials.opening.opened").exists()
    changed = {**TYPED, **CHILDREN, "audience": "public", "body": "Новый план."}
    assert anna.post(f"{url}edit/", changed).status_code == 302
    assert not seen_by_guests(url)
    assert browser(world.boris).get(url, follow=True).status_code == 200
    assert "снова открыт только участникам" in text_of(anna.get(url, follow=True))
    assert Publication.objects.get(kind="material").audience == "community"


def test_a_refusal_has_a_reason_and_nobody_decides_on_his_own(
    world: World, browser: Browser
) -> None:
    galina, dmitry = browser(world.galina), browser(world.dmitry)
    url = short(put(galina, world, **CHILDREN))
    galina.post(f"{url}opening/", {"wanted": "public", "words": ""})
    assert Duty.objects.get(kind="materials.opening").scope_kind == "district"
    assert galina.post(f"{url}opening/decide/", {"act": "open", "seen": "x"}).status_code == 403
    silent = decided(dmitry, url, "refuse")
    assert silent.status_code == 422
    assert "Напишите причину" in text_of(silent)
    assert decided(dmitry, url, "refuse", words="В кадре видны фамилии.").status_code == 302
    run_once()
    assert "шире не открыли" in text_of(galina.get("/notices/"))
    assert "В кадре видны фамилии." in text_of(galina.get(f"{url}opening/"))
    assert not seen_by_guests(url)
    assert Opening.objects.get().state == "refused"


class Acts:
    """Every act by which a material changes hands or readers, none of them a moderator's yes."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.anna, _home = viewer_of(world.anna, at=THEN)
        row = material(world.anna, world.community, is_draft=True, children="shown", consents=True)
        self.key = row.pk
        attach(
            actor=SYSTEM, pids=[stored_file(world.anna, "запись").pid], kind=PUBLICATION_FILES,
            key=row.pk, at=THEN,
        )  # fmt: skip

        StoredFile.objects.filter(attached_key=row.pk).update(kind="video")
        self.edit(Audience.COMMUNITY, children="shown", consents=True)

    @property
    def shown(self) -> Publication:
        return Publication.objects.select_related("home_community", "district").get(pk=self.key)

    def edit(self, audience: str, text: str = "План урока.", **card: object) -> None:
        content = Content(
            title="Степени",
            text=from_text(text),
            audience=audience,
            card={**CARD, "adults": "nobody", **card},
        )
        edit_publication(publication=self.shown, content=content, actor=self.anna, at=THEN)

    def publish(self) -> None:
        publishing.publish_draft(publication=self.shown, actor=self.anna, at=THEN)

    def later(self) -> None:
        publishing.publish_draft(
            publication=self.shown, actor=self.anna, at=THEN, later_at=THEN + timedelta(hours=1)
        )
        publishing.publish_due(
            publication_id=self.key, actor=self.anna, at=THEN + timedelta(hours=2)
        )

    def widen(self) -> None:
        self.edit(Audience.PUBLIC, children="shown", consents=True)

    def to_members(self) -> None:
        self.edit(Audience.COMMUNITY, children="shown", consents=True)

    def deny_children(self) -> None:
        self.edit(Audience.PUBLIC, children="nobody")

    def without_card(self) -> None:
        content = Content(title="Степени", text=from_text("Иначе."), audience=Audience.PARENTS)
        edit_publication(publication=self.shown, content=content, actor=self.anna, at=THEN)

    def open_community(self) -> None:
        Community.objects.filter(pk=self.world.community.pk).update(is_public=True)
        rewrite_readers([self.world.community.pk])

    def hide_and_restore(self) -> None:
        galina, _home = viewer_of(self.world.galina, at=THEN)
        moderation.hide(publication=self.shown, reason="Проверим.", actor=galina)
        moderation.restore(publication=self.shown, actor=galina)


NAMES = (
    "publish", "to_members", "later", "widen", "deny_children", "without_card", "open_community",
    "hide_and_restore",
)  # fmt: skip


def every_pair() -> list[str]:
    """A walk in which every act comes right after every other, and once more after the beginning."""
    left = {name: [other for other in NAMES if other != name] for name in NAMES}
    stack, walk = [NAMES[0]], []
    while stack:
        if left[stack[-1]]:
            stack.append(left[stack[-1]].pop())
        else:
            walk.append(stack.pop())
    return walk[::-1]


@pytest.mark.once
def test_no_order_of_acts_opens_children_without_the_yes(world: World) -> None:
    walk = every_pair()
    assert len(set(pairwise(walk))) == len(NAMES) * (len(NAMES) - 1)
    done: set[str] = set()
    for begins in ((), ("later",), ("widen", "later", "deny_children", "publish")):
        acts = Acts(world)
        for name in (*begins, *walk):
            try:
                getattr(acts, name)()
                done.add(name)
            except (DomainError, Forbidden):
                pass
            assert not Reader.objects.filter(publication=acts.key, token=EVERYBODY).exists(), name
        assert acts.shown.status == "published"
    assert done == {*NAMES}  # in a draft the author may write what he likes


@pytest.mark.clause("PD-4.8.3")
def test_author_moderator_and_the_wider_public_with_the_talk_kept(
    world: World, browser: Browser
) -> None:
    anna, galina = browser(world.anna), browser(world.galina)
    url = short(put(anna, world, body="Три задачи и план урока.\nПро склад."))
    assert not seen_by_guests(url)
    asked = {"wanted": "public", "words": "Подойдёт ли коллегам из области?"}
    assert anna.post(f"{url}opening/", asked).status_code == 302
    edit = {"title": "Квест «Степени на складе», 7 класс", "words": "Добавила класс и цель."}
    body = "Цель урока.\nТри задачи и план урока.\nПро склад."
    assert galina.post(f"{url}opening/edit/", {**edit, "body": body}).status_code == 302
    assert Publication.objects.get(kind="material").title == TYPED["title"]
    page = anna.get(f"{url}opening/")
    assert "Добавила класс и цель." in text_of(page)
    assert "<ins>Цель урока.</ins>" in page.content.decode()
    answer = {"act": "answer", "words": "Цель лучше в конец."}
    assert anna.post(f"{url}opening/answer/", answer).status_code == 302
    assert "Цель лучше в конец." in text_of(galina.get(f"{url}opening/"))
    again = {
        **edit,
        "body": "Три задачи и план урока.\nПро склад.\nЦель урока.",
        "words": "Готово.",
    }
    assert galina.post(f"{url}opening/edit/", again).status_code == 302
    assert not seen_by_guests(url)
    assert anna.post(f"{url}opening/answer/", {"act": "agree"}).status_code == 302
    shown = text_of(Client().get(url, follow=True))
    assert "Квест «Степени на складе», 7 класс" in shown
    assert "Цель урока." in shown
    assert "Правка модератора перед открытием" in text_of(anna.get(f"{url}versions/"))
    talk = (asked["words"], edit["words"], answer["words"], again["words"])
    for who in (anna, galina):
        kept = text_of(who.get(f"{url}opening/"))
        assert all(words in kept for words in talk)
    assert browser(world.boris).get(f"{url}opening/").status_code == 404
    assert Duty.objects.filter(kind__startswith="materials.", closed_at=None).count() == 0
    assert OpeningStep.objects.count() == 5


def test_a_moderator_begins_and_the_author_may_change_his_mind(
    world: World, browser: Browser
) -> None:
    anna, galina = browser(world.anna), browser(world.galina)
    url = short(put(anna, world))
    begun = {
        "title": TYPED["title"],
        "body": TYPED["body"],
        "words": "Покажем району?",
        "wanted": "district",
    }
    assert galina.post(f"{url}opening/edit/", begun).status_code == 302
    assert anna.post(f"{url}opening/answer/", {"act": "withdraw"}).status_code == 302
    assert Opening.objects.get().state == "withdrawn"
    assert galina.post(f"{url}opening/edit/", begun).status_code == 302
    anna.post(f"{url}edit/", {**TYPED, "body": "Другой текст."})
    late = anna.post(f"{url}opening/answer/", {"act": "agree"})
    assert late.status_code == 422
    assert "Вы изменили материал после правки модератора" in text_of(late)
    anna.post(f"{url}opening/answer/", {"act": "answer", "words": "Поправила сама."})
    page = seen_in(galina, url)
    anna.post(f"{url}edit/", {**TYPED, "body": "Ещё один текст."})
    stale = galina.post(f"{url}opening/decide/", {"act": "open", "seen": page})
    assert "Материал изменился, пока вы решали" in text_of(stale)
    assert decided(galina, url, "open").status_code == 302
    assert Material.objects.get().publication.audience == "district"


def test_children_marked_before_are_shut_at_once_and_the_author_is_told(
    world: World, browser: Browser
) -> None:
    """What stood open from before a moderator's yes was asked for is not left until its next change."""
    row = material(world.anna, world.community, "Утренник: запись")
    plain = material(world.anna, world.community, "Рабочий лист", audience=Audience.PUBLIC)
    Material.objects.filter(pk=row.pk).update(children="shown", consents_at=THEN)
    Publication.objects.filter(pk=row.pk).update(audience=Audience.PUBLIC)
    Reader.objects.get_or_create(publication=row.publication, token=EVERYBODY)
    url = f"/p/{row.publication.pid}/"
    assert seen_by_guests(url)

    shut_children()
    assert not seen_by_guests(url)
    assert seen_by_guests(f"/p/{plain.publication.pid}/")
    assert browser(world.boris).get(url, follow=True).status_code == 200
    run_once(at=now())
    told = "теперь его видят только участники"
    assert told in text_of(browser(world.anna).get("/notices/"))
    shut_children()
    assert JournalRow.objects.filter(event="materials.children.shut").count() == 1

    # by a moderator's yes it stands open, and the next round leaves it so
    anna, galina = browser(world.anna), browser(world.galina)
    anna.post(f"{url}opening/", {"wanted": "public", "words": ""})
    assert decided(galina, url, "open", **CHECKED).status_code == 302
    shut_children()
    assert seen_by_guests(url)
