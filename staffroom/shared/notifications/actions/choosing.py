"""What a person chooses about notices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from django.db import transaction

from staffroom.core.policy import deny, require
from staffroom.core.viewer import Viewer
from staffroom.shared.notifications.models import CommunityPreference, MailSetting, Preference
from staffroom.shared.notifications.registry import Level, Mode, kinds

DIGEST = "digest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """When letters may not come."""

    zone: str
    has_quiet_hours: bool
    quiet_from: time
    quiet_to: time
    has_quiet_weekends: bool
    has_digest: bool


@transaction.atomic
def choose(
    *, modes: Mapping[str, Mode], levels: Mapping[int, Level], quiet: Quiet, actor: Viewer
) -> None:
    """Keep everything that the page of preferences says."""
    if actor.person_id is None:
        require(deny("Войдите на сайт, чтобы настроить уведомления."))
    person_id = actor.author_id
    known = kinds()
    Preference.objects.bulk_create(
        [
            Preference(person_id=person_id, kind=kind, mode=mode)
            for kind, mode in modes.items()
            if kind in known
        ],
        update_conflicts=True,
        unique_fields=["person", "kind"],
        update_fields=["mode"],
    )
    CommunityPreference.objects.bulk_create(
        [
            CommunityPreference(person_id=person_id, community_id=key, level=level)
            for key, level in levels.items()
        ],
        update_conflicts=True,
        unique_fields=["person", "community"],
        update_fields=["level"],
    )
    values: dict[str, Any] = {name: getattr(quiet, name) for name in Quiet.__dataclass_fields__}
    MailSetting.objects.update_or_create(person_id=person_id, defaults=values)


@transaction.atomic
def unsubscribe(*, person_id: int, kind: str) -> bool:
    """No more letters of this kind, from its own letter; the site still tells. False: no such kind."""
    if kind == DIGEST:
        MailSetting.objects.update_or_create(person_id=person_id, defaults={"has_digest": False})
        return True
    if kind not in kinds():
        return False
    Preference.objects.update_or_create(
        person_id=person_id, kind=kind, defaults={"mode": Mode.SITE}
    )
    return True


@transaction.atomic
def join_levels(*, source_id: int, target_id: int) -> None:
    """What people chose about a community holds in the one that it became part of, unless they chose there."""
    there = CommunityPreference.objects.filter(community=target_id).values("person")
    CommunityPreference.objects.filter(community=source_id).exclude(person__in=there).update(
        community=target_id
    )
