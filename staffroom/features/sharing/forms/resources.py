"""Forms of the board: a resource, a request, an answer, how it went, filters."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices, give_rows
from staffroom.features.sharing.actions.requests import Asked
from staffroom.features.sharing.actions.resources import FIELDS, Content
from staffroom.features.sharing.forms.fields import HOW, OrganizationField, day, person_of, words
from staffroom.features.sharing.models import RequestState, Resource, ResourceKind
from staffroom.features.sharing.queries.resources import Narrowing
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import District, Organization

MOST_HOURS = 1000


class ResourceForm(forms.Form):
    """What an organisation can share."""

    organization = OrganizationField(_("Чья это организация"))
    kind = forms.ChoiceField(label=_("Что даёте"), choices=ResourceKind.choices)
    title = forms.CharField(
        label=_("Название"), max_length=160, help_text=_("Например: «Кабинет робототехники» или «Логопед»."),
    )  # fmt: skip
    text = words(_("Описание"), 1000, required=False)
    times = forms.CharField(
        label=_("Когда можно"), max_length=300, required=False,
        help_text=_("Дни и часы словами: «вторник и четверг, 15:00–17:00»."),
    )  # fmt: skip
    terms = words(
        _("Как попросить и на каких условиях"), 400, rows=2, required=False,
        help_text=_("Например: «за неделю, с учителем, не больше 15 человек»."),
    )  # fmt: skip
    from_on = day(_("С какого дня"), required=False)
    until_on = day(_("По какой день"), required=False, help_text=_("Пустое поле: пока не снимете."))
    responsible = forms.CharField(label=_("Кто отвечает на просьбы"), max_length=254, help_text=HOW)

    def __init__(
        self, *args: Any, district: District, organizations: QuerySet[Organization] | None, **options: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        self.district = district
        if organizations is None:
            del self.fields["organization"]
        else:
            give_rows(self, "organization", organizations)

    def clean_responsible(self) -> Person:
        """The person meant."""
        return person_of(self.district, self.cleaned_data["responsible"])

    @property
    def content(self) -> Content:
        """What was typed."""
        return Content(**{name: self.cleaned_data[name] for name in FIELDS})

    @staticmethod
    def initial_of(found: Resource) -> dict[str, Any]:
        """What stands now."""
        who = found.responsible.email if found.responsible else ""
        return {**{name: getattr(found, name) for name in FIELDS}, "responsible": who}


class AskForm(forms.Form):
    """For what, when, how long."""

    organization = OrganizationField(_("Для какой организации"))
    purpose = words(_("Для чего"), 1000, help_text=_("Кто придёт и что будете делать."))
    starts_on = day(_("Какой день"))
    ends_on = day(_("По какой день"), required=False, help_text=_("Если дней несколько."))
    hours = forms.IntegerField(
        label=_("Сколько часов"), min_value=1, max_value=MOST_HOURS, required=False
    )

    def __init__(self, *args: Any, organizations: QuerySet[Organization], **options: Any) -> None:
        super().__init__(*args, **options)
        give_rows(self, "organization", organizations)

    @property
    def asked(self) -> Asked:
        """What was typed."""
        names = ("purpose", "starts_on", "ends_on", "hours")
        return Asked(**{name: self.cleaned_data[name] for name in names})


class AnswerForm(forms.Form):
    """What those who give say."""

    words = words(
        _("Ответ коллегам"), 1000, required=False,
        help_text=_("Когда прийти и к кому; отказ объясните обязательно."),
    )  # fmt: skip


class OutcomeForm(forms.Form):
    """How it went."""

    hours = forms.IntegerField(
        label=_("Сколько часов вышло"), min_value=1, max_value=MOST_HOURS, required=False
    )
    words = words(
        _("Как прошло"), 1000, required=False,
        help_text=_("Что получилось; если не состоялось, напишите почему."),
    )  # fmt: skip


class BoardForm(forms.Form):
    """Filters of the board."""

    words = forms.CharField(label=_("Что ищете"), required=False, max_length=80)
    kind = forms.ChoiceField(
        label=_("Вид"), required=False, choices=[("", _("Любой")), *ResourceKind.choices]
    )
    organization = forms.ChoiceField(label=_("Организация"), required=False)
    is_closed = forms.BooleanField(label=_("Что уже не предлагают"), required=False)

    def __init__(self, *args: Any, givers: QuerySet[Organization], **options: Any) -> None:
        super().__init__(*args, **options)
        rows = [(one.pid, one.short_name) for one in givers]
        give_choices(self, "organization", [("", _("Любая")), *rows])

    @property
    def narrowing(self) -> Narrowing:
        """What was asked for; nothing when the form has errors."""
        return Narrowing(**self.cleaned_data) if self.is_valid() else Narrowing()


class RequestsForm(forms.Form):
    """Which requests are shown."""

    state = forms.ChoiceField(
        label=_("Состояние"), required=False,
        choices=[
            ("", _("Открытые")), *((one.value, one.label) for one in RequestState), ("every", _("Любое")),
        ],
    )  # fmt: skip
