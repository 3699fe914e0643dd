"""Whom to ask, and with which role."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices
from staffroom.shared.regulations.queries.rules import Rules

MOST_AT_ONCE = 200  # the hint below says so: a limit in signs would tell a person nothing
MOST_SIGNS = 20_000


class AskForm(forms.Form):
    """People by name or e-mail, one a line, and what they will be."""

    people = forms.CharField(
        label=_("Кого позвать"), widget=forms.Textarea(attrs={"rows": 4}),
        validators=[MaxLengthValidator(MOST_SIGNS)],
        help_text=_(
            "Имя и фамилия участника сети или его почта, каждый человек с новой строки. "
            "За один раз до 200 человек."
        ),
    )  # fmt: skip
    role = forms.ChoiceField(label=_("Кем"), required=False)

    def __init__(self, *args: Any, rules: Rules, **options: Any) -> None:
        super().__init__(*args, **options)
        roles = [(role.code, role.title) for role in rules.roles_of("community")]
        give_choices(self, "role", [("", _("Участник")), *roles])

    def clean_people(self) -> list[str]:
        """The lines that say something."""
        lines = [line.strip(" ,;\t") for line in self.cleaned_data["people"].splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if len(found) > MOST_AT_ONCE:
            raise forms.ValidationError(
                _("За один раз можно позвать не больше %(n)s человек.") % {"n": MOST_AT_ONCE}
            )
        return found


class TakeForm(forms.Form):
    """What somebody who asked will be."""

    role = forms.CharField(max_length=40, required=False)
