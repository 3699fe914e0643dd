"""Finding: what is found by whom, in what order, and what disappears."""

from dataclasses import replace
from datetime import datetime, timedelta
import string

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
import pytest

from staffroom.core import plugs
from staffroom.core.jobs import run_once
from staffroom.core.richtext import clean
from staffroom.core.viewer import GUEST, SYSTEM, Viewer
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.publications.actions import (
    coauthors,
    comments,
    moderation,
    placing,
    publishing,
    readers,
)
from staffroom.shared.publications.models import Audience, Comment, Publication, PublicationStatus
from staffroom.shared.search import jobs
from staffroom.shared.search.actions import index
from staffroom.shared.search.models import Outdated, SearchReader, SearchRow
from staffroom.shared.search.queries import engine, hits
from staffroom.shared.search.queries.results import Filters, Results, results
from tests.factories import world as made
from tests.factories.kept import kept
from tests.factories.people import person, sign_in
from tests.factories.world import World, make_world
from tests.queries import assert_queries_constant

pytestmark = pytest.mark.django_db


@kept
def _indexed() -> World:
    small = make_world()
    Community.objects.update(publication_n=2)  # the factory counts nothing
    index_all()
    return small


@pytest.fixture
def world() -> World:
    """The small district, indexed."""
    return _indexed()


def index_all() -> None:
    """Write the index of everything, as the job does."""
    for kind in plugs.indexes:
        jobs.reindex(kind=kind)


def titles(found: Results) -> list[str]:
    """Titles of the hits, in order, without the marks."""
    return [hit.head.title.striptags() for hit in found.page.hits]


def find(who: Viewer, typed: str, at: datetime, **filters: object) -> list[str]:
    return titles(results(who, typed, Filters(**filters), at=at))


def test_rights_are_the_readers_of_the_publication(world: World, at: datetime) -> None:
    topic, public = "Как объяснить дроби", "Неделя математики"
    seen = {
        "guest": find(GUEST, "дроби", at),
        "stranger": find(viewer_for(world.vera, at=at), "дроби", at),
        "colleague": find(viewer_for(world.boris, at=at), "дроби", at),
        "author": find(viewer_for(world.anna, at=at), "дроби", at),
    }
    assert seen == {"guest": [], "stranger": [], "colleague": [topic], "author": [topic]}
    assert find(GUEST, "неделя", at) == [public]


def test_drafts_are_found_by_nobody(world: World, at: datetime) -> None:
    assert find(viewer_for(world.anna, at=at), "дописано", at) == []
    assert not SearchRow.objects.filter(publication_id=world.draft.pk).exists()


def test_what_is_changed_after_its_words_were_found_is_read_again(
    world: World, at: datetime
) -> None:
    boris = viewer_for(world.boris, at=at)
    reply = made.comment(world.boris, world.topic, "Попробуйте счётные палочки.")
    index.prepare("comment", [reply.pk])
    Comment.objects.filter(pk=reply.pk).update(plain="Попробуйте угольник.")
    index.index("comment", [reply.pk])
    assert find(boris, "угольник", at) == [world.topic.title]
    assert find(boris, "палочки", at) == []


def test_a_reply_leads_to_its_place_under_its_publication(world: World, at: datetime) -> None:
    found = results(viewer_for(world.boris, at=at), "яблоко", Filters(), at=at)
    (hit,) = found.page.hits
    (reply,) = hit.replies
    assert hit.head.title.striptags() == world.topic.title
    assert reply.url == f"/p/{world.topic.pid}-{world.topic.slug}/#c1"
    assert str(reply.words) == "У нас получилось с <mark>яблоком</mark>."
    assert reply.author_name == "Борис Орлов"


def test_a_publication_and_its_replies_are_one_result(world: World, at: datetime) -> None:
    for n in range(5):
        row = made.comment(world.boris, world.topic, f"Дроби на примере {n}")
        index.index("comment", [row.pk])
    (hit,) = results(viewer_for(world.boris, at=at), "дробь", Filters(), at=at).page.hits
    assert (hit.is_head_found, len(hit.replies), hit.more_replies) == (True, 2, 3)


def test_what_is_published_and_edited_is_found_at_once(world: World, at: datetime) -> None:
    boris, anna = viewer_for(world.boris, at=at), viewer_for(world.anna, at=at)
    draft = made.publication(
        world.anna, world.community, "Микроскоп на кухне", status=PublicationStatus.DRAFT
    )
    publishing.publish_draft(publication=draft, actor=SYSTEM, at=at)
    assert find(boris, "микроскопом", at) == ["Микроскоп на кухне"]
    content = publishing.Content(title="Телескоп на балконе", text=clean("<p>Луна и Сатурн</p>"))
    publishing.edit_publication(publication=draft, content=content, actor=anna, at=at)
    assert find(boris, "микроскопом", at) == []
    assert find(boris, "сатурна", at) == ["Телескоп на балконе"]


@pytest.mark.usefixtures("frozen")
def test_what_is_hidden_is_found_again_when_it_is_restored(world: World, at: datetime) -> None:
    boris, galina = viewer_for(world.boris, at=at), viewer_for(world.galina, at=at)
    moderation.hide(publication=world.topic, reason="Не по теме", actor=galina)
    assert (find(boris, "дроби", at), find(boris, "яблоком", at)) == ([], [])
    moderation.restore(publication=world.topic, actor=galina)
    run_once(at=at)
    assert find(boris, "дроби", at) == find(boris, "яблоком", at) == [world.topic.title]


def test_a_removed_publication_is_not_found(world: World, at: datetime) -> None:
    anna = viewer_for(world.anna, at=at)
    publishing.remove_publication(publication=world.open_topic, actor=anna, at=at)
    assert find(anna, "неделя", at) == []


@pytest.mark.usefixtures("frozen")
def test_comments_follow_their_events(world: World, at: datetime) -> None:
    boris, galina = viewer_for(world.boris, at=at), viewer_for(world.galina, at=at)
    said = comments.add_comment(
        publication=world.topic, text=clean("<p>Пицца понятнее яблока</p>"), actor=boris, at=at
    )
    run_once(at=at)
    assert find(boris, "пиццей", at) == [world.topic.title]
    comments.edit_comment(comment=said, text=clean("<p>Торт понятнее</p>"), actor=boris, at=at)
    assert (find(boris, "пицца", at), find(boris, "торта", at)) == ([], [world.topic.title])
    comments.hide_comment(comment=said, reason="Спам", actor=galina, at=at)
    assert find(boris, "торт", at) == []
    comments.restore_comment(comment=said, actor=galina)
    assert find(boris, "торт", at) == [world.topic.title]
    comments.remove_comment(comment=said, actor=boris, at=at)
    assert find(boris, "торт", at) == []


@pytest.mark.usefixtures("frozen")
def test_a_moved_publication_is_found_by_its_new_readers_only(world: World, at: datetime) -> None:
    other = made.community(world.district, "Учителя физики")
    olga = person("Ольга Седова", position="subject_teacher")
    made.admit(olga, world.district)
    made.enrol(olga, other)
    boris = viewer_for(world.boris, at=at)
    placing.place_publication(publication=world.topic, home=other, also_in=(), actor=SYSTEM)
    assert (find(boris, "дроби", at), find(boris, "яблоком", at)) == ([], [])
    olga_now = viewer_for(olga, at=at)
    assert find(olga_now, "дроби", at, community_id=other.pk) == [world.topic.title]
    run_once(at=at)
    assert find(olga_now, "яблоко", at, community_id=other.pk) == [world.topic.title]
    assert find(olga_now, "дроби", at, community_id=world.community.pk) == []


def test_who_left_finds_nothing_from_the_next_question_on(world: World, at: datetime) -> None:
    world.community.memberships.filter(person=world.boris).update(state="left")
    assert find(viewer_for(world.boris, at=at), "дроби", at) == []


def test_the_index_is_never_the_judge(world: World, at: datetime) -> None:
    """Even when a change was made behind the site's back, rights are read from the readers' table."""
    boris = viewer_for(world.boris, at=at)
    Publication.objects.filter(pk=world.topic.pk).update(status=PublicationStatus.HIDDEN)
    assert find(boris, "дроби", at) == []
    Publication.objects.filter(pk=world.topic.pk).update(status=PublicationStatus.PUBLISHED)
    world.topic.comments.update(hidden_at=at)
    assert find(boris, "яблоко", at) == []
    world.topic.readers.all().delete()
    assert find(boris, "дроби", at) == []


@pytest.mark.clause("PD-2.2.3")
def test_names_come_first_and_are_found_by_those_who_may_know_them(
    world: World, at: datetime
) -> None:
    boris, vera = viewer_for(world.boris, at=at), viewer_for(world.vera, at=at)
    assert find(boris, "Соколовой", at) == ["Соколова Анна"]
    assert find(boris, "школа 1", at) == ["Школа № 1"]
    assert find(boris, "математика", at) == ["Учителя математики", "Неделя математики"]
    assert find(vera, "Соколовой", at) == []
    assert find(vera, "школа 1", at) == []
    assert find(GUEST, "математика", at) == ["Учителя математики", "Неделя математики"]
    assert find(GUEST, "Соколова", at) == []


def test_people_who_left_the_network_are_not_found(world: World, at: datetime) -> None:
    world.anna.admissions.update(state="left")
    assert find(viewer_for(world.boris, at=at), "Соколова", at) == []


def test_closed_fields_of_a_card_are_not_searched(world: World, at: datetime) -> None:
    keeper = person("Раиса Тихая", subjects=("physics",), about="Развожу хризантемы")
    made.admit(keeper, world.district)
    index.index("person", [keeper.pk])
    boris = viewer_for(world.boris, at=at)
    assert find(boris, "хризантемы", at) == find(boris, "Тихая физика", at) == []
    keeper.shown = {"about": "members", "subjects": "members"}
    keeper.save(update_fields=["shown"])
    index.index("person", [keeper.pk])
    assert find(boris, "хризантема", at) == find(boris, "Тихой физика", at) == ["Тихая Раиса"]


def test_filters(world: World, at: datetime) -> None:
    boris = viewer_for(world.boris, at=at)
    assert find(boris, "математика", at, what="community") == ["Учителя математики"]
    assert find(boris, "математика", at, what="publication") == ["Неделя математики"]
    assert find(boris, "яблоко", at, what="comment") == [world.topic.title]
    assert find(boris, "математика", at, subkind="news") == []
    assert find(boris, "математика", at, subkind="topic") == ["Неделя математики"]
    assert find(boris, "дроби", at, author_id=world.boris.pk) == []
    assert find(boris, "дроби", at, author_id=world.anna.pk) == [world.topic.title]
    assert find(boris, "дроби", at, district_id=world.other_district.pk) == []
    assert find(boris, "дроби", at, period="week") == []
    assert find(boris, "дроби", at, period="month") == [world.topic.title]


def test_phrases_stand_side_by_side(world: World, at: datetime) -> None:
    near = made.publication(world.anna, world.community, "Классный час о хлебе")
    far = made.publication(world.anna, world.community, "Час в классном кабинете")
    index.index("publication", [near.pk, far.pk])
    boris = viewer_for(world.boris, at=at)
    assert find(boris, "«классного часа»", at) == [near.title]
    assert set(find(boris, "классный час", at)) == {near.title, far.title}
    assert find(boris, "классный час", at)[0] == near.title


def test_the_other_layout_is_tried_when_nothing_is_found(world: World, at: datetime) -> None:
    found = results(viewer_for(world.boris, at=at), "lhj,b", Filters(), at=at)
    assert (titles(found), found.shown_for) == ([world.topic.title], "дроби")


def test_a_question_that_is_cut_says_so(
    world: World, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [made.publication(world.anna, world.community, f"Дроби {n}") for n in range(4)]
    index.index("publication", [row.pk for row in rows])
    boris = viewer_for(world.boris, at=at)
    assert results(boris, "дроби", Filters(), at=at).page.is_cut is False
    monkeypatch.setattr(engine, "NEWEST", 3)
    cut = results(boris, "дроби", Filters(), at=at)
    assert (cut.page.is_cut, len(cut.page.hits)) == (True, 3)


def test_who_may_see_little_finds_it_behind_much_that_is_not_for_him(
    world: World, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest matches are counted among what is his, not among what stands in closed communities."""
    other = made.community(world.district, "Учителя физики")
    rows = [
        made.publication(world.galina, other, f"Дроби {n}", at=made.THEN + timedelta(days=1))
        for n in range(6)
    ]
    index.index("publication", [row.pk for row in rows])
    monkeypatch.setattr(engine, "NEWEST", 3)
    found = results(viewer_for(world.boris, at=at), "дробями", Filters(), at=at)
    assert (titles(found), found.page.is_cut) == ([world.topic.title], False)


def test_old_titles_stand_before_what_is_only_new(
    world: World, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where more matches than a page needs, and then the number of replies is not told."""
    old = made.publication(
        world.anna, world.community, "Ромашковый чай", at=made.THEN - timedelta(days=400)
    )
    said = [made.comment(world.boris, world.topic, f"Ромашковый сбор {n}") for n in range(7)]
    index.index("publication", [old.pk])
    index.index("comment", [row.pk for row in said])
    boris = viewer_for(world.boris, at=at)
    whole = results(boris, "ромашковый", Filters(), at=at).page.hits
    assert [(hit.is_counted, hit.more_replies) for hit in whole] == [(True, 0), (True, 5)]
    monkeypatch.setattr(engine, "NEWEST", 4)
    hits = results(boris, "ромашковый", Filters(), at=at).page.hits
    assert [hit.head.title.striptags() for hit in hits] == [old.title, world.topic.title]
    assert [(hit.is_counted, hit.more_replies) for hit in hits] == [(False, 0), (False, 2)]


@pytest.mark.usefixtures("frozen")
def test_new_readers_find_the_replies_too(world: World, at: datetime) -> None:
    anna = viewer_for(world.anna, at=at)
    olga = person("Ольга Седова", position="subject_teacher")
    made.admit(olga, world.district)
    content = publishing.Content(
        title=world.topic.title, text=clean("<p>Режем яблоко</p>"), audience=Audience.DISTRICT
    )
    assert find(viewer_for(olga, at=at), "яблоком", at) == []
    publishing.edit_publication(publication=world.topic, content=content, actor=anna, at=at)
    run_once(at=at)
    (hit,) = results(viewer_for(olga, at=at), "получилось яблоком", Filters(), at=at).page.hits
    assert len(hit.replies) == 1
    coauthors.invite_coauthor(publication=world.open_topic, person=olga, actor=anna, at=at)
    run_once(at=at)
    assert find(viewer_for(olga, at=at), "неделя математики", at) == [world.open_topic.title]


@pytest.mark.usefixtures("frozen")
def test_guests_find_what_a_community_opens_to_them_and_no_more_after(
    world: World, at: datetime
) -> None:
    def turn(*, is_public: bool) -> None:
        Community.objects.filter(pk=world.community.pk).update(is_public=is_public)
        if not is_public:
            readers.close_to_guests(world.community.pk)
        readers.rewrite_readers([world.community.pk])
        run_once(at=at)

    turn(is_public=True)
    assert find(GUEST, "дроби", at) == find(GUEST, "яблоком", at) == [world.topic.title]
    turn(is_public=False)
    assert find(GUEST, "дроби", at) == find(GUEST, "яблоком", at) == []


def test_rows_of_older_rules_are_found_until_they_are_rewritten(world: World, at: datetime) -> None:
    """After an update nothing is lost: the search narrows by no rights until a job has done its work."""
    boris, vera = viewer_for(world.boris, at=at), viewer_for(world.vera, at=at)
    plug = plugs.indexes["publication"]
    bare = [replace(row, tokens=()) for row in plug.rows(list(plug.every()))]
    with pytest.MonkeyPatch.context() as older:
        older.setitem(plugs.indexes, "publication", replace(plug, rows=lambda _keys: bare))
        index.index("publication", list(plug.every()))
    SearchRow.objects.filter(kind="publication").update(rules=1, marks=None)
    assert find(boris, "объяснить дроби", at) == []
    Outdated.objects.create(kind="publication")
    assert find(boris, "объяснить дроби", at) == [world.topic.title]
    assert find(vera, "объяснить дроби", at) == []
    jobs.rewrite_outdated()
    assert not Outdated.objects.exists()
    assert not SearchRow.objects.filter(rules=1).exists()
    assert find(boris, "объяснить дроби", at) == [world.topic.title]


def test_who_holds_very_many_rights_finds_the_same(
    world: World, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    boris, vera = viewer_for(world.boris, at=at), viewer_for(world.vera, at=at)
    monkeypatch.setattr(hits, "MOST_TOKENS", 0)
    assert find(boris, "дроби", at) == find(boris, "яблоко", at) == [world.topic.title]
    assert find(vera, "дроби", at) == find(vera, "яблоко", at) == []


def test_the_index_is_gathered_into_one_piece(world: World, at: datetime) -> None:
    jobs.merge()
    assert index.merge_some() is False
    assert find(viewer_for(world.boris, at=at), "дроби", at) == [world.topic.title]


def test_found_words_are_marked_and_everything_else_is_escaped(world: World, at: datetime) -> None:
    evil = made.publication(world.anna, world.community, "Дроби <script>alert(1)</script>")
    index.index("publication", [evil.pk])
    found = results(viewer_for(world.boris, at=at), "дробями script", Filters(), at=at)
    assert str(found.page.hits[0].head.title) == (
        "<mark>Дроби</mark> &lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;"
    )


GRAMMAR = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("\"'*^:(){}[]-+~<>&|!\\%_;,. \x00«»“”№ANDORNTEdfg")),
        st.sampled_from(list("дробиурокЁёәҕһ" + string.digits)),
        st.characters(),
    ),
    max_size=60,
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=GRAMMAR)
def test_nothing_typed_reaches_the_grammar_of_the_database(
    world: World, at: datetime, typed: str
) -> None:
    """No question is an error, and none finds what an empty-handed guest may not (G-12, AB-39)."""
    found = results(GUEST, typed, Filters(), at=at)
    assert set(titles(found)) <= {"Неделя математики", "Учителя математики"}


@pytest.mark.parametrize(
    "typed",
    ['"', "title:дроби", "дроби OR неделя", "terms:_k_publication", "_k_publication", "дроб*",
     "дроби NEAR/5 как", "' | '", "дроби:*", "!дроби", "<->", "{title}:x", "-дроби", "%", "\\", "''"],
)  # fmt: skip
def test_grammar_is_words(world: World, at: datetime, typed: str) -> None:
    assert world.topic.title not in find(GUEST, typed, at)


def test_reindex_forgets_what_is_no_more(world: World) -> None:
    before = SearchRow.objects.count()
    Publication.objects.filter(pk=world.open_topic.pk).update(status=PublicationStatus.REMOVED)
    index_all()
    assert SearchRow.objects.count() == before - 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM search_words")
        assert cursor.fetchone()[0] == before - 1
    assert SearchReader.objects.exclude(row__in=SearchRow.objects.all()).count() == 0


def test_many_things_of_one_moment_have_places_of_their_own(world: World) -> None:
    people = [person() for _ in range(60)]
    for one in people:
        made.admit(one, world.district)
    assert index.index("person", [one.pk for one in people]) == 60
    assert SearchRow.objects.filter(kind="person", key__in=[one.pk for one in people]).count() == 60


def test_the_page_costs_the_same_for_one_and_thirty_hits(world: World, client: Client) -> None:
    sign_in(client, world.boris)

    def more(n: int) -> None:
        rows = [made.publication(world.anna, world.community, f"Квадрат {k}") for k in range(n)]
        index.index("publication", [row.pk for row in rows])

    assert_queries_constant(client, "/search/?q=квадраты", more, expected=5)


def test_pages_follow_each_other_without_gaps(world: World, client: Client) -> None:
    then = made.THEN
    rows = [
        made.publication(world.anna, world.community, f"Ромб {n}", at=then - timedelta(days=n))
        for n in range(45)
    ]
    index.index("publication", [row.pk for row in rows])
    boris = viewer_for(world.boris, at=then)
    pages = [
        titles(results(boris, "ромбы", Filters(), at=then, page=number)) for number in (1, 2, 3)
    ]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert [title for page in pages for title in page] == [f"Ромб {n}" for n in range(45)]


@pytest.mark.skipif(connection.vendor == "postgresql", reason="a choice of SQLite's planner")
@pytest.mark.parametrize("kind", ["publication", "comment"])
def test_a_long_list_is_read_by_its_keys_and_not_through_all_that_is_published(
    kind: str,
) -> None:
    with CaptureQueriesContext(connection) as asked:
        list(plugs.indexes[kind].rows(range(1, 201)))
    (read,) = [one["sql"] for one in asked if f'FROM "publications_{kind}"' in one["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {read}".replace("%", "%%"))
        plan = [row[3] for row in cursor.fetchall()]
    assert plan[0] == f"SEARCH publications_{kind} USING INTEGER PRIMARY KEY (rowid=?)"
