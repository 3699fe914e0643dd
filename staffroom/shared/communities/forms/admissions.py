"""Registering in a district's network, and deciding on it."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.shared.accounts.forms.cards import (
    function_choices,
    name_field,
    subject_choices,
)
from staffroom.shared.accounts.forms.credentials import (
    PASSWORD_HINT,
    email_field,
    password_field,
)
from staffroom.shared.communities.queries import admissions as queries
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.organizations.models import District

NOT_LISTED, ELSEWHERE = "not-listed", "elsewhere"


def _select(form: forms.Form, name: str) -> forms.ChoiceField:
    return cast(forms.ChoiceField, form.fields[name])


class ApplicationForm(forms.Form):
    """Where the person works and what he does there."""

    organization = forms.ChoiceField(label=_("Место работы"))
    organization_words = forms.CharField(
        label=_("Название организации"),
        required=False,
        max_length=255,
        help_text=_("Заполните, если её нет в списке или вы работаете в другом районе."),
    )
    position = forms.ChoiceField(label=_("Должность"))

    def __init__(self, *args: Any, district: District, **options: Any) -> None:
        super().__init__(*args, **options)
        self.listed = {one.pid: one for one in queries.organizations_of(district)}
        _select(self, "organization").choices = [
            ("", _("выберите")),
            *((pid, one.short_name) for pid, one in self.listed.items()),
            (NOT_LISTED, _("моей организации нет в списке")),
            (ELSEWHERE, _("я работаю в другом районе")),
        ]
        _select(self, "position").choices = [
            ("", _("выберите")),
            *queries.position_choices(rules_of(district)),
        ]

    def clean(self) -> dict[str, Any]:
        """An unlisted organisation must be named."""
        typed = super().clean() or {}
        if (
            typed.get("organization") in {NOT_LISTED, ELSEWHERE}
            and not typed.get("organization_words", "").strip()
        ):
            self.add_error("organization_words", _("Напишите название организации."))
        return typed

    @property
    def choice(self) -> dict[str, Any]:
        """What the action takes: the organisation, its words, and whether it is another district's."""
        typed = self.cleaned_data
        return {
            "organization": self.listed.get(typed["organization"]),
            "organization_words": typed["organization_words"].strip(),
            "is_outsider": typed["organization"] == ELSEWHERE,
            "position": typed["position"],
        }


class RegistrationForm(ApplicationForm):
    """A newcomer: an address, a password, a name, the work."""

    last_name = name_field(_("Фамилия"), "family-name")
    first_name = name_field(_("Имя"), "given-name")
    patronymic = name_field(_("Отчество"), "additional-name", required=False)
    subjects = forms.MultipleChoiceField(
        label=_("Предметы"),
        choices=subject_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    functions = forms.MultipleChoiceField(
        label=_("Другие обязанности"),
        choices=function_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    email = email_field()
    password = password_field(_("Пароль"), hint=str(PASSWORD_HINT))

    field_order = (
        "last_name",
        "first_name",
        "patronymic",
        "organization",
        "organization_words",
        "position",
        "subjects",
        "functions",
        "email",
        "password",
    )

    @property
    def kept(self) -> dict[str, Any]:
        """What waits, as plain words and codes, for the letter to be answered."""
        typed = self.cleaned_data
        choice = self.choice
        named = choice.pop("organization")
        names = ("last_name", "first_name", "patronymic", "subjects", "functions")
        return {
            **{name: typed[name] for name in names},
            **choice,
            "organization": named.pid if named else "",
        }


class DecisionForm(forms.Form):
    """One act for the ticked lines; the words are the reason or the question."""

    ACTS = (("admit", ""), ("refuse", ""), ("ask", ""), ("confirm", ""))

    act = forms.ChoiceField(choices=ACTS)
    chosen = forms.MultipleChoiceField(
        error_messages={"required": _("Отметьте хотя бы одну заявку.")}
    )
    words = forms.CharField(label=_("Причина отказа или вопрос"), required=False, max_length=1000)

    def __init__(self, *args: Any, pids: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        _select(self, "chosen").choices = [(pid, pid) for pid in pids]


class AnswerForm(forms.Form):
    """The applicant's answer to a question."""

    words = forms.CharField(
        label=_("Ваш ответ"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


class FirstRunForm(forms.Form):
    """The first page of an empty installation: a district, its regulation, its coordinator."""

    district_name = forms.CharField(label=_("Район или город"), max_length=160)
    short_name = forms.CharField(
        label=_("Короткое название"), max_length=60, help_text=_("Стоит вверху каждой страницы.")
    )
    slug = forms.SlugField(
        label=_("Адрес на сайте"),
        max_length=40,
        help_text=_("Латинские буквы, цифры и дефис, например «zarechny»."),
    )
    region = forms.CharField(label=_("Регион"), max_length=120, required=False)
    authority = forms.CharField(
        label=_("Кто отвечает за сайт: полное название органа"), max_length=255
    )
    time_zone = forms.ChoiceField(label=_("Часовой пояс"))
    profile = forms.ChoiceField(
        label=_("Положение, по которому работает сеть"), widget=forms.RadioSelect
    )
    last_name = name_field(_("Фамилия координатора"), "family-name")
    first_name = name_field(_("Имя"), "given-name")
    patronymic = name_field(_("Отчество"), "additional-name", required=False)
    email = email_field()
    password = password_field(
        _("Пароль"), hint=str(_("Не меньше 12 знаков. Лучше всего фраза из нескольких слов."))
    )
    agrees = forms.BooleanField(
        label=_("Я даю согласие на обработку моих персональных данных для работы на этом сайте")
    )

    def __init__(self, *args: Any, profiles: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        _select(self, "profile").choices = profiles
        _select(self, "time_zone").choices = ZONES


ZONES = (
    ("Europe/Moscow", _("Москва")),
    ("Europe/Kaliningrad", _("Калининград (−1 час к Москве)")),
    ("Europe/Samara", _("Самара (+1)")),
    ("Asia/Yekaterinburg", _("Екатеринбург (+2)")),
    ("Asia/Omsk", _("Омск (+3)")),
    ("Asia/Krasnoyarsk", _("Красноярск (+4)")),
    ("Asia/Irkutsk", _("Иркутск (+5)")),
    ("Asia/Yakutsk", _("Якутск (+6)")),
    ("Asia/Vladivostok", _("Владивосток (+7)")),
    ("Asia/Magadan", _("Магадан (+8)")),
    ("Asia/Kamchatka", _("Камчатка (+9)")),
)
