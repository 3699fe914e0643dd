"""A community's plan of work, its lines and what was tied to them; rubrics of the plan of publications."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.publications.models import Publication


class Period(models.TextChoices):
    """For how long a plan is made."""

    YEAR = "year", _("Учебный год")
    HALF = "half", _("Полугодие")
    MONTH = "month", _("Месяц")
    OWN = "own", _("Свои даты")


class PlanState(models.TextChoices):
    """Where a plan stands; only a person's act brings it on, never a term that has passed."""

    DRAFT = "draft", _("Готовится")
    SUBMITTED = "submitted", _("Ждёт утверждения")
    RETURNED = "returned", _("Возвращён на доработку")
    IN_FORCE = "in_force", _("Действует")


class Plan(models.Model):
    """What a community is going to do in a period: free words and lines (BT-4.3.2).

    `in_force_at` is the moment since which members see it; a later change that must be approved anew
    does not hide it from them. `words` say why it was returned.
    """

    pid = PidField()
    community = models.ForeignKey(Community, models.CASCADE, related_name="plans")
    period = models.CharField(max_length=6, choices=Period.choices)
    starts_on = models.DateField()
    ends_on = models.DateField()
    html = models.TextField(blank=True)
    plain = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True)
    in_force_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["community", "starts_on", "ends_on"], name="one_plan_a_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on:%d.%m.%Y}–{self.ends_on:%d.%m.%Y}"


class LineState(models.TextChoices):
    """What became of a line."""

    PLANNED = "planned", _("Запланировано")
    MOVED = "moved", _("Перенесено")
    HELD = "held", _("Проведено")
    CANCELLED = "cancelled", _("Отменено")


OPEN = (LineState.PLANNED, LineState.MOVED)


class Acceptance(models.TextChoices):
    """Whether the responsible person agreed; he is responsible only after he has accepted."""

    ASKED = "asked", _("ждёт согласия")
    ACCEPTED = "accepted", _("отвечает")
    DECLINED = "declined", _("отказ")


class PlanLine(models.Model):
    """An activity with its day, or a stage that gathers what comes after it.

    `starts_on` is the day in force, `first_on` the day that stood before the first move. `words` say
    why it was moved or cancelled, `outcome` what came out of it.
    """

    pid = PidField()
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="lines")
    is_stage = models.BooleanField(default=False)
    title = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    first_on = models.DateField(null=True, blank=True)
    form = models.CharField(max_length=40, blank=True)
    result = models.CharField(max_length=300, blank=True)
    responsible = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="plan_lines"
    )
    acceptance = models.CharField(max_length=8, choices=Acceptance.choices, blank=True)
    offered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=9, choices=LineState.choices, default=LineState.PLANNED)
    words = models.CharField(max_length=400, blank=True)
    outcome = models.CharField(max_length=600, blank=True)
    tie_n = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["plan", "starts_on", "id"], name="plan_lines")]

    def __str__(self) -> str:
        return self.title

    @property
    def last_on(self) -> date:
        """The day by which it should have been held."""
        return self.ends_on or self.starts_on

    def is_late(self, today: date) -> bool:
        """True when its day has passed and nobody said what became of it."""
        return self.state in OPEN and self.last_on < today

    @property
    def is_accepted(self) -> bool:
        """True when somebody has agreed to be responsible."""
        return self.acceptance == Acceptance.ACCEPTED and self.responsible_id is not None


class Act(models.TextChoices):
    """What was done to a line."""

    ADDED = "added", _("Строка добавлена")
    CHANGED = "changed", _("Строка изменена")
    OFFERED = "offered", _("Предложено отвечать")
    ACCEPTED = "accepted", _("Согласие отвечать")
    DECLINED = "declined", _("Отказ отвечать")
    MOVED = "moved", _("Перенесено")
    HELD = "held", _("Проведено")
    CANCELLED = "cancelled", _("Отменено")
    REOPENED = "reopened", _("Возвращено в план")


class LineRecord(models.Model):
    """The history of a line, in order."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="records")
    act = models.CharField(max_length=9, choices=Act.choices)
    at = models.DateTimeField()
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=600, blank=True)


class LineTie(models.Model):
    """A publication tells of a line: what was announced, what came out."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="ties")
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="line_ties")
    tied_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "publication"], name="one_line_tie")
        ]


class Weekday(models.IntegerChoices):
    """Days of the week as Python numbers them."""

    MONDAY = 0, _("Понедельник")
    TUESDAY = 1, _("Вторник")
    WEDNESDAY = 2, _("Среда")
    THURSDAY = 3, _("Четверг")
    FRIDAY = 4, _("Пятница")
    SATURDAY = 5, _("Суббота")
    SUNDAY = 6, _("Воскресенье")


class Rubric(models.Model):
    """What a community writes about on a day of the week."""

    pid = PidField()
    community = models.ForeignKey(Community, models.CASCADE, related_name="rubrics")
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices)
    title = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "weekday"], name="one_rubric_a_day")
        ]
