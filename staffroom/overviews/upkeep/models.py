"""What is remembered about the installation itself."""

from typing import ClassVar

from django.db import models


class Copy(models.Model):
    """A backup that was made, or an attempt that failed (`problem` says why)."""

    at = models.DateTimeField()
    name = models.CharField(max_length=120, blank=True)
    size = models.BigIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-at", "-id"], name="copies_newest")]


class ReadingCode(models.TextChoices):
    """What is measured by jobs."""

    FILES = "files", "Файлы участников"
    CERTIFICATE = "certificate", "Сертификат"


class Reading(models.Model):
    """The last reading of one thing; figures and codes only."""

    code = models.CharField(max_length=20, choices=ReadingCode.choices, primary_key=True)
    at = models.DateTimeField()
    facts = models.JSONField(default=dict)
