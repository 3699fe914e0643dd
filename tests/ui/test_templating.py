"""Pages, parts and forms out of one engine."""

from pathlib import Path
import re
from types import SimpleNamespace
from typing import Any

from django import forms
from django.template import engines
from django.test import RequestFactory
import jinja2
import pytest

from staffroom.core.policy import ALLOW, HIDE, deny
from staffroom.ui.forms import SampleForm
from staffroom.ui.templating import PartTemplate


def template(source: str) -> PartTemplate:
    """A template from a string, in the site's own engine."""
    engine: Any = engines.all()[0]
    return PartTemplate(engine.env.from_string(source), engine)


def rendered(source: str, **context: Any) -> str:
    request = RequestFactory().get("/")
    return template(source).render(context, request)


def test_a_part_knows_the_imports_of_its_page() -> None:
    page = template(
        '{% extends "ui/plain.html" %}{% from "ui/tag.html" import tag %}{% set where = "/x" %}'
        "{% block main %}<h1>Нет</h1>{% block rows %}{{ tag(word, where) }}{% endblock %}{% endblock %}"
    )
    part = page.render_block("rows", {"word": "степени"}, RequestFactory().get("/"))
    assert part == '<a class="tag" href="/x">степени</a>'


def test_an_undefined_name_is_an_error_not_an_empty_place() -> None:
    with pytest.raises(jinja2.UndefinedError):
        rendered("{{ nothing }}")


def test_a_component_refuses_an_argument_it_does_not_know() -> None:
    with pytest.raises(TypeError):
        rendered(
            '{% from "ui/badge.html" import badge %}{% call badge(ton="warn") %}x{% endcall %}'
        )


ACTION = (
    '{% from "ui/action_button.html" import action_button %}'
    '{% call action_button("/close", verdict, swaps="#head") %}Закрыть{% endcall %}'
)


def test_an_action_is_a_real_form_with_htmx_on_top() -> None:
    html = rendered(ACTION, verdict=ALLOW)
    assert '<form class="action" method="post" action="/close"' in html
    assert 'hx-post="/close" hx-target="#head" hx-swap="outerHTML"' in html
    assert re.search(r'name="csrfmiddlewaretoken" value="\w{64}"', html)


def test_a_refused_action_says_the_sentence_of_the_policy() -> None:
    html = rendered(ACTION, verdict=deny("Закрыть тему может её автор."))
    assert "<form" not in html
    assert "disabled" in html
    assert "Закрыть тему может её автор." in html


@pytest.mark.parametrize("verdict", [HIDE, False])
def test_a_hidden_action_shows_nothing(verdict: object) -> None:
    assert rendered(ACTION, verdict=verdict).strip() == ""


def test_what_people_type_is_escaped_in_every_component() -> None:
    html = rendered(
        '{% from "ui/person_line.html" import person_line %}{{ person_line(name, "k", name) }}',
        name='<img src=x onerror="x">',
    )
    assert "<img" not in html


def test_a_form_ties_hints_and_errors_to_its_fields() -> None:
    html = str(SampleForm(data={"title": "", "email": "anna@"}))
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error">Обязательное поле.' in html
    assert '<a href="#id_email">Электронная почта</a>' in html
    assert 'role="alert"' in html


def test_a_form_keeps_what_was_typed() -> None:
    html = str(SampleForm(data={"body": "Две строки\nтекста", "email": "anna@", "classes": ["6"]}))
    assert "Две строки\nтекста" in html
    assert 'value="anna@"' in html
    assert re.search(r'value="6"[^>]* checked', html)


def test_every_widget_of_django_is_drawn_by_ours() -> None:
    package = Path(forms.__file__).parent / "jinja2/django/forms/widgets"
    engine: Any = engines.all()[0]
    drawn = [
        engine.get_template(f"ui/forms/widgets/{path.name}") for path in package.glob("*.html")
    ]
    assert len(drawn) > 20


class Odd(forms.Form):
    """Widgets that few forms use."""

    when = forms.SplitDateTimeField(label="Когда", widget=forms.SplitDateTimeWidget)
    many = forms.MultipleChoiceField(label="Какие", choices=[("Группа", [("a", "А"), ("b", "Б")])])
    at = forms.DateTimeField(label="Во сколько", initial="2026-09-14 12:30")
    colour = forms.CharField(label="Цвет", widget=forms.TextInput(attrs={"type": "color"}))
    file = forms.FileField(
        label="Файл", initial=SimpleNamespace(url="/f/1", __str__=lambda: "план"), required=False
    )


def test_rare_widgets_render() -> None:
    html = str(Odd())
    assert '<optgroup label="Группа">' in html
    assert 'type="datetime-local"' in html
