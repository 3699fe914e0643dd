"""Who is entrusted to whom."""

from typing import ClassVar

from django.db import models

from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community


class Ward(models.Model):
    """A listener entrusted to a curator of the same community; one curator a community."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="wards")
    curator = models.ForeignKey(Person, models.CASCADE, related_name="wards")
    listener = models.ForeignKey(Person, models.CASCADE, related_name="curated_in")
    given_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "listener"], name="one_curator")
        ]
        indexes: ClassVar = [models.Index(fields=["curator", "community"], name="ward_curator")]
