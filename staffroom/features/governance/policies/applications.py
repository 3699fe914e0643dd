"""Who sees an application and what each side may do with it."""

from django.db.models import Q, QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.governance.models import (
    Application,
    ApplicationState,
    Founder,
    FounderAnswer,
    InitiatorKind,
    Question,
    Way,
)
from staffroom.features.governance.policies.demands import what_lacks
from staffroom.features.governance.policies.initiating import manages
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Membership, MembershipState

State = ApplicationState
CALLED = (FounderAnswer.ASKED, FounderAnswer.AGREED)


def deciding_districts(viewer: Viewer) -> list[int]:
    """Keys of the districts where the viewer decides applications or keeps their papers."""
    return [
        key
        for (scope, key), bits in viewer.powers.items()
        if scope == "district" and bits & (Power.MANAGE_COMMUNITIES | Power.KEEP_DOCUMENTS)
    ]


def visible_applications(viewer: Viewer) -> QuerySet[Application]:
    """One's own, those one was called to, and all that were submitted where one decides."""
    if viewer.is_system:
        return Application.objects.all()
    if viewer.person_id is None:
        return Application.objects.none()
    here = deciding_districts(viewer)
    called = Founder.objects.filter(person=viewer.person_id, consent__in=CALLED)
    own = Q(author=viewer.person_id) | Q(pk__in=called.values("application"))
    others = Q(district__in=here) & (~Q(state=State.DRAFT) & ~Q(submitted_at=None))
    return Application.objects.filter(own | others)


def may_see(viewer: Viewer, application: Application) -> bool:
    """The face of `visible_applications` for one."""
    return visible_applications(viewer).filter(pk=application.pk).exists()


def is_author(viewer: Viewer, application: Application) -> bool:
    """True for the person who began it."""
    return viewer.person_id is not None and viewer.person_id == application.author_id


def may_change(actor: Viewer, application: Application) -> Verdict:
    """Change, call colleagues, throw away: its author, while it is a draft."""
    if not is_author(actor, application):
        return (
            deny("Менять заявление может тот, кто его начал.")
            if may_see(actor, application)
            else HIDE
        )
    if application.state != State.DRAFT:
        return deny("Поданное заявление не меняют: отзовите его и подайте новое.")
    return ALLOW


def may_submit(actor: Viewer, application: Application) -> Verdict:
    """Submit: its author, when nothing lacks; the verdict says what does (BT-1.3b.2)."""
    verdict = may_change(actor, application)
    lack = what_lacks(application) if verdict else ""
    return deny(lack) if lack else verdict


def may_answer_call(actor: Viewer, founder: Founder) -> Verdict:
    """Agree or decline: the person called, while it is a draft."""
    if actor.person_id is None or actor.person_id != founder.person_id:
        return HIDE
    if founder.application.state != State.DRAFT or founder.consent == FounderAnswer.DECLINED:
        return deny("Ответить уже нельзя: заявление подано или отозвано.")
    return ALLOW


def may_withdraw(actor: Viewer, application: Application) -> Verdict:
    """Take back what is being considered: its author."""
    if not is_author(actor, application):
        told = deny("Отозвать заявление может тот, кто его подал.")
        return told if may_see(actor, application) else HIDE
    if application.state != State.SUBMITTED:
        return deny("Отозвать можно только заявление на рассмотрении.")
    return ALLOW


def is_own(actor: Viewer, application: Application) -> bool:
    """True when the actor files it himself, leads it, or stands behind its initiator."""
    key = actor.person_id
    if key is None:
        return False
    if key in {application.author_id, application.leader_id}:
        return True
    if Founder.objects.filter(application=application, person=key, consent__in=CALLED).exists():
        return True
    place = application.from_organization
    if application.initiator_kind == InitiatorKind.ORGANIZATION and place is not None:
        return bool(place.representative_id == key)
    group = application.from_community_id
    return (
        group is not None
        and Membership.objects.filter(
            community=group, person=key, state=MembershipState.ACTIVE
        ).exists()
    )


def may_consider(actor: Viewer, application: Application) -> Verdict:
    """Decide or ask: those who manage communities of the district, never on their own (no own act)."""
    if not manages(actor, application.district_id):
        return (
            deny("Решение принимает управление образования.")
            if may_see(actor, application)
            else HIDE
        )
    if not may_see(actor, application):
        return HIDE
    if application.way != Way.APPLICATION or application.state != State.SUBMITTED:
        return deny("Заявление не ждёт решения.")
    if is_own(actor, application):
        return deny("Своё заявление не решают: его рассмотрит другой сотрудник.")
    return ALLOW


def may_reply(actor: Viewer, question: Question) -> Verdict:
    """Answer a question: who filed the application."""
    if not is_author(actor, question.application):
        return HIDE
    return ALLOW if question.answered_at is None else deny("На этот вопрос уже ответили.")


def may_prepare_order(actor: Viewer, application: Application) -> Verdict:
    """Prepare the order again, when its draft was thrown away."""
    if not manages(actor, application.district_id) or not may_see(actor, application):
        return HIDE
    if application.state != State.SUPPORTED:
        return deny("Приказ готовят, когда заявление поддержано.")
    return deny("Проект приказа уже подготовлен.") if application.order_id is not None else ALLOW
