# ruff: noqa: E501 - tables of text are read whole
"""A plain textarea: what is typed becomes a decent text, and comes back as it was typed."""

from hypothesis import given, settings
from hypothesis import strategies as st
import pytest

from staffroom.core.richtext import TextTooLong, as_text, clean, from_text
from staffroom.core.richtext import typed as rules

REL = 'rel="nofollow ugc noopener"'


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        (
            "Здравствуйте!\nКак дела?\n\nНовый абзац",
            "<p>Здравствуйте!<br>Как дела?</p><p>Новый абзац</p>",
        ),
        ("Взять:\r\n- мел\r\n- тряпку", "<p>Взять:</p><ul><li>мел</li><li>тряпку</li></ul>"),
        ("1. раз\n2) два", "<ol><li>раз</li><li>два</li></ol>"),
        ("3. третий", '<ol start="3"><li>третий</li></ol>'),
        ("## План\nтекст", "<h2>План</h2><p>текст</p>"),
        ("> слова\n> ещё\nответ", "<blockquote><p>слова<br>ещё</p></blockquote><p>ответ</p>"),
        ("| а | б |\n| в | г |", "<td>а</td><td>б</td></tr><tr><td>в</td><td>г</td>"),
        ("---", "<hr>"),
        (
            "<script>alert(1)</script> 2 < 3 & 4",
            "<p>&lt;script&gt;alert(1)&lt;/script&gt; 2 &lt; 3 &amp; 4</p>",
        ),
        (
            "см. https://school.example/план?a=1&b=2.",
            f'<p>см. <a href="https://school.example/план?a=1&amp;b=2" {REL}>https://school.example/план?a=1&amp;b=2</a>.</p>',
        ),
        (
            "(https://a.example/x_(y))",
            f'<p>(<a href="https://a.example/x_(y)" {REL}>https://a.example/x_(y)</a>)</p>',
        ),
        (
            "/files/0123456789/a.jpg",
            '<figure><img src="/files/0123456789/a.jpg" alt="" loading="lazy"></figure>',
        ),
        ("2024. Год семьи", "<p>2024. Год семьи</p>"),
        ("   \n\n  ", ""),
    ],
)
def test_typed_text(typed, html):
    made = from_text(typed).html
    assert made == html or (html.startswith("<td>") and html in made)


def test_typed_text_comes_back():
    typed = "## План\n\nВзять:\n\n- мел\n- тряпку\n\n1. раз\n2. два\n\n> слова\n\n| а | б |\n| в | г |\n\n---\n\nКонец\nстрока"
    assert as_text(from_text(typed).html) == typed


def test_an_edited_text_keeps_its_table_and_picture():
    html = clean(
        "<p>а</p><table><tr><td>1</td><td>2</td></tr></table><img src='/files/0123456789/a.jpg'>"
    ).html
    assert from_text(as_text(html)).html == html


def test_links_show_their_address():
    assert as_text('<p><a href="https://a.example/">план</a></p>') == "план (https://a.example/)"


def test_too_long():
    with pytest.raises(TextTooLong):
        from_text("а" * 101, max_plain=100)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["- ", "## ", "> ", "| ", " |", "\n", "1. ", "https://a.example/", "*"]
            ),
            st.text(max_size=8),
        )
    ).map("".join)
)
def test_typed_text_is_settled(typed):
    text = from_text(typed)
    assert clean(text.html) == text
    assert as_text(clean(text.html).html) == as_text(text.html)


def test_a_heap_of_quotation_signs_keeps_its_words():
    assert from_text("> " * 20_000 + "слово").plain == "слово"


SIGNS = "аЯёй1٣²_ \n.,;:!?()«»\"'’…–—№%+=*/-#>|•"


@given(st.text(st.sampled_from(SIGNS), max_size=40))
@settings(max_examples=400, deadline=None)
def test_words_alone_become_what_the_gates_make_of_them(text: str) -> None:
    """The short way for answers without a sign or an address is the long one, word for word."""
    lines = [line.strip() for line in text.split("\n")]
    assert from_text(text) == rules._gated(lines, 1_000)


@pytest.mark.parametrize(
    "words", ["да <b>", "а & б", "http://a.example", "@Анна", "два  пробела", "а\xa0б", "- да"]
)
def test_what_may_be_more_than_words_goes_through_the_gates(words: str) -> None:
    assert not rules._is_plain(words, words.split("\n"))
    assert rules._is_plain("Да, «так» — верно: 1/2.", ["Да, «так» — верно: 1/2."])
