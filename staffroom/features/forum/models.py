"""What talk keeps beside publications."""

from django.db import models

from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Section


class OfficialSection(models.Model):
    """A section of a community's menu where talk is official: a named person leads it, decisions are kept."""

    section = models.OneToOneField(
        Section, models.CASCADE, primary_key=True, related_name="official"
    )
    leader = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since = models.DateTimeField()
