"""Forms of the board."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices, give_rows
from staffroom.overviews.clauses.queries.board import STATES, Asked
from staffroom.shared.communities.models import Community
from staffroom.shared.documents.queries.documents import issuers
from staffroom.shared.organizations.models import District, Organization


class BoardForm(forms.Form):
    """Narrowing the board; a wrong choice is as no choice."""

    words = forms.CharField(label=_("Слова или номер пункта"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("Состояние"), required=False)
    area = forms.ChoiceField(label=_("О чём"), required=False)
    community = forms.ChoiceField(label=_("Чьи правила"), required=False)

    def __init__(
        self,
        *args: Any,
        areas: tuple[tuple[str, str], ...],
        own: Sequence[Community],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        states = [(str(code), label) for code, label in STATES.items()]
        self._choose("state", [("", _("Любое")), *states])
        self._choose("area", [("", _("Обо всём")), *sorted(areas, key=lambda one: one[1])])
        self._choose("community", [("", _("Весь район")), *((one.pid, one.name) for one in own)])
        if not own:
            del self.fields["community"]

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        give_choices(self, name, choices)

    @property
    def asked(self) -> Asked:
        """What the reader asked for."""
        self.is_valid()
        data = self.cleaned_data
        return Asked(
            words=data.get("words", ""), state=data.get("state", ""), area=data.get("area", "")
        )

    @property
    def said(self) -> str:
        """The same in words, for the printed board."""
        asked, areas = self.asked, dict(self.fields["area"].choices)  # type: ignore[attr-defined]
        parts = (
            f"«{asked.words}»" if asked.words else "",
            str(areas.get(asked.area, "")).lower() if asked.area else "",
            dict(STATES).get(asked.state, "").lower() if asked.state else "",  # type: ignore[call-overload]
        )
        return ", ".join(filter(None, parts))


class DraftForm(forms.Form):
    """Who issues the regulation."""

    issuer = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Кто издаёт"), empty_label=_("Выберите организацию")
    )

    def __init__(self, *args: Any, district: District, **options: Any) -> None:
        super().__init__(*args, **options)
        give_rows(self, "issuer", issuers(district))
