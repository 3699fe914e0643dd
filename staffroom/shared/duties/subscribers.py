"""What facts make somebody owe something, and what ends it."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from staffroom.core.clock import now
from staffroom.core.events import Event, on
from staffroom.core.lookups import one_or_none
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts import events as accounts
from staffroom.shared.accounts.models import DataRequest
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities import events as communities
from staffroom.shared.communities.models import Admission, Community, Membership, ScopeKind
from staffroom.shared.communities.policies.admissions import BY_ORGANIZATION
from staffroom.shared.duties import actions, queries
from staffroom.shared.duties.registry import DutyKind, Outcome
from staffroom.shared.organizations.models import District
from staffroom.shared.publications import events as publications
from staffroom.shared.publications.models import Publication
from staffroom.ui.words import in_quotes


def _actor(event: Event) -> Viewer:
    return Viewer(person_id=event.actor_id)


def _membership(event: communities.MembershipFact) -> tuple[str, int] | None:
    key = (
        Membership.objects.filter(community=event.community_id, person=event.person_id)
        .values_list("pk", flat=True)
        .first()
    )
    return ("membership", key) if key else None


def _community(key: int) -> Community | None:
    return one_or_none(Community.objects.select_related("district").filter(pk=key))


def _url(community: Community) -> str:
    return f"/{community.district.slug}/c/{community.pid}-{community.slug}/"


def _application(event: communities.AdmissionFact) -> None:
    admission = one_or_none(
        Admission.objects.select_related("district", "organization").filter(pk=event.admission_id)
    )
    if admission is None:
        return
    owed: dict[str, Any] = {
        "district_id": admission.district_id,
        "subject": ("admission", admission.pk),
        "title": "Заявка на участие: {person}",
        "url": f"/{admission.district.slug}/staff/admissions/",
        "about_id": admission.person_id,
        "rules_id": admission.rules_id,
        "actor": _actor(event),
        "at": now(),
    }
    scope = ("district", admission.district_id)
    actions.open_duty(kind=DutyKind.ADMISSION, power=Power.ADMIT, scope=scope, **owed)
    employer = admission.organization
    if admission.mode == BY_ORGANIZATION and employer and employer.representative_id:
        actions.open_duty(
            kind=DutyKind.ADMISSION_OF_STAFF, owner_id=employer.representative_id, **owed
        )


@on(communities.AdmissionAsked)
def application_waits(event: communities.AdmissionAsked) -> None:
    """Somebody asks to be admitted: those who admit in the district owe a decision.

    Where organisations admit, the representative of his organisation owes it too.
    """
    if not event.is_at_once:
        _application(event)


@on(communities.AdmissionQuestioned)
def question_waits(event: communities.AdmissionQuestioned) -> None:
    """The applicant owes an answer; meanwhile nobody else owes a decision."""
    place = one_or_none(District.objects.filter(pk=event.district_id or 0))
    if place is None:
        return
    subject, at = ("admission", event.admission_id), now()
    actions.close_duties(subject=subject, outcome=Outcome.DONE, actor=_actor(event), at=at)
    actions.open_duty(
        kind=DutyKind.QUESTION,
        district_id=place.pk,
        subject=subject,
        title="Ответьте на вопрос о вашей заявке",
        url=f"/registration/{place.slug}/mine/",
        owner_id=event.person_id,
        actor=_actor(event),
        at=at,
    )


@on(communities.AdmissionAnswered)
def decision_waits(event: communities.AdmissionAnswered) -> None:
    """The applicant has answered: the decision is owed again."""
    subject = ("admission", event.admission_id)
    actions.close_duties(subject=subject, outcome=Outcome.DONE, actor=_actor(event), at=now())
    _application(event)


def application_ends(event: communities.AdmissionFact) -> None:
    """Decided, or taken back."""
    is_decided = isinstance(event, communities.AdmissionDecided)
    actions.close_duties(
        subject=("admission", event.admission_id),
        outcome=Outcome.DONE if is_decided else Outcome.GONE,
        actor=_actor(event),
        at=now(),
    )


for ending in (communities.AdmissionDecided, communities.AdmissionWithdrawn):
    on(ending)(application_ends)


@on(communities.MembershipAsked)
def request_waits(event: communities.MembershipAsked) -> None:
    """Somebody asks to be admitted: those who manage members there owe an answer."""
    subject, community = _membership(event), _community(event.community_id)
    if subject is None or community is None:
        return
    at = now()
    actions.open_duty(
        kind=DutyKind.REQUEST,
        district_id=community.district_id,
        subject=subject,
        title=f"{{person}} просит принять в сообщество {in_quotes(community.name)}",
        url=f"{_url(community)}manage/people/",
        power=Power.MANAGE_MEMBERS,
        scope=queries.scope_of_community(Power.MANAGE_MEMBERS, community, at=at),
        about_id=event.person_id,
        actor=_actor(event),
        at=at,
    )


@on(communities.MemberInvited)
def invitation_waits(event: communities.MemberInvited) -> None:
    """An invited person owes an answer; his own request, if he had asked, is answered by it."""
    subject, community = _membership(event), _community(event.community_id)
    if subject is None or community is None:
        return
    at = now()
    actions.close_duties(
        subject=subject,
        kind=DutyKind.REQUEST,
        outcome=Outcome.DONE,
        actor=_actor(event),
        at=at,
    )
    actions.open_duty(
        kind=DutyKind.INVITATION,
        district_id=community.district_id,
        subject=subject,
        title=f"Вас приглашают в сообщество {in_quotes(community.name)}",
        url=_url(community),
        owner_id=event.person_id,
        actor=_actor(event),
        at=at,
    )


def _end_membership(event: communities.MembershipFact, outcome: Outcome) -> None:
    subject = _membership(event)
    if subject is not None:
        actions.close_duties(subject=subject, outcome=outcome, actor=_actor(event), at=now())


@on(communities.MemberJoined)
def joined(event: communities.MemberJoined) -> None:
    """He is in: nothing is owed about his request or invitation."""
    _end_membership(event, Outcome.DONE)


def said_no(event: communities.MembershipFact) -> None:
    """The answer was no."""
    _end_membership(event, Outcome.REFUSED)


for refusal in (communities.MembershipRefused, communities.InvitationDeclined):
    on(refusal)(said_no)


def went_away(event: communities.MembershipFact) -> None:
    """He has left, and with him his roles there."""
    _end_membership(event, Outcome.GONE)
    actions.rehome(scope=("community", event.community_id), actor=_actor(event), at=now())


for departure in (communities.MemberLeft, communities.MemberRemoved):
    on(departure)(went_away)


@on(communities.RoleEnded)
def role_ended(event: communities.RoleEnded) -> None:
    """What only he could do goes to others who can."""
    kind = "community" if event.scope_kind == ScopeKind.COMMUNITY else "district"
    actions.rehome(scope=(kind, event.scope_id), actor=_actor(event), at=now())


@on(communities.CommunityMerged)
def community_merged(event: communities.CommunityMerged) -> None:
    """What was owed in a community is owed in the one that it became part of."""
    actions.move_scope(
        scope=("community", event.community_id), to=("community", event.into_id),
        actor=_actor(event), at=now(),
    )  # fmt: skip


@on(communities.CommunityArchived)
@on(communities.CommunityClosed)
def community_closed(event: communities.CommunityFact) -> None:
    """Nothing is owed in a community that has ended."""
    actions.close_scope(scope=("community", event.community_id), actor=_actor(event), at=now())


def _end_question(event: Event, publication_id: int, outcome: Outcome) -> None:
    actions.close_duties(
        subject=("publication", publication_id),
        kind=DutyKind.UNANSWERED,
        outcome=outcome,
        actor=_actor(event),
        at=now(),
    )


@on(publications.CommentAdded)
def answered(event: publications.CommentAdded) -> None:
    """Somebody answered the question (its author's own words are no answer)."""
    if queries.is_question_open(event.publication_id) and queries.is_answered(event.publication_id):
        _end_question(event, event.publication_id, Outcome.DONE)


@on(publications.SolutionChosen)
def solved(event: publications.SolutionChosen) -> None:
    """The author says that it is solved."""
    _end_question(event, event.publication_id, Outcome.DONE)


def question_gone(event: publications.PublicationFact) -> None:
    """Nobody can answer any more."""
    _end_question(event, event.publication_id, Outcome.GONE)


for silence in (
    publications.PublicationClosed,
    publications.PublicationHidden,
    publications.PublicationRemoved,
):
    on(silence)(question_gone)


@on(publications.CoauthorInvited)
def coauthor_invited(event: publications.CoauthorInvited) -> None:
    """An invited colleague owes an answer (BB-5.1.4)."""
    found = one_or_none(Publication.objects.filter(pk=event.publication_id))
    if found is None:
        return
    actions.open_duty(
        kind=DutyKind.COAUTHOR,
        district_id=found.district_id,
        subject=("coauthor", event.coauthor_id),
        title=f"Вас приглашают в соавторы: {in_quotes(found.title or 'черновик')}",
        url=f"/p/{found.pid}/coauthors/",
        owner_id=event.person_id,
        actor=_actor(event),
        at=now(),
    )


def coauthor_answered(event: publications.CoauthorFact) -> None:
    """He agreed or declined, or the author took it back."""
    is_agreed = isinstance(event, publications.CoauthorAgreed)
    actions.close_duties(
        subject=("coauthor", event.coauthor_id),
        outcome=Outcome.DONE if is_agreed else Outcome.GONE,
        actor=_actor(event),
        at=now(),
    )


for outcome_of_invitation in (publications.CoauthorAgreed, publications.CoauthorEnded):
    on(outcome_of_invitation)(coauthor_answered)


@on(accounts.DataRequested)
def erasure_waits(event: accounts.DataRequested) -> None:
    """Somebody asks to be erased: those who keep people's data in his districts owe it by the law's day."""
    asked = DataRequest.objects.get(pk=event.request_id)
    admissions = Admission.objects.filter(person=event.person_id).select_related("district")
    for admission in admissions.order_by("pk"):
        place = admission.district
        actions.open_duty(
            kind=DutyKind.ERASURE,
            district_id=place.pk,
            subject=("data_request", asked.pk),
            title="{person} просит удалить аккаунт",
            url=f"/{place.slug}/staff/data-requests/{asked.pid}/",
            power=Power.MANAGE_PEOPLE,
            scope=("district", place.pk),
            about_id=event.person_id,
            due_at=end_of_day(asked.due_on, place),
            clause="152-ФЗ, статья 21",
            actor=_actor(event),
            at=now(),
        )


@on(accounts.DataRequestClosed)
def erasure_ends(event: accounts.DataRequestClosed) -> None:
    """Erased, or the person has thought better of it."""
    actions.close_duties(
        subject=("data_request", event.request_id),
        outcome=Outcome.GONE if event.is_withdrawn else Outcome.DONE,
        actor=_actor(event),
        at=now(),
    )


def end_of_day(day: date, place: District) -> datetime:
    """The last minute of a day by the district's clock."""
    return datetime.combine(day, time(23, 59), ZoneInfo(place.time_zone))
