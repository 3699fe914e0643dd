"""The form of a creative group: a name and what for."""

from django import forms
from django.utils.translation import gettext_lazy as _


class GatherForm(forms.Form):
    """Nothing else is asked: the group is light."""

    name = forms.CharField(label=_("Название"), max_length=160, min_length=3)
    goal = forms.CharField(
        label=_("Что хотим придумать или сделать вместе"), max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
