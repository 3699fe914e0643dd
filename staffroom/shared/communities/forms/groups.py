"""Forms of communities: the directory, a card, a new one."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices, give_rows
from staffroom.core.richtext import RichTextField
from staffroom.shared.accounts.registry import FUNCTIONS, POSITIONS, SUBJECTS
from staffroom.shared.communities.forms.orders import ask_order, order_in
from staffroom.shared.communities.models import (
    Community,
    CommunityKind,
    Order,
)
from staffroom.shared.communities.queries.rules import BY_ORDER
from staffroom.shared.communities.registry import LEVELS, STANDARD_LEVELS
from staffroom.shared.organizations.models import Organization
from staffroom.shared.regulations.queries.rules import Rules

# What the card asks for where the regulation names it (`creation.fields`).
FIELD_OF = {
    "theme": "themes",
    "base_organization": "base_organization",
    "term": "ends_on",
    "page_link": "vk_page",
}
WHOM = ("audience_words", "positions", "subjects", "functions")

# Kinds that a district of this shape opens (`structure.nesting`).
KINDS = {
    "children": ("subject", "problem_group", "methodical_association", "working_group", "main"),
    "side_by_side": ("problem_group", "methodical_association", "working_group", "permanent"),
    "flat": ("permanent", "task", "subject", "working_group"),
    "sections": ("section", "subject", "working_group", "main"),
}


def _labels(catalogue: Any) -> list[tuple[str, str]]:
    return [(code, item.label) for code, item in catalogue.items()]


LEVELS_ASKED = [(code, LEVELS[code]) for code in STANDARD_LEVELS]
LEAST_KINDS = 2  # one kind is no choice


class DirectoryForm(forms.Form):
    """Filters of the directory; everything may stay empty."""

    words = forms.CharField(label=_("Слова"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("Вид"), required=False)
    subject = forms.ChoiceField(label=_("Предмет"), required=False)
    position = forms.ChoiceField(label=_("Должность"), required=False)
    theme = forms.ChoiceField(label=_("Приоритетная тема"), required=False)
    level = forms.ChoiceField(
        label=_("Уровень стандарта"), required=False, choices=[("", _("Любой")), *LEVELS_ASKED]
    )
    aspect = forms.ChoiceField(label=_("Направление стратегии"), required=False)
    mine = forms.BooleanField(label=_("Только мои"), required=False)
    archived = forms.BooleanField(label=_("Архив"), required=False)

    def __init__(
        self,
        *args: Any,
        themes: Mapping[str, str],
        aspects: Mapping[str, str],
        kinds: Sequence[str],
        is_guest: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        if is_guest:
            del self.fields["mine"]
        give_choices(self, "theme", [("", _("Любая тема")), *themes.items()])
        if not themes:
            del self.fields["theme"]
        give_choices(self, "aspect", [("", _("Любое")), *aspects.items()])
        if not aspects:
            del self.fields["aspect"]
        known = [one for one in CommunityKind.choices if one[0] in kinds]
        give_choices(self, "kind", [("", _("Любой вид")), *known])
        if len(known) < LEAST_KINDS:
            del self.fields["kind"]
        give_choices(self, "subject", [("", _("Любой предмет")), *_labels(SUBJECTS)])
        give_choices(self, "position", [("", _("Любая должность")), *_labels(POSITIONS)])


class CommunityForm(forms.Form):
    """The card of a community; which fields it has follows from its regulation (`creation.fields`)."""

    name = forms.CharField(label=_("Название"), max_length=160, min_length=3)
    goal = forms.CharField(
        label=_("Цель"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Зачем собрались: одно-два предложения. Стоит в начале страницы."),
    )
    about = RichTextField(label=_("О сообществе"), required=False)
    audience_words = forms.CharField(
        label=_("Для кого, словами"), max_length=400, required=False,
        help_text=_("Например: учителя химии, биологии, географии."),
    )  # fmt: skip
    positions = forms.MultipleChoiceField(
        label=_("Для каких должностей"), required=False, choices=_labels(POSITIONS),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    subjects = forms.MultipleChoiceField(
        label=_("Для каких предметов"), required=False, choices=_labels(SUBJECTS),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    functions = forms.MultipleChoiceField(
        label=_("Для каких обязанностей"), required=False, choices=_labels(FUNCTIONS),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    themes = forms.MultipleChoiceField(
        label=_("Приоритетные темы"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Над какими задачами года работает сообщество: одна или несколько."),
    )  # fmt: skip
    levels = forms.MultipleChoiceField(
        label=_("Уровни стандарта"), required=False, choices=LEVELS_ASKED,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    aspects = forms.MultipleChoiceField(
        label=_("Направления стратегии"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Чему в стратегии района служит работа сообщества."),
    )  # fmt: skip
    base_organization = forms.ModelChoiceField(
        label=_("Базовая организация"), required=False, queryset=Organization.objects.none(),
        empty_label=_("Не указана"),
    )  # fmt: skip
    starts_on = forms.DateField(
        label=_("Начало"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    ends_on = forms.DateField(
        label=_("Окончание"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    vk_page = forms.URLField(label=_("Страница ВКонтакте"), required=False, assume_scheme="https")
    is_public = forms.BooleanField(
        label=_("Обсуждения видны и без входа"), required=False,
        help_text=_("Гости увидят записи и ответы, но не имена участников, которые этого не разрешили."),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        rules: Rules,
        organizations: Any,
        term_stands: bool = False,
        locked: Collection[str] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        give_rows(self, "base_organization", organizations)
        self._offer("themes", rules.named("themes.priority"))
        self._offer("aspects", rules.named("strategy.aspects"))
        if rules.choice("lifecycle.term") == "permanent":
            del self.fields["starts_on"], self.fields["ends_on"]
        elif term_stands:
            del self.fields["ends_on"]
            self.fields["starts_on"].help_text = _(
                "Последний день меняют решением: «Срок и итоги» внизу этой страницы."
            )
        self.asked = set(rules.many("creation.fields"))
        for code, name in FIELD_OF.items():
            if code in self.asked and name in self.fields:
                self.fields[name].required = True
        self._lock(set(locked) & set(self.fields))
        if "task" in self.asked:
            self.fields["goal"].label = _("Цель и профессиональная задача")
        elif "problem" in self.asked:
            self.fields["goal"].label = _("Проблема и цель")

    def _offer(self, name: str, named: Mapping[str, str]) -> None:
        """What the regulation names; the field goes where it names nothing."""
        give_choices(self, name, named.items())
        if not named:
            del self.fields[name]

    def _lock(self, names: Collection[str]) -> None:
        """What the order says is shown, not asked (BT-X.2)."""
        for name in names:
            self.fields[name].disabled = True
            self.fields[name].help_text = _("Сказано в приказе: менять может координатор района.")

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning."""
        data = super().clean() or {}
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("Окончание должно быть позже начала."))
        if "category" in self.asked and not any(data.get(name) for name in WHOM):
            self.add_error(
                "audience_words", _("Напишите, для кого это сообщество, или отметьте ниже.")
            )
        return data

    @property
    def details(self) -> dict[str, Any]:
        """The cleaned card as the actions take it."""
        data = dict(self.cleaned_data)
        for extra in ("kind", "parent", "order_number", "ordered_on"):
            data.pop(extra, None)
        about = data.pop("about")
        return {**data, "about_html": about.html, "about_plain": about.plain}

    @staticmethod
    def initial_of(community: Community) -> dict[str, Any]:
        """What stands now, to begin an edit with."""
        return {
            **{name: getattr(community, name) for name in (
                "name", "goal", "audience_words", "positions", "subjects", "functions", "themes", "levels", "aspects",
                "base_organization", "starts_on", "ends_on", "vk_page", "is_public",
            )},
            "about": community.about_html,
        }  # fmt: skip


class OpenForm(CommunityForm):
    """A new community: its kind and its place in the tree besides the card."""

    field_order = ("kind", "parent", "name", "goal")

    kind = forms.ChoiceField(label=_("Вид"))
    parent = forms.ChoiceField(label=_("Внутри какого сообщества"), required=False)
    basis = forms.CharField(
        label=_("Основание"),
        max_length=255,
        help_text=_("Приказ или решение: номер и дата, например «приказ от 1 сентября № 14»."),
    )

    def __init__(
        self,
        *args: Any,
        rules: Rules,
        parents: Sequence[tuple[str, str]],
        may_stand_alone: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, rules=rules, **options)
        labels = dict(CommunityKind.choices)
        offered = KINDS[rules.choice("structure.nesting")]
        give_choices(self, "kind", [(code, labels[CommunityKind(code)]) for code in offered])
        if rules.choice("creation.mode") in BY_ORDER:
            del self.fields["basis"]
            ask_order(self, _("Основание: номер приказа"), is_required=False)
            self.fields["order_number"].help_text = _(
                "Если приказа ещё нет, оставьте пустым: сообщество будет готовиться и начнёт работу, "
                "когда приказ выйдет."
            )
        else:
            self.fields["basis"].required = False
        if not parents:
            self.fields["parent"].widget = forms.HiddenInput()
        top = [("", _("Само по себе"))] if may_stand_alone else []
        give_choices(self, "parent", [*top, *parents])
        self.fields["parent"].required = not may_stand_alone

    def clean(self) -> dict[str, Any]:
        """A number without a date says nothing, nor a date without a number."""
        data = super().clean()
        number, day = data.get("order_number"), data.get("ordered_on")
        if number and not day and "ordered_on" not in self.errors:
            self.add_error("ordered_on", _("Укажите и дату приказа."))
        if day and not number:
            self.add_error("order_number", _("Укажите и номер приказа."))
        return data

    @property
    def order(self) -> Order | None:
        """The order of creation, where one is named."""
        return order_in(self)
