"""Communities change shape and nothing is lost: split off, split, merged, moved (BB-7.1.4.a, OL-3.7.b)."""

from datetime import timedelta
import re
from typing import Any

from django.core import mail
from django.test import Client
import pytest

from staffroom.core.clock import now
from staffroom.core.events import publish
from staffroom.core.jobs import run_once
from staffroom.core.viewer import SYSTEM
from staffroom.features.lifecycle.models import Reshaping
from staffroom.features.lifecycle.registry import BATCH
from staffroom.shared.communities.actions import menu
from staffroom.shared.communities.events import MembershipAsked
from staffroom.shared.communities.models import Community, Membership, RoleGrant
from staffroom.shared.communities.registry import community_token
from staffroom.shared.documents.actions.documents import Business, Content, draft
from staffroom.shared.documents.actions.issuing import issue
from staffroom.shared.documents.models import Document
from staffroom.shared.duties.models import Duty
from staffroom.shared.publications.models import Placement, Publication, ReadMark, Subscription
from tests.factories import world as made
from tests.factories.people import person as new_person
from tests.factories.plans import project
from tests.features.lifecycle.conftest import Browser, Group, group_of, lead
from tests.features.lifecycle.test_endings import text


def wanted(client: Client, here: str, kind: str, data: dict[str, Any]) -> str:
    """The address of the preview."""
    answer = client.post(f"{here}reshape/new/{kind}/", data)
    assert answer.status_code == 302, text(answer)
    return str(answer["Location"])


def facts(page: str, name: str) -> str:
    """What the preview says of one figure."""
    found = re.search(rf"{name} (\S+)", page)
    return found[1] if found else ""


def second(group: Group, name: str = "Учителя физики") -> Community:
    """Another community of the district, led by Вера."""
    other = made.community(group.cast.district, name)
    Community.objects.filter(pk=other.pk).update(state="active")
    other.refresh_from_db()
    made.enrol_at_once(group.cast.vera, other)
    lead(group.cast.vera, other)
    return other


@pytest.fixture
def group(db: Any, frozen: Any) -> Group:
    """A district where communities stand inside one another and staff open them."""
    return group_of("basic", kind="subject")


@pytest.mark.clause("OL-3.7.b")
def test_a_section_becomes_a_community_with_its_members_and_content(
    db: Any, frozen: Any, as_: Browser
) -> None:
    group = group_of("olekminsk", kind="main")
    cast, dmitry = group.cast, as_(group.cast.dmitry)
    section = menu.add_section(
        community=group.community, kind="tag", title="Начальная школа", tag="Начальная",
        actor=SYSTEM,
    )  # fmt: skip
    talk = made.publication(cast.anna, group.community, "Письмо с клеточкой", tags=["Начальная"])
    made.comment(cast.boris, talk)
    told = {
        "name": "Учителя начальных классов", "kind": "subject", "goal": group.community.goal,
        "people": [cast.anna.pk, cast.boris.pk], "stays": "on", "leader": cast.boris.pk,
        "sections": [section.pk],
    }  # fmt: skip
    assert as_(cast.anna).post(f"{group.here}reshape/new/spin-off/", told).status_code == 403
    url = wanted(dmitry, group.here, "spin-off", told)
    page = text(dmitry.get(url))
    assert (facts(page, "Участников"), facts(page, "Записей"), facts(page, "Ответов")) == (
        "2",
        "1",
        "1",
    )
    assert "По положению нужен приказ" in page
    assert dmitry.post(url, {"basis": " "}).status_code == 422
    sent = {"basis": "решения совета от 1 сентября, протокол № 2"}
    assert dmitry.post(url, sent).status_code == 302
    assert not Community.objects.filter(name=told["name"]).exists(), "nothing without the order"
    order = Document.objects.get(origin="lifecycle.reshaping")
    assert "Выделить из сообщества «Читаем условие задачи»" in order.text
    issue = f"/{cast.district.slug}/documents/{order.pid}/issue/"
    answer = as_(cast.elena).post(issue, {"dated_on": "2026-09-14", "number": "31"})
    assert answer.status_code == 302, text(answer)

    child = Community.objects.get(name="Учителя начальных классов")
    assert (child.parent, child.state, child.goal) == (
        group.community,
        "active",
        group.community.goal,
    )
    assert child.profile_id == group.community.profile_id
    assert child.basis == "приказ от 14.09.2026 № 31"
    talk.refresh_from_db()
    assert talk.home_community == child
    here = f"/{cast.district.slug}/c/{child.pid}-{child.slug}/"
    assert "Письмо с клеточкой" in text(as_(cast.anna).get(f"{here}feed/"))
    about = text(as_(cast.boris).get(f"{here}about/"))
    assert "Выделилось из «Читаем условие задачи»" in about
    assert "приказ от 14.09.2026 № 31" in about
    assert "Выделилось «Учителя начальных классов»" in text(
        as_(cast.anna).get(f"{group.here}about/")
    )
    assert "Начальная школа" not in text(as_(cast.anna).get(group.here)), "the item left the menu"
    assert RoleGrant.objects.get(scope_id=child.pk, scope_kind="community").person == cast.boris


@pytest.mark.clause("OL-3.7.b")
def test_a_standing_section_becomes_independent(db: Any, frozen: Any, as_: Browser) -> None:
    parent = group_of("olekminsk", kind="main")
    cast, dmitry = parent.cast, as_(parent.cast.dmitry)
    section = made.community(cast.district, "Секция химии", kind="section", parent=parent.community)
    made.enrol_at_once(cast.boris, section)
    talk = made.publication(cast.boris, section, "Опыты без вытяжки")
    here = f"/{cast.district.slug}/c/{section.pid}-{section.slug}/"
    url = wanted(dmitry, here, "independence", {"kind": "subject"})
    assert dmitry.post(url, {"basis": "решения совета от 1 сентября"}).status_code == 302
    order = Document.objects.get(origin="lifecycle.reshaping")
    issue = f"/{cast.district.slug}/documents/{order.pid}/issue/"
    assert as_(cast.elena).post(issue, {"dated_on": "2026-09-14"}).status_code == 302
    section.refresh_from_db()
    assert (section.kind, section.parent, section.member_n) == ("subject", parent.community, 1)
    assert as_(cast.boris).get(f"/p/{talk.pid}-{talk.slug}/").status_code == 200
    assert "Выделилось из «Читаем условие задачи»" in text(as_(cast.boris).get(f"{here}about/"))


@pytest.mark.clause("BB-7.1.4.a")
def test_merging_keeps_people_words_marks_rights_and_addresses(group: Group, as_: Browser) -> None:
    cast, source = group.cast, group.community
    target, talk = second(group), group.result
    made.comment(cast.boris, talk, "Задача номер пять")
    Subscription.objects.get_or_create(publication=talk, person=cast.boris)
    boris, vera, dmitry = as_(cast.boris), as_(cast.vera), as_(cast.dmitry)
    address = f"/p/{talk.pid}-{talk.slug}/"
    assert boris.get(address).status_code == 200
    assert vera.get(address).status_code == 404
    marks = list(ReadMark.objects.order_by("pk").values_list("person", "publication", "seq"))
    hidden = made.publication(cast.anna, source, "Ещё не дописано", status="draft")
    work = project(made_world(group))
    duty_of(source, group)
    paper = paper_of(group, community_token(source.pk))
    papers = f"/{cast.district.slug}/documents/{paper.pid}/"
    assert [one.get(papers).status_code for one in (boris, vera)] == [200, 404]

    assert as_(cast.anna).get(f"{group.here}reshape/").status_code == 403
    url = wanted(dmitry, group.here, "merge", {"target": target.pid})
    page = text(dmitry.get(url))
    assert (facts(page, "Участников"), facts(page, "Записей")) == ("2", "1")
    assert "прочтут все участники «Учителя физики»" in page
    assert "Борис Орлов, Анна Соколова" in page
    answer = dmitry.post(url, {"basis": "решение координатора от 14 сентября"})
    assert answer["Location"].endswith(f"/c/{target.pid}-{target.slug}/")
    run_once(at=now())

    target.refresh_from_db()
    assert (target.member_n, target.publication_n) == (3, 1)
    assert group.fresh().state == "archived"
    for client in (boris, vera):
        page = text(client.get(address))
        assert "Задача номер пять" in page
    stranger = as_(new_person("Олег Чужой"))
    assert stranger.get(address).status_code == 404
    assert [one.get(papers).status_code for one in (boris, vera, stranger)] == [200, 200, 404]
    assert "О зале для чтений" in text(vera.get("/search/?q=чтений"))
    assert (
        list(ReadMark.objects.order_by("pk").values_list("person", "publication", "seq"))[
            : len(marks)
        ]
        == marks
    )
    assert Subscription.objects.filter(publication=talk, person=cast.boris).exists()
    answer = boris.get(f"{group.here}feed/?page=1")
    moved = f"/{cast.district.slug}/c/{target.pid}-{target.slug}/"
    assert (answer.status_code, answer["Location"]) == (302, f"{moved}feed/?page=1")
    assert boris.post(f"{group.here}leave/")["Location"] == moved
    assert boris.get(f"{moved}projects/{work.pid}/").status_code == 200
    hidden.refresh_from_db()
    assert hidden.home_community == target, "drafts of authors go over too"
    assert "Влилось «Читаем условие задачи»" in text(vera.get(f"{moved}about/"))
    listed = text(vera.get(f"/{cast.district.slug}/c/?state=archived"))
    assert "Читаем условие задачи" not in listed
    found = text(vera.get("/search/?q=условие"))
    assert "Сборник задач" in found or "номер пять" in text(vera.get("/search/?q=номер+пять"))
    came = "Сообщество «Читаем условие задачи» влилось в «Учителя физики»: вы и всё написанное теперь здесь."
    page = text(boris.get("/notices/"))
    assert (
        f"{came} Основание: решение координатора от 14 сентября. Прежний адрес ведёт сюда же."
        in page
    )
    assert "Вас приняли в сообщество «Учителя физики»" not in page
    assert "В «Учителя физики» влилось сообщество" in text(vera.get("/notices/"))
    role = RoleGrant.objects.get(person=cast.anna, scope_id=target.pk, to_at=None)
    assert role.basis == "решение координатора от 14 сентября"
    assert not RoleGrant.objects.filter(
        scope_id=source.pk, scope_kind="community", to_at=None
    ).exists()
    assert Duty.objects.get(kind="communities.request", closed_at=None).scope_id == target.pk


def made_world(group: Group) -> Any:
    """The group as the factories of plans know a world: Анна leads."""

    class World:
        community, galina = group.community, group.cast.anna

    return World


def paper_of(group: Group, token: int) -> Document:
    """A registered paper that only those of the token read, beside its keepers."""
    school = made.organization(group.cast.district, "Школа № 3")
    content = Content(
        heading="О зале для чтений", issuer=school, text="приказываю:\n1. Открыть зал.",
        signers=({"position": "Директор", "name": "Д. И. Примеров"},), audience="keepers",
    )  # fmt: skip
    drawn = draft(
        district=group.cast.district, kind="order", content=content, actor=SYSTEM, at=made.THEN,
        business=Business(readers=(token,)),
    )  # fmt: skip
    return issue(document=drawn, dated_on=made.THEN.date(), actor=SYSTEM, at=made.THEN)


def duty_of(source: Community, group: Group) -> None:
    """Somebody asks to be admitted and is answered by nobody yet."""
    asker = new_person("Пётр Просящий")
    made.admit(asker, group.cast.district)
    Membership.objects.create(person=asker, community=source, state="asked", since=made.THEN)
    publish(
        MembershipAsked(
            district_id=group.cast.district.pk, actor_id=asker.pk, community_id=source.pk,
            person_id=asker.pk,
        )
    )  # fmt: skip


def test_what_is_for_members_does_not_become_open_to_guests(group: Group, as_: Browser) -> None:
    target, dmitry = second(group), as_(group.cast.dmitry)
    Community.objects.filter(pk=target.pk).update(is_public=True)
    page = dmitry.post(f"{group.here}reshape/new/merge/", {"target": target.pid})
    assert page.status_code == 422
    assert "слова увидели бы не те, кому они написаны" in text(page)

    closed = menu.add_section(
        community=target, kind="tag", title="Своё", tag="своё", is_for_members=True, actor=SYSTEM
    )
    target.refresh_from_db()
    talk = made.publication(group.cast.vera, target, "Только для своих", tags=["своё"])
    assert Client().get(f"/p/{talk.pid}-{talk.slug}/").status_code == 404
    here = f"/{target.district.slug}/c/{target.pid}-{target.slug}/"
    told = {
        "name": "Астрономия", "kind": "subject", "goal": "Небо", "people": [group.cast.vera.pk],
        "publications": [talk.pk],
    }  # fmt: skip
    url = wanted(dmitry, here, "split", told)
    assert dmitry.post(url, {"basis": "решение координатора"}).status_code == 302
    talk.refresh_from_db()
    assert talk.home_community is not None
    assert talk.home_community.name == "Астрономия"
    assert Client().get(f"/p/{talk.pid}-{talk.slug}/").status_code == 404, closed.tag


@pytest.mark.clause("BB-7.1.4.a")
def test_splitting_gives_a_neighbour_and_moving_another_parent(group: Group, as_: Browser) -> None:
    cast, dmitry = group.cast, as_(group.cast.dmitry)
    told = {
        "name": "Геометрия", "kind": "subject", "goal": "Чертежи", "people": [cast.boris.pk],
        "publications": [group.result.pk],
    }  # fmt: skip
    given_up = wanted(dmitry, group.here, "split", told)
    assert "Сообщество останется, каким было." in text(dmitry.get(f"{given_up}drop/"))
    assert Reshaping.objects.get().state == "draft"
    assert dmitry.post(f"{given_up}drop/").status_code == 302
    assert Reshaping.objects.get().state == "dropped"
    url = wanted(dmitry, group.here, "split", told)
    assert "Выбранные участники выйдут" in text(dmitry.get(url))
    assert dmitry.post(url, {"basis": "решение координатора"}).status_code == 302
    run_once(at=now())
    told_of = {
        cast.boris: "Сообщество «Читаем условие задачи» разделилось: вы теперь в «Геометрия»."
        " Основание: решение координатора. Прежнее сообщество на своём месте, вы в нём больше не участник.",
        cast.anna: "Из «Читаем условие задачи» выделилось «Геометрия». Основание: решение координатора."
        " Вы остаётесь здесь.",
    }  # fmt: skip
    for one, words in told_of.items():
        page = text(as_(one).get("/notices/"))
        assert words in page
        assert "Вас приняли в сообщество «Геометрия»" not in page
        assert any(words in str(letter.body) for letter in mail.outbox if letter.to == [one.email])
    half = Community.objects.get(name="Геометрия")
    assert (half.parent, half.member_n, group.fresh().member_n) == (None, 1, 1)
    for one in (cast.anna, cast.boris):
        assert as_(one).get(f"/p/{group.result.pid}-{group.result.slug}/").status_code == 200
    assert Placement.objects.filter(publication=group.result).count() == 2

    here = f"/{cast.district.slug}/c/{half.pid}-{half.slug}/"
    url = wanted(dmitry, here, "move", {"target": group.community.pid})
    assert dmitry.post(url, {"basis": "решение координатора"}).status_code == 302
    half.refresh_from_db()
    assert half.parent == group.community
    assert "Перенесено в «Читаем условие задачи»" in text(as_(cast.boris).get(f"{here}about/"))
    run_once(at=now())
    words = (
        "«Геометрия» теперь стоит внутри «Читаем условие задачи». Основание: решение координатора."
    )
    assert words in text(as_(cast.boris).get("/notices/"))
    again = dmitry.post(f"{group.here}reshape/new/move/", {"target": half.pid})
    assert again.status_code == 422, "not inside itself"
    again = dmitry.post(f"{group.here}reshape/new/merge/", {"target": half.pid})
    assert again.status_code == 422, "the other stands inside it"


def test_many_publications_go_over_by_a_job_and_the_page_says_how_far(
    group: Group, as_: Browser, frozen: Any
) -> None:
    target, dmitry = second(group), as_(group.cast.dmitry)
    for n in range(BATCH + 1):
        made.publication(group.cast.anna, group.community, f"Запись {n}")
    url = wanted(dmitry, group.here, "merge", {"target": target.pid})
    assert dmitry.post(url, {"basis": "решение координатора"})["Location"] == url
    assert "0 из 52" in text(dmitry.get(url))
    assert (
        as_(group.cast.boris).get(f"/p/{group.result.pid}-{group.result.slug}/").status_code == 200
    )
    second_try = dmitry.post(f"{group.here}reshape/new/merge/", {"target": target.pid})
    page = text(dmitry.get(second_try["Location"]))
    assert "уже идёт преобразование" in page
    frozen.shift(timedelta(minutes=1))
    run_once(at=now())
    one = Reshaping.objects.exclude(done_at=None).get()
    assert (one.state, one.done_n, one.total_n) == ("done", 52, 52)
    assert Publication.objects.filter(home_community=target).count() == 52
    assert not Publication.objects.filter(home_community=group.community).exists()
    assert not Placement.objects.filter(community=group.community).exists()
