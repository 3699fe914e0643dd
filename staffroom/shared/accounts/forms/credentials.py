"""Signing in, passwords, the address and the second factor."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

Words = Any  # a string, or one that is translated when it is shown
EMAIL = _("Электронная почта")


def password_hint(floor: int) -> str:
    """What a new password must be, in words."""
    words = gettext("Не меньше %(floor)s знаков. Лучше всего фраза из нескольких слов.")
    return words % {"floor": floor}


PASSWORD_HINT = _("Не меньше 8 знаков. Лучше всего фраза из нескольких слов.")


def email_field(label: Words = EMAIL) -> forms.EmailField:
    """An address as people type it."""
    return forms.EmailField(
        label=label,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "inputmode": "email"}),
        error_messages={"invalid": _("Адрес почты выглядит так: imya@pochta.ru")},
    )


def password_field(
    label: Words, *, autocomplete: str = "new-password", hint: Words = ""
) -> forms.CharField:
    """A password: spaces at the ends belong to it, nothing is shown again."""
    return forms.CharField(
        label=label,
        strip=False,
        max_length=1000,
        help_text=hint,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


class SignInForm(forms.Form):
    """E-mail and password."""

    email = email_field()
    password = password_field(_("Пароль"), autocomplete="current-password")


class CodeForm(forms.Form):
    """A one-time code of the device, or a recovery code."""

    code = forms.CharField(
        label=_("Код"),
        max_length=20,
        help_text=_("Шесть цифр из приложения. Нет телефона под рукой: введите запасной код."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text"}),
    )


class ResetAskForm(forms.Form):
    """Whose password is forgotten."""

    email = email_field()


class NewPasswordForm(forms.Form):
    """A new password, typed once: it can be shown, and a letter helps if it was mistyped."""

    password = password_field(_("Новый пароль"))

    def __init__(self, *args: Any, floor: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["password"].help_text = password_hint(floor)


class PasswordForm(NewPasswordForm):
    """The present password and a new one."""

    field_order = ("current", "password")
    current = password_field(_("Нынешний пароль"), autocomplete="current-password")


class EmailForm(forms.Form):
    """A new address, and the password to be sure."""

    email = email_field(_("Новый адрес"))
    current = password_field(_("Ваш пароль"), autocomplete="current-password")


class ConfirmForm(forms.Form):
    """The password once more, before something important."""

    current = password_field(_("Ваш пароль"), autocomplete="current-password")
