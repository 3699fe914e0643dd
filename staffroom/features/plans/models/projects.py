"""Projects of a community: goal, team, stages, tasks, result (BB-2.1.5.a, PD-1.2.b)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.publications.models import Publication


class ProjectKind(models.TextChoices):
    """What is begun together."""

    PROJECT = "project", _("Проект")
    SITE = "site", _("Инновационная площадка")


class ProjectState(models.TextChoices):
    """Life of a project; what is closed says its outcome."""

    GATHERING = "gathering", _("Собирает команду")
    RUNNING = "running", _("Идёт")
    DONE = "done", _("Завершён")
    STOPPED = "stopped", _("Остановлен")


CLOSED = (ProjectState.DONE, ProjectState.STOPPED)


class Project(models.Model):
    """A common work with a goal. `places` is how many may join besides the leader; empty is any number."""

    pid = PidField()
    community = models.ForeignKey(Community, models.CASCADE, related_name="projects")
    kind = models.CharField(max_length=8, choices=ProjectKind.choices)
    title = models.CharField(max_length=160)
    goal = models.CharField(max_length=400)
    html = models.TextField(blank=True)
    plain = models.TextField(blank=True)
    leader = models.ForeignKey(Person, models.PROTECT, related_name="led_projects")
    state = models.CharField(
        max_length=9, choices=ProjectState.choices, default=ProjectState.GATHERING
    )
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    mate_n = models.PositiveIntegerField(default=0)  # who is in the team, the leader not counted
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["community", "state", "id"], name="project_list"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_closed(self) -> bool:
        """True when the work has ended."""
        return self.state in CLOSED

    @property
    def free_n(self) -> int | None:
        """How many places are open; None where their number is not limited."""
        return None if self.places is None else max(0, self.places - self.mate_n)


class MateState(models.TextChoices):
    """Where somebody stands in the team."""

    ASKED = "asked", _("Просится в команду")
    INVITED = "invited", _("Приглашён")
    IN = "in", _("В команде")
    REFUSED = "refused", _("Не принят")
    DECLINED = "declined", _("Отклонил приглашение")
    LEFT = "left", _("Вышел")


class ProjectMate(models.Model):
    """Somebody of the team, or on the way into it; `words` say why he asks or was not admitted."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="mates")
    person = models.ForeignKey(Person, models.CASCADE, related_name="project_places")
    state = models.CharField(max_length=8, choices=MateState.choices)
    words = models.CharField(max_length=400, blank=True)
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "person"], name="one_place_in_team")
        ]


class ProjectStage(models.Model):
    """A step of the project with the day it should be done by."""

    pid = PidField()
    project = models.ForeignKey(Project, models.CASCADE, related_name="stages")
    title = models.CharField(max_length=160)
    until_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)


class TaskState(models.TextChoices):
    """A task is taken, or offered and accepted; it is nobody's until then (BB-7.1.3)."""

    FREE = "free", _("Свободна")
    OFFERED = "offered", _("Предложена")
    TAKEN = "taken", _("В работе")
    DONE = "done", _("Сделана")


class Task(models.Model):
    """A piece of the project's work. `owner` of an offered one has not accepted it yet."""

    pid = PidField()
    project = models.ForeignKey(Project, models.CASCADE, related_name="tasks")
    title = models.CharField(max_length=200)
    words = models.CharField(max_length=600, blank=True)
    due_on = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="project_tasks"
    )
    offered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=7, choices=TaskState.choices, default=TaskState.FREE)
    said = models.CharField(max_length=400, blank=True)  # why it was declined, or what was done
    done_on = models.DateField(null=True, blank=True)


class ProjectTie(models.Model):
    """A publication is a result of the project."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="ties")
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="project_ties")
    tied_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "publication"], name="one_project_tie")
        ]
