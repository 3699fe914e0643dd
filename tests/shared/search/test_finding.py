"""More than words: files, what results are narrowed by, slips of the pen, parts of a question, demand."""

from collections import Counter
from datetime import datetime, timedelta
from html import unescape
import re

from django.test import Client
from django.utils.timezone import localdate
import pytest

from staffroom.core import plugs
from staffroom.core.events import publish
from staffroom.core.files.events import FileRead
from staffroom.core.files.models import FileContents, FileText, StoredFile
from staffroom.core.jobs import run_once
from staffroom.core.viewer import GUEST, Viewer
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.publications.models import Audience, Publication
from staffroom.shared.publications.registry import PUBLICATION_FILES
from staffroom.shared.search import jobs
from staffroom.shared.search.actions import index, vocabulary
from staffroom.shared.search.models import Missed, SearchRow, SearchWord
from staffroom.shared.search.queries import facets
from staffroom.shared.search.queries.hints import hints
from staffroom.shared.search.queries.results import Filters, Results, results
from staffroom.shared.search.registry.said import named_in, without
from tests.factories import world as made
from tests.factories.kept import kept
from tests.factories.materials import material
from tests.factories.people import sign_in
from tests.factories.world import World, make_world
from tests.queries import assert_queries_constant
from tests.shared.accounts.pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

BOX = "Открытую коробку большого объёма склеили из картона."


@kept
def _indexed() -> World:
    small = make_world()
    for kind in plugs.indexes:
        jobs.reindex(kind=kind)
    return small


@pytest.fixture
def world() -> World:
    """The small district, indexed; no process remembers words of another story."""
    vocabulary._learnt.forget()
    return _indexed()


def titles(found: Results) -> list[str]:
    """Titles of the hits, in order, without the marks."""
    return [hit.head.title.striptags() for hit in found.page.hits]


def find(who: Viewer, typed: str, at: datetime, **chosen: str) -> list[str]:
    """Titles found with these facets chosen."""
    return titles(results(who, typed, Filters(facets=chosen), at=at))


def read_file(owner: Person, home: Publication, name: str, words: str) -> StoredFile:
    """A file of a publication, as it stands when the reader has read it."""
    stored = made.stored_file(owner, words)
    contents = FileContents.objects.create(
        sha256=stored.sha256, kind="docx", state="read", name=name, asked_at=made.THEN, read_at=made.THEN
    )  # fmt: skip
    FileText.objects.create(contents=contents, words=words)
    StoredFile.objects.filter(pk=stored.pk).update(
        name=name, contents=contents, attached_kind=PUBLICATION_FILES, attached_key=home.pk
    )
    Publication.objects.filter(pk=home.pk).update(file_n=1)
    publish(FileRead(district_id=None, actor_id=None, file_id=stored.pk))
    run_once()
    return stored


def test_words_of_a_file_are_found_by_the_readers_of_its_publication(
    world: World, at: datetime
) -> None:
    stored = read_file(world.anna, world.topic, "Задачи на экстремум.docx", BOX)
    boris, vera = viewer_for(world.boris, at=at), viewer_for(world.vera, at=at)
    (hit,) = results(boris, "коробка большого объёма", Filters(), at=at).page.hits
    (file,) = hit.files
    assert hit.head.title.striptags() == world.topic.title
    assert file.title == "Задачи на экстремум.docx"
    assert file.url == f"/files/{stored.pid}/"
    assert "<mark>коробку</mark> <mark>большого</mark> <mark>объёма</mark>" in file.words
    assert find(vera, "коробка большого объёма", at) == []
    assert find(GUEST, "коробка большого объёма", at) == []


def test_a_file_is_found_by_its_words_and_those_of_its_publication_together(
    world: World, at: datetime
) -> None:
    read_file(world.anna, world.topic, "Листок.docx", BOX)
    found = results(viewer_for(world.boris, at=at), "дроби картон", Filters(), at=at)
    assert (titles(found), found.is_part) == ([world.topic.title], False)


def test_a_file_weighs_less_than_a_text(world: World, at: datetime) -> None:
    said = made.publication(
        world.anna, world.community, "Кружок", words="Склеили из картона мост.",
        at=made.THEN - timedelta(days=90),
    )  # fmt: skip
    index.index("publication", [said.pk])
    read_file(world.anna, world.topic, "Листок.docx", BOX)
    assert find(viewer_for(world.boris, at=at), "картон", at) == [said.title, world.topic.title]


def test_a_file_that_was_taken_away_is_found_no_more(world: World, at: datetime) -> None:
    stored = read_file(world.anna, world.topic, "Листок.docx", BOX)
    boris = viewer_for(world.boris, at=at)
    assert find(boris, "картон", at) == [world.topic.title]
    StoredFile.objects.filter(pk=stored.pk).update(attached_kind="", attached_key=None)
    jobs.write_files(world.topic.pk)
    assert find(boris, "картон", at) == []
    assert not SearchRow.objects.filter(kind="file").exists()


def test_materials_are_narrowed_by_their_cards(world: World, at: datetime) -> None:
    algebra = material(world.anna, world.community, "Степени на складе", grade_from=7, grade_to=8)
    physics = material(
        world.anna, world.community, "Склад сил", subject="physics", grade_from=7, grade_to=7
    )
    boris = viewer_for(world.boris, at=at)
    both = {algebra.publication.title, physics.publication.title}
    assert set(find(boris, "склад", at)) == both
    assert set(find(boris, "склад", at, grade="7")) == both
    assert find(boris, "склад", at, grade="8") == [algebra.publication.title]
    assert find(boris, "склад", at, subject="physics") == [physics.publication.title]
    assert find(boris, "склад", at, subject="physics", grade="8") == []
    assert find(boris, "физика 7 класс", at) == [physics.publication.title]


def test_what_is_counted_is_what_the_viewer_may_see(world: World, at: datetime) -> None:
    """Also when the index has not heard that a publication is closed to him."""
    first = material(world.anna, world.community, "Склад", grade_from=7, grade_to=7)
    material(world.anna, world.community, "Склад сил", subject="physics", grade_from=9, grade_to=9)

    def told(who: Viewer) -> dict[str, list[tuple[str, str]]]:
        counts = results(who, "склад", Filters(), at=at).page.counts
        return {one.name: [(value.label, value.told) for value in one.values] for one in counts}

    boris = viewer_for(world.boris, at=at)
    assert told(boris)["subject"] == [("Математика", "1"), ("Физика", "1")]
    assert told(viewer_for(world.vera, at=at)) == {}
    first.publication.readers.all().delete()
    assert told(boris)["subject"] == [("Физика", "1")]


def test_many_is_told_as_many_and_what_is_not_known_is_not_told() -> None:
    line = facets.line_of({"year": {"2025": "2025"}})
    plenty = Counter({line: 31})
    few = Counter({line: 3})
    assert facets.counts_of(plenty, is_cut=False)[0].values[0].told == "20+"
    assert facets.counts_of(few, is_cut=False)[0].values[0].told == "3"
    assert facets.counts_of(few, is_cut=True)[0].values[0].told == ""


def test_the_page_offers_to_narrow_and_to_take_it_back(world: World) -> None:
    material(world.anna, world.community, "Склад", grade_from=7, grade_to=7)
    material(world.anna, world.community, "Склад сил", subject="physics", grade_from=9, grade_to=9)
    client = sign_in(Client(), world.boris)
    whole = client.get("/search/?q=склад").content.decode()
    assert "Сузить найденное" in whole
    assert "subject=physics" in whole
    narrowed = client.get("/search/?q=склад&subject=physics").content.decode()
    assert "<mark>Склад</mark> сил" in narrowed
    assert "Убрать:</span> Физика" in narrowed
    assert "grade=7" not in narrowed
    broken = client.get("/search/?q=склад&subject=%22x%22&theme=%27")
    assert broken.status_code == 200


def test_a_slip_of_the_pen_is_mended_and_said(world: World, at: datetime) -> None:
    topic = made.publication(world.anna, world.community, "Периодический закон Менделеева")
    index.index("publication", [topic.pk])
    found = results(viewer_for(world.boris, at=at), "переодический закон", Filters(), at=at)
    assert (titles(found), found.shown_for) == ([topic.title], "периодический закон")


def test_words_of_closed_texts_are_offered_to_nobody_else(world: World, at: datetime) -> None:
    closed = made.publication(world.anna, world.community, "Хризантемоведение")
    index.index("publication", [closed.pk])
    found = results(viewer_for(world.vera, at=at), "хризантемовидение", Filters(), at=at)
    assert (titles(found), found.shown_for) == ([], "")


def test_what_is_mended_does_not_tell_that_a_word_stands_in_closed_texts(
    world: World, at: datetime
) -> None:
    """«Недела» is mended into «неделя» for a guest, also when a closed text has that very word."""
    before = results(GUEST, "недела", Filters(), at=at)
    closed = made.publication(world.anna, world.community, "Недела и неделы")
    index.index("publication", [closed.pk])
    after = results(GUEST, "недела", Filters(), at=at)
    assert before.shown_for == after.shown_for == "неделя"
    assert titles(before) == titles(after) == [world.open_topic.title]


def test_without_all_the_words_those_with_most_of_them_come_first(
    world: World, at: datetime
) -> None:
    two = made.publication(world.anna, world.community, "Опыты с магнитом дома")
    one = made.publication(world.anna, world.community, "Магнит для доски")
    index.index("publication", [two.pk, one.pk])
    found = results(viewer_for(world.boris, at=at), "опыты магнит левитация", Filters(), at=at)
    assert found.is_part
    assert titles(found)[:2] == [two.title, one.title]
    assert (
        results(viewer_for(world.vera, at=at), "опыты магнит левитация", Filters(), at=at).page.hits
        == ()
    )


def test_words_in_quotes_stay_together_also_then(world: World, at: datetime) -> None:
    far = made.publication(world.anna, world.community, "Час в классном кабинете о хлебе")
    index.index("publication", [far.pk])
    boris = viewer_for(world.boris, at=at)
    assert titles(results(boris, "«классный час» хлеб левитация", Filters(), at=at)) == []


def test_titles_are_offered_while_one_types_to_those_who_may_read_them(
    world: World, at: datetime
) -> None:
    assert hints(viewer_for(world.boris, at=at), "как объяснить дро") == [world.topic.title]
    assert hints(viewer_for(world.vera, at=at), "как объяснить дро") == []
    assert hints(viewer_for(world.boris, at=at), "др") == []
    client = sign_in(Client(), world.boris)
    told = client.get("/search/hints/?q=дроб").content.decode()
    assert f'<option value="{world.topic.title}">' in told


def test_titles_are_offered_without_a_script_where_nothing_answers(world: World) -> None:
    topic = made.publication(world.anna, world.community, "Экстраполяция: три задачи")
    index.index("publication", [topic.pk])
    asked = "/search/?q=экстрап"
    boris = text_of(sign_in(Client(), world.boris).get(asked))
    assert "Ничего не нашлось" in boris
    assert f"Может быть, вы ищете {topic.title}" in boris
    assert topic.title not in text_of(sign_in(Client(), world.vera).get(asked))


def test_what_is_asked_in_vain_is_shown_to_those_who_plan_and_names_nobody(world: World) -> None:
    boris, anna = sign_in(Client(), world.boris), sign_in(Client(), world.anna)
    for client in (boris, anna, boris):
        client.get("/search/?q=Левитация+планктона")
    boris.get("/search/?q=Левитация+планктона&page=2")
    boris.get("/search/?q=дроби")
    boris.get("/search/?q=Марина+Цветкова")
    boris.get("/search/?q=84951234567")
    Client().get("/search/?q=гостевой+вопрос+ниоткуда")
    rows = Missed.objects.values_list("words", "asked_n")
    assert list(rows) == [("левитация планктона", 3)]
    assert {field.name for field in Missed._meta.fields} == {
        "id", "words", "asked_n", "first_on", "last_on"
    }  # fmt: skip
    seen = sign_in(Client(), world.galina).get("/search/demand/").content.decode()
    assert "левитация планктона" in seen
    assert boris.get("/search/demand/").status_code == 404


def test_demand_that_nobody_repeats_is_forgotten(at: datetime) -> None:
    today = localdate(at)
    vocabulary.keep_missed("левитация планктона", on=today - timedelta(days=70))
    for _ in range(2):
        vocabulary.keep_missed("астрономия в саду", on=today - timedelta(days=70))
    assert vocabulary.forget_missed(on=today) == 1
    assert list(Missed.objects.values_list("words", flat=True)) == ["астрономия в саду"]


def test_words_of_what_is_no_more_leave_the_vocabulary(world: World) -> None:
    topic = made.publication(world.anna, world.community, "Барометрия")
    index.index("publication", [topic.pk])
    assert SearchWord.objects.filter(form="барометрия").exists()
    assert not SearchWord.objects.filter(form="соколова").exists()  # names of people are not kept
    index.remove_publication(topic.pk)
    jobs.forget_words()
    assert not SearchWord.objects.filter(form="барометрия").exists()
    assert SearchWord.objects.filter(form="дроби").exists()


def test_few_that_have_all_the_words_are_followed_by_what_has_a_part(
    world: World, at: datetime
) -> None:
    bridge = made.publication(
        world.anna, world.community, "Мост из картона", words="Кто дальше построит?", at=made.THEN
    )
    index.index("publication", [bridge.pk])
    boris, vera = viewer_for(world.boris, at=at), viewer_for(world.vera, at=at)
    found = results(boris, "построить мост из дробей", Filters(), at=at)
    assert (titles(found), found.is_part) == ([bridge.title, world.topic.title], True)
    found = results(boris, "мост", Filters(), at=at)
    assert (titles(found), found.near) == ([bridge.title], ())
    found = results(boris, "дальше мост", Filters(), at=at)
    assert (titles(found), found.is_part, found.near) == ([bridge.title], False, ())
    river = made.publication(
        world.anna, world.community, "Ледоход", words="Мост через реку.", at=made.THEN
    )
    index.index("publication", [river.pk])
    found = results(boris, "дальше мост", Filters(), at=at)
    assert titles(found) == [bridge.title]
    assert [hit.head.title.striptags() for hit in found.near] == [river.title]
    assert not results(vera, "дальше мост", Filters(), at=at).hits


def test_words_in_quotes_that_stand_nowhere_are_not_looked_for_by_parts(
    world: World, at: datetime
) -> None:
    found = results(viewer_for(world.boris, at=at), "«сто лет тишины»", Filters(), at=at)
    assert (titles(found), found.is_part, found.is_missed) == ([], False, True)


def test_a_rare_word_weighs_more_than_a_common_one(world: World, at: datetime) -> None:
    """«Планетарий» stands in one old text, «химия» in many new ones: what has the rare word comes before them."""
    rare = made.publication(world.anna, world.community, "Планетарий приехал", at=made.THEN)
    common = [
        made.publication(world.anna, world.community, f"Химия: опыт {n}", at=at) for n in range(4)
    ]
    whole = made.publication(world.anna, world.community, "Планетарий и химия", at=made.THEN)
    index.index("publication", [one.pk for one in (rare, *common, whole)])
    found = results(viewer_for(world.boris, at=at), "химия планетарий", Filters(), at=at)
    assert (titles(found), found.is_part) == ([whole.title], False)
    near = [hit.head.title.striptags() for hit in found.near]
    assert (near[0], set(near[1:])) == (rare.title, {one.title for one in common})


def test_words_that_tell_no_theme_need_not_be_there(world: World, at: datetime) -> None:
    boris = viewer_for(world.boris, at=at)
    found = results(boris, "дроби на занятии для ребёнка", Filters(), at=at)
    assert (titles(found), found.is_part) == ([world.topic.title], False)
    lesson = made.publication(world.anna, world.community, "Занятие: дроби", at=made.THEN)
    index.index("publication", [lesson.pk])
    found = results(boris, "дроби на занятии для ребёнка", Filters(), at=at)
    assert titles(found) == [lesson.title, world.topic.title]  # they weigh where they stand
    assert results(boris, "дроби 8 класс", Filters(), at=at).is_part  # a class must be there


def test_what_a_question_names_becomes_a_filter_in_one_click(world: World) -> None:
    """«Математика 7 класс» is two filters of the page; what nothing found has is not offered."""
    material(world.anna, world.community, "Склад", grade_from=7, grade_to=7)
    material(world.anna, world.community, "Склад сил", subject="physics", grade_from=9, grade_to=9)
    client = sign_in(Client(), world.boris)
    page = client.get("/search/?q=склад математика 7 класс").content.decode()
    offered = re.search(r'<a class="tag" href="([^"]+)">Только ([^<]+)</a>', page)
    assert offered is not None
    assert offered[2] == "Математика · 7 класс"
    narrowed = client.get(f"/search/{unescape(offered[1])}").content.decode()
    assert re.findall(r"<h2><a[^>]+>(.*?)</a></h2>", narrowed) == ["<mark>Склад</mark>"]
    assert 'value="склад"' in narrowed
    assert "Только " not in narrowed
    assert "Только " not in client.get("/search/?q=склад 8 класс").content.decode()


def test_filters_are_read_from_the_words_of_a_question() -> None:
    told = named_in("Презентации по физике, 5-й класс, 2024, рецензированные", {})
    assert [(one.name, one.code) for one in told if one.name != "material"] == [
        ("subject", "physics"), ("grade", "5"), ("reviewed", "yes"), ("year", "2024"),
    ]  # fmt: skip
    told = named_in("дроби 5 класс русский язык", {"grade": "6"})
    assert [(one.name, one.code, one.label) for one in told] == [
        ("subject", "russian", "Русский язык")
    ]
    assert without("дроби 5 класс русский язык", told) == "дроби 5 класс"
    assert without("математика 5 класс", named_in("математика 5 класс", {})) == "математика 5 класс"


def test_the_same_paper_of_several_districts_is_one_result(world: World, at: datetime) -> None:
    """A law that every district keeps is shown once, the reader's own first, and says whose it is."""
    for n in range(3):
        place = made.district(f"rayon{n}", f"Район {n}")
        group = made.community(place, f"Сообщество {n}")
        made.publication(
            world.vera,
            group,
            "Закон об образовании",
            words="Общий текст.",
            audience=Audience.PUBLIC,
        )
    own = made.publication(
        world.anna, world.community, "Закон об образовании", words="Общий текст.",
        audience=Audience.PUBLIC,
    )  # fmt: skip
    jobs.reindex(kind="publication")
    (hit,) = results(
        viewer_for(world.boris, at=at), "закон об образовании", Filters(), at=at
    ).page.hits
    assert (hit.head.url, hit.district_name) == (f"/p/{own.pid}-{own.slug}/", "")
    assert [name for name, _address in hit.others] == ["Район 2", "Район 1", "Район 0"]
    page = Client().get("/search/?q=закон+об+образовании").content.decode()
    assert page.count("<h2><a") == 1
    assert "и ещё в 3 районах:" in page


def test_the_table_of_demand_asks_the_same_number_of_queries(world: World) -> None:
    def more(n: int) -> None:
        before = Missed.objects.count()
        Missed.objects.bulk_create(
            Missed(words=f"планктон {one}", first_on=made.THEN.date(), last_on=made.THEN.date())
            for one in range(before, before + n)
        )

    galina = sign_in(Client(), world.galina)
    assert_queries_constant(galina, "/search/demand/", more, expected=3)
