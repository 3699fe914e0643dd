"""What was sent by e-mail: for the technician, without personal data."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField


class LetterState(models.TextChoices):
    """What became of a letter."""

    FILED = "filed", _("Записано в файл")
    SENT = "sent", _("Отправлено")
    FAILED = "failed", _("Не отправлено")


class Letter(models.Model):
    """One letter to one address; its words stay in the file, not here."""

    pid = PidField()
    kind = models.CharField(max_length=80)  # what the technician reads: «Новый пароль»
    masked_address = models.CharField(max_length=254)
    state = models.CharField(max_length=8, choices=LetterState.choices)
    is_demo = models.BooleanField(default=False)  # a demonstration address: the body may be shown
    file_name = models.CharField(max_length=80, blank=True)
    problem = models.CharField(max_length=255, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-at", "-id"], name="letters_newest")]
