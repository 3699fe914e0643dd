"""Handing a duty over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.shared.accounts.models import Person


class HandOverForm(forms.Form):
    """To whom: somebody with the same power, or back to all of them."""

    person = forms.ChoiceField(label=_("Кому"), required=False)

    def __init__(self, *args: Any, people: list[Person], is_taken: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {person.pid: person for person in people}
        back = [("", _("Вернуть всем, кто может это сделать"))] if is_taken else []
        named = [(person.pid, person.name) for person in people]
        self.fields["person"].choices = [*back, *named]  # type: ignore[attr-defined]  # a choice field

    @property
    def chosen(self) -> Person | None:
        """The colleague, None to give it back."""
        return self.people.get(self.cleaned_data["person"])
