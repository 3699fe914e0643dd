"""A form field for a text: written in the editor or typed into the plain textarea, one result.

Without scripts the textarea is posted under the field's name. The editor takes that name away and
posts HTML under `<name>_html`, a hidden field that always stands in the page (empty = no HTML), so
that drafts kept by the browser find it. When a stored text is edited, both stand in the page; if the typed
text is still what the HTML says, nothing was changed by hand and the HTML (with its tables, bold
words and links) is kept, otherwise the typed text wins.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from staffroom.core.richtext.compose import MAX_PLAIN, RichText, TextTooLong, clean
from staffroom.core.richtext.gate import normal_characters
from staffroom.core.richtext.typed import as_text, from_text

SCRIPT = "ui/editor/editor.js"
STYLE = "ui/editor/editor.css"


class Typed(NamedTuple):
    """What stands in the page: the typed text (None when the editor has it) and its HTML."""

    text: str | None
    html: str


class RichTextWidget(forms.Textarea):
    """A textarea that the editor may take over; `uploads` and `people` are its doors."""

    template_name = "core/richtext.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        uploads: str = "/files/uploads/",
        people: str = "/people/suggest/",
    ) -> None:
        super().__init__({"rows": 6, **(attrs or {})})
        self.uploads = uploads
        self.people = people

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The textarea with its text, the HTML beside it, the editor's addresses."""
        typed = value if isinstance(value, Typed) else shown(value)
        context = super().get_context(name, typed.text or "", attrs)
        context["widget"]["html"] = typed.html
        context["widget"]["html_name"] = f"{name}_html"
        context["widget"]["attrs"] |= {
            "data-behaviour": "editor",
            "data-html-name": f"{name}_html",
            "data-editor-script": static(SCRIPT),
            "data-editor-style": static(STYLE),
            "data-uploads": self.uploads,
            "data-people": self.people,
        }
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed | None:  # noqa: ARG002 - Django's own shape
        """Both ways in which a text is posted; None when neither stands in the form."""
        text, html = data.get(name), data.get(f"{name}_html")
        return None if text is None and html is None else Typed(text, html or "")

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:  # noqa: ARG002 - Django's own shape
        """True when the text was posted in neither way."""
        return name not in data and f"{name}_html" not in data


class RichTextField(forms.Field):
    """A text; its cleaned value is a RichText, its initial value stored HTML or a RichText.

    `max_plain` bounds the characters of the plain text.
    """

    widget = RichTextWidget
    default_error_messages = {"required": _("Напишите что-нибудь: поле пустое.")}  # noqa: RUF012 - Django's own shape

    def __init__(self, *, max_plain: int = MAX_PLAIN, **options: Any) -> None:
        super().__init__(**options)
        self.max_plain = max_plain

    def prepare_value(self, value: Any) -> Typed:
        """What the page shows, after a failed form as well: nothing typed is lost."""
        return shown(value)

    def clean(self, value: Any) -> RichText:
        """The cleaned text.

        Raises:
            ValidationError: empty though required, or too long.
        """
        try:
            text = self._cleaned(value)
        except TextTooLong as refusal:
            raise forms.ValidationError(refusal.message, code="too_long") from refusal
        if self.required and not text:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return text

    def has_changed(self, initial: Any, data: Any) -> bool:
        """True when the text differs from the stored one."""
        try:
            return self._cleaned(data).html != self._cleaned(shown(initial)).html
        except TextTooLong:
            return True

    def _cleaned(self, value: Typed | None) -> RichText:
        if value is None:
            return clean("")
        if not value.html:
            return from_text(value.text or "", max_plain=self.max_plain)
        text = clean(value.html, max_plain=self.max_plain)
        if value.text is None or _squeezed(value.text) == _squeezed(as_text(text.html)):
            return text
        return from_text(value.text, max_plain=self.max_plain)


def shown(value: Any) -> Typed:
    """Both faces of a value: stored HTML, a RichText, or what was posted."""
    if not value:
        return Typed("", "")
    if isinstance(value, RichText):
        return Typed(as_text(value.html), value.html)
    if not isinstance(value, Typed):
        return Typed(as_text(str(value)), str(value))
    try:
        if value.text is None:
            html = clean(value.html).html
            return Typed(as_text(html), html)
        html = from_text(value.text).html
        kept = clean(value.html).html if value.html else ""
        return Typed(value.text, kept if html == from_text(as_text(kept)).html else html)
    except TextTooLong:  # still shown, so that it can be shortened; the editor starts from the text
        return Typed(value.text or value.html, "")


def _squeezed(text: str) -> str:
    """A text without what browsers and people change in passing: line ends and blank lines."""
    lines = (" ".join(line.split()) for line in normal_characters(text).split("\n"))
    return "\n".join(line for line in lines if line)
