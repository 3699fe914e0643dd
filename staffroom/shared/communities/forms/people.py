"""Forms of memberships and roles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices
from staffroom.shared.regulations.queries.rules import Rules

# The basis that the regulation gives to those who moderate (`roles.moderator_appointed_by`).
BASES = {
    "position": "по должности",
    "department": "решение управления образования",
    "annex": "приложение к положению",
    "coordinator": "решение координатора",
}


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

    def __init__(self, *args: Any, rules: Rules, **options: Any) -> None:
        super().__init__(*args, **options)
        roles = [(role.code, role.title) for role in rules.roles_of("community")]
        give_choices(self, "role", roles)
        self.fields["role"].initial = rules["roles.group_lead"]
        self.fields["person"].widget.attrs["list"] = "possible-moderators"
        self.fields["basis"].initial = BASES.get(rules.choice("roles.moderator_appointed_by"), "")
        self.fields["basis"].required = rules.choice("roles.moderator_appointed_by") == "order"


class AppointForm(forms.Form):
    """Who gets one role of the district, and by which order."""

    person = forms.CharField(
        label=_("Кого назначить"),
        max_length=160,
        help_text=_("Имя и фамилия участника сети или его почта."),
    )
    basis = forms.CharField(
        label=_("Основание"),
        max_length=255,
        required=False,
        help_text=_("Например: приказ от 1 сентября № 14."),
    )
    is_acting = forms.BooleanField(label=_("Временно исполняет обязанности"), required=False)
    replaces = forms.BooleanField(
        label=_("Прежнее назначение на эту роль оканчивается"),
        required=False,
        help_text=_("Оба назначения останутся в истории роли."),
    )

    def __init__(self, *args: Any, rules: Rules, role: str, **options: Any) -> None:
        super().__init__(*args, **options)
        is_lead = rules["roles.lead"] == role
        self.fields["replaces"].initial = is_lead
        self.fields["basis"].required = is_lead
