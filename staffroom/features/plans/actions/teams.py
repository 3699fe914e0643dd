"""The team of a project: asking, inviting, answering, leaving."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import HIDE, require
from staffroom.core.viewer import Viewer
from staffroom.features.plans import events
from staffroom.features.plans.actions.projects import address
from staffroom.features.plans.models import MateState, Project, ProjectMate, Task, TaskState
from staffroom.features.plans.policies import projects as policies
from staffroom.features.plans.registry import PlanDuty
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Membership, MembershipState
from staffroom.shared.duties.actions import close_duties, open_duty
from staffroom.shared.duties.registry import Outcome
from staffroom.ui.words import in_quotes

SUBJECT = "plans.mate"


def _mate(project: Project, person_id: int | None) -> ProjectMate | None:
    return ProjectMate.objects.filter(project=project, person=person_id).first()


@transaction.atomic
def ask_in(*, project: Project, words: str, actor: Viewer, at: datetime) -> ProjectMate:
    """Ask to be taken into the team; its leader decides."""
    mate = _mate(project, actor.person_id)
    require(policies.may_ask(actor, project, mate))
    mate = _put(project, actor.author_id, MateState.ASKED, at, words=words.strip()[:400])
    open_duty(
        kind=PlanDuty.MATE, district_id=project.community.district_id, subject=(SUBJECT, mate.pk),
        title=f"Принять в команду проекта {in_quotes(project.title)}: {{person}}",
        url=f"{address(project.community)}{project.pid}/#team", owner_id=project.leader_id,
        about_id=actor.author_id, actor=actor, at=at,
    )  # fmt: skip
    _tell(events.MateAsked, mate, actor)
    return mate


@transaction.atomic
def invite_in(*, project: Project, person: Person, actor: Viewer, at: datetime) -> ProjectMate:
    """Invite a member of the community; he is in the team only after accepting.

    Raises:
        DomainError: he is no member, is in the team already, or no place is left.
    """
    require(policies.may_lead(actor, project))
    standing = _mate(project, person.pk)
    if person.pk == project.leader_id or (
        standing and standing.state in {"in", "invited", "asked"}
    ):
        raise DomainError(_("Он уже в команде или на пути в неё."), field="person")
    member = Membership.objects.filter(
        community=project.community_id, person=person, state=MembershipState.ACTIVE
    )
    if not member.exists():
        raise DomainError(_("В команду зовут участников сообщества."), field="person")
    if project.free_n == 0:
        raise DomainError(_("Свободных мест в команде нет."), field="person")
    mate = _put(project, person.pk, MateState.INVITED, at, words="")
    open_duty(
        kind=PlanDuty.INVITATION, district_id=project.community.district_id,
        subject=(SUBJECT, mate.pk), title=f"Ответить на приглашение в проект {in_quotes(project.title)}",
        url=f"{address(project.community)}{project.pid}/", owner_id=person.pk, actor=actor, at=at,
    )  # fmt: skip
    _tell(events.MateInvited, mate, actor)
    return mate


def _put(
    project: Project, person_id: int, state: MateState, at: datetime, *, words: str
) -> ProjectMate:
    values = {"state": state, "words": words, "since": at}
    mate, _is_new = ProjectMate.objects.update_or_create(
        project=project, person_id=person_id, defaults=values
    )
    return mate


@transaction.atomic
def answer_asking(
    *, mate: ProjectMate, admits: bool, words: str, actor: Viewer, at: datetime
) -> ProjectMate:
    """Admit to the team, or refuse with the reason.

    Raises:
        DomainError: a refusal without words, or no place is left.
    """
    require(policies.may_lead(actor, mate.project))
    if mate.person_id == actor.person_id:
        require(HIDE)
    if not admits and not words.strip():
        raise DomainError(_("Напишите, почему отказываете."), field="words")
    to = MateState.IN if admits else MateState.REFUSED
    _settle(mate, MateState.ASKED, to, actor, at, words=mate.words if admits else words)
    _tell(events.MateJoined if admits else events.MateRefused, mate, actor)
    return mate


@transaction.atomic
def answer_invitation(
    *, mate: ProjectMate, accepts: bool, actor: Viewer, at: datetime
) -> ProjectMate:
    """Accept or decline: the invited person alone, while the project goes on."""
    is_his = mate.person_id == actor.person_id and mate.state == MateState.INVITED
    if not is_his or mate.project.is_closed:
        require(HIDE)
    to = MateState.IN if accepts else MateState.DECLINED
    _settle(mate, MateState.INVITED, to, actor, at)
    _tell(events.MateJoined if accepts else events.MateDeclined, mate, actor)
    return mate


def _settle(
    mate: ProjectMate, was: MateState, to: MateState, actor: Viewer, at: datetime, words: str = ""
) -> None:
    found = ProjectMate.objects.filter(pk=mate.pk, state=was)
    if not found.update(state=to, since=at, words=words.strip()[:400]):
        raise Stale(_("На это уже ответили. Откройте страницу заново."))
    mate.state = to
    if to == MateState.IN:
        room = Q(places=None) | Q(places__gt=F("mate_n"))
        if not Project.objects.filter(room, pk=mate.project_id).update(mate_n=F("mate_n") + 1):
            raise DomainError(_("Свободных мест в команде нет."))
    closed = Outcome.DONE if to == MateState.IN else Outcome.REFUSED
    close_duties(subject=(SUBJECT, mate.pk), outcome=closed, actor=actor, at=at)


@transaction.atomic
def leave_team(*, mate: ProjectMate, actor: Viewer, at: datetime) -> None:
    """Leave by one's own will, or be let go by who leads; tasks in work are free again."""
    if mate.person_id != actor.person_id:
        require(policies.may_lead(actor, mate.project))
    if not ProjectMate.objects.filter(pk=mate.pk, state=MateState.IN).update(
        state=MateState.LEFT, since=at
    ):
        raise Stale(_("Его уже нет в команде."))
    Project.objects.filter(pk=mate.project_id).update(mate_n=F("mate_n") - 1)
    _free_tasks(mate, actor, at)
    mate.state = MateState.LEFT
    _tell(events.MateLeft, mate, actor)


def _free_tasks(mate: ProjectMate, actor: Viewer, at: datetime) -> None:
    tasks = Task.objects.filter(
        project=mate.project_id,
        owner=mate.person_id,
        state__in=(TaskState.OFFERED, TaskState.TAKEN),
    )
    for task in tasks.order_by("pk"):
        close_duties(subject=("plans.task", task.pk), outcome=Outcome.GONE, actor=actor, at=at)
    tasks.update(state=TaskState.FREE, owner=None, offered_by=None)


def _tell(fact: Any, mate: ProjectMate, actor: Viewer) -> None:
    place = mate.project.community
    publish(
        fact(
            district_id=place.district_id, actor_id=actor.person_id, project_id=mate.project_id,
            community_id=place.pk, person_id=mate.person_id,
        )
    )  # fmt: skip
