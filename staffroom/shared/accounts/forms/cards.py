"""The card of a person and who sees its fields."""

from datetime import UTC, datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from staffroom.core.clock import now
from staffroom.shared.accounts import registry
from staffroom.shared.accounts.models import Category, Person

LETTERS = RegexValidator(
    r"^[^\W\d_]+(?:[ '’.\-][^\W\d_]+)*\.?$", _("Только буквы, пробел, дефис и апостроф.")
)
LATIN, CYRILLIC = re.compile(r"[A-Za-zÀ-ɏ]"), re.compile(r"[Ѐ-ӿ]")
OFFICES = re.compile(
    r"^(администра(тор|ция)|модератор|координатор|методист|методцентр|поддержка|учительская"
    r"|управление|директор|техник|admin(istrator)?|moderator|support)$",
    re.IGNORECASE,
)  # fmt: skip
PHONE = RegexValidator(r"^[+()\d][\d\s()\-]{4,}$", _("Телефон выглядит так: +7 900 000-00-00"))
NOBODY, MEMBERS, ALL = "", "members", "all"
AUDIENCES = ((NOBODY, _("никому")), (MEMBERS, _("участникам")), (ALL, _("всем посетителям")))


def proper_name(value: str) -> None:
    """Refuse what is no name: signs, letters of two alphabets in one word, the word of an office.

    A name with one foreign letter looks like a colleague's own; a person called «Модератор» like the site itself.

    Raises:
        ValidationError: with the sentence that the person reads.
    """
    LETTERS(value)
    for word in re.split(r"[ .\-]", value):
        if LATIN.search(word) and CYRILLIC.search(word):
            raise ValidationError(
                _("В слове «%(word)s» смешаны русские и латинские буквы: наберите его заново."),
                params={"word": word},
            )
        if OFFICES.match(word):
            raise ValidationError(
                _("«%(word)s» — не имя человека, а должность: она видна и без того."),
                params={"word": word},
            )


def name_field(label: Any, autocomplete: str, *, required: bool = True) -> forms.CharField:
    """A part of a name in any alphabet of the country."""
    return forms.CharField(
        label=label,
        max_length=80,
        required=required,
        validators=[proper_name],
        widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
    )


def position_choices(codes: list[str] | None = None) -> list[tuple[str, str]]:
    """Positions for a list, those named or all."""
    wanted = codes if codes is not None else list(registry.POSITIONS)
    return [(code, registry.POSITIONS[code].label) for code in wanted]


def subject_choices() -> list[tuple[str, str]]:
    """Subjects for checkboxes."""
    return [(code, subject.label) for code, subject in registry.SUBJECTS.items()]


def function_choices() -> list[tuple[str, str]]:
    """Functions for checkboxes."""
    return [(code, function.label) for code, function in registry.FUNCTIONS.items()]


class CardForm(forms.Form):
    """What a person tells of the own work: one main position, any number of subjects and functions."""

    last_name = name_field(_("Фамилия"), "family-name")
    first_name = name_field(_("Имя"), "given-name")
    patronymic = name_field(_("Отчество"), "additional-name", required=False)
    position = forms.ChoiceField(label=_("Основная должность"), choices=position_choices)
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
    since_year = forms.IntegerField(
        label=_("С какого года преподаёте"), required=False, min_value=1940
    )
    category = forms.ChoiceField(
        label=_("Квалификационная категория"),
        choices=[("", _("не указывать")), *Category.choices],
        required=False,
    )
    about = forms.CharField(
        label=_("О себе"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    phone = forms.CharField(
        label=_("Телефон"),
        required=False,
        max_length=30,
        validators=[PHONE],
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    contact_email = forms.EmailField(label=_("Почта для коллег"), required=False, max_length=254)

    def clean_since_year(self) -> int | None:
        """A year that has come."""
        year: int | None = self.cleaned_data["since_year"]
        if year and year > now().astimezone(UTC).year:
            raise forms.ValidationError(_("Этот год ещё не наступил."))
        return year


def card_values(person: Person) -> dict[str, Any]:
    """What the card form shows at first."""
    plain = {name: getattr(person, name) for name in CardForm.base_fields if hasattr(person, name)}
    return {
        **plain,
        "subjects": [row.code for row in person.subjects.order_by("code")],
        "functions": [row.code for row in person.functions.order_by("code")],
    }


class AudienceField(forms.ChoiceField):
    """Who sees a field: «никому» is an answer like the others, and what no answer means."""

    def clean(self, value: Any) -> str:
        """The audience; nobody when nothing is chosen."""
        return str(super().clean(value)) if value else NOBODY


class VisibilityForm(forms.Form):
    """Who sees each field; hidden is where everything begins."""

    def __init__(self, *args: Any, shown: dict[str, str] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in registry.CARD_FIELDS.values():
            always = field.code in registry.ALWAYS_TO_COLLEAGUES
            self.fields[field.code] = AudienceField(
                label=_(field.label),
                choices=[choice for choice in AUDIENCES if not (always and choice[0] == NOBODY)],
                initial=(shown or {}).get(field.code, MEMBERS if always else NOBODY),
                widget=forms.RadioSelect,
            )


def experience(since_year: int, moment: datetime) -> int:
    """Whole years of teaching by the year it began."""
    return max(moment.year - since_year, 0)
