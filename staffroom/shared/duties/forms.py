"""Handing a duty over, ending it with words, narrowing the board."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices
from staffroom.core.errors import DomainError
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.queries.network import person_named
from staffroom.shared.duties.queries import Asked, BoardState
from staffroom.shared.duties.registry import SORTS, Outcome

DAY = forms.DateInput(attrs={"type": "date"})
STATES = (
    (BoardState.OPEN, _("Открытые")),
    (BoardState.LATE, _("Просроченные")),
    (BoardState.IN_TERM, _("Закрытые в срок")),
    (BoardState.DONE_LATE, _("Закрытые с опозданием")),
    (BoardState.CLOSED, _("Все закрытые")),
)
WORDS = forms.Textarea(attrs={"rows": 3})


class HandOverForm(forms.Form):
    """To whom and why: somebody with the same power, or back to all of them."""

    person = forms.ChoiceField(label=_("Кому"), required=False)
    words = forms.CharField(
        label=_("Почему"),
        required=False,
        max_length=1000,
        widget=WORDS,
        help_text=_("Нужно, если передаёте коллеге. Останется в истории дела."),
    )

    def __init__(self, *args: Any, people: list[Person], is_taken: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {person.pid: person for person in people}
        back = [("", _("Вернуть всем, кто может это сделать"))] if is_taken else []
        named = [(person.pid, person.name) for person in people]
        give_choices(self, "person", [*back, *named])

    @property
    def chosen(self) -> Person | None:
        """The colleague, None to give it back."""
        return self.people.get(self.cleaned_data["person"])


class CloseForm(forms.Form):
    """How a duty ended, in words."""

    outcome = forms.ChoiceField(
        label=_("Чем закончилось"),
        choices=[(Outcome.DONE, _("Сделано")), (Outcome.GONE, _("Больше не нужно"))],
        widget=forms.RadioSelect,
        initial=Outcome.DONE,
    )
    words = forms.CharField(
        label=_("Как именно"),
        max_length=1000,
        widget=WORDS,
        help_text=_("Коротко: что сделано или почему больше не нужно. Останется в истории дела."),
    )


class BoardForm(forms.Form):
    """What the board is narrowed by; sent by GET, so that a view of it can be kept and passed on."""

    state = forms.ChoiceField(label=_("Состояние"), choices=STATES, required=False)
    kind = forms.ChoiceField(label=_("Что сделать"), required=False)
    community = forms.ChoiceField(label=_("Сообщество"), required=False)
    person = forms.CharField(
        label=_("Кто отвечает"), required=False, max_length=120, help_text=_("Фамилия и имя")
    )
    from_on = forms.DateField(
        label=_("С какого дня"),
        required=False,
        widget=DAY,
        help_text=_("У открытых считается срок, у закрытых день закрытия."),
    )
    to_on = forms.DateField(label=_("По какой день"), required=False, widget=DAY)

    def __init__(
        self, *args: Any, district_id: int, communities: dict[str, tuple[int, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.district_id, self.communities = district_id, communities
        sorts = [(sort.code, sort.label) for sort in SORTS.values() if not sort.is_private]
        named = [(pid, name) for pid, (_key, name) in communities.items()]
        give_choices(self, "kind", [("", _("Всё")), *sorts])
        give_choices(self, "community", [("", _("Все")), *named])

    def clean_person(self) -> Person | None:
        """The one person of this name in the network."""
        words = self.cleaned_data["person"]
        if not words:
            return None
        try:
            return person_named(self.district_id, words)
        except DomainError as refusal:
            raise forms.ValidationError(refusal.message) from refusal

    @property
    def asked(self) -> Asked:
        """What was asked for; fields with errors narrow nothing."""
        given = self.cleaned_data
        community = self.communities.get(given.get("community", ""))
        return Asked(
            state=BoardState(given.get("state", "")),
            kind=given.get("kind", ""),
            community_id=community[0] if community else None,
            person=given.get("person"),
            from_on=given.get("from_on"),
            to_on=given.get("to_on"),
        )
