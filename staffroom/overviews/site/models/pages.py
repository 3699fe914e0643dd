"""The menu of a district's public face and the shelves of its methodical cabinet."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField, new_pid
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Publication


class MenuItem(models.Model):
    """An item of the menu of the public face (OL-1.2).

    `code` is one of `registry.SECTIONS`, or the item's own id where staff added a page or a link. A
    district without rows has the usual menu.
    """

    district = models.ForeignKey(District, models.CASCADE, related_name="menu_items")
    code = models.CharField(max_length=20, default=new_pid)
    title = models.CharField(_("Название"), max_length=60)
    place = models.PositiveSmallIntegerField(default=0)
    is_shown = models.BooleanField(_("Показывать в меню"), default=True)
    publication = models.ForeignKey(
        Publication, models.CASCADE, null=True, blank=True, related_name="+"
    )
    url = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "code"], name="menu_code_once"),
            models.UniqueConstraint(fields=["district", "title"], name="menu_title_once"),
        ]


class Shelf(models.Model):
    """A shelf of the cabinet: norms, subjects, practices, events, contacts (BT-4.1.4)."""

    pid = PidField()
    district = models.ForeignKey(District, models.CASCADE, related_name="shelves")
    title = models.CharField(_("Название"), max_length=80)
    note = models.CharField(_("Что здесь стоит"), max_length=300, blank=True)
    place = models.PositiveSmallIntegerField(default=0)
    is_shown = models.BooleanField(_("Показывать посетителям"), default=True)
    item_n = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "title"], name="shelf_title_once"),
        ]

    def __str__(self) -> str:
        return self.title


class ShelfItem(models.Model):
    """Something on a shelf: a publication of this site, a link, or a file brought here."""

    pid = PidField()
    shelf = models.ForeignKey(Shelf, models.CASCADE, related_name="items")
    title = models.CharField(_("Название"), max_length=160)
    note = models.CharField(_("Пояснение"), max_length=300, blank=True)
    place = models.PositiveSmallIntegerField(default=0)
    publication = models.ForeignKey(
        Publication, models.CASCADE, null=True, blank=True, related_name="+"
    )
    url = models.CharField(max_length=400, blank=True)
    is_file = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["shelf", "publication"],
                condition=models.Q(publication__isnull=False),
                name="publication_once_on_shelf",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["shelf", "place", "id"], name="shelf_order"),
        ]
