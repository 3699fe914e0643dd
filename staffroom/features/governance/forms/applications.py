"""The form of an application: which fields it has follows from the regulation."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices, give_rows
from staffroom.features.governance.models import Application
from staffroom.features.governance.policies.demands import asked_fields
from staffroom.features.governance.policies.initiating import Initiator
from staffroom.shared.communities.forms.groups import KINDS
from staffroom.shared.communities.models import Community, CommunityKind, CommunityState
from staffroom.shared.organizations.models import Organization
from staffroom.shared.regulations.queries.rules import Rules

ALWAYS = ("initiator", "kind", "name", "goal")
DATES = ("starts_on", "ends_on")


def _long(
    label: Any, help_text: Any = "", *, rows: int = 3, most: int = 3000, is_asked: bool = False
) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, max_length=most, required=is_asked, widget=widget
    )


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, required=False, widget=widget)


class ApplicationForm(forms.Form):
    """What is wanted, with the fields that the regulation asks for (`creation.fields`, BT-3.1.b)."""

    initiator = forms.ChoiceField(label=_("Кто инициатор"))
    kind = forms.ChoiceField(label=_("Вид сообщества"))
    name = forms.CharField(label=_("Название"), max_length=160, min_length=3)
    problem = _long(_("Проблема"), _("Что мешает в работе и у кого."))
    task = _long(
        _("Профессиональная задача"), _("Одна конкретная задача, которую решит сообщество.")
    )
    goal = _long(
        _("Цель"), _("Одно-два предложения: они станут первой строкой страницы."), rows=2, most=400
    )
    result = _long(
        _("Предполагаемый результат"), _("Что получат коллеги: пособие, сборник, семинар.")
    )
    themes = forms.MultipleChoiceField(
        label=_("Приоритетная тема"), required=False, widget=forms.CheckboxSelectMultiple
    )
    audience_words = forms.CharField(label=_("Для кого сообщество"), max_length=400, required=False)
    base_organization = forms.ModelChoiceField(
        label=_("Базовая организация"), required=False, queryset=Organization.objects.none(),
        empty_label=_("Не выбрана"),
    )  # fmt: skip
    parent = forms.ModelChoiceField(
        label=_("К какой части относится"), required=False, queryset=Community.objects.none(),
        empty_label=_("Не выбрана"),
    )  # fmt: skip
    vk_page = forms.URLField(label=_("Ссылка на страницу"), required=False, assume_scheme="https")
    starts_on = _day(_("Начало работы"))
    ends_on = _day(_("Окончание работы"))

    def __init__(
        self,
        *args: Any,
        rules: Rules,
        names: list[Initiator],
        organizations: QuerySet[Organization],
        communities: QuerySet[Community],
        is_begun: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.names = {one.code: one for one in names}
        if is_begun:
            del self.fields["initiator"]
        else:
            self._choices("initiator", [(one.code, one.label) for one in names])
        self._choices("kind", _kinds(rules))
        self._choices("themes", list(rules.named("themes.priority").items()))
        give_rows(self, "base_organization", organizations)
        standing = communities.filter(state=CommunityState.ACTIVE)
        give_rows(
            self, "parent", standing.order_by(F("parent").asc(nulls_first=True), "sort_key", "pk")
        )
        self._only({_field(name) for name in asked_fields(rules)}, rules)
        if "parent" in self.fields:
            whole = list(standing.filter(parent=None).order_by("pk")[:2])
            self.initial.setdefault("parent", whole[0] if len(whole) == 1 else None)

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        give_choices(self, name, choices)

    def _only(self, asked: set[str], rules: Rules) -> None:
        """Leave what the regulation asks for, and what every community has."""
        has_term = rules.choice("lifecycle.term") != "permanent"
        for name in list(self.fields):
            is_date = name in DATES and has_term
            if name not in asked and name not in ALWAYS and not is_date:
                del self.fields[name]
        for name in asked & self.fields.keys():
            self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning."""
        data = super().clean() or {}
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("Окончание должно быть позже начала."))
        return data

    @property
    def initiator_chosen(self) -> Initiator:
        """In whose name."""
        return self.names[self.cleaned_data["initiator"]]

    @property
    def values(self) -> dict[str, Any]:
        """The fields as the actions take them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "initiator"}

    @staticmethod
    def initial_of(found: Application) -> dict[str, Any]:
        """What stands now."""
        names = ("kind", "name", "goal", "problem", "task", "result", "themes", "audience_words",
                 "base_organization", "parent", "vk_page", "starts_on", "ends_on")  # fmt: skip
        return {name: getattr(found, name) for name in names}


def _field(name: str) -> str:
    return name.removesuffix("_id")


def _kinds(rules: Rules) -> list[tuple[str, str]]:
    labels = dict(CommunityKind.choices)
    offered = KINDS[rules.choice("structure.nesting")]
    return [(code, str(labels[CommunityKind(code)])) for code in offered if code != "working_group"]


class CallForm(forms.Form):
    """Who else files it."""

    person = forms.CharField(
        label=_("Фамилия и имя коллеги"), max_length=120,
        help_text=_("Коллега получит приглашение и согласится сам."),
    )  # fmt: skip


class QuestionForm(forms.Form):
    """A question to the initiator."""

    words = _long(_("Вопрос заявителю"), _("Срок решения от вопроса не меняется."), is_asked=True)


class AnswerForm(forms.Form):
    """The answer of the initiator."""

    words = _long(_("Ваш ответ"), is_asked=True)

    @classmethod
    def beside(
        cls, questions: Collection[Any], answered: tuple[int, "AnswerForm"] | None = None
    ) -> list["AnswerForm"]:
        """A form for each question, with ids of its own; the one sent, by its number, keeps what was typed."""
        forms_of = [cls(auto_id=f"id_{n}_%s") for n in range(1, len(questions) + 1)]
        if answered is not None:
            number, form = answered
            form.auto_id = f"id_{number}_%s"
            forms_of[number - 1] = form
        return forms_of


class SupportForm(forms.Form):
    """What the order says besides the application."""

    control = forms.CharField(
        label=_("Контроль за исполнением приказа"), max_length=300, initial=_("оставляю за собой"),
        help_text=_("Или имя и должность: «Иванова А. П., заместитель начальника»."),
    )  # fmt: skip


class RefusalForm(forms.Form):
    """Why not."""

    reason = _long(
        _("Причина отказа"), _("Заявитель и соучредители получат эти слова целиком."), rows=5
    )
    clause = forms.CharField(label=_("Пункт положения"), max_length=200, required=False)

    def __init__(self, *args: Any, is_asked: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.required = is_asked
