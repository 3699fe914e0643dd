"""The form of an item of a community's menu."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices
from staffroom.shared.communities.actions.menu import OURS
from staffroom.shared.communities.models import Section, SectionKind


class SectionForm(forms.Form):
    """An item of the menu."""

    kind = forms.ChoiceField(label=_("Что показывает"))
    title = forms.CharField(label=_("Название"), max_length=60)
    is_shown = forms.BooleanField(label=_("Показывать в меню"), required=False, initial=True)
    tag = forms.CharField(
        label=_("Метка"),
        max_length=60,
        required=False,
        help_text=_("Для записей по метке."),
    )
    is_for_members = forms.BooleanField(
        label=_("Только для участников"), required=False,
        help_text=_(
            "Для записей по метке: новые записи с ней увидят только участники, раздел тоже."
        ),
    )  # fmt: skip
    url = forms.URLField(
        label=_("Адрес"),
        required=False,
        assume_scheme="https",
        help_text=_("Для ссылки на сайт."),
    )

    def __init__(self, *args: Any, standing: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        if standing:
            del self.fields["kind"]
            self.kind_code = standing
            unused = {"tag", "url"} - _fields_of(standing)
            if standing != SectionKind.TAG:
                unused.add("is_for_members")
            for name in unused:
                del self.fields[name]
        else:
            self.kind_code = ""
            added = [choice for choice in SectionKind.choices if choice[0] not in OURS]
            give_choices(self, "kind", added)

    def clean(self) -> dict[str, Any]:
        """Each kind needs its own field filled."""
        data = super().clean() or {}
        kind = self.kind_code or data.get("kind", "")
        needed = {
            "tag": _("Напишите метку."),
            "url": _("Укажите адрес."),
        }
        for name in _fields_of(kind):
            if not data.get(name):
                self.add_error(name, needed[name])
        return data

    @property
    def details(self) -> dict[str, Any]:
        """The cleaned item as the actions take it."""
        data = self.cleaned_data
        return {
            "title": data["title"], "tag": data.get("tag", ""), "url": data.get("url", ""),
            "is_for_members": data.get("is_for_members", False),
        }  # fmt: skip

    @staticmethod
    def initial_of(item: Section) -> dict[str, Any]:
        """What stands now, to begin an edit with."""
        return {
            "title": item.title,
            "is_shown": item.is_shown,
            "tag": item.tag,
            "is_for_members": item.is_for_members,
            "url": item.url,
        }


FIELDS_OF: dict[str, set[str]] = {
    SectionKind.TAG.value: {"tag"},
    SectionKind.LINK.value: {"url"},
}


def _fields_of(kind: str) -> set[str]:
    return FIELDS_OF.get(kind, set())
