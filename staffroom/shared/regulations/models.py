"""Profiles, their versions and the rows that pages read."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import new_number
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import District


class Profile(models.Model):
    """A named set of keys: one of the shipped, a district's own, or a community's own.

    `district` is empty for the shipped ones. `regulation` keeps the title and the legal requisites of
    the document that a shipped profile was read from.
    """

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(_("Название"), max_length=160)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    is_shipped = models.BooleanField(default=False)
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="own_profiles"
    )
    regulation = models.JSONField(default=dict, blank=True)
    current = models.ForeignKey(
        "ResolvedProfile", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(is_shipped=True, district=None)
                | models.Q(is_shipped=False, district__isnull=False),
                name="own_profile_has_district",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProfileVersion(models.Model):
    """What a profile itself said from a moment on: only its own keys, the rest comes from its parent.

    `overrides` maps a key to `{"value": …, "clause": …, "note": …, "at": …}`; a shipped profile has an
    entry without a value where its document is silent. `reason` is the person's own words.
    """

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="versions")
    n = models.PositiveIntegerField()
    overrides = models.JSONField(default=dict)
    changed = models.JSONField(default=list)
    reason = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["profile", "n"], name="one_profile_version"),
        ]


class ResolvedProfile(models.Model):
    """All values of a profile at a version, with where each comes from; never changed, never deleted.

    A change of a parent makes a new row for the same version of the child. Keys are random, because
    processes cache by them: a number rolled back and given again would show another district's rules.
    """

    id = models.BigIntegerField(primary_key=True, default=new_number, editable=False)
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="resolved")
    version = models.ForeignKey(ProfileVersion, models.CASCADE, related_name="resolved")
    values = models.JSONField()
    sources = models.JSONField()
    at = models.DateTimeField()


class DistrictProfile(models.Model):
    """Which profile a district lives by: a child of a shipped one, so that it can change single keys."""

    district = models.OneToOneField(District, models.CASCADE, related_name="district_profile")
    profile = models.OneToOneField(Profile, models.PROTECT, related_name="district_profile")
