"""Who writes drafts, who speaks of them, who approves: never alone one's own text."""

from datetime import datetime

from django.db.models import Q, QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.drafting.models import OPEN, Asked, Draft, DraftState, Edition, Remark
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.communities.registry import district_ids
from staffroom.shared.documents.policies import may_keep
from staffroom.shared.organizations.models import District, Organization
from staffroom.shared.organizations.policies import answered_by

State = DraftState
OFF = (
    "Правила района не просят обсуждать проекты документов. "
    "Это включают в правилах: «Обсуждают ли проекты документов»."
)


def visible_drafts(viewer: Viewer) -> QuerySet[Draft]:
    """What was put to discussion, for the whole network; all of it where one keeps papers."""
    if viewer.is_system:
        return Draft.objects.all()
    kept = [
        key
        for (kind, key), bits in viewer.powers.items()
        if kind == "district" and bits & Power.KEEP_DOCUMENTS
    ]
    known = Q(district__in=district_ids(viewer.tokens)) & ~Q(opened_at=None)
    return Draft.objects.filter(known | Q(district__in=kept))


def may_see(viewer: Viewer, draft: Draft) -> bool:
    """The face of `visible_drafts` for one; no query."""
    if viewer.is_system or viewer.has(Power.KEEP_DOCUMENTS, ("district", draft.district_id)):
        return True
    is_here = viewer.person_id is not None and draft.district_id in district_ids(viewer.tokens)
    return is_here and draft.opened_at is not None


def may_see_list(viewer: Viewer, district: District) -> Verdict:
    """The list of drafts: the network of the district."""
    is_here = viewer.is_system or district.pk in district_ids(viewer.tokens)
    return ALLOW if is_here or may_keep(viewer, district.pk) else HIDE


def may_begin(actor: Viewer, district: District) -> Verdict:
    """Begin a draft: whoever keeps papers, where the regulation asks (`documents.drafting`)."""
    if not may_keep(actor, district.pk):
        return HIDE
    return ALLOW if rules_of(district).flag("documents.drafting") else deny(OFF)


def _keeps(actor: Viewer, draft: Draft, *states: State) -> Verdict:
    if not may_keep(actor, draft.district_id):
        seen = may_see(actor, draft)
        return deny("Проект ведут те, кто ведёт документы.") if seen else HIDE
    if draft.state not in states:
        return deny(f"Сейчас нельзя: проект «{draft.get_state_display().lower()}».")
    return ALLOW


def may_write(actor: Viewer, draft: Draft) -> Verdict:
    """Write another edition: while it is written, discussed or revised."""
    return _keeps(actor, draft, State.WRITING, State.REVISED)


def may_open(actor: Viewer, draft: Draft) -> Verdict:
    """Put it to discussion, once more after a revision too."""
    return _keeps(actor, draft, State.WRITING, State.REVISED)


def may_close(actor: Viewer, draft: Draft, *, at: datetime) -> Verdict:
    """End the discussion: not before its day, unless everybody asked has answered."""
    verdict = _keeps(actor, draft, State.DISCUSSED)
    is_early = draft.until_at is not None and at <= draft.until_at
    if verdict and is_early and Asked.objects.filter(draft=draft, answered_at=None).exists():
        return deny("Срок замечаний ещё не прошёл, и ответили не все.")
    return verdict


def speaks_for(actor: Viewer, district_id: int) -> tuple[list[Organization], list[Community]]:
    """In whose name the actor may speak besides his own: organisations he answers for, groups he runs."""
    places = answered_by(actor).filter(district=district_id).order_by("sort_key", "pk")
    keys = [
        key
        for (kind, key), bits in actor.powers.items()
        if kind == "community" and bits & Power.MANAGE_MEMBERS
    ]
    rows = Community.objects.filter(pk__in=keys, district=district_id) if keys else None
    return list(places), list(rows.order_by("sort_key", "pk")) if rows is not None else []


def may_speak(actor: Viewer, draft: Draft, *, at: datetime) -> Verdict:
    """Say something of it: the network of the district, until the day."""
    if actor.person_id is None or not may_see(actor, draft):
        return HIDE
    if draft.state != State.DISCUSSED or draft.until_at is None:
        return deny("Проект сейчас не обсуждают.")
    return ALLOW if at <= draft.until_at else deny("Срок замечаний прошёл.")


def may_answer(actor: Viewer, remark: Remark) -> Verdict:
    """Say what became of a remark: whoever keeps papers, never of his own."""
    verdict = _keeps(actor, remark.draft, State.DISCUSSED, State.REVISED)
    if not verdict:
        return verdict
    if not remark.has_words or remark.answered_at is not None:
        return deny("Ответ здесь не нужен.")
    if actor.person_id == remark.person_id:
        return deny("На своё замечание отвечает другой сотрудник.")
    return ALLOW


def unanswered(draft: Draft) -> QuerySet[Remark]:
    """Remarks nobody has answered."""
    return Remark.objects.filter(draft=draft, answered_at=None).exclude(text="")


def may_submit(actor: Viewer, draft: Draft) -> Verdict:
    """Ask for approval: after a discussion, when every remark has its answer."""
    verdict = _keeps(actor, draft, State.REVISED)
    if verdict and draft.closed_at is None:
        return deny("Сначала проект обсуждают.")
    if verdict and unanswered(draft).exists():
        return deny("Сначала ответьте на каждое замечание.")
    return verdict


def may_decide(actor: Viewer, draft: Draft, *, leads: frozenset[int]) -> Verdict:
    """Approve or return: whoever leads the district, never an author of the text.

    Args:
        actor: who asks.
        draft: one that waits.
        leads: keys of those who may approve (`queries.approvers`).
    """
    if actor.person_id not in leads:
        seen = may_see(actor, draft)
        return deny("Проект утверждает тот, кто возглавляет работу района.") if seen else HIDE
    if draft.state != State.APPROVAL:
        return deny("Проект не ждёт утверждения.")
    if Edition.objects.filter(draft=draft, made_by=actor.person_id).exists():
        return deny("Свой текст не утверждают: это сделает другой сотрудник.")
    return ALLOW


def may_take_back(actor: Viewer, draft: Draft) -> Verdict:
    """Take an approved text back to be revised, while its paper is not registered."""
    return _keeps(actor, draft, State.APPROVED)


def may_drop(actor: Viewer, draft: Draft) -> Verdict:
    """Give the draft up, with a reason."""
    return _keeps(actor, draft, *OPEN)
