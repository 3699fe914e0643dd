"""Comments and the marks people leave."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.publications.models.publication import Publication


class Comment(models.Model):
    """A reply.

    Access is the publication's; `seq` never changes; a removed one leaves a tombstone.
    """

    pid = PidField()
    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="comments", db_index=False
    )  # `one_seq` begins with it
    seq = models.PositiveIntegerField()
    author = models.ForeignKey(
        Person, models.PROTECT, related_name="comments", db_index=False
    )  # `comment_author` begins with him
    html = models.TextField()
    plain = models.TextField()
    rules = models.PositiveSmallIntegerField(default=0)
    file_n = models.PositiveSmallIntegerField(default=0)
    thanks_n = models.PositiveIntegerField(default=0)
    reply_to = models.PositiveIntegerField(null=True, blank=True)  # the `seq` it answers
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=400, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)  # kept as a decision (OL-2.1.3.a)
    moved_to = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )  # a tombstone of a moved one: where it stands now

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "seq"], name="one_seq")
        ]
        indexes: ClassVar = [
            models.Index("author", models.F("created_at").desc(), name="comment_author"),
            models.Index(
                fields=["moved_to"],
                condition=models.Q(moved_to__isnull=False),
                name="comment_moved",
            ),
        ]


class ReadMark(models.Model):
    """How far a person has read: the `seq` of the newest comment seen."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="+")
    seq = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "publication"], name="one_read_mark")
        ]


class Reaction(models.Model):
    """«Спасибо» under a publication (`seq` 0) or a comment."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="+")
    seq = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=12, default="thanks")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["publication", "seq", "person", "kind"], name="one_reaction"
            ),
        ]


class SubscriptionLevel(models.TextChoices):
    """How much of a publication a person wants to hear."""

    ALL = "all", _("Каждый ответ")
    MENTIONS = "mentions", _("Только обращённое ко мне")
    NONE = "none", _("Ничего")


class Subscription(models.Model):
    """A person follows a publication (authors and repliers do so by themselves)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="subscriptions", db_index=False
    )
    level = models.CharField(
        max_length=10, choices=SubscriptionLevel.choices, default=SubscriptionLevel.ALL
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "person"], name="one_subscription")
        ]
