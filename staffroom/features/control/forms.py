"""Forms of control: an item, a report, a judgement, filters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.errors import DomainError
from staffroom.features.control.actions import Content
from staffroom.features.control.models import ItemState, OrderItem
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import District
from staffroom.shared.organizations.queries.organizations import person_named

HOW = _("Почта или имя и фамилия сотрудника одной из организаций района.")


def _words(label: Any, most: int, *, rows: int = 3, **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=widget, **options)


class _PersonForm(forms.Form):
    def __init__(self, *args: Any, district: District, **options: Any) -> None:
        super().__init__(*args, **options)
        self.district = district

    def _person(self, name: str) -> Person:
        try:
            return person_named(self.district, self.cleaned_data[name])
        except DomainError as refusal:
            raise forms.ValidationError(refusal.message) from refusal

    def clean_controller(self) -> Person:
        """The person meant."""
        return self._person("controller")


class ItemForm(_PersonForm):
    """Who does what by which day, who controls it."""

    point = forms.CharField(
        label=_("Номер пункта"), max_length=12, required=False, help_text=_("Как в приказе: 2 или 2.1.")
    )  # fmt: skip
    text = _words(_("Что сделать"), 1000)
    responsible = forms.CharField(label=_("Кто отвечает"), max_length=254, help_text=HOW)
    controller = forms.CharField(label=_("Кто контролирует"), max_length=254, help_text=HOW)
    due_on = forms.DateField(
        label=_("Срок"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    words = _words(
        _("Почему меняете"), 1000, rows=2, help_text=_("Приказ уже действует: причина останется в истории.")
    )  # fmt: skip

    def __init__(self, *args: Any, is_given: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_given:
            del self.fields["words"]

    def clean_responsible(self) -> Person:
        """The person meant."""
        return self._person("responsible")

    @property
    def content(self) -> Content:
        """What was typed."""
        names = ("point", "text", "responsible", "controller", "due_on")
        return Content(**{name: self.cleaned_data[name] for name in names})

    @staticmethod
    def initial_of(found: OrderItem) -> dict[str, Any]:
        """What stands now."""
        people = {
            name: getattr(found, name).email if getattr(found, name) else ""
            for name in ("responsible", "controller")
        }
        return {"point": found.point, "text": found.text, "due_on": found.due_on, **people}


class ControllerForm(_PersonForm):
    """Another controller."""

    controller = forms.CharField(label=_("Кто контролирует"), max_length=254, help_text=HOW)
    words = _words(_("Почему меняете"), 1000, rows=2)


class ReportForm(forms.Form):
    """What was done."""

    words = _words(_("Что сделано"), 2000, help_text=_("Коротко: что, когда, где это увидеть."))


class JudgeForm(forms.Form):
    """What the controller says."""

    words = _words(
        _("Слова контролёра"),
        1000,
        required=False,
        help_text=_("Если возвращаете, напишите, чего не хватает."),
    )


class DropForm(forms.Form):
    """Why it is taken off control."""

    words = _words(_("Причина"), 1000)


class ListForm(forms.Form):
    """Which state is shown."""

    state = forms.ChoiceField(
        label=_("Состояние"), required=False,
        choices=[
            ("", _("Не закрыто")), ("late", _("Просрочено")),
            *((one.value, one.label) for one in ItemState if one != ItemState.DRAFT), ("every", _("Любое")),
        ],
    )  # fmt: skip
