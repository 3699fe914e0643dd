"""What is owed about an agreement, by whom and by when."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from staffroom.core.viewer import Viewer
from staffroom.features.sharing import events, registry
from staffroom.features.sharing.models import Agreement, Side
from staffroom.shared.accounts.registry import Power
from staffroom.shared.duties import actions as duties
from staffroom.shared.duties.registry import Outcome
from staffroom.shared.organizations.queries.organizations import speakers
from staffroom.shared.regulations.queries.rules import values
from staffroom.ui.words import in_quotes


def address(agreement: Agreement) -> str:
    """The page of an agreement that was loaded with its district."""
    return reverse("sharing:agreement", args=[agreement.district.slug, agreement.pid])


def sides_of(agreement: Agreement) -> list[Side]:
    """The sides in the order in which they were named, each with its organisation and people."""
    rows = agreement.sides.select_related("organization", "responsible", "agreed_by").order_by("pk")
    found = list(rows)
    for one in found:
        one.agreement = agreement
    return found


def consent(side: Side, actor: Viewer, at: datetime) -> None:
    """A side owes its yes, or what to change; keepers of papers note that of one whom nobody speaks for."""
    agreement = side.agreement
    speaker = speakers([side.organization]).get(side.organization_id)
    title = f"Согласуйте договор: {in_quotes(agreement.subject)}"
    if speaker is None:
        title = f"{side.organization.short_name}: внесите подписанный договор {in_quotes(agreement.subject)}"
    _owe(
        agreement,
        registry.CONSENT,
        (registry.SIDE, side.pk),
        title,
        speaker,
        actor,
        at,
        agreement.due_at,
    )


def paper(agreement: Agreement, actor: Viewer, at: datetime) -> None:
    """Keepers of papers owe the registration."""
    title = f"Зарегистрируйте договор: {in_quotes(agreement.subject)}"
    _owe(
        agreement, registry.PAPER, (registry.AGREEMENT, agreement.pk), title, None, actor, at, None
    )


def term(side: Side, kind: str, title: str, due_at: datetime, actor: Viewer, at: datetime) -> bool:
    """A side owes a decision or a sum by a day; True when it was said now."""
    speaker = speakers([side.organization]).get(side.organization_id)
    who = side.responsible
    owner = who.pk if who and who.is_active else speaker
    if owner is None:
        title = f"{side.organization.short_name}. {title}"
    return _owe(side.agreement, kind, (registry.SIDE, side.pk), title, owner, actor, at, due_at)


def _owe(
    agreement: Agreement,
    kind: str,
    subject: tuple[str, int],
    title: str,
    owner_id: int | None,
    actor: Viewer,
    at: datetime,
    due_at: datetime | None,
) -> bool:
    nobody: dict[str, Any] = {
        "power": Power.KEEP_DOCUMENTS, "scope": ("district", agreement.district_id)
    }  # fmt: skip
    made = duties.open_duty(
        kind=kind, district_id=agreement.district_id, subject=subject,
        title=title.replace("{", "(").replace("}", ")"), url=address(agreement), actor=actor, at=at,
        due_at=due_at, rules_id=agreement.rules_id,
        clause=values(agreement.rules_id).source("documents.agreements").clause[:80],
        **({"owner_id": owner_id} if owner_id else nobody),
    )  # fmt: skip
    return made is not None


def nothing(side: Side, outcome: Outcome, actor: Viewer, at: datetime, kind: str = "") -> None:
    """A side owes nothing (of one kind, or at all)."""
    duties.close_duties(
        subject=(registry.SIDE, side.pk), kind=kind, outcome=outcome, actor=actor, at=at
    )


def nothing_at_all(agreement: Agreement, outcome: Outcome, actor: Viewer, at: datetime) -> None:
    """Nobody owes anything about an agreement."""
    duties.close_duties(
        subject=(registry.AGREEMENT, agreement.pk), outcome=outcome, actor=actor, at=at
    )
    for one in sides_of(agreement):
        nothing(one, outcome, actor, at)


def fact(
    kind: type[events.AgreementFact], agreement: Agreement, actor: Viewer, **more: Any
) -> events.AgreementFact:
    """The event of an agreement."""
    return kind(
        district_id=agreement.district_id, actor_id=actor.person_id, agreement_id=agreement.pk, **more
    )  # fmt: skip
