"""Supporting an initiative, and deciding on it (BB-2.1.4, OL-2.1.6)."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.features.governance import events
from staffroom.features.governance.models import Initiative, InitiativeState, Supporter
from staffroom.features.governance.policies import initiatives as policies
from staffroom.shared.publications.models import Publication


@transaction.atomic
def back(*, publication: Publication, is_wanted: bool, actor: Viewer, at: datetime) -> None:
    """Support an initiative, or take the support back."""
    require(policies.may_back(actor, publication))
    if not is_wanted:
        Supporter.objects.filter(publication=publication, person=actor.author_id).delete()
        return
    try:
        with transaction.atomic():
            Supporter.objects.create(publication=publication, person_id=actor.author_id, at=at)
    except IntegrityError:
        return
    _tell(events.InitiativeBacked, publication, actor)


@transaction.atomic
def decide(
    *, publication: Publication, state: str, words: str, actor: Viewer, at: datetime
) -> Initiative:
    """Say yes or no to an initiative, with words that everybody reads.

    Raises:
        DomainError: an unknown decision, or nothing is said.
        Stale: somebody else has decided.
    """
    require(policies.may_decide(actor, publication))
    if state not in {InitiativeState.SUPPORTED, InitiativeState.DECLINED}:
        raise DomainError("Выберите решение.", field="state")
    if not words.strip():
        raise DomainError(
            "Напишите, почему так решили: автор и коллеги это прочтут.", field="words"
        )
    made = Initiative(
        publication=publication, state=state, words=words.strip(), decided_by_id=actor.person_id,
        decided_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as quicker:
        raise Stale("Решение уже принято: обновите страницу.") from quicker
    _tell(events.InitiativeDecided, publication, actor, state=str(state))
    return made


def _tell(
    fact: type[events.InitiativeFact], publication: Publication, actor: Viewer, **more: Any
) -> None:
    publish(
        fact(
            district_id=publication.district_id, actor_id=actor.person_id,
            publication_id=publication.pk, community_id=publication.home_community_id, **more,
        )
    )  # fmt: skip
