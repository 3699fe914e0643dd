"""What the journal is narrowed by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices
from staffroom.core.errors import DomainError
from staffroom.shared.communities.queries.network import person_named
from staffroom.shared.journal.queries import Filters

DAY = forms.DateInput(attrs={"type": "date"})


class JournalForm(forms.Form):
    """Filters of the journal; sent by GET, so that a view of it can be kept and passed on."""

    fact = forms.ChoiceField(label=_("Что произошло"), required=False)
    person = forms.CharField(
        label=_("Кто или с кем"), required=False, max_length=120, help_text=_("Фамилия и имя")
    )
    community = forms.ChoiceField(label=_("Сообщество"), required=False)
    from_on = forms.DateField(label=_("С какого дня"), required=False, widget=DAY)
    to_on = forms.DateField(label=_("По какой день"), required=False, widget=DAY)

    def __init__(
        self,
        *args: Any,
        district_id: int,
        facts: list[tuple[str, str]],
        communities: dict[str, tuple[int, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.district_id, self.communities = district_id, communities
        give_choices(self, "fact", [("", _("Всё")), *facts])
        named = [(pid, name) for pid, (_key, name) in communities.items()]
        give_choices(self, "community", [("", _("Все")), *named])

    def clean_person(self) -> int | None:
        """The key of the one person of this name in the network."""
        words = self.cleaned_data["person"]
        if not words:
            return None
        try:
            return int(person_named(self.district_id, words).pk)
        except DomainError as refusal:
            raise forms.ValidationError(refusal.message) from refusal

    @property
    def filters(self) -> Filters:
        """What was asked for; fields with errors narrow nothing."""
        given = self.cleaned_data
        community = self.communities.get(given.get("community", ""))
        return Filters(
            fact=given.get("fact", ""),
            person_id=given.get("person"),
            community_id=community[0] if community else None,
            from_on=given.get("from_on"),
            to_on=given.get("to_on"),
        )
