"""An order on paper that a form names."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.shared.communities.models import Order


def ask_order(form: forms.Form, label: Any, *, is_required: bool) -> None:
    """Let a form ask for the number and date of an order."""
    form.fields["order_number"] = forms.CharField(label=label, max_length=60, required=is_required)
    form.fields["ordered_on"] = forms.DateField(
        label=_("Дата приказа"), required=is_required,
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip


def order_in(form: forms.Form) -> Order | None:
    """The order that a form names; None without a number."""
    data = form.cleaned_data
    number = data.get("order_number", "").strip()
    return Order(number, data["ordered_on"]) if number and data.get("ordered_on") else None
