"""Fields of forms where people choose: what they offer, and rows of a table among them."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from staffroom.core.addresses import number


class ManyField(forms.ModelMultipleChoiceField):
    """Any number of rows, by their keys; what no key can be is refused before the database is asked."""

    def clean(self, value: Any) -> Any:
        """The rows chosen.

        Raises:
            ValidationError: a key is not a number, is too long for a table, or names no row offered.
        """
        keys = value if isinstance(value, (list, tuple)) else ()
        if any(number(str(key)) is None for key in keys):
            raise forms.ValidationError(
                _("Такого в списке нет: отметьте из показанного."), code="invalid_choice"
            )
        return super().clean(value)


def give_choices(form: forms.BaseForm, name: str, choices: Iterable[Any]) -> None:
    """What the field of choice of this name offers: pairs, or groups of pairs."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


def give_rows(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """Which rows the field of this name offers."""
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = rows
