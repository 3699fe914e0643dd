"""The form of a community's rules."""

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.richtext import RichTextField


class ConductForm(forms.Form):
    """The whole wording."""

    text = RichTextField(
        label=_("Правила сообщества"),
        help_text=_("Каждый участник прочтёт новую редакцию и примет её."),
    )
