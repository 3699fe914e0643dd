"""The rules of a community: every wording, and who has accepted which and when (BB-6.6)."""

from typing import ClassVar

from django.db import models

from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models.groups import Community


class ConductText(models.Model):
    """One wording of a community's rules; the newest is in force, the former ones stay readable."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="conduct_texts")
    number = models.PositiveIntegerField()
    html = models.TextField()
    plain = models.TextField()
    grounds = models.JSONField(default=list)  # what may be reported, in words, as it was then
    is_standard = models.BooleanField(default=False)  # our words; the community has none of its own
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "number"], name="one_conduct_number"),
        ]


class ConductAcceptance(models.Model):
    """A person accepted a wording; kept when he leaves."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    text = models.ForeignKey(ConductText, models.CASCADE, related_name="acceptances")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "text"], name="one_conduct_acceptance"),
        ]
