"""A staff list is brought, shown, and applied exactly as it was shown."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.actions.cards import register_person, set_codes
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations import policies
from staffroom.shared.organizations.actions.affiliations import affiliate, begin_work, day_in
from staffroom.shared.organizations.events import StaffImported, StaffListConfirmed
from staffroom.shared.organizations.models import District, ImportDraft, ImportState, Organization
from staffroom.shared.organizations.queries.columns import StaffList
from staffroom.shared.organizations.queries.plans import CHANGE, NEW, counts_of, plan_of

AT_ONCE = 100  # lines in one transaction of a request (half a second); longer lists are a job's
KEPT = timedelta(days=1)


class PlanChanged(Stale):
    """Between the showing and the pressing, people or organisations changed."""

    def __init__(self) -> None:
        super().__init__(
            "Пока вы смотрели список, на сайте что-то изменилось. Мы проверили его заново:"
            " посмотрите ещё раз и подтвердите."
        )


@transaction.atomic
def bring_list(
    *, district: District, staff: StaffList, name: str, actor: Viewer, at: datetime
) -> ImportDraft:
    """Keep a list with what it would do; nobody is added or changed."""
    require(policies.may_import(actor, district.pk))
    return ImportDraft.objects.create(
        district=district,
        owner_id=actor.author_id,
        name=name[:120],
        lines=staff.lines,
        plan=plan_of(district, staff.lines),
        ignored=staff.ignored,
        made_at=at,
    )


def confirm(*, draft: ImportDraft, actor: Viewer, at: datetime) -> ImportDraft:
    """Apply what was shown, at once or, a long list, by a job.

    Raises:
        PlanChanged: it would do something else now; the new plan is kept to be shown.
        DomainError: there is nothing to apply.
    """
    require(policies.may_apply(actor, draft))
    fresh = plan_of(draft.district, draft.lines)
    if fresh != draft.plan:
        ImportDraft.objects.filter(pk=draft.pk, state=ImportState.SHOWN).update(plan=fresh)
        raise PlanChanged
    counts = counts_of(fresh)
    if not counts[NEW] + counts[CHANGE]:
        raise DomainError("В списке нечего загружать: новых и изменённых строк нет.")
    with transaction.atomic():
        taken = ImportDraft.objects.filter(pk=draft.pk, state=ImportState.SHOWN)
        if not taken.update(state=ImportState.RUNNING):
            raise Stale("Этот список уже загружен.")
        draft.state = ImportState.RUNNING
        is_long = len(fresh) > AT_ONCE
        publish(
            StaffListConfirmed(
                district_id=draft.district_id,
                actor_id=actor.person_id,
                import_id=draft.pk,
                is_long=is_long,
            )
        )
        if not is_long:
            apply_lines(draft=draft, most=len(fresh), actor=actor, at=at)
    return draft


@transaction.atomic
def apply_lines(*, draft: ImportDraft, most: int, actor: Viewer, at: datetime) -> bool:
    """Apply the next lines of a running import; True when it is done.

    A line that cannot be applied any more (the address was taken meanwhile) is told with its reason
    and stops nobody else.
    """
    draft = ImportDraft.objects.select_for_update().defer("lines").get(pk=draft.pk)
    if draft.state != ImportState.RUNNING:
        return True
    part = draft.plan[draft.done_n : draft.done_n + most]
    places = {
        one.pk: one
        for one in Organization.objects.filter(pk__in={row["organization"] for row in part})
    }
    for row in part:
        if row["kind"] in {NEW, CHANGE}:
            try:
                with transaction.atomic():
                    _apply(row, places[row["organization"]], actor=actor, at=at)
            except DomainError as refusal:
                draft.failed.append([row["n"], refusal.message])
    draft.done_n += len(part)
    if draft.done_n >= len(draft.plan):
        draft.state = ImportState.DONE
        _tell(draft, actor)
    draft.save(update_fields=["done_n", "failed", "state"])
    return draft.state == ImportState.DONE


def _apply(row: Mapping[str, Any], place: Organization, *, actor: Viewer, at: datetime) -> None:
    from_on = date.fromisoformat(row["from_on"]) if row["from_on"] else None
    if row["kind"] == NEW:
        person = register_person(
            email=row["email"], at=at, subjects=row["subjects"], is_confirmed=False,
            position=row["position"], workplace=place.short_name, **row["parts"],
        )  # fmt: skip
        begin_work(
            person=person, organization=place, position=row["position"], is_confirmed=True,
            from_on=from_on or day_in(place.district, at), actor=actor, is_imported=True,
        )  # fmt: skip
        return
    person = Person.objects.get(pk=row["person"])
    taught = set(person.subjects.values_list("code", flat=True))
    held = set(person.functions.values_list("code", flat=True))
    set_codes(person, subjects=taught | set(row["subjects"]), functions=held)
    affiliate(
        person=person, organization=place, position=row["position"], is_confirmed=True, at=at,
        from_on=from_on, actor=actor, is_imported=True,
    )  # fmt: skip


def _tell(draft: ImportDraft, actor: Viewer) -> None:
    counts = counts_of(draft.plan)
    failed = {number for number, _ in draft.failed}
    done = [row["kind"] for row in draft.plan if row["n"] not in failed]
    publish(
        StaffImported(
            district_id=draft.district_id,
            actor_id=actor.person_id,
            import_id=draft.pk,
            added=done.count(NEW),
            changed=done.count(CHANGE),
            failed=len(failed) + counts["error"],
        )
    )


@transaction.atomic
def discard(*, draft: ImportDraft, actor: Viewer, at: datetime) -> None:
    """Forget a list that was shown; nothing of it was applied."""
    require(policies.may_apply(actor, draft))
    ImportDraft.objects.filter(pk=draft.pk, state=ImportState.SHOWN).delete()


def drop_old(*, at: datetime) -> int:
    """Forget lists after a day: what they brought stands in people's own cards."""
    old = ImportDraft.objects.filter(made_at__lt=at - KEPT).exclude(state=ImportState.RUNNING)
    dropped, _ = old.delete()
    return dropped
