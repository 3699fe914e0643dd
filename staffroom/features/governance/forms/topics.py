"""A topic that the department offers."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TopicForm(forms.Form):
    """What the department would gladly see solved."""

    title = forms.CharField(label=_("Тема"), max_length=160, min_length=3)
    problem = forms.CharField(
        label=_("Проблема"), max_length=3000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Что мешает в работе и почему это важно району."),
    )  # fmt: skip
    result = forms.CharField(
        label=_("Какой результат нужен"), max_length=3000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
