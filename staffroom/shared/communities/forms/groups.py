"""Forms of communities and their menus."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices, give_rows
from staffroom.core.richtext import RichTextField
from staffroom.shared.accounts.registry import FUNCTIONS, POSITIONS, SUBJECTS
from staffroom.shared.communities.actions.menu import OURS
from staffroom.shared.communities.models import (
    Community,
    CommunityKind,
    Order,
    Section,
    SectionKind,
)
from staffroom.shared.communities.queries.rules import BY_ORDER, CLOSING
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


def ask_order(form: forms.Form, label: Any, *, is_required: bool) -> None:
    """Let a form ask for the number and date of an order."""
    form.fields["order_number"] = forms.CharField(label=label, max_length=60, required=is_required)
    form.fields["ordered_on"] = forms.DateField(
        label=_("Дата приказа"), required=is_required,
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip


def order_in(form: forms.Form) -> Order | None:
    """The order that a form names; None without a number."""
    data = form.cleaned_data
    number = data.get("order_number", "").strip()
    return Order(number, data["ordered_on"]) if number and data.get("ordered_on") else None


LEAST_KINDS = 2  # one kind is no choice


class DirectoryForm(forms.Form):
    """Filters of the directory; everything may stay empty."""

    words = forms.CharField(label=_("Слова"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("Вид"), required=False)
    subject = forms.ChoiceField(label=_("Предмет"), required=False)
    position = forms.ChoiceField(label=_("Должность"), required=False)
    theme = forms.ChoiceField(label=_("Приоритетная тема"), required=False)
    mine = forms.BooleanField(label=_("Только мои"), required=False)
    archived = forms.BooleanField(label=_("Архив"), required=False)

    def __init__(
        self,
        *args: Any,
        themes: Mapping[str, str],
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
        themes = rules.named("themes.priority")
        give_choices(self, "themes", themes.items())
        give_rows(self, "base_organization", organizations)
        if not themes:
            del self.fields["themes"]
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
                "name", "goal", "audience_words", "positions", "subjects", "functions", "themes",
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


class ReasonForm(forms.Form):
    """A reason that somebody will read."""

    words = forms.CharField(
        label=_("Причина"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


class BasisForm(forms.Form):
    """Whose decision it is to bring a community to another state."""

    basis = forms.CharField(
        label=_("Основание"),
        max_length=255,
        help_text=_("Чьё это решение и когда, например «решение координатора от 1 сентября»."),
    )

    outcome = ""

    def __init__(self, *args: Any, asks_order: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if asks_order:
            del self.fields["basis"]
            ask_order(self, _("Номер приказа"), is_required=True)

    @property
    def stands_on(self) -> str:
        """What the history keeps."""
        return str(self.cleaned_data.get("basis", ""))

    @property
    def order(self) -> Order | None:
        """The order, where one is asked for."""
        return order_in(self)


class ArchiveForm(ReasonForm):
    """The outcome of a community's work; what else is asked follows from `lifecycle.closure`."""

    field_order = ("order_number", "ordered_on", "verdict", "words")

    verdict = forms.ChoiceField(
        label=_("Решена ли задача"),
        choices=[(words, words) for words in ("Решена", "Решена отчасти", "Не решена")],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, rules: Rules, asks_order: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        closure = rules.choice("lifecycle.closure")
        self.basis_now = CLOSING[closure]
        if asks_order:
            ask_order(self, _("Приказ о ликвидации: номер"), is_required=True)
            self.order_fields(self.field_order)
        if closure != "verdict":
            del self.fields["verdict"]
        self.fields["words"].label = {
            "verdict": _("Что получилось"),
            "term_end": _("Какой результат представлен"),
        }.get(closure, _("Чем закончилась работа"))

    @property
    def stands_on(self) -> str:
        """On what the end stands: the order named, or what the regulation names."""
        return "" if self.order else str(self.basis_now)

    @property
    def order(self) -> Order | None:
        """The order of liquidation, where one is asked for."""
        return order_in(self)

    @property
    def outcome(self) -> str:
        """Everything that was said, as the archive keeps it."""
        data = self.cleaned_data
        verdict = f"Задача {data['verdict'].lower()}." if data.get("verdict") else ""
        order = self.order.words if self.order else ""
        return " ".join(
            part
            for part in (verdict, data["words"], f"Основание: {order}." if order else "")
            if part
        )


class SectionForm(forms.Form):
    """An item of the menu."""

    kind = forms.ChoiceField(label=_("Что показывает"))
    title = forms.CharField(label=_("Название"), max_length=60)
    is_shown = forms.BooleanField(label=_("Показывать в меню"), required=False, initial=True)
    tag = forms.CharField(
        label=_("Метка"),
        max_length=60,
        required=False,
        help_text=_("Для записей по метке."),
    )
    is_for_members = forms.BooleanField(
        label=_("Только для участников"), required=False,
        help_text=_(
            "Для записей по метке: новые записи с ней увидят только участники, раздел тоже."
        ),
    )  # fmt: skip
    url = forms.URLField(
        label=_("Адрес"),
        required=False,
        assume_scheme="https",
        help_text=_("Для ссылки на сайт."),
    )

    def __init__(self, *args: Any, standing: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        if standing:
            del self.fields["kind"]
            self.kind_code = standing
            unused = {"tag", "url"} - _fields_of(standing)
            if standing != SectionKind.TAG:
                unused.add("is_for_members")
            for name in unused:
                del self.fields[name]
        else:
            self.kind_code = ""
            added = [choice for choice in SectionKind.choices if choice[0] not in OURS]
            give_choices(self, "kind", added)

    def clean(self) -> dict[str, Any]:
        """Each kind needs its own field filled."""
        data = super().clean() or {}
        kind = self.kind_code or data.get("kind", "")
        needed = {
            "tag": _("Напишите метку."),
            "url": _("Укажите адрес."),
        }
        for name in _fields_of(kind):
            if not data.get(name):
                self.add_error(name, needed[name])
        return data

    @property
    def details(self) -> dict[str, Any]:
        """The cleaned item as the actions take it."""
        data = self.cleaned_data
        return {
            "title": data["title"], "tag": data.get("tag", ""), "url": data.get("url", ""),
            "is_for_members": data.get("is_for_members", False),
        }  # fmt: skip

    @staticmethod
    def initial_of(item: Section) -> dict[str, Any]:
        """What stands now, to begin an edit with."""
        return {
            "title": item.title,
            "is_shown": item.is_shown,
            "tag": item.tag,
            "is_for_members": item.is_for_members,
            "url": item.url,
        }


FIELDS_OF: dict[str, set[str]] = {
    SectionKind.TAG.value: {"tag"},
    SectionKind.LINK.value: {"url"},
}


def _fields_of(kind: str) -> set[str]:
    return FIELDS_OF.get(kind, set())
