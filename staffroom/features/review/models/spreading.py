"""The plan by which an approved work is spread among colleagues, and the record of each step (BT-1.3.5.b)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.features.review.models.conclusions import Conclusion
from staffroom.shared.accounts.models import Person
from staffroom.shared.publications.models import Publication


class StepKind(models.TextChoices):
    """How a work is brought to colleagues."""

    PUBLICATION = "publication", _("Публикация на сайте")
    ARTICLE = "article", _("Статья в журнале или сборнике")
    TALK = "talk", _("Выступление на встрече")
    LESSON = "lesson", _("Мастер-класс или открытый урок")
    TRANSFER = "transfer", _("Передача опыта другой организации")


class StepState(models.TextChoices):
    """What became of a step."""

    PLANNED = "planned", _("Запланировано")
    MOVED = "moved", _("Перенесено")
    HELD = "held", _("Проведено")
    DROPPED = "dropped", _("Отменено")


AHEAD = (StepState.PLANNED, StepState.MOVED)


class StepAnswer(models.TextChoices):
    """What the person named for a step has said."""

    ASKED = "asked", _("Ждём ответа")
    ACCEPTED = "accepted", _("Согласен")
    DECLINED = "declined", _("Отказался")


class Spreading(models.Model):
    """The plan of one approved work; its level is that of the conclusion."""

    conclusion = models.OneToOneField(Conclusion, models.CASCADE, related_name="spreading")
    words = models.TextField(blank=True)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()


class SpreadingStep(models.Model):
    """One step: what was planned, who answers for it, and what is on record of it.

    `first_on` is the day it was planned for before it was moved; `words` say why it was moved, dropped or
    declined. `held_on` and what follows are the record; `publication` is what of the site tells of it.
    """

    pid = PidField()
    spreading = models.ForeignKey(Spreading, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=StepKind.choices)
    title = models.CharField(max_length=200)
    place = models.CharField(max_length=200, blank=True)
    planned_on = models.DateField()
    first_on = models.DateField(null=True, blank=True)
    responsible = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="spreading_steps"
    )
    answer = models.CharField(max_length=8, choices=StepAnswer.choices, blank=True)
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=StepState.choices, default=StepState.PLANNED)
    words = models.CharField(max_length=400, blank=True)
    held_on = models.DateField(null=True, blank=True)
    held_where = models.CharField(max_length=200, blank=True)
    people_n = models.PositiveIntegerField(null=True, blank=True)
    link = models.URLField(max_length=500, blank=True)
    paper = models.CharField(max_length=200, blank=True)
    remark = models.CharField(max_length=600, blank=True)
    publication = models.ForeignKey(
        Publication, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["spreading", "planned_on"], name="spreading_by_day")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_ahead(self) -> bool:
        """True while it may still be held, moved or dropped."""
        return self.state in AHEAD
