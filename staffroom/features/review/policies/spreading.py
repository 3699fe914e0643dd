"""Who plans the spreading of an approved work, who answers for its steps, who reads of it (BT-1.3.5.b)."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.review.models import (
    Conclusion,
    Outcome,
    ReviewRequest,
    Spreading,
    SpreadingStep,
    StepAnswer,
)
from staffroom.features.review.policies.requests import is_author, organises, visible_requests
from staffroom.shared.accounts.registry import Power
from staffroom.shared.publications.models import PublicationStatus
from staffroom.shared.publications.policies import visible_publications


def keeps(viewer: Viewer, request: ReviewRequest) -> bool:
    """True for the authors of a work, for who organised its review and who leads the district's communities."""
    leads = viewer.has(Power.MANAGE_COMMUNITIES, ("district", request.district_id))
    return is_author(viewer, request) or organises(viewer, request) or leads


def approved(viewer: Viewer) -> QuerySet[Conclusion]:
    """Conclusions that approve published works this viewer may read, and whose mark he may know of."""
    readable = visible_publications(viewer).filter(status=PublicationStatus.PUBLISHED)
    own = visible_requests(viewer).filter(pk=OuterRef("request"))
    rows = Conclusion.objects.filter(outcome=Outcome.ACCEPT, request__publication__in=readable)
    return rows.filter(Q(is_shown=True) | Exists(own))


def may_begin(viewer: Viewer, conclusion: Conclusion) -> Verdict:
    """Make the plan of a work that was approved: its authors and staff, once."""
    if not keeps(viewer, conclusion.request):
        return HIDE
    if conclusion.outcome != Outcome.ACCEPT:
        return deny("План диссеминации составляют для работы, которую эксперты рекомендовали.")
    if Spreading.objects.filter(conclusion=conclusion).exists():
        return deny("План уже есть.")
    return ALLOW


def may_keep(viewer: Viewer, spreading: Spreading) -> Verdict:
    """Write steps, drop them, take them back: the authors and staff."""
    if keeps(viewer, spreading.conclusion.request):
        return ALLOW
    return deny("План ведут автор работы и те, кто организует экспертизу.")


def may_change(viewer: Viewer, step: SpreadingStep) -> Verdict:
    """Write a step anew while it is ahead."""
    if not (may := may_keep(viewer, step.spreading)):
        return may
    return ALLOW if step.is_ahead else deny("Шаг уже отмечен: верните его в план, чтобы изменить.")


def may_answer(viewer: Viewer, step: SpreadingStep) -> Verdict:
    """Say whether one takes the step: the person named, nobody for him."""
    if step.responsible_id is None or viewer.person_id != step.responsible_id:
        return deny("Отвечает тот, кому предложили.")
    if step.answer != StepAnswer.ASKED or not step.is_ahead:
        return deny("На это предложение уже ответили.")
    return ALLOW


def may_mark(viewer: Viewer, step: SpreadingStep) -> Verdict:
    """Record what became of a step: who agreed to answer for it, and who keeps the plan."""
    is_his = viewer.person_id is not None and viewer.person_id == step.responsible_id
    if not (is_his and step.answer == StepAnswer.ACCEPTED) and not may_keep(viewer, step.spreading):
        return deny("Отмечает тот, кто отвечает за шаг.")
    return ALLOW if step.is_ahead else deny("Шаг уже отмечен.")


def may_reopen(viewer: Viewer, step: SpreadingStep) -> Verdict:
    """Take a marked step back into the plan: it was marked by mistake."""
    if not (may := may_keep(viewer, step.spreading)):
        return may
    return ALLOW if not step.is_ahead else deny("Шаг и так в плане.")
