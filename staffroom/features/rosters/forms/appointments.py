"""Who is appointed to what, from when to when."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices
from staffroom.shared.regulations.queries.rules import Rules


class AppointmentForm(forms.Form):
    """An appointment; the words of the order are made of it."""

    person = forms.CharField(
        label=_("Кого назначить"), max_length=160,
        help_text=_("Имя и фамилия участника сети или его почта."),
    )  # fmt: skip
    role = forms.ChoiceField(label=_("Роль"), required=False)
    duty = forms.CharField(
        label=_("За что отвечает, словами"), max_length=300, required=False,
        help_text=_("Если роли на сайте нет: например, «ответственный за сбор заявок в школе № 2»."),
    )  # fmt: skip
    is_acting = forms.BooleanField(label=_("Временно исполняет обязанности"), required=False)
    replaces = forms.BooleanField(
        label=_("Прежнее назначение на эту роль оканчивается"), required=False,
        help_text=_("Оба назначения останутся в истории."),
    )  # fmt: skip
    starts_on = forms.DateField(
        label=_("Первый день"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Пустое поле: с даты приказа. Раньше даты приказа права не начнутся."),
    )  # fmt: skip
    ends_on = forms.DateField(
        label=_("Последний день"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Пустое поле: без окончания."),
    )  # fmt: skip

    def __init__(self, *args: Any, rules: Rules, is_local: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        known = rules.roles_of("community" if is_local else "district")
        choices = [("", _("Без роли на сайте")), *((role.code, role.title) for role in known)]
        give_choices(self, "role", choices)

    def clean(self) -> dict[str, Any]:
        """Either a role or words."""
        data = super().clean() or {}
        if not data.get("role") and not data.get("duty") and "role" not in self.errors:
            self.add_error("role", _("Выберите роль или напишите, за что человек отвечает."))
        return data
