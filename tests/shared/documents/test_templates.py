"""Papers from templates: fields asked one by one, words of one's own, what is broken said in a sentence."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
import docx
import pytest

from staffroom.shared.documents.models import Document, PaperTemplate
from tests.factories import world as made
from tests.shared.accounts.pages import text_of
from tests.shared.documents.conftest import HERE, as_, drafted, issued

pytestmark = pytest.mark.once  # either database does the same here

ORDER = f"{HERE}from/order-create/"
FILLED = {
    "value_0": "", "value_1": "решения совета", "value_2": "1 октября 2026 года",
    "value_6": "А. С. Петрову, учителя школы № 1", "value_7": "заместителя начальника Е. П. Примерову",
    "level": "municipal", "audience": "members", "signer_1_position": "Начальник управления",
    "signer_1_name": "Д. И. Примеров",
}  # fmt: skip
WORDS = {
    "title": "О создании сообщества", "heading": "О создании сообщества «{сообщество}»",
    "text": "приказываю:\n1. Создать {сообщество}, руководитель {руководитель}.", "annex_heading": "", "annex_text": "",
}  # fmt: skip


def test_a_template_asks_only_what_the_site_does_not_know(world: made.World) -> None:
    """Name, kind and goal come from the community, the grounds from the minutes that were chosen."""
    minutes = issued(
        world, drafted(world, kind="minutes", heading="Заседание совета"), dated_on="2026-09-10"
    )
    begin = text_of(as_(world.dmitry).get(f"{HERE}new/"))
    assert "О создании сообщества" in begin
    asked = as_(world.dmitry).get(ORDER).content.decode()
    assert asked.index('name="community"') < asked.index('name="value_0"')
    posted = {
        **FILLED, "issuer": world.organization.pk, "community": world.community.pk, "basis": minutes.pk,
        "value_1": "",
    }  # fmt: skip
    answer = as_(world.dmitry).post(ORDER, posted)
    assert answer.status_code == 302, text_of(answer)
    order = Document.objects.latest("pk")
    assert order.heading == "О создании сообщества «Учителя математики»"
    assert "на основании протокола от 10.09.2026 № 1" in order.text
    assert "цель работы сообщества: помогать друг другу." in order.text
    assert "{" not in order.text
    sheets = text_of(as_(world.dmitry).get(f"{HERE}{order.pid}/preview/"))
    assert "Как это будет выглядеть" in sheets


def test_fields_without_value_are_named_and_nothing_is_made(world: made.World) -> None:
    answer = as_(world.dmitry).post(
        ORDER, {**FILLED, "issuer": world.organization.pk, "value_0": "Театр"}
    )
    assert answer.status_code == 422
    assert "Не заполнены поля: «вид сообщества», «цель»." in text_of(answer)
    assert "1 октября 2026 года" in answer.content.decode(), "what was typed stays"
    answer = as_(world.dmitry).post(
        ORDER, {**FILLED, "issuer": world.organization.pk, "value_7": ""}
    )
    assert "Контролёр : Обязательное поле." in text_of(answer)
    assert not Document.objects.exists()


def test_a_field_left_in_the_text_is_not_registered(world: made.World) -> None:
    order = drafted(world, text="приказываю:\n1. Назначить {кого-нибудь}.")
    answer = as_(world.dmitry).post(f"{HERE}{order.pid}/issue/", {"dated_on": "2026-09-14"})
    assert answer.status_code == 422
    assert "В тексте остались незаполненные поля: «кого-нибудь»." in text_of(answer)
    order.refresh_from_db()
    assert (order.state, order.number, order.files.count()) == ("draft", "", 0)


def test_an_issuer_has_words_of_its_own(world: made.World) -> None:
    """The school's words come before the district's, these before the shipped ones; back in one press."""
    dmitry, address = as_(world.dmitry), f"{HERE}templates/order-create/"
    of_school = f"?issuer={world.organization.pid}"
    assert dmitry.post(address, {**WORDS, "title": "О создании (район)"}).status_code == 302
    assert (
        dmitry.post(address + of_school, {**WORDS, "title": "О создании (школа)"}).status_code
        == 302
    )
    assert "О создании (район) свои слова" in text_of(dmitry.get(f"{HERE}templates/"))
    assert "О создании (школа) свои слова" in text_of(dmitry.get(f"{HERE}templates/{of_school}"))
    posted = {
        **FILLED,
        "issuer": world.organization.pk,
        "value_0": "Театр",
        "value_1": "А. С. Петрова",
    }
    assert dmitry.post(ORDER, posted).status_code == 302
    assert (
        Document.objects.latest("pk").text
        == "приказываю:\n1. Создать Театр, руководитель А. С. Петрова."
    )
    for query in (of_school, ""):
        assert "Удалить свой шаблон?" in text_of(dmitry.get(f"{address}drop/{query}"))
        assert dmitry.post(f"{address}drop/{query}").status_code == 302
    assert not PaperTemplate.objects.exists()
    assert "свои слова" not in text_of(dmitry.get(f"{HERE}templates/{of_school}"))


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ({"text": "приказываю:\n1. Создать {сообщество."}, "Строка 2: у скобки «{» нет пары."),
        ({"text": "1. {сообщество} {руководитель} {}"}, "не похоже на имя поля"),
        ({"text": "1. {сообщество} {руководитель} {погода}"}, "Поля «погода» здесь нет."),
        ({"text": "1. Создать {сообщество}."}, "Потеряно поле {руководитель}"),
        ({"text": "1. {сообщество} {руководитель} 😀"}, "Строка 1: знака «😀» нет в шрифте"),
        ({"annex_text": "строка"}, "У приложения должны быть и заголовок, и текст."),
    ],
)  # fmt: skip
def test_a_broken_template_is_not_saved(
    world: made.World, broken: dict[str, str], words: str
) -> None:
    answer = as_(world.dmitry).post(f"{HERE}templates/order-create/", {**WORDS, **broken})
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not PaperTemplate.objects.exists()


def test_the_text_of_a_template_is_taken_from_a_file(world: made.World) -> None:
    """Shown first, saved by a second press; a file that is none is told so, and nothing is lost."""
    written, packed = docx.Document(), BytesIO()
    written.add_paragraph("приказываю:")
    written.add_paragraph("1. Наградить {кого}.")
    table = written.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "№", "Имя"
    written.save(packed)
    dmitry, address = as_(world.dmitry), f"{HERE}templates/new/"
    typed = {"title": "О награждении", "kind": "order", "heading": "О награждении", "read": "1"}
    good = SimpleUploadedFile("приказ.docx", packed.getvalue())
    page = dmitry.post(address, {**typed, "file": good})
    assert "Текст взят из файла. Прочтите его и сохраните." in text_of(page)
    assert "1. Наградить {кого}.\n№ | Имя" in page.content.decode()
    assert 'value="О награждении"' in page.content.decode()
    bad = dmitry.post(
        address, {**typed, "file": SimpleUploadedFile("x.docx", b"PK\x03\x04 broken")}
    )
    assert bad.status_code == 422
    assert "Архив повреждён" in text_of(bad)
    assert not PaperTemplate.objects.exists()

    del typed["read"]
    saved = dmitry.post(address, {**typed, "text": "приказываю:\n1. Наградить {кого}."})
    assert saved.status_code == 302
    own = PaperTemplate.objects.get()
    answer = dmitry.post(
        f"{HERE}from/{own.code}/",
        {**FILLED, "issuer": world.organization.pk, "value_0": "А. С. Петрову"},
    )
    assert answer.status_code == 302
    assert Document.objects.latest("pk").text == "приказываю:\n1. Наградить А. С. Петрову."


def test_a_value_makes_no_items_of_its_own(world: made.World) -> None:
    """What is typed into the middle of a line stays in it; alone on a line it may have many."""
    answer = as_(world.dmitry).post(
        f"{HERE}from/order-plain/",
        {
            **FILLED, "issuer": world.organization.pk, "value_0": "О сборе | лишнее\n2. Пункт",
            "value_1": "План работы", "value_2": "1. Собрать учителей.\n2. Записать решения.",
        },
    )  # fmt: skip
    assert answer.status_code == 302, text_of(answer)
    order = Document.objects.latest("pk")
    assert order.heading == "О сборе / лишнее 2. Пункт"
    assert order.text.endswith("приказываю:\n1. Собрать учителей.\n2. Записать решения.")
