"""Consents and requests about the own data."""

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.shared.accounts.forms.credentials import password_field


class ErasureForm(forms.Form):
    """Asking to close the account: the password, and why, if the person likes to say."""

    current = password_field(_("Ваш пароль"), autocomplete="current-password")
    words = forms.CharField(
        label=_("Почему вы уходите"),
        required=False,
        max_length=1000,
        help_text=_("Можно не отвечать."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
