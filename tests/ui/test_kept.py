"""Parts drawn once: equal arguments give equal words, and nothing else can get in."""

from datetime import UTC, datetime
import re
from typing import Any, NamedTuple

from django import forms
from django.middleware.csrf import CSRF_SECRET_LENGTH, _check_token_format, _unmask_cipher_token
from django.template import engines
from django.test import RequestFactory
from django.utils.crypto import get_random_string
from django.utils.safestring import mark_safe
from markupsafe import Markup
import pytest

from staffroom.ui.kept import Kept, Shelf, kept_field, kind
from staffroom.ui.templating import PartTemplate
from staffroom.ui.tokens import masked


class Counted:
    """A macro that knows how often it was drawn."""

    def __init__(self) -> None:
        self.drawn: list[tuple[Any, ...]] = []

    def __call__(self, *args: Any) -> str:
        self.drawn.append(args)
        return f"№ {len(self.drawn)}"


def rendered(source: str, **context: Any) -> str:
    engine: Any = engines.all()[0]
    page = PartTemplate(engine.env.from_string(source), engine)
    return page.render(context, RequestFactory().get("/"))


def test_equal_arguments_are_drawn_once() -> None:
    macro = Counted()
    part = Kept(macro, Shelf())
    assert [part("Анна", 3), part("Анна", 3), part("Борис", 3)] == ["№ 1", "№ 1", "№ 2"]
    assert macro.drawn == [("Анна", 3), ("Борис", 3)]


@pytest.mark.parametrize(
    ("one", "other"),
    [(1, True), (0, False), ("<b>", Markup("<b>")), (("x", 1), ("x", True)), ((("<i>",),), ((mark_safe("<i>"),),))],
)  # fmt: skip
def test_values_that_only_look_equal_are_different(one: Any, other: Any) -> None:
    """True is not 1, and words that must be escaped are not words that are safe."""
    assert one == other
    macro = Counted()
    part = Kept(macro, Shelf())
    assert part(one) != part(other)


LINE = "{% macro _line(words) %}<p>{{ words }}</p>{% endmacro %}{% set line = kept(_line) %}"


def test_safe_and_typed_words_do_not_take_each_others_place() -> None:
    words = "<b>да</b>"
    calls = "{{ line(safe) }}{{ line(typed) }}{{ line(safe) }}"
    html = rendered(LINE + calls, safe=Markup(words), typed=words)
    assert html == "<p><b>да</b></p><p>&lt;b&gt;да&lt;/b&gt;</p><p><b>да</b></p>"


@pytest.mark.parametrize("value", [RequestFactory().get("/"), ["a"], {"a": 1}, object(), ("x", [])])
def test_only_plain_values_are_taken(value: object) -> None:
    """A thing that can change under the same key would be shown as it was."""
    with pytest.raises(TypeError):
        Kept(Counted(), Shelf())(value)


@pytest.mark.parametrize(
    "asked",
    ["frame(at)", 'place("x")', 'menu_lines("x")', "at|moment", "at|date_of"],
)
def test_a_kept_part_cannot_ask_the_request_or_the_clock(asked: str) -> None:
    macro = "{% macro _part(at) %}{{ " + asked + " }}{% endmacro %}{% set part = kept(_part) %}"
    with pytest.raises(RuntimeError, match="give its answer to the kept part"):
        rendered(macro + "{{ part(at) }}", at=datetime(2026, 9, 14, tzinfo=UTC))


def test_a_kept_part_does_not_see_the_context_of_the_page() -> None:
    source = '{% from "tests-kept" import part %}'
    engine: Any = engines.all()[0]
    env = engine.env.overlay(loader=_Loader({
        "tests-kept": "{% macro _part() %}{{ secret }}{% endmacro %}{% set part = kept(_part) %}",
    }))  # fmt: skip
    page = env.from_string(source + "{{ part() }}")
    with pytest.raises(Exception, match="'secret' is undefined"):
        page.render(secret="тайна")


def test_each_answer_gets_its_own_token() -> None:
    """The part is kept, the token of its form is not: it is laid when the page is ready."""
    macro = "{% macro _part() %}<form>{{ csrf_field() }}</form>{% endmacro %}"
    source = macro + "{% set part = kept(_part) %}{{ part() }}"
    first, second = rendered(source), rendered(source)
    assert first.count("csrfmiddlewaretoken") == second.count("csrfmiddlewaretoken") == 1
    assert first != second


def test_the_place_of_a_token_cannot_be_typed() -> None:
    from staffroom.core.richtext import clean  # noqa: PLC0415 - only here
    from staffroom.ui.templating import csrf_field  # noqa: PLC0415 - only here

    place = str(csrf_field())
    assert place not in rendered("{{ words }}", words=place)
    assert place not in clean(f"<p>а {place} б</p>").html


def test_each_form_gets_its_own_key() -> None:
    """Two forms of one page, and the same form of two answers, are never taken for one sent twice."""
    macro = "{% macro _part() %}<form>{{ once_field() }}</form>{% endmacro %}"
    source = macro + "{% set part = kept(_part) %}{{ part() }}{{ part() }}"
    keys = re.findall(r'name="once" value="([\w-]{16})"', rendered(source) + rendered(source))
    assert len(set(keys)) == 4


def test_a_masked_secret_is_what_djangos_check_unmasks() -> None:
    secret = get_random_string(CSRF_SECRET_LENGTH)
    tokens = {masked(secret) for _ in range(50)}
    assert len(tokens) == 50
    assert {_unmask_cipher_token(token) for token in tokens} == {secret}
    _check_token_format(tokens.pop())


def test_a_letter_with_a_form_gets_no_token() -> None:
    engine: Any = engines.all()[0]
    letter = PartTemplate(engine.env.from_string("<form>{{ csrf_field() }}</form>"), engine)
    assert letter.render({}) == "<form></form>"


def test_the_shelf_has_a_bound_and_drops_the_least_asked_for() -> None:
    shelf = Shelf(room=1_000)
    for n in range(100):
        shelf.put(n, Markup("x"), 100)
        shelf.get(0)
    held = {**shelf.old, **shelf.young}
    assert len(held) <= 10
    assert 0 in held
    assert 99 in held
    assert 50 not in held


class Sample(forms.Form):
    """A form whose choices differ between people."""

    words = forms.CharField(label="Слова", required=False)
    where = forms.ChoiceField(label="Где", required=False)

    def __init__(self, *args: Any, places: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["where"].choices = [(one, one) for one in places]  # type: ignore[attr-defined]


def test_a_kept_field_follows_its_choices_its_value_and_its_words() -> None:
    annas, boris = Sample(places=["Физика"]), Sample(places=["Химия"])
    assert "Физика" in kept_field(annas["where"])
    assert "Физика" not in kept_field(boris["where"])
    assert 'value="план"' in kept_field(Sample({"words": "план"}, places=[])["words"])
    assert 'value="план"' not in kept_field(Sample({"words": ""}, places=[])["words"])
    boris.fields["words"].label = "Другие слова"
    assert "Другие слова" in kept_field(boris["words"])


def test_a_kept_field_shows_what_is_wrong_with_it() -> None:
    refused = Sample({"where": "Физика"}, places=["Химия"])
    assert "field-wrong" in kept_field(refused["where"])
    assert "field-wrong" not in kept_field(Sample(places=["Химия"])["where"])


def test_a_control_with_a_state_of_its_own_is_told_apart() -> None:
    plain, marked = Sample(places=[]), Sample(places=[])
    marked.fields["words"].widget.attrs["data-x"] = "1"
    assert "data-x" not in kept_field(plain["words"])
    assert "data-x" in kept_field(marked["words"])


class Point(NamedTuple):
    """A tuple with names."""

    x: int
    y: int


def test_kinds_of_a_tuple_are_those_of_its_values() -> None:
    assert kind(("a", 1)) == (str, int)
    assert kind((("a",), 1)) == ((tuple, int), (str,))
    assert kind((("a",), 1)) != kind(((1,), 1))
    assert kind((Point(1, 2),)) != kind(((1, 2),))


class _Loader:
    """Templates of one test."""

    def __init__(self, sources: dict[str, str]) -> None:
        self.sources = sources

    def load(self, environment: Any, name: str, scope: Any = None) -> Any:
        code = environment.compile(self.sources[name], name, name)
        return environment.template_class.from_code(environment, code, scope or {}, None)
