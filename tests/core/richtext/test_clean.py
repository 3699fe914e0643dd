# ruff: noqa: E501 - tables of text are read whole
"""What people write is kept, what could harm is gone, and a second pass changes nothing."""

import contextlib
from html.parser import HTMLParser
import time

from hypothesis import example, given, settings
from hypothesis import strategies as st
import pytest

from staffroom.core.richtext import (
    EXCERPT_LENGTH,
    RULES_VERSION,
    TextTooLong,
    clean,
    compose,
    excerpt_of,
    people_named_by,
)
from staffroom.core.richtext.tree import FILE_ADDRESS
from tests.core.richtext.payloads import payloads

ALLOWED = {
    "a": {"href", "rel", "class", "data-mention"}, "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start"}, "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"},
    "div": {"class", "role", "aria-label", "tabindex"},
}  # fmt: skip
TAGS = set(
    "h2 h3 h4 p ul ol li blockquote a strong em u s sub sup code pre div table thead tbody tr th td figure figcaption img hr br".split()
)
FIXED = {
    ("div", "class"): "table-scroll", ("div", "role"): "group", ("div", "aria-label"): "Таблица", ("div", "tabindex"): "0",
    ("a", "rel"): "nofollow ugc noopener", ("a", "class"): "mention", ("img", "loading"): "lazy",
}  # fmt: skip


class Inspector(HTMLParser):
    """Fails on every tag, attribute or address that is not on the list."""

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS, tag
        for name, value in attrs:
            assert name in ALLOWED.get(tag, set()), (tag, name)
            assert value == FIXED.get((tag, name), value), (tag, name, value)
            if name == "href":
                assert value.startswith(("http://", "https://", "mailto:", "tel:")) or (
                    value[0] == "/" and value[1:2] not in {"/", "\\"}
                ), value
            if name == "src":
                assert FILE_ADDRESS.fullmatch(value), value

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def inspect(html: str) -> None:
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()


@pytest.mark.parametrize(
    ("foreign", "kept"),
    [
        ("<p>Урок</p>", "<p>Урок</p>"),
        ("Без абзаца<br>вторая строка", "<p>Без абзаца<br>вторая строка</p>"),
        ("<div>Первый</div><div>Второй</div>", "<p>Первый</p><p>Второй</p>"),
        ("<p>а</p><p>&nbsp;</p><p><br></p><p></p><p>б</p>", "<p>а</p><p>б</p>"),
        ("<b>ж</b> <i>к</i> <strike>з</strike>", "<p><strong>ж</strong> <em>к</em> <s>з</s></p>"),
        ("<b>жирно</b><b>слитно</b>", "<p><strong>жирнослитно</strong></p>"),
        ("<em><strong>оба</strong></em>", "<p><strong><em>оба</em></strong></p>"),
        ("H<sub>2</sub>O, м<sup>2</sup>", "<p>H<sub>2</sub>O, м<sup>2</sup></p>"),
        (
            "<h1>Тема</h1><h4>Ход урока</h4><h6>Этап</h6>",
            "<h2>Тема</h2><h3>Ход урока</h3><h4>Этап</h4>",
        ),
        ("<h3>Одна</h3><h3>Другая</h3>", "<h2>Одна</h2><h2>Другая</h2>"),
        ("<h2><b>Не дважды жирно</b></h2>", "<h2>Не дважды жирно</h2>"),
        (
            "<ul><li><p>а</p></li><li>б<ul><li>в</li></ul></li></ul>",
            "<ul><li>а</li><li>б<ul><li>в</li></ul></li></ul>",
        ),
        ("<ul><li>а</li><ul><li>б</li></ul></ul>", "<ul><li>а<ul><li>б</li></ul></li></ul>"),
        ("<ol start=3><li>в</li></ol>", '<ol start="3"><li>в</li></ol>'),
        ("<ul><li><h2>Шаг</h2></li></ul>", "<ul><li><strong>Шаг</strong></li></ul>"),
        ("<blockquote>слова</blockquote>", "<blockquote><p>слова</p></blockquote>"),
        ("<pre><code>а\n  б &lt; в</code></pre>", "<pre><code>а\n  б &lt; в</code></pre>"),
        ("<p>до<hr>после", "<p>до</p><hr><p>после</p>"),
        (
            '<a href="https://school.example/a?b=1&amp;c=2">план</a>',
            '<p><a href="https://school.example/a?b=1&amp;c=2" rel="nofollow ugc noopener">план</a></p>',
        ),
        (
            '<a href="/p/0123456789-x">тема</a>',
            '<p><a href="/p/0123456789-x" rel="nofollow ugc noopener">тема</a></p>',
        ),
        ('<a href="javascript:alert(1)">нажми</a>', "<p>нажми</p>"),
        ('<a href="//evil.example">сюда</a>', "<p>сюда</p>"),
        ('<p>а<img src="https://tracker.example/1.gif">б</p>', "<p>а</p><p>б</p>"),
        (
            '<p><img src="/files/0123456789/доска.jpg" alt="Доска" width=640 height=480 onload=x()></p>',
            '<figure><img src="/files/0123456789/доска.jpg" alt="Доска" width="640" height="480" loading="lazy"></figure>',
        ),
        (
            '<figure><img src="/files/0123456789/a.jpg"><figcaption>Класс 5А</figcaption></figure>',
            '<figure><img src="/files/0123456789/a.jpg" alt="" loading="lazy"><figcaption>Класс 5А</figcaption></figure>',
        ),
        ('<b style="font-weight:normal"><p>из Документов</p></b>', "<p>из Документов</p>"),
        ('<span style="font-weight:700;color:red">важно</span>', "<p><strong>важно</strong></p>"),
        (
            "<p class=MsoNormal style='mso-x:1'><o:p>слово</o:p><!--[if gte mso 9]><xml>x</xml><![endif]--></p>",
            "<p>слово</p>",
        ),
        ("<style>p{}</style><p>текст</p><script>x</script>", "<p>текст</p>"),
    ],
)
def test_structure_is_kept_and_rubbish_goes(foreign, kept):
    assert clean(foreign).html == kept


def test_a_table_scrolls_in_its_own_box_and_names_its_head():
    text = clean(
        "<table style='width:1px'><tr><th>Класс<th>Часы<tr><td colspan=2><p>5</p><p>6</p></table>"
    )
    assert text.html == (
        '<div class="table-scroll" role="group" aria-label="Таблица" tabindex="0"><table>'
        '<thead><tr><th scope="col">Класс</th><th scope="col">Часы</th></tr></thead>'
        '<tbody><tr><td colspan="2"><p>5</p><p>6</p></td></tr></tbody></table></div>'
    )
    assert text.plain == "Класс | Часы\n5 6"


def test_a_mention_leads_to_the_person_and_is_told_once():
    span = '<span data-mention="0123456789">@Анна Соколова</span>'
    text = clean(f"<p>{span}, посмотрите. {span}!</p>")
    link = '<a class="mention" data-mention="0123456789" href="/people/0123456789" rel="nofollow ugc noopener">@Анна Соколова</a>'
    assert text.html == f"<p>{link}, посмотрите. {link}!</p>"
    assert text.mentions == ("0123456789",)
    assert text.plain == "@Анна Соколова, посмотрите. @Анна Соколова!"


def test_a_mention_bears_the_persons_own_name(monkeypatch):
    monkeypatch.setattr(compose, "_name_people", None)
    people_named_by(lambda pids: {"0123456789": "Борис Котов"})
    text = clean(
        '<span data-mention="0123456789">@Директор</span> <span data-mention="zzzzzzzzzz">@Никто</span>'
    )
    assert text.plain == "@Борис Котов @Никто"
    assert text.mentions == ("0123456789",)


def test_pictures_of_the_text_are_told():
    text = clean(
        '<img src="/files/0123456789/a.jpg"><p>и</p><img src="/files/abcdefghjk/thumb-960.webp" alt="Схема">'
    )
    assert text.files == ("0123456789", "abcdefghjk")
    assert text.plain == "и\nСхема"


def test_plain_text_and_excerpt():
    text = clean(
        "<h2>План</h2><p>Что&nbsp;взять:</p><ul><li>мел</li><li>тряпку</li></ul><ol><li>раз</li><li>два</li></ol>"
    )
    assert text.plain == "План\nЧто взять:\n• мел\n• тряпку\n1. раз\n2. два"
    assert text.excerpt == "План Что взять: • мел • тряпку 1. раз 2. два"
    assert text.version == RULES_VERSION


def test_an_excerpt_is_cut_at_a_word():
    words = "слово " * 100
    cut = excerpt_of(words)
    assert len(cut) <= EXCERPT_LENGTH
    assert cut.endswith("слово…")
    assert len(excerpt_of("а" * 500)) == EXCERPT_LENGTH
    assert excerpt_of("Коротко") == "Коротко"


def test_nothing_written_is_falsy():
    assert not clean("<p>&nbsp;</p><div><br></div>")
    assert clean("").html == ""
    assert clean("<p>а</p>")


def test_too_long_a_text_is_refused_in_words():
    with pytest.raises(TextTooLong) as refusal:
        clean("<p>" + "слово " * 20 + "</p>", max_plain=100)
    assert refusal.value.message == (
        "Текст слишком длинный: сейчас 119, можно не больше 100 знаков. Разделите его на части или приложите файлом."
    )


@pytest.mark.parametrize(
    "unit",
    [
        "<div>",
        "<b>",
        "<a><b>",
        "<ul><li>",
        "<table><td>",
        "<p>",
        "<b><p>",
        "<div><table></div></table>",
        "<b></p>",
    ],
)
def test_a_heap_of_tags_is_refused_quickly(unit):
    began = time.process_time()
    for n in (1000, 60_000):
        with contextlib.suppress(TextTooLong):
            clean(unit * n)
    assert time.process_time() - began < 5


def test_deep_nesting_keeps_the_words():
    text = clean("<ul><li>" * 300 + "глубоко" + "</li></ul>" * 300)
    assert text.plain.endswith("глубоко")
    assert text.html.count("<ul>") <= 7
    assert clean(text.html) == text


def test_every_payload_is_harmless_and_settled():
    known = list(payloads())
    assert len(known) >= 500
    for payload in known:
        text = clean(payload)
        inspect(text.html)
        assert "hit()" not in "".join(part for part in text.html.split("<")[1:] if ">" not in part)
        assert clean(text.html) == text, payload


PIECES = st.sampled_from(
    [
        *"<p> </p> <b> </b> <i> </i> <ul> <ol> <li> </li> </ul> </ol> <table> <tr> <td> <th>".split(),
        *"</td> </tr> </table> <a> </a> <br> <hr> <h1> <h2> <h3> <h5> </h1> </h2> <blockquote>".split(),
        *"</blockquote> <pre> </pre> <code> </code> <div> </div> <span> </span> <figure>".split(),
        *"</figure> <figcaption> <svg> <math> <style> <script> <!-- --> &nbsp; &lt; &amp;".split(),
        *["&#13;", "\r", "\n", "\xa0", "  ", "\u0306", "и", "@", "«", "</p", "<", ">"],
        '<a href="https://x.example/">',
        '<a href="/x">',
        '<span data-mention="0123456789">',
        '<img src="/files/0123456789/a.jpg">',
        '<b style="font-weight:normal">',
        '<span style="font-weight:bold">',
    ]
)


@settings(max_examples=700, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=40).map("".join))
@example("&nbsp;<b>\n0")
def test_cleaning_twice_is_cleaning_once(foreign):
    text = clean(foreign)
    inspect(text.html)
    assert clean(text.html) == text


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_settled(foreign):
    text = clean(foreign)
    inspect(text.html)
    assert clean(text.html) == text
    assert len(text.excerpt) <= EXCERPT_LENGTH
