"""What becomes of the shape of a community: prepared, previewed, ordered, carried out; its genealogy."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community, CommunityKind
from staffroom.shared.documents.models import Document


class ReshapingKind(models.TextChoices):
    """What is done."""

    SPIN_OFF = "spin-off", _("Выделить сообщество внутри")
    INDEPENDENCE = "independence", _("Сделать секцию самостоятельной")
    SPLIT = "split", _("Разделить на два")
    MERGE = "merge", _("Влить в другое")
    MOVE = "move", _("Перенести в другое место")


class ReshapingState(models.TextChoices):
    """Where it stands."""

    DRAFT = "draft", _("Готовится")
    ORDERED = "ordered", _("Ждёт приказа")
    RUNNING = "running", _("Идёт")
    DONE = "done", _("Сделано")
    DROPPED = "dropped", _("Отменено")


class Reshaping(models.Model):
    """One change of shape. `source` is changed, `target` takes it in, `result` came out of it.

    `person_ids`, `section_ids` and `publication_ids` are what goes over; `takes_all` is every
    publication. `stays` leaves those people in the source too. `done_n` of `total_n` publications have
    gone over.
    """

    pid = PidField()
    kind = models.CharField(max_length=12, choices=ReshapingKind.choices)
    source = models.ForeignKey(Community, models.PROTECT, related_name="reshapings")
    target = models.ForeignKey(
        Community, models.PROTECT, null=True, blank=True, related_name="reshapings_into"
    )
    result = models.ForeignKey(
        Community, models.PROTECT, null=True, blank=True, related_name="came_by"
    )
    was_in = models.ForeignKey(Community, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=160, blank=True)
    goal = models.CharField(max_length=400, blank=True)
    community_kind = models.CharField(max_length=30, choices=CommunityKind.choices, blank=True)
    leader = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    person_ids = models.JSONField(default=list, blank=True)
    section_ids = models.JSONField(default=list, blank=True)
    publication_ids = models.JSONField(default=list, blank=True)
    takes_all = models.BooleanField(default=False)
    stays = models.BooleanField(default=True)
    basis = models.CharField(max_length=200, blank=True)
    order = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(
        max_length=8, choices=ReshapingState.choices, default=ReshapingState.DRAFT
    )
    total_n = models.PositiveIntegerField(default=0)
    done_n = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source"],
                condition=models.Q(state__in=("ordered", "running")),
                name="one_reshaping_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("ordered", "running", "done")) | ~models.Q(basis=""),
                name="reshaping_has_basis",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["source", "state", "-id"], name="reshaping_list")]
