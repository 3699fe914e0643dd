"""Forms of adoption: sending a paper, entering an order, reasons, the filters of the board."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import ManyField, give_rows
from staffroom.core.files import FilesField
from staffroom.features.adoption.models import ActState, Adoption
from staffroom.features.adoption.queries import Narrowing
from staffroom.shared.documents.models import Document
from staffroom.shared.organizations.models import Organization, OrganizationKind

STATES = (ActState.ADOPTED, ActState.WAITING, ActState.LATE)


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options
    )


def _words(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}), **options)


class _PaperField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        """«Положение от … № …. О сетевом взаимодействии»."""
        paper = obj.document if isinstance(obj, Adoption) else obj
        return f"{paper.name}. {paper.heading}"


class SendForm(forms.Form):
    """Which paper, to whom, by which day."""

    document = _PaperField(
        Document.objects.none(), label=_("Документ"), to_field_name="pid", empty_label=_("Выберите документ")
    )  # fmt: skip
    replaces = _PaperField(
        Adoption.objects.none(), label=_("Это новая редакция вместо"), to_field_name="pid",
        required=False, empty_label=_("Нет, документ рассылается впервые"),
        help_text=_("Прежнюю редакцию принимать перестанут, её таблица сохранится."),
    )  # fmt: skip
    due_on = _day(
        _("Принять до"), help_text=_("Если это выходной, срок закончится в ближайший рабочий день.")
    )
    words = _words(
        _("Что сказать руководителям"), required=False, max_length=1000,
        help_text=_("Например, что сделать вместе с приказом."),
    )  # fmt: skip
    organizations = ManyField(
        Organization.objects.none(), label=_("Организации"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        papers: QuerySet[Document],
        open_ones: QuerySet[Adoption],
        organizations: QuerySet[Organization],
        initial: dict[str, Any],
        **options: Any,
    ) -> None:
        options["initial"] = {"organizations": list(organizations), **initial}
        super().__init__(*args, **options)
        self._rows("document", papers)
        self._rows("organizations", organizations)
        self._rows("replaces", open_ones)
        if not open_ones:
            del self.fields["replaces"]

    def _rows(self, name: str, rows: QuerySet[Any]) -> None:
        give_rows(self, name, rows)


class ActForm(forms.Form):
    """The order of an organisation."""

    number = forms.CharField(label=_("Номер приказа"), max_length=60)
    dated_on = _day(_("Дата приказа"))
    file = FilesField(label=_("Файл приказа"), max_files=1)


class ReasonForm(forms.Form):
    """Why an entry is given back, or why the asking ends."""

    words = _words(_("Причина"), max_length=400)


class BoardForm(forms.Form):
    """Filters of the board."""

    words = forms.CharField(label=_("Организация"), required=False, max_length=80)
    state = forms.ChoiceField(
        label=_("Состояние"), required=False,
        choices=[("", _("Любое")), *((one.value, one.label) for one in STATES)],
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Вид организации"), required=False, choices=[("", _("Любой")), *OrganizationKind.choices]
    )  # fmt: skip

    @property
    def narrowing(self) -> Narrowing:
        """What was asked for; nothing when the form has errors."""
        return Narrowing(**self.cleaned_data) if self.is_valid() else Narrowing()
