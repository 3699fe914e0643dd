"""What moderators and curators fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices
from staffroom.core.files import FilesField
from staffroom.core.richtext import RichTextField
from staffroom.features.curating.queries import Curator
from staffroom.shared.accounts.models import Person


class EntrustForm(forms.Form):
    """A curator, and the members to entrust to him."""

    curator = forms.ChoiceField(label=_("Куратор"))
    listeners = forms.MultipleChoiceField(
        label=_("Кого закрепить"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Здесь те, у кого куратора ещё нет."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, curators: list[Curator], free: list[Person], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.people = {one.pid: one for one in free} | {
            one.person.pid: one.person for one in curators
        }
        give_choices(self, "curator", [(one.person.pid, one.person.name) for one in curators])
        give_choices(
            self,
            "listeners",
            [
                (one.pid, f"{one.name}, {one.workplace}" if one.workplace else one.name)
                for one in free
            ],
        )

    @property
    def chosen(self) -> Person:
        """The chosen curator."""
        return self.people[self.cleaned_data["curator"]]

    @property
    def entrusted(self) -> list[Person]:
        """The members chosen."""
        return [self.people[pid] for pid in self.cleaned_data["listeners"]]


class MessageForm(forms.Form):
    """What a curator tells the listeners."""

    title = forms.CharField(label=_("О чём"), max_length=160)
    body = RichTextField(label=_("Текст"))
    files = FilesField(label=_("Файлы"))  # type: ignore[assignment]  # Django takes fields out of the class
