"""The form of any keys of a profile, and the form that chooses a regulation."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.shared.regulations import queries
from staffroom.shared.regulations.forms.fields import field_of
from staffroom.shared.regulations.models import Profile
from staffroom.shared.regulations.queries import Rules
from staffroom.shared.regulations.registry import Key, Value

REASON = "reason"


class RulesForm(forms.Form):
    """Values of the given keys, as they are now; fields are named by the codes of the keys."""

    def __init__(self, *args: Any, keys: Iterable[Key], rules: Rules, **options: Any) -> None:
        super().__init__(*args, **options)
        self.keys = tuple(keys)
        titles = {code: role.title for code, role in rules.roles.items()}
        for key in self.keys:
            self.fields[key.code] = field_of(key, rules[key.code], titles)
        self.fields[REASON] = forms.CharField(
            label=_("Почему меняете"),
            help_text=_("Эти слова останутся в списке изменений."),
            max_length=400,
            required=False,
        )

    @property
    def changes(self) -> dict[str, Value]:
        """Values by the code of the key, for the action."""
        return {key.code: self.cleaned_data[key.code] for key in self.keys}

    @property
    def reason(self) -> str:
        """Why, in the person's own words."""
        return str(self.cleaned_data[REASON])


class AdoptForm(forms.Form):
    """Which of the ready regulations a district lives by."""

    code = forms.ChoiceField(label=_("Готовый регламент"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, profile: Profile, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["code"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (one.code, f"{one.name}: {one.regulation.get('short_title', '')}")
                for one in queries.shipped_profiles()
            ]
        self.initial = {"code": queries.base_of(profile).code}
