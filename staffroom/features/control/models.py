"""An item of an order under control, and everything that happened to it."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.documents.models import Document


class ItemState(models.TextChoices):
    """Where an item stands; time alone moves it nowhere."""

    DRAFT = "draft", _("Ждёт регистрации приказа")
    GIVEN = "given", _("Исполняется")
    REPORTED = "reported", _("Ждёт приёмки")
    DONE = "done", _("Исполнено")
    DROPPED = "dropped", _("Снято с контроля")


OPEN = (ItemState.GIVEN, ItemState.REPORTED)


class OrderItem(models.Model):
    """What one person is to do by a day, and who controls it (BT-O.2).

    `point` is the number in the order («2.1»), as its text has it. It becomes a duty when the order is
    registered. `report` is the last word of the responsible person, `answer` the last of the controller.
    """

    pid = PidField()
    document = models.ForeignKey(Document, models.CASCADE, related_name="items")
    point = models.CharField(max_length=12, blank=True)
    text = models.CharField(max_length=1000)
    responsible = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    controller = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.DRAFT)
    rules_id = models.BigIntegerField()
    report = models.CharField(max_length=2000, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=1000, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(responsible=models.F("controller"))
                | models.Q(responsible=None)
                | models.Q(controller=None),
                name="nobody_controls_himself",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["controller", "state", "due_at", "id"], name="item_controller"),
            models.Index(fields=["responsible", "state", "due_at", "id"], name="item_responsible"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """«п. 2.1. Провести семинар»."""
        return f"п. {self.point}. {self.text}" if self.point else self.text

    def is_late_at(self, at: datetime) -> bool:
        """True while it is not done and its term has passed; what was reported in term is not late."""
        if self.state == ItemState.REPORTED and self.reported_at is not None:
            return self.reported_at > self.due_at
        return self.state == ItemState.GIVEN and self.due_at < at


class ItemRecord(models.Model):
    """One line of an item's history."""

    class Act(models.TextChoices):
        """What happened."""

        ADDED = "added", _("Поставлено на контроль")
        GIVEN = "given", _("Поручено: приказ зарегистрирован")
        CHANGED = "changed", _("Изменено")
        REPORTED = "reported", _("Доложено об исполнении")
        RETURNED = "returned", _("Возвращено")
        ACCEPTED = "accepted", _("Принято")
        DROPPED = "dropped", _("Снято с контроля")

    item = models.ForeignKey(OrderItem, models.CASCADE, related_name="records")
    at = models.DateTimeField()
    act = models.CharField(max_length=10, choices=Act.choices)
    actor = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    words = models.CharField(max_length=2000, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["item", "id"], name="item_history")]
