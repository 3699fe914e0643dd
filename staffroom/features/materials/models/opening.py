"""The preparation of a material for wider readers: one way for children shown and for any material."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.features.materials.models.cards import Material
from staffroom.shared.accounts.models import Person
from staffroom.shared.publications.models import Audience


class OpeningState(models.TextChoices):
    """Whose turn it is, or how it ended."""

    ASKED = "asked", _("Смотрит модератор")
    OFFERED = "offered", _("Отвечает автор")
    OPENED = "opened", _("Открыто")
    REFUSED = "refused", _("Отказано")
    WITHDRAWN = "withdrawn", _("Автор передумал")
    TAKEN_BACK = "taken_back", _("Открыто было, материал изменился")


UNDER_WAY = (OpeningState.ASKED, OpeningState.OFFERED)


class Opening(models.Model):
    """One preparation. `print` is the sum of what was opened: the yes is for that and nothing else."""

    material = models.ForeignKey(Material, models.CASCADE, related_name="openings")
    wanted = models.CharField(max_length=12, choices=Audience.choices)
    state = models.CharField(max_length=10, choices=OpeningState.choices)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    print = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["material"], condition=models.Q(state__in=["asked", "offered"]),
                name="one_opening_under_way",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["material", "id"], name="opening_list")]


class OpeningAct(models.TextChoices):
    """What was done in a preparation."""

    ASKED = "asked", _("просит открыть шире")
    BEGUN = "begun", _("предлагает открыть шире")
    EDITED = "edited", _("предлагает правку")
    REMARKED = "remarked", _("просит исправить")
    ANSWERED = "answered", _("отвечает")
    AGREED = "agreed", _("соглашается")
    OPENED = "opened", _("открывает")
    REFUSED = "refused", _("отказывает")
    WITHDRAWN = "withdrawn", _("передумал")
    TAKEN_BACK = "taken_back", _("изменил материал, он снова для участников")


class OpeningStep(models.Model):
    """A step of the talk, kept for good: words, and for an edit the text before and after.

    `html` and `plain` are the moderator's text (empty: the text stays); `print` is the sum of the
    material that was before the eyes of who made the step.
    """

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="steps")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    act = models.CharField(max_length=10, choices=OpeningAct.choices)
    at = models.DateTimeField()
    words = models.TextField(blank=True)
    title = models.CharField(max_length=160, blank=True)
    html = models.TextField(blank=True)
    plain = models.TextField(blank=True)
    was_title = models.CharField(max_length=160, blank=True)
    was_plain = models.TextField(blank=True)
    print = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["opening", "id"], name="opening_step_list")]
