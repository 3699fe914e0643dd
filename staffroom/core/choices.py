"""Fields of forms where people mark rows of a table."""

from typing import Any

from django import forms
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
