"""Forms by which a community is brought to another state, each with its reason or basis."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.shared.communities.forms.orders import ask_order, order_in
from staffroom.shared.communities.models import Order
from staffroom.shared.communities.queries.rules import CLOSING
from staffroom.shared.regulations.queries.rules import Rules


class ReasonForm(forms.Form):
    """A reason that somebody will read."""

    words = forms.CharField(
        label=_("Причина"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


class BasisForm(forms.Form):
    """Whose decision it is to bring a community to another state."""

    basis = forms.CharField(
        label=_("Основание"),
        max_length=255,
        help_text=_("Чьё это решение и когда, например «решение координатора от 1 сентября»."),
    )

    outcome = ""

    def __init__(self, *args: Any, asks_order: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if asks_order:
            del self.fields["basis"]
            ask_order(self, _("Номер приказа"), is_required=True)

    @property
    def stands_on(self) -> str:
        """What the history keeps."""
        return str(self.cleaned_data.get("basis", ""))

    @property
    def order(self) -> Order | None:
        """The order, where one is asked for."""
        return order_in(self)


class ArchiveForm(ReasonForm):
    """The outcome of a community's work; what else is asked follows from `lifecycle.closure`."""

    field_order = ("order_number", "ordered_on", "verdict", "words")

    verdict = forms.ChoiceField(
        label=_("Решена ли задача"),
        choices=[(words, words) for words in ("Решена", "Решена отчасти", "Не решена")],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, rules: Rules, asks_order: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        closure = rules.choice("lifecycle.closure")
        self.basis_now = CLOSING[closure]
        if asks_order:
            ask_order(self, _("Приказ о ликвидации: номер"), is_required=True)
            self.order_fields(self.field_order)
        if closure != "verdict":
            del self.fields["verdict"]
        self.fields["words"].label = {
            "verdict": _("Что получилось"),
            "term_end": _("Какой результат представлен"),
        }.get(closure, _("Чем закончилась работа"))

    @property
    def stands_on(self) -> str:
        """On what the end stands: the order named, or what the regulation names."""
        return "" if self.order else str(self.basis_now)

    @property
    def order(self) -> Order | None:
        """The order of liquidation, where one is asked for."""
        return order_in(self)

    @property
    def outcome(self) -> str:
        """Everything that was said, as the archive keeps it."""
        data = self.cleaned_data
        verdict = f"Задача {data['verdict'].lower()}." if data.get("verdict") else ""
        order = self.order.words if self.order else ""
        return " ".join(
            part
            for part in (verdict, data["words"], f"Основание: {order}." if order else "")
            if part
        )
