"""Closed things, each with a word that stands nowhere else, and the list of those who may read it.

The list is written by hand; nothing here asks the policies under test.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
import re
from typing import Any

from staffroom.core.files import attach
from staffroom.core.ids import slug_of
from staffroom.core.richtext import from_text
from staffroom.features.adoption.models import LocalAct
from staffroom.features.lifecycle.actions import deciding
from staffroom.features.lifecycle.models import Reshaping
from staffroom.features.materials.actions.opening import ask
from staffroom.features.materials.actions.uses import tell_of_use
from staffroom.features.materials.models import Material
from staffroom.features.materials.registry import PRACTICE
from staffroom.features.plans.actions import lines
from staffroom.overviews.experience.models import Acquaintance
from staffroom.shared.accounts.models import Consent, DataRequest, Letter, Person
from staffroom.shared.communities.actions import blocks, menu
from staffroom.shared.communities.models import (
    Admission,
    AdmissionState,
    Community,
    CommunityState,
    Membership,
    Registration,
    ScopeKind,
)
from staffroom.shared.documents.models import Document
from staffroom.shared.moderation import actions as reports
from staffroom.shared.notifications.models import NoticeRow
from staffroom.shared.organizations.models import ImportDraft
from staffroom.shared.publications.actions import comments, moderation, publishing
from staffroom.shared.publications.models import Audience, Publication, PublicationStatus
from staffroom.shared.publications.registry import COMMENT_FILES, PUBLICATION_FILES
from staffroom.shared.search.actions.index import index
from tests.factories import (
    adoption,
    control,
    drafting,
    experience,
    lifecycle,
    review,
    rosters,
    sharing,
    shelves,
)
from tests.factories import world as small
from tests.factories.documents import order, registered
from tests.factories.governance import application
from tests.factories.materials import CARD, material
from tests.factories.people import person
from tests.factories.plans import plan_in_force, project
from tests.factories.world import THEN, World

# Whoever walks: of the small world, and those beside it.
ROLES = (
    "guest",
    "newcomer",  # has asked to join the district
    "stranger",  # teaches in another district
    "neighbour",  # of the same district, in another community
    "other_moderator",  # runs that other community
    "other_coordinator",  # coordinates the other district
    "technician",
    "member",
    "author",
    "moderator",
    "coordinator",
)
CANARY = re.compile(r"kanareika[a-z]+?qz")
NOBODY: frozenset[str] = frozenset()
INSIDE = frozenset({"member", "author", "moderator", "coordinator"})
RUNNING = frozenset({"moderator", "coordinator"})
DISTRICT = INSIDE | {"neighbour", "other_moderator", "technician"}


def canary(what: str) -> str:
    """The word itself."""
    return f"kanareika{slug_of(what).replace('-', '')}qz"


@dataclass(slots=True)
class Aviary:
    """The world with closed things in it."""

    world: World
    cast: dict[str, Person | None]
    other_community: Community
    may: dict[str, frozenset[str]] = field(default_factory=dict)
    pids: dict[str, frozenset[str]] = field(default_factory=dict)  # of closed things: who may read
    keys: list[int] = field(default_factory=list)  # of closed publications
    gone: set[str] = field(
        default_factory=set
    )  # what its author took back: his archive holds it still

    def words_in(self, words: str) -> set[str]:
        """Canaries that stand in a text."""
        return set(CANARY.findall(words)) & self.may.keys()

    def known(self, what: str) -> str:
        """A canary that stands already."""
        made = canary(what)
        assert made in self.may, what
        return made

    def word(self, what: str, *who: str, may: frozenset[str] | None = None) -> str:
        """A new canary: Latin letters alone, so that search, addresses and slugs keep it whole."""
        made = canary(what)
        assert made not in self.may, f"{what} stands twice"
        self.may[made] = frozenset(who) if may is None else may
        return made


def make_aviary() -> Aviary:
    """The small world, its neighbours, and one closed thing of every kind."""
    world = small.make_world()
    other = small.community(world.district, "Учителя музыки")
    neighbour, leader, newcomer, head = (
        person(name, position="subject_teacher")
        for name in ("Нина Соседова", "Олег Музыкин", "Павел Новиков", "Рита Заречная")
    )
    for one in (neighbour, leader):
        small.admit(one, world.district, world.organization)
        small.enrol(one, other)
    small.grant(leader, ScopeKind.COMMUNITY, other.pk, "moderator", small.MODERATION)
    small.admit(head, world.other_district)
    district = ScopeKind.DISTRICT
    small.grant(head, district, world.other_district.pk, "coordinator", small.COORDINATION)
    cast = {role: world.who(role) for role in ("guest", "stranger", "member", "author")}
    cast |= {role: world.who(role) for role in ("moderator", "coordinator", "technician")}
    cast |= {"newcomer": newcomer, "neighbour": neighbour, "other_moderator": leader}
    aviary = Aviary(world, cast | {"other_coordinator": head}, other)
    _publications(aviary)
    _replies(aviary)
    _people(aviary)
    _papers(aviary)
    _posts(aviary)
    _works(aviary)
    _pages(aviary)
    _compositions(aviary)
    _terms(aviary)
    _bank(aviary)
    _reviews(aviary)
    _shelves(aviary)
    _experience(aviary)
    return aviary


def _written(aviary: Aviary, what: str, may: frozenset[str], **how: Any) -> Publication:
    """A publication whose title, text, tag, file's name and file's text are canaries."""
    anna, home = aviary.world.anna, aviary.world.community
    made = small.publication(
        how.pop("author", anna),
        how.pop("home", home),
        f"Заметка {aviary.word(f'{what}название', may=may)}",
        words=f"Слова: {aviary.word(f'{what}текст', may=may)}.",
        tags=[aviary.word(f"{what}метка", may=may)],
        **how,
    )
    _filed(aviary, what, may, made.author, PUBLICATION_FILES, made.pk)
    aviary.pids[made.pid] = may
    aviary.keys.append(made.pk)
    return made


def _filed(
    aviary: Aviary, what: str, may: frozenset[str], owner: Person, kind: str, key: int
) -> None:
    file = small.stored_file(owner, aviary.word(f"{what}файл", may=may))
    file.name = f"{aviary.word(f'{what}имяфайла', may=may)}.txt"
    file.save(update_fields=["name"])
    if kind:
        attach(actor=small.acting(owner), pids=[file.pid], kind=kind, key=key, at=THEN)
        model: Any = Publication if kind == PUBLICATION_FILES else comments.Comment
        model.objects.filter(pk=key).update(file_n=1)


def _publications(aviary: Aviary) -> None:
    author = frozenset({"author"})
    closed = _written(aviary, "закрытая", INSIDE)
    publishing.edit_publication(
        publication=closed,
        content=publishing.Content(
            title=closed.title,
            text=from_text(f"Правка {aviary.word('закрытаяправка', may=INSIDE)}"),
            tags=closed.tags,
        ),
        actor=small.acting(aviary.world.anna),
        at=THEN + timedelta(minutes=1),
    )
    _written(aviary, "районная", DISTRICT, audience=Audience.DISTRICT)
    _written(aviary, "черновик", author, status=PublicationStatus.DRAFT, audience=Audience.PUBLIC)
    later = _written(
        aviary, "отложенная", author, status=PublicationStatus.DRAFT, audience=Audience.PUBLIC
    )
    publishing.publish_draft(
        publication=later,
        actor=small.acting(aviary.world.anna),
        at=THEN,
        later_at=THEN + timedelta(days=400),
    )
    hidden = _written(aviary, "скрытая", RUNNING | author, audience=Audience.PUBLIC)
    reason = aviary.word("причина", may=INSIDE)  # members read it in the open log (BB-6.2)
    moderation.hide(publication=hidden, reason=reason, actor=small.acting(aviary.world.galina))
    before = set(aviary.may)
    removed = _written(aviary, "удалённая", NOBODY, audience=Audience.PUBLIC)
    aviary.gone |= set(aviary.may) - before
    publishing.remove_publication(
        publication=removed, actor=small.acting(aviary.world.anna), at=THEN
    )
    _written(
        aviary,
        "соседняя",
        frozenset({"neighbour", "other_moderator", "coordinator"}),
        author=aviary.cast["neighbour"],
        home=aviary.other_community,
    )


def _replies(aviary: Aviary) -> None:
    """Under the topic for members, and, hidden or taken back, under the one open to all."""
    world = aviary.world
    inside = _reply(aviary, "ответ", INSIDE, world.topic)
    comments.edit_comment(
        comment=inside,
        text=from_text(f"Правка {aviary.word('ответправка', may=INSIDE)}"),
        actor=small.acting(world.boris),
        at=THEN + timedelta(hours=1),
    )
    who = RUNNING | {"member"}  # its author is the member
    hidden = _reply(aviary, "скрытыйответ", who, world.open_topic)
    aviary.may[canary("скрытыйответ")] = RUNNING  # from here on it stands in the history alone
    comments.edit_comment(
        comment=hidden,
        text=from_text(f"Правка {aviary.word('скрытыйответправка', may=who)}"),
        actor=small.acting(world.boris),
        at=THEN + timedelta(hours=1),
    )
    reason = aviary.word("причинаответа", may=INSIDE)
    comments.hide_comment(comment=hidden, reason=reason, actor=small.acting(world.galina), at=THEN)
    gone = _reply(aviary, "снятыйответ", NOBODY, world.open_topic)
    for what in ("снятыйответфайл", "снятыйответимяфайла"):  # loose again: its owner's for a week
        aviary.may[canary(what)] = frozenset({"member"})
    comments.remove_comment(comment=gone, actor=small.acting(world.boris), at=THEN)


def _reply(aviary: Aviary, what: str, may: frozenset[str], under: Publication) -> Any:
    made = small.comment(aviary.world.boris, under, f"Ответ {aviary.word(what, may=may)}")
    made.publication = under
    _filed(aviary, what, may, aviary.world.boris, COMMENT_FILES, made.pk)
    made.refresh_from_db(fields=["file_n"])
    under.refresh_from_db()
    return made


def _people(aviary: Aviary) -> None:
    """A colleague's card, somebody's request to come in, what was said about a member."""
    world = aviary.world
    quiet = person(
        f"Тихон {aviary.word('фамилия', may=DISTRICT).title()}",
        email=f"{aviary.word('почта')}@test.example",
        phone="+7 900 000-00-00",
        about=aviary.word("осебе"),
        contact_email=f"{aviary.word('связь')}@test.example",
    )
    small.admit(quiet, world.district, world.organization)
    small.enrol(quiet, world.community)
    index("person", [quiet.pk])
    newcomer = aviary.cast["newcomer"]
    Admission.objects.create(
        person=newcomer,
        district=world.district,
        state=AdmissionState.ASKED,
        organization_words=aviary.word("работает", "coordinator", "newcomer"),
        question=aviary.word("вопросновичку", "coordinator", "newcomer"),
        answer=aviary.word("ответновичка", "coordinator", "newcomer"),
        asked_at=THEN,
    )
    Registration.objects.create(
        district=world.district,
        email=f"{aviary.word('заявкапочта')}@test.example",
        password="!",
        form={"last_name": aviary.word("заявка")},
        consented_at=THEN,
        consent_version=1,
        asked_at=THEN,
    )
    Membership.objects.create(
        person=newcomer,
        community=world.community,
        state="asked",
        since=THEN,
        words=aviary.word("проситпринять", may=RUNNING),
    )
    DataRequest.objects.create(
        person=quiet,
        kind="erasure",
        words=aviary.word("просьба", "coordinator"),
        asked_at=THEN,
        due_on=THEN.date(),
    )
    Consent.objects.create(
        person=world.boris, purpose="digest", text_version=1, given_at=THEN, channel="site"
    )


def _papers(aviary: Aviary) -> None:
    """What lies on desks: a community being prepared, a report, an import, a loose file."""
    world, running = aviary.world, RUNNING
    draft = small.community(
        world.district,
        f"Группа {aviary.word('готовится', 'coordinator')}",
        goal=aviary.word("готовитсяцель", "coordinator"),
    )
    Community.objects.filter(pk=draft.pk).update(state=CommunityState.DRAFT)
    index("community", [draft.pk])
    reports.file_report(
        publication=world.topic,
        comment=None,
        ground="spam",
        words=aviary.word("жалоба", may=running),
        actor=small.acting(world.boris),
        at=THEN,
    )
    ImportDraft.objects.create(
        district=world.district,
        owner=world.dmitry,
        name=f"{aviary.word('список', 'coordinator')}.csv",
        lines=[{"n": 2, "last_name": aviary.word("списокстрока")}],
        plan=[],
        made_at=THEN,
    )
    _filed(aviary, "ничейный", frozenset({"author"}), world.anna, "", 0)


def _posts(aviary: Aviary) -> None:
    """A notice, and a letter lying in the folder."""
    NoticeRow.objects.create(
        person=aviary.world.anna,
        kind="publications.answer",
        text=f"Вам: {aviary.word('уведомление', 'author')} {{publication}}",
        publication=aviary.world.topic,
        at=THEN,
    )
    Letter.objects.create(
        kind="Уведомление",
        masked_address="b…@test.example",
        state="filed",
        is_demo=False,
        file_name="closed.eml",
        at=THEN,
    )


def _works(aviary: Aviary) -> None:
    """A plan and a project (the network of the district sees them), papers, an application begun."""
    world, galina = aviary.world, small.acting(aviary.world.galina)
    lines.add_line(
        plan=plan_in_force(world),
        content=lines.Content(
            title=aviary.word("строкаплана", may=DISTRICT),
            starts_on=date(2026, 10, 1),
            result=aviary.word("итогстроки", may=DISTRICT),
        ),
        actor=galina,
        at=THEN,
    )
    project(world, text=from_text(aviary.word("проект", may=DISTRICT)))
    order(world, f"О группе {aviary.word('проектприказа', 'coordinator')}")
    registered(world, f"О сети {aviary.word('приказ', may=DISTRICT)}", text="")
    words = aviary.word("принятиеслова", "author", "coordinator")
    adoption.asked(world, words=words)
    number = aviary.word("номерприказа", "author", "coordinator")
    LocalAct.objects.update(number=number, dated_on=THEN.date(), adopted_at=THEN)
    control.given(world, aviary.word("пунктприказа", "author", "coordinator"))
    text = aviary.word("проекттекст", "coordinator")
    drafting.begun(world, text, aviary.word("проектзаголовок", "coordinator"))
    network = aviary.word("обсуждаемый", may=DISTRICT)
    drafting.discussed(world, network, aviary.word("обсуждаемыйзаголовок", may=DISTRICT))
    sharing.resource_asked(
        world,
        aviary.word("ресурс", may=DISTRICT),
        aviary.word("просьбаресурса", "author", "coordinator"),
    )
    sharing.drafted(world, aviary.word("договорпроект", "author", "coordinator"))
    written = application(world)
    written.problem = aviary.word("проблема", "author", "member")
    written.save(update_fields=["problem"])


def _pages(aviary: Aviary) -> None:
    """A page of the community that its moderator is still building from blocks."""
    home, mine = aviary.world.community, small.acting(aviary.world.galina)
    page = menu.add_section(community=home, kind="page", title="С чего начать", actor=mine)
    blocks.add_block(
        section=page, kind="text", title=aviary.word("блокназвание", may=RUNNING),
        html=f"<p>{aviary.word('блоктекст', may=RUNNING)}</p>", actor=mine, at=THEN,
    )  # fmt: skip


def _compositions(aviary: Aviary) -> None:
    """A community whose composition an order fixes: what is being prepared, and who was refused why."""
    world = aviary.world
    home = rosters.apart(world)
    small.grant(world.galina, ScopeKind.COMMUNITY, home.pk, "moderator", small.MODERATION)
    draft = rosters.drafted_in(home, world.boris, world.galina)
    words = f"{draft.text}\n{aviary.word('составпроект', may=RUNNING)}"
    Document.objects.filter(pk=draft.pk).update(text=words)
    Membership.objects.create(
        person=world.anna, community=home, state="refused", since=THEN,
        words=aviary.word("отказвсоставе", "author"),
    )  # fmt: skip


def _terms(aviary: Aviary) -> None:
    """A request to end the work that was refused; a change of shape that is only prepared."""
    world = aviary.world
    asked = lifecycle.closing_asked(world, aviary.word("просьбазакрыть", may=INSIDE))
    deciding.refuse(
        request=asked, reason=aviary.word("отказзакрыть", may=INSIDE), clause="п. 5",
        actor=small.acting(world.dmitry), at=THEN + timedelta(days=1),
    )  # fmt: skip
    Reshaping.objects.filter(pk=lifecycle.reshaping(world).pk).update(
        name=aviary.word("преобразование", "coordinator"),
        goal=aviary.word("преобразованиецель", "coordinator"),
    )


def _bank(aviary: Aviary) -> None:
    """A material for the members: its card, an old version, a lesson given by it, what was made of it."""
    world, anna = aviary.world, small.acting(aviary.world.anna)
    word = {
        what: aviary.word(what, may=INSIDE)
        for what in (
            "материал",
            "старыеслова",
            "сутьпрактики",
            "требование",
            "видеоссылка",
            "сказанонавидео",
            "итогурока",
            "потомок",
        )
    }
    card = {
        **CARD,
        "essence": word["сутьпрактики"],
        "requirement": word["требование"],
        "standard": "basic",
    }
    card["kind"] = PRACTICE
    film = {
        "link": f"https://video.example/{word['видеоссылка']}", "spoken": word["сказанонавидео"],
        "children": "nobody", "adults": "shown", "agreed": True,
        "people": aviary.word("ктонавидео", may=RUNNING | {"author"}),
    }  # fmt: skip
    row = material(
        world.anna,
        world.community,
        f"Опыт {word['материал']}",
        text=word["старыеслова"],
        **card,
        **film,
    )
    publishing.edit_publication(
        publication=row.publication, actor=anna, at=THEN,
        content=publishing.Content(
            title=row.publication.title, text=from_text("Слова другие."), card={**card, **film},
            audience=Audience.COMMUNITY,
        ),
    )  # fmt: skip
    row.refresh_from_db()
    tell_of_use(
        material=row, held_on=THEN.date(), grade="7", changed="", result=word["итогурока"], at=THEN,
        actor=small.acting(world.boris), today=THEN.date(),
    )  # fmt: skip
    words = aviary.word("разговороткрытия", may=RUNNING | {"author"})
    ask(material=row, wanted=Audience.PUBLIC, words=words, actor=anna, at=THEN)
    material(
        world.boris,
        world.community,
        f"По чужому {word['потомок']}",
        **{**card, "based_on_id": row.pk},
    )
    aviary.pids[row.publication.pid] = INSIDE
    aviary.keys.append(row.pk)


def _reviews(aviary: Aviary) -> None:
    """A draft under review, blind for both sides: its opinions wait to be released, a guest is invited."""
    world, told = aviary.world, aviary.word("отзывэксперта", may=RUNNING)
    title = aviary.word("работанаэкспертизе", may=RUNNING | {"author"})
    work = small.publication(
        world.anna, world.community, f"Работа {title}", status=PublicationStatus.DRAFT
    )
    for name in ("Раиса Первая", "Савва Второй"):
        review.expert(world.district, name)
    found = review.asked(
        world, work, mode="double", words=aviary.word("словаорганизатору", may=RUNNING)
    )
    review.hand_in(review.given(found)[0], strong=f"Сильно {told}")
    review.invited(found, f"Гостев {aviary.word('внешнийэксперт', may=RUNNING)}")


def _shelves(aviary: Aviary) -> None:
    """Closed shelves; and, on one open to all, what is said of a closed publication."""
    world, author = aviary.world, small.acting(aviary.world.anna)
    closed, wide = (
        Publication.objects.get(title=f"Заметка {aviary.known(what)}")
        for what in ("закрытаяназвание", "районнаяназвание")
    )
    open_to_all = shelves.begun(world, "Осень в районе", "public", of="district")
    shelves.on(world, open_to_all, closed, aviary.word("словаполки", may=INSIDE))
    shelves.begun(world, aviary.word("свояполка", "author"), "own", actor=author)
    shelves.begun(world, aviary.word("полкагруппы", may=INSIDE), "community", of="community")
    shelves.begun(
        world, aviary.word("дайджест", may=RUNNING), "community", of="community", shape="digest"
    )
    shelves.advised(world, wide, aviary.other_community, aviary.word("рекомендация", may=DISTRICT))
    shelves.picked(world, wide, aviary.word("выборнедели", may=DISTRICT))
    shelves.of_maths(_written(aviary, "делюсь", INSIDE, kind="share"))
    shelves.of_maths(  # beside it stands what answers, for those who may read it
        small.publication(
            world.boris, world.community, "Нужны карточки", audience=Audience.PUBLIC, kind="seek"
        )
    )


def _experience(aviary: Aviary) -> None:
    """A teacher's page: her words for the members, a colleague's request and her answer for those two."""
    world = aviary.world
    practice = Material.objects.get(
        publication__title__contains=aviary.known("материал"), publication__author=world.anna
    )
    shown = experience.page(world, practice, about=aviary.word("осебеучитель", may=DISTRICT))
    both = frozenset({"author", "member"})
    Acquaintance.objects.create(
        experience=shown, person=world.boris, district=world.district, state="allowed",
        why=aviary.word("зачемопыт", may=both), words=aviary.word("ответопыт", may=both),
        asked_at=THEN, answered_at=THEN,
    )  # fmt: skip
