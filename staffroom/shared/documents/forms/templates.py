"""Forms of templates: filling the fields of one, changing its words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_rows
from staffroom.shared.documents.forms.documents import HOW_TO_TYPE, PaperForm, long_field
from staffroom.shared.documents.queries.filling import fields_in, long_fields_in
from staffroom.shared.documents.registry import NUMBERED
from staffroom.shared.documents.registry.templates import KNOWN_FIELDS, Template
from staffroom.shared.organizations.models import Organization

NEVER_ASKED = {"район", "учредитель", "организация", "стороны"}  # the last has its own field
CHOSEN = ("community", "basis", "amends")  # asked first: they fill the fields that are left empty


class FillForm(PaperForm):
    """The fields of a template, asked one by one; what the site knows is not asked."""

    def __init__(self, *args: Any, template: Template, **options: Any) -> None:
        super().__init__(*args, **options)
        self.names = fields_in(template.words)
        wide = long_fields_in(template.text) | long_fields_in(template.annex_text)
        for n, name in enumerate(self.names):
            if name in NEVER_ASKED:
                continue
            label = name[:1].upper() + name[1:]
            is_known = name in KNOWN_FIELDS
            hint = _("Пусто — возьмём из выбранного выше.") if is_known else ""
            self.fields[f"value_{n}"] = (
                long_field(label, required=not is_known, help_text=hint)
                if name in wide
                else forms.CharField(
                    label=label, required=not is_known, max_length=1000, help_text=hint
                )
            )
        own = [name for name in self.fields if name.startswith("value_")]
        self.order_fields(["issuer", *CHOSEN, "addressee", "parties", *own])
        if "изменяемый документ" not in self.names:
            del self.fields["amends"]

    @property
    def values(self) -> dict[str, str]:
        """Field → what was typed."""
        data = self.cleaned_data
        return {name: data.get(f"value_{n}", "") for n, name in enumerate(self.names)}


class IssuerForm(forms.Form):
    """Whose papers: the choice of an organisation before templates are shown."""

    issuer = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Кто издаёт"),
        to_field_name="pid",
        required=False,
        empty_label=_("Все организации района"),
    )

    def __init__(self, *args: Any, rows: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        give_rows(self, "issuer", rows)


class TemplateForm(forms.Form):
    """The words of a template."""

    title = forms.CharField(label=_("Название шаблона"), max_length=120)
    kind = forms.ChoiceField(
        label=_("Вид документа"), choices=[(kind.code, kind.title) for kind in NUMBERED]
    )
    heading = forms.CharField(label=_("О чём"), max_length=300)
    text = long_field(_("Текст"), rows=16, help_text=HOW_TO_TYPE)
    annex_heading = forms.CharField(
        label=_("Приложение: заголовок"), max_length=300, required=False
    )
    annex_text = long_field(_("Приложение: текст"), rows=6, required=False)

    def __init__(self, *args: Any, is_shipped: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_shipped:
            del self.fields["kind"]


class TextFileForm(forms.Form):
    """A file whose words become the text of a template."""

    file = forms.FileField(
        label=_("Взять текст из файла"), help_text=_("DOCX, ODT или простой текст, до 2 МБ.")
    )

    def clean_file(self) -> Any:
        """Not larger than a paper's text ever is."""
        file = self.cleaned_data["file"]
        if file.size > 2 * 2**20:
            raise forms.ValidationError(
                _("Файл слишком большой: текст документа умещается в 2 МБ.")
            )
        return file
