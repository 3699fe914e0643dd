"""Collections and digests: what was chosen, in what order, with whose words."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Publication


class Shape(models.TextChoices):
    """What it is: a shelf that goes on growing, or a digest that is issued once (BB-1.12.2)."""

    COLLECTION = "collection", _("Подборка")
    DIGEST = "digest", _("Дайджест")


class Openness(models.TextChoices):
    """Who sees the shelf; what stands on it is seen by its own readers alone."""

    OWN = "own", _("Только я")
    COMMUNITY = "community", _("Участники сообщества")
    DISTRICT = "district", _("Участники сети района")
    PUBLIC = "public", _("Все, и без входа")


class Collection(models.Model):
    """A shelf of a person, of a community (`community` is set) or of a district (`is_of_district`).

    A digest is seen by those who keep it until it is issued (`issued_at`). The site itself gathers one a
    month out of the reviews (TV-3.1.1.c): it has `month_on`, the first day of that month, and no owner.
    """

    pid = PidField()
    district = models.ForeignKey(District, models.CASCADE, related_name="collections")
    community = models.ForeignKey(
        Community, models.CASCADE, null=True, blank=True, related_name="collections"
    )
    is_of_district = models.BooleanField(default=False)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="collections"
    )
    month_on = models.DateField(null=True, blank=True)
    shape = models.CharField(max_length=10, choices=Shape.choices, default=Shape.COLLECTION)
    title = models.CharField(max_length=160)
    purpose = models.TextField(blank=True)
    level = models.CharField(max_length=12, blank=True)  # of the standard (TV-3.1.1.a)
    openness = models.CharField(max_length=10, choices=Openness.choices)
    item_n = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["district", "-changed_at", "-id"], name="collection_list"),
            models.Index(fields=["owner"], name="collection_owner"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["district", "month_on"], condition=~models.Q(month_on=None),
                name="one_digest_of_month",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class Item(models.Model):
    """A publication on a shelf, with the keeper's own words about it."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="items")
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="+")
    note = models.TextField(blank=True)
    place = models.PositiveSmallIntegerField()
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collection", "publication"], name="one_item"),
        ]


class Follower(models.Model):
    """Somebody who hears of what is new on a shelf."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="followers")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collection", "person"], name="one_follower"),
        ]
