"""What those who run a community fill in about talk."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices


class LeaderForm(forms.Form):
    """Who leads an official section; empty makes it an ordinary one."""

    leader = forms.ChoiceField(
        label=_("Кто ведёт раздел"), required=False,
        help_text=_("Выбирают из тех, у кого есть роль в сообществе. Имя увидят все читатели раздела."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        give_choices(self, "leader", [("", _("Никто: раздел обычный")), *people])
