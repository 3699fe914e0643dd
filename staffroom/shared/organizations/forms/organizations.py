"""Forms of organisations and of the district's card."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from staffroom.core.errors import DomainError
from staffroom.core.richtext import RichTextField
from staffroom.shared.accounts.forms.cards import PHONE
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import (
    District,
    FounderKind,
    Organization,
    OrganizationKind,
)
from staffroom.shared.organizations.queries.organizations import Filters, person_named
from staffroom.ui.languages import NAMES, SOURCE, offered

COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Цвет выглядит так: #1c6447"))
DAY = forms.DateInput(attrs={"type": "date"})
ZONES = (
    ("Europe/Kaliningrad", _("Калининград, −1 час от Москвы")),
    ("Europe/Moscow", _("Москва")),
    ("Europe/Samara", _("Самара, +1 час")),
    ("Asia/Yekaterinburg", _("Екатеринбург, +2 часа")),
    ("Asia/Omsk", _("Омск, +3 часа")),
    ("Asia/Krasnoyarsk", _("Красноярск, +4 часа")),
    ("Asia/Irkutsk", _("Иркутск, +5 часов")),
    ("Asia/Yakutsk", _("Якутск, +6 часов")),
    ("Asia/Vladivostok", _("Владивосток, +7 часов")),
    ("Asia/Magadan", _("Магадан, +8 часов")),
    ("Asia/Kamchatka", _("Камчатка, +9 часов")),
)


class ListForm(forms.Form):
    """Filters of the list; who may not see the mark of low results has no such filter (TV-1.1.e)."""

    words = forms.CharField(label=_("Название"), required=False, max_length=80)
    kind = forms.ChoiceField(
        label=_("Вид"), required=False, choices=[("", _("Любой вид")), *OrganizationKind.choices]
    )
    is_base = forms.BooleanField(label=_("Только базовые"), required=False)
    has_low_results = forms.BooleanField(
        label=_("Только с низкими образовательными результатами"), required=False
    )
    is_closed = forms.BooleanField(label=_("Закрытые"), required=False)

    def __init__(self, *args: Any, sees_flags: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not sees_flags:
            del self.fields["has_low_results"]

    @property
    def filters(self) -> Filters:
        """What was asked for; nothing when the form has errors."""
        return Filters(**self.cleaned_data) if self.is_valid() else Filters()


class OrganizationForm(forms.Form):
    """The card of an organisation."""

    name = forms.CharField(label=_("Полное название"), max_length=255)
    short_name = forms.CharField(
        label=_("Короткое название"),
        max_length=160,
        help_text=_("Так организацию видят на карточках людей: «Школа № 5»."),
    )
    kind = forms.ChoiceField(label=_("Вид"), choices=OrganizationKind.choices)
    is_base = forms.BooleanField(
        label=_("Базовая организация"),
        required=False,
        help_text=_("У базовой организации есть представитель: её сообщества несут её имя."),
    )
    representative = forms.CharField(
        label=_("Представитель"),
        required=False,
        max_length=254,
        help_text=_("Почта или имя и фамилия сотрудника одной из организаций района."),
    )
    is_participant = forms.BooleanField(label=_("Участвует в сети как организация"), required=False)
    has_low_results = forms.BooleanField(
        label=_("Низкие образовательные результаты"),
        required=False,
        help_text=_("Служебная отметка: её видят только те, кому это положено по роли."),
    )
    staff_n = forms.IntegerField(
        label=_("Педагогов по штату"), required=False, min_value=0, max_value=20_000
    )
    address = forms.CharField(label=_("Адрес"), required=False, max_length=255)
    site = forms.URLField(label=_("Сайт"), required=False, assume_scheme="https", max_length=200)
    closed_on = forms.DateField(
        label=_("Закрыта с"), required=False, widget=DAY, help_text=_("Люди и записи останутся.")
    )

    def __init__(self, *args: Any, district: District, sees_flags: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.district = district
        if not sees_flags:
            del self.fields["has_low_results"]

    def clean_staff_n(self) -> int:
        """Nothing typed means nobody."""
        return self.cleaned_data["staff_n"] or 0

    def clean_representative(self) -> Person | None:
        """The person meant."""
        words = self.cleaned_data["representative"]
        if not words:
            return None
        try:
            return person_named(self.district, words)
        except DomainError as refusal:
            raise forms.ValidationError(refusal.message) from refusal

    @staticmethod
    def initial_of(found: Organization) -> dict[str, Any]:
        """What stands now, to begin an edit with."""
        names = (*OrganizationForm.base_fields,)
        person = found.representative
        return {
            **{name: getattr(found, name) for name in names},
            "representative": person.email if person else "",
        }


class DepartmentForm(forms.Form):
    """The name of a part of an organisation."""

    name = forms.CharField(label=_("Новое подразделение"), max_length=160)


def languages() -> list[tuple[str, str]]:
    """Languages in which the site can speak, each named in its own words."""
    return [(code, NAMES[code]) for code in offered()]


class DistrictForm(forms.Form):
    """The district's card; the founder may be any municipal body (BB-O.3)."""

    name = forms.CharField(label=_("Название района или округа"), max_length=160)
    short_name = forms.CharField(
        label=_("Короткое название"), max_length=60, help_text=_("Стоит наверху каждой страницы.")
    )
    region = forms.CharField(label=_("Регион"), max_length=120, required=False)
    founder_kind = forms.ChoiceField(label=_("Кто учредитель"), choices=FounderKind.choices)
    authority = forms.CharField(
        label=_("Полное название учредителя"),
        max_length=255,
        help_text=_(
            "Как в бланке: «Управление образования администрации …». Стоит внизу страниц и в документах."
        ),
    )
    centre = forms.CharField(label=_("Методический центр"), max_length=255, required=False)
    address = forms.CharField(label=_("Адрес"), max_length=255, required=False)
    phone = forms.CharField(label=_("Телефон"), max_length=30, required=False, validators=[PHONE])
    email = forms.EmailField(label=_("Почта"), required=False)
    accent = forms.CharField(
        label=_("Цвет"),
        validators=[COLOUR],
        widget=forms.ColorInput,
        help_text=_(
            "Если цвет слишком светлый или тёмный для чтения, сайт сам возьмёт ближайший оттенок."
        ),
    )
    time_zone = forms.ChoiceField(label=_("Часовой пояс"), choices=ZONES)
    language = forms.ChoiceField(
        label=_("Язык сайта"),
        choices=languages,
        required=False,
        help_text=_("Для тех, кто не выбрал свой в «Как показывать страницы»."),
    )
    about = RichTextField(label=_("О районе"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        standing = str(self.initial.get("time_zone", ""))
        zones = self.fields["time_zone"]
        if standing and standing not in dict(ZONES):
            zones.choices = [(standing, ZoneInfo(standing).key), *ZONES]  # type: ignore[attr-defined]  # a choice field

    @property
    def details(self) -> dict[str, Any]:
        """The cleaned card as the action takes it."""
        data = dict(self.cleaned_data)
        about = data.pop("about")
        contacts = {name: data.pop(name) for name in ("address", "phone", "email")}
        return {
            **data,
            "accent": data["accent"].lower(),
            "language": data["language"] or SOURCE,
            "about_html": about.html,
            "about_plain": about.plain,
            "contacts": contacts,
        }

    @staticmethod
    def initial_of(district: District) -> dict[str, Any]:
        """What stands now, to begin an edit with."""
        names = ("name", "short_name", "region", "founder_kind", "authority", "centre", "accent",
                 "time_zone", "language")  # fmt: skip
        contacts = {name: district.contacts.get(name, "") for name in ("address", "phone", "email")}
        plain = {name: getattr(district, name) for name in names}
        return {**plain, **contacts, "about": district.about_html}
