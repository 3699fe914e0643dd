"""Writing together: the author invites, the invited agrees or declines (BB-5.1.4)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from staffroom.core.errors import Absent, DomainError
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.queries.network import people_of
from staffroom.shared.publications import events, policies
from staffroom.shared.publications.actions.facts import fact_of
from staffroom.shared.publications.actions.readers import rewrite_and_tell
from staffroom.shared.publications.actions.traces import follow
from staffroom.shared.publications.models import Coauthor, CoauthorState, Publication

MOST_COAUTHORS = 20


@transaction.atomic
def invite_coauthor(
    *, publication: Publication, person: Person, actor: Viewer, at: datetime
) -> Coauthor:
    """Invite a colleague of the district's network; from now he reads the publication, a draft too.

    Raises:
        DomainError: himself, somebody outside the network, somebody invited already, too many.
    """
    require(policies.may_invite_coauthor(actor, publication))
    if person.pk == publication.author_id:
        raise DomainError("Вы и так автор.", field="person")
    if not people_of([publication.district_id]).filter(pk=person.pk).exists():
        raise DomainError("Соавтором может быть участник сети этого района.", field="person")
    if Coauthor.objects.filter(publication=publication).count() >= MOST_COAUTHORS:
        raise DomainError(f"Соавторов не больше {MOST_COAUTHORS}.", field="person")
    row = Coauthor(
        publication=publication, person=person, state=CoauthorState.INVITED, invited_at=at
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as clash:
        raise DomainError("Этот коллега уже приглашён.", field="person") from clash
    rewrite_and_tell(publication, actor_id=actor.person_id)
    _tell(events.CoauthorInvited, row, publication, actor)
    return row


@transaction.atomic
def agree(*, publication: Publication, actor: Viewer, at: datetime) -> None:
    """Accept: the name stands beside the author's, the text may be edited."""
    row = _own(publication, actor)
    mine = Coauthor.objects.filter(pk=row.pk, state=CoauthorState.INVITED)
    if not mine.update(state=CoauthorState.ACCEPTED, agreed_at=at):
        return
    Publication.objects.filter(pk=publication.pk).update(
        coauthor_n=F("coauthor_n") + 1, version=F("version") + 1
    )
    follow(publication.pk, row.person_id)
    _tell(events.CoauthorAgreed, row, publication, actor)


@transaction.atomic
def decline(*, publication: Publication, actor: Viewer) -> None:
    """Decline, or leave after having agreed: no mark of it stays on the publication."""
    _end(_own(publication, actor), publication, actor)


@transaction.atomic
def end_coauthorship(*, publication: Publication, person_pid: str, actor: Viewer) -> None:
    """The author takes an invitation back, or a name off."""
    require(policies.may_invite_coauthor(actor, publication))
    row = Coauthor.objects.filter(publication=publication, person__pid=person_pid).first()
    if row is None:
        raise Absent
    _end(row, publication, actor)


def _own(publication: Publication, actor: Viewer) -> Coauthor:
    row = Coauthor.objects.filter(publication=publication, person=actor.person_id).first()
    if row is None:
        raise Absent
    require(policies.may_answer_coauthorship(actor, row))
    return row


def _end(row: Coauthor, publication: Publication, actor: Viewer) -> None:
    key = row.pk
    if row.state == CoauthorState.ACCEPTED:
        Publication.objects.filter(pk=publication.pk).update(
            coauthor_n=F("coauthor_n") - 1, version=F("version") + 1
        )
    row.delete()
    row.pk = key
    rewrite_and_tell(publication, actor_id=actor.person_id)
    _tell(events.CoauthorEnded, row, publication, actor)


def _tell(
    fact: type[events.CoauthorFact], row: Coauthor, publication: Publication, actor: Viewer
) -> None:
    publish(fact_of(fact, publication, actor, coauthor_id=row.pk, person_id=row.person_id))
