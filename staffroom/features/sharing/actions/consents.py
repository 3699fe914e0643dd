"""The yes of each side: its own, or noted by the signed copy; or what to change."""

from datetime import datetime

from django.db import transaction

from staffroom.core import files
from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.files.models import StoredFile
from staffroom.core.policy import require
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.features.sharing import events, registry
from staffroom.features.sharing.actions import agreements, owed, papers
from staffroom.features.sharing.models import AgreementState, Side
from staffroom.features.sharing.policies import agreements as policies
from staffroom.shared.duties.registry import Outcome


@transaction.atomic
def agree(*, side: Side, actor: Viewer, at: datetime) -> Side:
    """Say yes for one's own organisation; with the last yes the paper is prepared.

    Raises:
        Stale: it was said a moment ago, or the text was taken back.
    """
    require(policies.may_agree(actor, side))
    return _agreed(side, actor, at, is_by_paper=False)


@transaction.atomic
def note(*, side: Side, file: StoredFile | None, actor: Viewer, at: datetime) -> Side:
    """Note the yes of a side by the copy that it signed.

    Args:
        side: whose yes.
        file: a loose file of the actor: the signed copy.
        actor: who keeps papers.
        at: now.

    Raises:
        DomainError: no copy.
        Stale: as `agree`.
    """
    require(policies.may_note(actor, side))
    if file is None:
        raise DomainError("Приложите подписанный экземпляр.", field="file")
    files.attach(actor=SYSTEM, pids=[file.pid], kind=registry.SIDE_FILES, key=side.pk, at=at)
    return _agreed(side, actor, at, is_by_paper=True)


def _agreed(side: Side, actor: Viewer, at: datetime, *, is_by_paper: bool) -> Side:
    rows = Side.objects.filter(pk=side.pk, agreed_at=None, agreement__state=AgreementState.OFFERED)
    changes = {"agreed_at": at, "agreed_by_id": actor.person_id, "is_by_paper": is_by_paper}
    if not rows.update(returned_words="", **changes):
        raise Stale("Ответ этой стороны уже записан: обновите страницу.")
    side.refresh_from_db(fields=[*changes, "returned_words"])
    owed.nothing(side, Outcome.DONE, actor, at, registry.CONSENT)
    agreement = side.agreement
    publish(
        owed.fact(
            events.SideAgreed, agreement, actor, organization_id=side.organization_id,
            is_by_paper=is_by_paper,
        )
    )  # fmt: skip
    if not agreement.sides.filter(agreed_at=None).exists():
        agreements.move(agreement, (AgreementState.OFFERED,), AgreementState.AGREED)
        papers.prepare(agreement, actor, at)
        publish(owed.fact(events.AgreementAgreed, agreement, actor))
    return side


@transaction.atomic
def give_back(*, side: Side, words: str, actor: Viewer, at: datetime) -> Side:
    """Ask for changes: the text is a draft again, and every side agrees anew.

    Raises:
        DomainError: no words.
    """
    require(policies.may_return(actor, side))
    if not words.strip():
        raise DomainError("Напишите, что изменить: это прочтут все стороны.", field="words")
    agreements.to_draft(side.agreement, actor, at)
    side.returned_words = words.strip()[:1000]
    side.save(update_fields=["returned_words"])
    publish(
        owed.fact(events.SideReturned, side.agreement, actor, organization_id=side.organization_id)
    )
    return side
