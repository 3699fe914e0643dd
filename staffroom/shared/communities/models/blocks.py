"""What a page of a community is built from (PD-4.8.2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.communities.models.groups import Section

MOST_LINES = 10  # of a block that lists: more of them have a section of their own


class BlockKind(models.TextChoices):
    """What one block of a page shows."""

    TEXT = "text", _("Текст")
    POSTS = "posts", _("Последние записи")
    MATERIALS = "materials", _("Новые материалы")
    PLAN = "plan", _("Ближайшее по плану")
    PEOPLE = "people", _("Кто ведёт сообщество")
    CHILDREN = "children", _("Сообщества внутри")


class Block(models.Model):
    """A block of a page, twice: as readers see it, and as the moderator is making it (`is_draft`).

    The draft always stands whole; publishing puts a copy of it before the readers.
    """

    pid = PidField()
    section = models.ForeignKey(Section, models.CASCADE, related_name="blocks")
    is_draft = models.BooleanField(default=True)
    place = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("Что показывает"), max_length=12, choices=BlockKind.choices)
    title = models.CharField(_("Заголовок"), max_length=120, blank=True)
    tag = models.CharField(_("Метка"), max_length=60, blank=True)
    line_n = models.PositiveSmallIntegerField(_("Сколько строк"), default=5)
    html = models.TextField(blank=True)
    plain = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=["section", "is_draft", "place"], name="block_in_order"),)
