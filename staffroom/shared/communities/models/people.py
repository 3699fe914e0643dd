"""Who belongs to a community and who may do what."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models.groups import Community


class MembershipState(models.TextChoices):
    """Where a membership stands; past ones keep the authorship of what was written (BB-6.1)."""

    ACTIVE = "active", _("Участник")
    GUEST = "guest", _("Гость")
    INVITED = "invited", _("Приглашён")
    ASKED = "asked", _("Просит принять")
    LEFT = "left", _("Вышел")
    DECLINED = "declined", _("Отклонил приглашение")
    REFUSED = "refused", _("Не принят")
    REMOVED = "removed", _("Исключён")


PRESENT = (MembershipState.ACTIVE, MembershipState.GUEST)


class Membership(models.Model):
    """A person in a community."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    community = models.ForeignKey(Community, models.CASCADE, related_name="memberships")
    state = models.CharField(max_length=10, choices=MembershipState.choices)
    since = models.DateTimeField()
    invited_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    conduct_n = models.PositiveIntegerField(default=0)  # the wording of the rules he accepted last
    words = models.CharField(max_length=400, blank=True)  # why he asks, or why he was not admitted

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "community"], name="one_membership"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["community", "state", "person"], name="membership_roll")
        ]


class ScopeKind(models.TextChoices):
    """Where a role holds."""

    DISTRICT = "district", _("Район")
    COMMUNITY = "community", _("Сообщество")


class RoleGrant(models.Model):
    """A role given to a person in a scope, with its basis and dates; the truth about powers.

    `powers` and `number` are those of the role by the profile in force, written anew when the profile
    changes; the request itself checks the dates.
    """

    pid = PidField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="grants")
    scope_kind = models.CharField(max_length=10, choices=ScopeKind.choices)
    scope_id = models.BigIntegerField()
    role = models.CharField(max_length=40)
    powers = models.BigIntegerField(default=0)
    number = models.PositiveSmallIntegerField(default=0)  # of the role: a part of reader tokens
    basis = models.CharField(_("Основание"), max_length=255, blank=True)
    is_acting = models.BooleanField(_("Временно исполняет"), default=False)
    granted_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "scope_kind", "scope_id", "role"],
                condition=models.Q(to_at=None),
                name="one_open_grant",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["scope_kind", "scope_id", "role"], name="grant_by_scope")
        ]
