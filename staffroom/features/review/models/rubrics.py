"""By what a work is judged."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import District


class Strategy(models.TextChoices):
    """How a criterion is answered."""

    POINTS = "points", _("Баллы: от и до")
    STATEMENTS = "statements", _("Утверждения: верно или нет")
    LEVELS = "levels", _("Уровни: выбрать описание")
    COMMENT = "comment", _("Только слова, без оценки")


class Rubric(models.Model):
    """A set of criteria. From its first request on it never changes: a change is a new edition.

    `threshold` is the score of a hundred from which the council may recommend; `previous` is the edition
    before; an edition with `closed_at` is offered no longer.
    """

    pid = PidField()
    district = models.ForeignKey(District, models.CASCADE, related_name="rubrics")
    title = models.CharField(_("Название"), max_length=160)
    hint = models.TextField(_("Что сказать экспертам"), max_length=2000, blank=True)
    strategy = models.CharField(_("Как оценивать"), max_length=10, choices=Strategy.choices)
    threshold = models.PositiveSmallIntegerField(_("Порог рекомендации, из 100"), default=80)
    edition = models.PositiveSmallIntegerField(default=1)
    previous = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="editions"
    )
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["district", "closed_at"], name="rubric_list")]

    def __str__(self) -> str:
        return self.title


class Criterion(models.Model):
    """One line of a rubric.

    Points go from `least` to `most`; a statement counts `most` when it holds; `steps` are the levels as
    [points, words] from the lowest. `weight` is its share beside the others.
    """

    rubric = models.ForeignKey(Rubric, models.CASCADE, related_name="criteria")
    n = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=240)
    hint = models.CharField(max_length=600, blank=True)
    weight = models.PositiveSmallIntegerField(default=1)
    least = models.PositiveSmallIntegerField(default=0)
    most = models.PositiveSmallIntegerField(default=1)
    steps = models.JSONField(default=list)
    asks_words = models.BooleanField(default=False)  # an answer without words is not taken

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rubric", "n"], name="one_criterion_number"),
            models.CheckConstraint(
                condition=models.Q(most__gte=models.F("least")), name="criterion_has_a_span"
            ),
        ]

    def __str__(self) -> str:
        return self.title
