"""One field, two ways of writing; what was typed always comes back."""

from django import forms
from django.http import QueryDict
import pytest

from staffroom.core.richtext import RichTextField


class TextForm(forms.Form):
    body = RichTextField(label="Текст", max_plain=60)
    title = forms.CharField(label="Название")


def posted(**values):
    data = QueryDict(mutable=True)
    data.update(values)
    return TextForm(data)


STORED = "<p>Взять <strong>мел</strong></p>"


def test_a_textarea_without_scripts():
    form = posted(body="Взять:\n- мел\n- тряпку", title="x")
    assert form.is_valid()
    assert form.cleaned_data["body"].html == "<p>Взять:</p><ul><li>мел</li><li>тряпку</li></ul>"


def test_the_editors_html():
    form = posted(body_html="<p>Взять <b>мел</b><script>x</script></p>", title="x")
    assert form.is_valid()
    assert form.cleaned_data["body"].html == STORED


def test_an_untouched_text_keeps_its_looks():
    form = posted(body="Взять мел\r\n", body_html=STORED, title="x")
    assert form.is_valid()
    assert form.cleaned_data["body"].html == STORED


def test_a_text_changed_by_hand_wins():
    form = posted(body="Взять мел и тряпку", body_html=STORED, title="x")
    assert form.is_valid()
    assert form.cleaned_data["body"].html == "<p>Взять мел и тряпку</p>"


def test_a_failed_form_gives_back_what_was_typed():
    page = str(posted(body="Взять <мел>\n- раз")["body"])
    assert "Взять &lt;мел&gt;\n- раз</textarea>" in page
    assert "&lt;p&gt;Взять &amp;lt;мел&amp;gt;&lt;/p&gt;&lt;ul&gt;&lt;li&gt;раз" in page


def test_a_failed_form_gives_back_what_was_written_in_the_editor():
    page = str(posted(body_html=STORED)["body"])
    assert (
        '<textarea name="body_html" hidden aria-hidden="true" tabindex="-1">\n&lt;p&gt;Взять &lt;strong&gt;мел'
        in page
    )
    assert "Взять мел</textarea>" in page


def test_a_stored_text_stands_in_the_form_in_both_ways():
    page = str(TextForm(initial={"body": STORED})["body"])
    assert "\nВзять мел</textarea>" in page
    assert "&lt;strong&gt;мел" in page
    assert 'data-behaviour="editor"' in page
    assert 'data-html-name="body_html"' in page


def test_an_empty_text_is_refused_where_one_is_wanted():
    assert posted(body=" \n", title="x").errors["body"] == ["Напишите что-нибудь: поле пустое."]
    assert posted(body_html="<p></p>", title="x").errors["body"] == [
        "Напишите что-нибудь: поле пустое."
    ]
    assert posted(title="x").errors["body"] == ["Напишите что-нибудь: поле пустое."]


@pytest.mark.parametrize("way", [{"body": "а" * 61}, {"body_html": f"<p>{'а' * 61}</p>"}])
def test_too_long_a_text_is_refused_and_kept(way):
    form = posted(**way, title="x")
    assert form.errors["body"][0].startswith("Текст слишком длинный")
    assert "а" * 61 in str(form["body"])


def test_change_is_told_by_the_text():
    field = RichTextField()
    data = field.widget.value_from_datadict({"body": "Взять мел", "body_html": STORED}, {}, "body")
    assert not field.has_changed(STORED, data)
    other = field.widget.value_from_datadict({"body": "Взять"}, {}, "body")
    assert field.has_changed(STORED, other)
