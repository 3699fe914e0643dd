"""Rows of the journal and the head of their chain."""

from datetime import UTC
import hashlib
import json
from typing import Any, ClassVar

from django.db import models

FIRST = "0" * 64  # what the first row is bound to


class JournalRow(models.Model):
    """A fact. Keys are plain numbers: a row outlives the things and people it speaks of.

    `seal_n` is the place in the chain and `seal` the hash of the row with the seal before it; both
    are empty until the sealer comes.
    """

    district_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    event = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    actor_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    community_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    seal_n = models.BigIntegerField(null=True, unique=True)
    seal = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index("district_id", models.F("id").desc(), name="journal_district"),
            models.Index("community_id", models.F("id").desc(), name="journal_community"),
            models.Index("actor_id", models.F("id").desc(), name="journal_actor"),
            models.Index(
                "person_id",
                models.F("id").desc(),
                name="journal_person",
                condition=models.Q(person_id__isnull=False),
            ),
            models.Index(fields=["id"], condition=models.Q(seal_n=None), name="journal_unsealed"),
        ]

    def sealed(self, number: int, before: str) -> str:
        """The hash that binds the row to its place in the chain and to everything before it."""
        said: list[Any] = [
            before,
            number,
            self.pk,
            self.district_id,
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.event,
            self.subject_id,
            self.actor_id,
            self.person_id,
            self.community_id,
            self.data,
        ]
        text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


class JournalHead(models.Model):
    """The newest seal, kept apart so that rows cut off from the end of the journal are missed."""

    seal_n = models.BigIntegerField()
    seal = models.CharField(max_length=64)
    at = models.DateTimeField()
