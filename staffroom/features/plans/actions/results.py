"""What a project brings: publications named its results, drafts handed in to the bank (BB-2.1.5.a)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from staffroom.core.errors import DomainError
from staffroom.core.policy import require
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.features.plans import events, registry
from staffroom.features.plans.actions.projects import tell
from staffroom.features.plans.models import MateState, Project, ProjectTie
from staffroom.features.plans.policies import projects as policies
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.queries.network import people_of
from staffroom.shared.publications.actions.coauthors import invite_coauthor
from staffroom.shared.publications.models import Publication, PublicationStatus
from staffroom.shared.publications.policies import may_read

MOST_INVITED = 20  # as many as write one thing together


@transaction.atomic
def tie_result(
    *, project: Project, publication: Publication, actor: Viewer, at: datetime
) -> ProjectTie:
    """Name a publication a result of the project.

    Raises:
        DomainError: it is named already, or stands in another community.
    """
    if not policies.tiable_projects(actor, project.community).filter(pk=project.pk).exists():
        raise DomainError(_("Итоги называет команда проекта."), field="line")
    placed = publication.placements.filter(community=project.community_id, hidden_at=None)
    if not may_read(actor, publication) or not placed.exists():
        raise DomainError(_("Записи нет в этом сообществе."))
    tie = ProjectTie(project=project, publication=publication, tied_by_id=actor.person_id, at=at)
    try:
        with transaction.atomic():
            tie.save(force_insert=True)
    except IntegrityError as twice:
        raise DomainError(_("Запись уже названа итогом проекта."), field="line") from twice
    tell(events.ProjectTied, project, actor, publication_id=publication.pk)
    return tie


@transaction.atomic
def untie_result(*, project: Project, publication: Publication, actor: Viewer) -> None:
    """The publication is no result any more."""
    require(policies.may_lead(actor, project))
    if ProjectTie.objects.filter(project=project, publication=publication).delete()[0]:
        tell(events.ProjectUntied, project, actor, publication_id=publication.pk)


@transaction.atomic
def hand_in(*, project: Project, kind: str, actor: Viewer, at: datetime) -> Publication:
    """Begin the result as a draft of the bank; the team is asked to stand beside its author.

    The draft belongs to who hands it in, its card opens filled with what the project says. Each of the
    team answers for himself: nobody's name stands there without his consent.

    Args:
        project: whose result it is.
        kind: of publications, one of `registry.banks`.
        actor: who writes it.
        at: now.

    Raises:
        Forbidden: he is not in the team, or may not write in the community.
        KeyError: no bank takes this kind.
    """
    require(policies.may_hand_in(actor, project))
    draft: Publication = registry.banks[kind](project=project, actor=actor, at=at)
    ProjectTie(project=project, publication=draft, tied_by_id=actor.person_id, at=at).save(
        force_insert=True
    )
    for person in _team(project, but=actor.author_id):
        invite_coauthor(publication=draft, person=person, actor=actor, at=at)
    tell(events.ResultBegun, project, actor)
    return draft


def _team(project: Project, *, but: int) -> list[Person]:
    """The leader and the team, as far as they are in the district's network."""
    inside = project.mates.filter(state=MateState.IN).values_list("person", flat=True)
    keys = {project.leader_id, *inside} - {but}
    known = people_of([project.community.district_id]).filter(pk__in=keys)
    return list(known.order_by("sort_key", "pk")[:MOST_INVITED])


@transaction.atomic
def result_appeared(*, publication_id: int) -> None:
    """A draft that was begun as a result has been published: from now on it is the project's."""
    rows = ProjectTie.objects.filter(
        publication=publication_id, publication__status=PublicationStatus.PUBLISHED
    )
    for tie in rows.select_related("project__community__district").order_by("pk"):
        actor = Viewer(person_id=tie.tied_by_id) if tie.tied_by_id else SYSTEM
        tell(events.ProjectTied, tie.project, actor, publication_id=publication_id)
