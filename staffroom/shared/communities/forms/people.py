"""Forms of memberships and roles."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class EnterForm(forms.Form):
    """A few words with a request to be admitted."""

    words = forms.CharField(
        label=_("Пара слов для тех, кто ведёт сообщество"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class DecideForm(forms.Form):
    """Admit, admit as a guest, or refuse with a reason."""

    decision = forms.ChoiceField(choices=[("admit", ""), ("guest", ""), ("refuse", "")])
    words = forms.CharField(max_length=400, required=False)


class InviteForm(forms.Form):
    """Whom to invite: by e-mail or chosen from the network's people."""

    person = forms.CharField(
        label=_("Кого пригласить"),
        max_length=160,
        help_text=_("Имя и фамилия участника сети или его почта."),
    )


class RoleForm(forms.Form):
    """A role, its holder and its basis."""

    person = forms.CharField(
        label=_("Кого назначить"),
        max_length=160,
        help_text=_("Имя и фамилия участника сети или его почта."),
    )
    role = forms.ChoiceField(label=_("Роль"))
    basis = forms.CharField(
        label=_("Основание"),
        max_length=255,
        required=False,
        help_text=_("Например: приказ от 1 сентября № 14."),
    )
    is_acting = forms.BooleanField(label=_("Временно исполняет обязанности"), required=False)

    def __init__(self, *args: Any, roles: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = list(roles)  # type: ignore[attr-defined]
