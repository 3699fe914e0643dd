"""Fields that several forms have."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.errors import DomainError
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import District, Organization
from staffroom.shared.organizations.queries.organizations import person_named

HOW = _("Почта или имя и фамилия сотрудника одной из организаций района.")


def day(label: Any, **options: Any) -> forms.DateField:
    """A day of the district."""
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options
    )


def words(label: Any, most: int, *, rows: int = 3, **options: Any) -> forms.CharField:
    """Several lines of words."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=widget, **options)


class OrganizationField(forms.ModelChoiceField):
    """An organisation by its public id; the form gives the rows."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(
            Organization.objects.none(), label=label, to_field_name="pid", empty_label=None, **options
        )  # fmt: skip

    def label_from_instance(self, obj: Any) -> str:
        """The short name."""
        return str(obj.short_name)


def person_of(district: District, typed: str) -> Person:
    """The person meant.

    Raises:
        ValidationError: there is none, or several.
    """
    try:
        return person_named(district, typed)
    except DomainError as refusal:
        raise forms.ValidationError(refusal.message) from refusal


class ReasonForm(forms.Form):
    """Why."""

    words = words(_("Причина"), 400)
