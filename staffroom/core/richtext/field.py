"""A form field for text: the editor posts HTML, a plain textarea posts what was typed."""

from dataclasses import dataclass
from typing import Any

from django import forms

from staffroom.core.errors import DomainError
from staffroom.core.richtext.compose import RichText, clean
from staffroom.core.richtext.typed import as_text, from_text


@dataclass(frozen=True, slots=True)
class Written:
    """What came with the form: HTML of the editor wins over the text of the area beneath it."""

    text: str = ""
    html: str = ""


class RichTextWidget(forms.Textarea):
    """A textarea that the editor takes over where scripts run."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 8, "data-behaviour": "editor", **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Written:  # noqa: ARG002 - Django gives the files too
        """Both ways of writing, as they were sent."""
        return Written(data.get(name) or "", data.get(f"{name}_html") or "")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:  # noqa: ARG002 - Django gives the files too
        """Nothing was sent at all."""
        return name not in data and f"{name}_html" not in data

    def format_value(self, value: Any) -> str:
        """The text of the area: stored HTML is shown as a person would have typed it."""
        if isinstance(value, Written):
            return value.text or (as_text(clean(value.html).html) if value.html else "")
        return as_text(value) if value else ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The area, and for the editor the HTML it stands for."""
        context = super().get_context(name, value, attrs)
        html = value.html if isinstance(value, Written) else value or ""
        context["widget"]["attrs"]["data-html-name"] = f"{name}_html"
        if html:
            context["widget"]["attrs"]["data-html"] = clean(html).html
        return context


class RichTextField(forms.Field):
    """Gives a cleaned RichText; too long a text is a plain error of the form."""

    widget = RichTextWidget

    def __init__(self, *, max_plain: int = 60_000, **options: Any) -> None:
        super().__init__(**options)
        self.max_plain = max_plain

    def to_python(self, value: Any) -> RichText:
        """Clean what was written.

        Raises:
            ValidationError: it is too long.
        """
        written = value if isinstance(value, Written) else Written(text=str(value or ""))
        try:
            if written.html:
                return clean(written.html, max_plain=self.max_plain)
            return from_text(written.text, max_plain=self.max_plain)
        except DomainError as refusal:
            raise forms.ValidationError(refusal.message) from refusal

    def validate(self, value: RichText) -> None:
        """An empty text is an error only where the field is required."""
        if self.required and not value.plain.strip():
            raise forms.ValidationError(self.error_messages["required"], code="required")
