"""Rows of notices and what people have chosen about them."""

from datetime import time
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.publications.models import Publication

EVENING, MORNING = time(20), time(8)


class NoticeRow(models.Model):
    """One thing told to one person; unread ones of one `group` are one row with their number.

    `text` is a sentence with places for names (see `core.plugs.Notice`); `mail` says what letter it
    waits for, `mailed_n` how much of `n` a letter has told.
    """

    class Mail(models.TextChoices):
        """Which letter it waits for."""

        NONE = "none", _("Никакого")
        AT_ONCE = "at_once", _("Отдельного")
        DIGEST = "digest", _("Сводки")

    pid = PidField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    group = models.CharField(max_length=100, blank=True)
    text = models.TextField()
    link = models.CharField(max_length=300, blank=True)
    publication = models.ForeignKey(Publication, models.CASCADE, null=True, related_name="+")
    seq = models.PositiveIntegerField(null=True)
    community = models.ForeignKey(Community, models.CASCADE, null=True, related_name="+")
    actor = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    n = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=8, choices=Mail.choices, default=Mail.NONE)
    mailed_n = models.PositiveIntegerField(default=0)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "group"],
                condition=models.Q(read_at=None) & ~models.Q(group=""),
                name="one_unread_group",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                "person", models.F("at").desc(), models.F("id").desc(), name="notice_list"
            ),
            models.Index(
                fields=["person", "publication"],
                condition=models.Q(read_at=None),
                name="notice_unread",
            ),
            models.Index(fields=["at"], name="notice_age"),
        ]


class Preference(models.Model):
    """How a kind reaches a person who has chosen."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    mode = models.CharField(max_length=8)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind"], name="one_preference")
        ]


class CommunityPreference(models.Model):
    """How much a person wants to hear of a community."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    community = models.ForeignKey(Community, models.CASCADE, related_name="+")
    level = models.CharField(max_length=10)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "community"], name="one_community_preference")
        ]


class MailSetting(models.Model):
    """When letters may come, and what has been sent.

    `zone` is empty for the district's; letters wait between `quiet_from` and `quiet_to`, and on
    Saturday and Sunday if `has_quiet_weekends`.
    """

    person = models.OneToOneField(
        Person, models.CASCADE, primary_key=True, related_name="mail_setting"
    )
    zone = models.CharField(max_length=40, blank=True)
    has_quiet_hours = models.BooleanField(default=True)
    quiet_from = models.TimeField(default=EVENING)
    quiet_to = models.TimeField(default=MORNING)
    has_quiet_weekends = models.BooleanField(default=True)
    has_digest = models.BooleanField(default=True)
    digest_on = models.DateField(null=True)
    digest_at = models.DateTimeField(null=True)
    sent_on = models.DateField(null=True)
    sent_n = models.PositiveIntegerField(default=0)
