"""What those who keep the public face fill in: the menu, the shelves, what stands on them."""

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices
from staffroom.core.files import FilesField
from staffroom.core.ids import PATTERN
from staffroom.shared.publications.models import Publication

OURS = re.compile(rf"^/p/({PATTERN.pattern})(?:-[a-z0-9-]*)?/?$")
INSIDE = re.compile(r"^/[\w./?=&%#-]*$")


class AddressField(forms.CharField):
    """An address of this site («/…»), or a whole one of another."""

    def clean(self, value: Any) -> str:
        """The address; one of this site loses its host.

        Raises:
            ValidationError: it is neither.
        """
        words = str(super().clean(value))
        site = urlsplit(settings.SITE_ADDRESS)
        parts = urlsplit(words)
        if parts.netloc and parts.netloc == site.netloc:
            words = parts._replace(scheme="", netloc="").geturl()
        if words and not (INSIDE.match(words) and not words.startswith("//")):
            URLValidator(
                schemes=["http", "https"],
                message=_("Адрес начинается с https:// или с / для этого сайта."),
            )(words)
        return words


def pid_of(address: str) -> str:
    """The public id of the publication that an address of this site leads to; empty for others."""
    found = OURS.match(address.partition("?")[0].partition("#")[0])
    return found.group(1) if found else ""


class MenuForm(forms.Form):
    """One more item of the menu: a page of the district, or a link."""

    title = forms.CharField(label=_("Название в меню"), max_length=60)
    page = forms.ChoiceField(label=_("Страница"), required=False)
    address = AddressField(
        label=_("Или адрес"), required=False, max_length=400,
        help_text=_("Раздел этого сайта или другой сайт: https://…"),
    )  # fmt: skip

    def __init__(self, *args: Any, pages: list[Publication], **options: Any) -> None:
        super().__init__(*args, **options)
        self.pages = {one.pid: one for one in pages}
        give_choices(
            self,
            "page",
            [
                ("", _("Не страница, а адрес")),
                *((pid, one.title) for pid, one in self.pages.items()),
            ],
        )

    @property
    def target(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        return {"publication": self.pages.get(data["page"]), "url": data["address"]}


class ItemForm(forms.Form):
    """An item that stands in the menu."""

    title = forms.CharField(label=_("Название в меню"), max_length=60)
    is_shown = forms.BooleanField(label=_("Показывать в меню"), required=False)


class ShelfForm(forms.Form):
    """A shelf."""

    title = forms.CharField(label=_("Название полки"), max_length=80)
    note = forms.CharField(label=_("Что здесь стоит"), max_length=300, required=False)
    is_shown = forms.BooleanField(label=_("Показывать посетителям"), required=False, initial=True)


class PutForm(forms.Form):
    """One thing for a shelf."""

    title = forms.CharField(
        label=_("Название"), max_length=160, required=False,
        help_text=_("Пусто — как называется сама запись или файл."),
    )  # fmt: skip
    note = forms.CharField(label=_("Пояснение"), max_length=300, required=False)
    address = AddressField(
        label=_("Адрес"), required=False, max_length=400,
        help_text=_("Скопируйте его из строки браузера: запись этого сайта или другой сайт."),
    )  # fmt: skip
    files = FilesField(label=_("Или файл"), max_files=1)  # type: ignore[assignment]  # Django takes fields out of the class
