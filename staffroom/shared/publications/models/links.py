"""Links out of the site: what they lead to, where they stand, and sites that nobody links to here."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models.discussion import Comment
from staffroom.shared.publications.models.publication import Publication


class LinkState(models.TextChoices):
    """What is known of an address outside."""

    UNKNOWN = "unknown", _("Ещё не проверяли")
    ALIVE = "alive", _("Открывается")
    FAILING = "failing", _("Не открылась, проверим ещё раз")
    DEAD = "dead", _("Не открывается")
    CLOSED = "closed", _("Не проверяем: адрес не для всех")


class OuterAddress(models.Model):
    """An address outside, one row for the whole installation (TV-2.2.1.h).

    `failed_at` is since when it does not open, empty while it does; `dead` is told after two failures
    on different days. `digest` is of the address: it may be longer than an index takes.
    """

    digest = models.CharField(max_length=64, unique=True)
    address = models.TextField()
    title = models.CharField(
        max_length=160, blank=True
    )  # of the page, as it called itself at first
    state = models.CharField(max_length=8, choices=LinkState.choices, default=LinkState.UNKNOWN)
    code = models.PositiveSmallIntegerField(default=0)  # of the last answer, 0: nobody answered
    checked_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)  # when it is asked again; empty: never
    failed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["due_at", "id"], name="address_due")]

    def __str__(self) -> str:
        return self.address


class OuterLink(models.Model):
    """An address stands in a published text: of a publication, or of a reply in it.

    `is_bare` where the text tells nothing but the address; `told_at` once its author has been told
    that it does not open.
    """

    address = models.ForeignKey(OuterAddress, models.CASCADE, related_name="links")
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="outer_links")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, blank=True, related_name="+")
    words = models.CharField(max_length=160, blank=True)
    is_bare = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["publication", "comment", "address"], name="one_outer_link"
            ),
            models.UniqueConstraint(
                fields=["publication", "address"], condition=models.Q(comment=None),
                name="one_outer_link_above",
            ),
        ]  # fmt: skip


class StoppedSite(models.Model):
    """A site that people of a district do not link to; `host` as the network writes it."""

    pid = PidField()
    district = models.ForeignKey(District, models.CASCADE, related_name="stopped_sites")
    host = models.CharField(max_length=253)
    reason = models.CharField(max_length=200)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "host"], name="one_stopped_site"),
        ]

    def __str__(self) -> str:
        """The name as people write it."""
        try:
            return self.host.encode("ascii").decode("idna")
        except UnicodeError:
            return self.host
