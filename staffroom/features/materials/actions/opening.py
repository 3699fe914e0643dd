"""The preparation of a material for wider readers: asked, edited, agreed to, opened or refused (PD-4.8.3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.richtext import RichText
from staffroom.core.viewer import Viewer
from staffroom.features.materials import events
from staffroom.features.materials.actions.applying import put_edit
from staffroom.features.materials.models import (
    UNDER_WAY,
    Material,
    Opening,
    OpeningAct,
    OpeningState,
    OpeningStep,
)
from staffroom.features.materials.policies import opening as policies
from staffroom.features.materials.policies.cards import require_ready
from staffroom.features.materials.registry import CHECKS, OPENING, OPENING_ANSWER
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.duties import actions as duties
from staffroom.shared.duties.queries import holders, scope_of_community, term_by
from staffroom.shared.duties.registry import Outcome
from staffroom.shared.publications.actions.widening import narrow, open_to
from staffroom.shared.publications.models import Publication
from staffroom.shared.publications.policies import OPEN_TO_ALL

State, Act = OpeningState, OpeningAct
CHANGED = "Материал изменился, пока вы решали: посмотрите его ещё раз."


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A moderator's text of a material."""

    title: str
    text: RichText


@transaction.atomic
def ask(*, material: Material, wanted: str, words: str, actor: Viewer, at: datetime) -> Opening:
    """«Попросить открыть шире»: the author asks a moderator, who has a duty with a term.

    Raises:
        DomainError: it is being prepared already; nobody may be shown it so.
    """
    require(policies.may_ask(actor, material.publication))
    made = _begin(material, wanted, State.ASKED, actor, at)
    _step(made, Act.ASKED, words, actor, at)
    _owe(made, actor, at)
    _tell(events.OpeningAsked, made, actor)
    return made


@transaction.atomic
def propose(
    *, material: Material, words: str, edit: Edit, actor: Viewer, at: datetime, wanted: str = ""
) -> Opening:
    """A moderator offers his edit, or asks the author to mend it himself; he may begin the preparation too.

    Args:
        material: with its publication.
        words: the remark; asked for where the text stays as it is.
        edit: title and text as the moderator would have them.
        actor: a moderator who has not written it.
        at: now.
        wanted: for whom, where he begins the preparation.

    Raises:
        DomainError: nothing was changed and nothing said.
    """
    shown = material.publication
    require(policies.may_propose(actor, shown))
    is_changed = (edit.title.strip(), edit.text.html) != (shown.title, shown.html)
    going = policies.under_way(shown)
    if not words.strip() and not is_changed and going is not None:
        raise DomainError("Исправьте текст или напишите автору, что поправить.", field="words")
    if going is None:
        made = _begin(material, wanted, State.OFFERED, actor, at)
        act = Act.EDITED if is_changed else Act.BEGUN
    else:
        made = _move(going, State.OFFERED)
        act = Act.EDITED if is_changed else Act.REMARKED
    text = {"title": edit.title.strip(), "html": edit.text.html, "plain": edit.text.plain}
    _step(made, act, words, actor, at, **(text if is_changed else {}))
    _owe(made, actor, at)
    _tell(events.OpeningOffered, made, actor)
    return made


@transaction.atomic
def agree(*, opening: Opening, actor: Viewer, at: datetime) -> None:
    """The author takes the moderator's edit: it becomes the next version and is opened.

    Raises:
        DomainError: a remark without an edit is answered in words; the material is not what the moderator saw.
    """
    material, shown = opening.material, opening.material.publication
    require(policies.may_answer(actor, opening, shown))
    offered = opening.steps.order_by("-pk").first()
    if offered is None or offered.act not in {Act.EDITED, Act.BEGUN}:
        raise DomainError("Модератор просит исправить: исправьте материал и ответьте ему.")
    if offered.print != policies.print_of(material, shown):
        raise DomainError(
            "Вы изменили материал после правки модератора: ответьте ему, он посмотрит ещё раз.",
            field="words",
        )
    _step(opening, Act.AGREED, "", actor, at)
    if offered.act == Act.EDITED:
        put_edit(material=material, step=offered, actor=actor, at=at)
    _open(opening, offered.person_id, actor, at)


@transaction.atomic
def answer(*, opening: Opening, words: str, actor: Viewer, at: datetime) -> None:
    """The author answers in words: it is the moderator's turn again."""
    require(policies.may_answer(actor, opening, opening.material.publication))
    if not words.strip():
        raise DomainError("Напишите, что вы исправили или почему не согласны.", field="words")
    _move(opening, State.ASKED)
    _step(opening, Act.ANSWERED, words, actor, at)
    _owe(opening, actor, at)
    _tell(events.OpeningAsked, opening, actor)


@transaction.atomic
def approve(
    *, opening: Opening, seen: str, checked: set[str], words: str, actor: Viewer, at: datetime
) -> None:
    """A moderator says yes to what he has seen: it is opened at once.

    Args:
        opening: what is decided.
        seen: the sum of the material on the page he decided by (`policies.print_of`).
        checked: codes of `registry.CHECKS` that he has ticked; all of them where children are shown.
        words: to the author; may be empty.
        actor: a moderator who has not written it.
        at: now.

    Raises:
        Stale: the material has changed since.
        DomainError: something was not checked; the card leaves something open.
    """
    material, shown = opening.material, opening.material.publication
    require(policies.may_decide(actor, opening, shown))
    if seen != policies.print_of(material, shown):
        raise Stale(CHANGED)
    if policies.is_guarded(material, shown) and not checked >= CHECKS.keys():
        raise DomainError("Отметьте всё, что вы проверили: без этого детей всем не показывают.")
    _step(opening, Act.OPENED, words, actor, at)
    _open(opening, actor.author_id, actor, at)


@transaction.atomic
def refuse(*, opening: Opening, words: str, actor: Viewer, at: datetime) -> None:
    """A moderator refuses with a reason that the author reads."""
    require(policies.may_decide(actor, opening, opening.material.publication))
    if not words.strip():
        raise DomainError("Напишите причину: её прочтёт автор.", field="words")
    _move(opening, State.REFUSED, decided_by_id=actor.author_id, decided_at=at)
    _step(opening, Act.REFUSED, words, actor, at)
    _nothing_owed(opening, Outcome.REFUSED, actor, at)
    _tell(events.OpeningRefused, opening, actor)


@transaction.atomic
def withdraw(*, opening: Opening, actor: Viewer, at: datetime) -> None:
    """The author asks no longer."""
    require(policies.may_withdraw(actor, opening, opening.material.publication))
    _move(opening, State.WITHDRAWN)
    _step(opening, Act.WITHDRAWN, "", actor, at)
    _nothing_owed(opening, Outcome.GONE, actor, at)
    _tell(events.OpeningWithdrawn, opening, actor)


@transaction.atomic
def take_back(*, material: Material, actor: Viewer, at: datetime) -> None:
    """Children are shown and the material is not what a moderator said yes to: members alone read it again."""
    shown = material.publication
    if shown.home_community_id is None or not policies.is_guarded(material, shown):
        return
    if policies.has_yes(material, shown):
        return
    given = Opening.objects.filter(
        material=material, state=State.OPENED, wanted__in=OPEN_TO_ALL
    ).select_related("material__publication")
    taken = list(given.order_by("pk"))
    for one in taken:
        _move(one, State.TAKEN_BACK)
        _step(one, Act.TAKEN_BACK, "", actor, at)
    if taken and shown.audience in OPEN_TO_ALL:
        narrow(shown)
        _tell(events.OpeningTakenBack, taken[-1], actor)


def _begin(material: Material, wanted: str, state: str, actor: Viewer, at: datetime) -> Opening:
    if wanted not in policies.wider(material.publication):
        raise DomainError("Выберите, кому открыть.", field="wanted")
    made = Opening(
        material=material, wanted=wanted, state=state, asked_by_id=actor.author_id, asked_at=at
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as clash:
        raise Stale("Материал уже готовят к открытию.") from clash
    return made


def _open(opening: Opening, judge_id: int, actor: Viewer, at: datetime) -> None:
    material, shown = opening.material, opening.material.publication
    _move(
        opening, State.OPENED, decided_by_id=judge_id, decided_at=at,
        print=policies.print_of(material, shown),
    )  # fmt: skip
    open_to(publication=shown, audience=opening.wanted, actor_id=actor.person_id)
    require_ready(shown)
    _nothing_owed(opening, Outcome.DONE, actor, at)
    _tell(events.MaterialOpened, opening, actor, audience=opening.wanted)


def _move(opening: Opening, to: str, **changes: Any) -> Opening:
    standing = Opening.objects.filter(pk=opening.pk, state=opening.state)
    if not standing.update(state=to, **changes):
        raise Stale("Пока вы решали, здесь уже ответили: обновите страницу.")
    opening.state = to
    return opening


def _step(
    opening: Opening, act: str, words: str, actor: Viewer, at: datetime, **text: str
) -> OpeningStep:
    shown = opening.material.publication
    was = {"was_title": shown.title, "was_plain": shown.plain} if text else {}
    return OpeningStep.objects.create(
        opening=opening, person_id=actor.author_id, act=act, at=at, words=words.strip()[:2000],
        print=policies.print_of(opening.material, shown), **text, **was,
    )  # fmt: skip


def _owe(opening: Opening, actor: Viewer, at: datetime) -> None:
    """Whose turn it is owes an answer; the other side owes nothing."""
    shown = opening.material.publication
    _nothing_owed(opening, Outcome.DONE, actor, at)
    owed: dict[str, Any] = {"owner_id": shown.author_id, "kind": OPENING_ANSWER}
    words = "Ответьте модератору: материал готовят к открытию"
    if opening.state == State.ASKED:
        owed = {
            "kind": OPENING, "power": Power.MODERATE, "scope": judges_of(shown, at),
            "about_id": shown.author_id,
        }  # fmt: skip
        words = "Посмотрите материал перед открытием"
    title = shown.title.replace("{", "(").replace("}", ")")
    rules = rules_of(shown.home_community or shown.district)
    term = term_by(rules, "materials.opening_days", at, shown.district)
    duties.open_duty(
        district_id=shown.district_id, subject=(OPENING, opening.pk), title=f"{words}: {title}",
        url=reverse("materials:opening", args=[shown.pid]), actor=actor, at=at,
        due_at=term.due_at, clause=term.clause, rules_id=term.rules_id, **owed,
    )  # fmt: skip


def judges_of(shown: Publication, at: datetime) -> tuple[str, int]:
    """Those who moderate the community; where nobody but the author does, those of the district."""
    home = shown.home_community
    if home is None:
        return "district", shown.district_id
    found = scope_of_community(Power.MODERATE, home, at=at)
    others = holders(Power.MODERATE, found, at=at).exclude(pk=shown.author_id)
    return found if others.exists() else ("district", shown.district_id)


def _nothing_owed(opening: Opening, outcome: Outcome, actor: Viewer, at: datetime) -> None:
    duties.close_duties(subject=(OPENING, opening.pk), outcome=outcome, actor=actor, at=at)


def _tell(fact: type[events.OpeningFact], opening: Opening, actor: Viewer, **more: Any) -> None:
    shown = opening.material.publication
    publish(
        fact(
            district_id=shown.district_id, actor_id=actor.person_id, publication_id=shown.pk,
            community_id=shown.home_community_id, opening_id=opening.pk, **more,
        )
    )  # fmt: skip


@transaction.atomic
def end_openings(*, publication_id: int, actor: Viewer, at: datetime) -> None:
    """The material is taken back or hidden: nothing is prepared any more."""
    rows = Opening.objects.filter(material=publication_id, state__in=UNDER_WAY)
    for one in rows.select_related("material__publication").order_by("pk"):
        _move(one, State.WITHDRAWN)
        _nothing_owed(one, Outcome.GONE, actor, at)
        _tell(events.OpeningWithdrawn, one, actor)
