"""A community becomes part of another: its composition and appointments are found there."""

from datetime import UTC, datetime

import time_machine

from staffroom.core.clock import now
from staffroom.core.jobs import run_once
from staffroom.features.rosters.jobs import keep_appointments
from staffroom.features.rosters.models import Appointment, Entry
from staffroom.shared.communities.models import Community, RoleGrant
from staffroom.shared.documents.models import Document
from staffroom.shared.duties.models import Duty
from tests.factories import world as made
from tests.features.rosters.conftest import Group, agreed, as_, asked, registered
from tests.shared.accounts.pages import text_of


def appointed(group: Group, role: str = "moderator", **more: str) -> Document:
    """Дмитрий has Елена appointed in the group, for a time; the draft."""
    top = f"/{group.cast.district.slug}/appointments/new/?community={group.community.pid}"
    form = {"person": "Елена Круглова", "role": role, **more}
    answer = as_(group.cast.dmitry).post(top, form)
    assert answer.status_code == 302, text_of(answer)
    return Document.objects.get(origin="rosters.appointment", state="draft")


def merged(group: Group, target: Community) -> None:
    """Дмитрий merges the group into the target; Елена registers the order."""
    dmitry = as_(group.cast.dmitry)
    url = dmitry.post(f"{group.top}reshape/new/merge/", {"target": target.pid})["Location"]
    assert dmitry.post(url, {"basis": "решение центра от 14 сентября"}).status_code == 302
    for order in Document.objects.filter(origin="lifecycle.reshaping", state="draft"):
        page = f"/{group.cast.district.slug}/documents/{order.pid}/issue/"
        assert as_(group.cast.dmitry).post(page, {"dated_on": "2026-09-14"}).status_code == 302
    run_once(at=now())
    group.community.refresh_from_db()
    assert group.community.merged_into == target


def test_compositions_and_appointments_go_on_in_the_other_community(
    group: Group, frozen: time_machine.Traveller
) -> None:
    cast = group.cast
    asked(group, cast.anna)
    agreed(group, cast.anna)
    as_(group.galina).post(f"{group.here}prepare/")
    order = registered(group, cast.elena)
    asked(group, cast.boris, cast.vera)
    agreed(group, cast.boris)  # a draft makes itself; Вера has not answered
    issue = appointed(group, ends_on="2026-09-20")
    as_(cast.dmitry).post(
        f"/{cast.district.slug}/documents/{issue.pid}/issue/", {"dated_on": "2026-09-14"}
    )
    assert Appointment.objects.get().state == "holds"
    target = made.community(
        cast.district, "Музейная педагогика", kind="task", base_organization=cast.department
    )

    merged(group, target)

    there = f"/{cast.district.slug}/c/{target.pid}-{target.slug}/"
    assert as_(cast.anna).get(group.here)["Location"] == f"{there}roster/"
    page = text_of(as_(cast.anna).get(f"{there}roster/"))
    assert order.name in page, "Анна stands by the order that named her"
    # a word for one community is none for another: both are asked anew, no draft names them
    assert set(Entry.objects.filter(community=target, state="asked").values_list("person", flat=True)) == {
        cast.boris.pk, cast.vera.pk,
    }  # fmt: skip
    assert not Document.objects.filter(origin="rosters.order", state="draft").exists()
    assert as_(cast.boris).get(f"{group.here}consent/")["Location"] == f"{there}roster/consent/"
    assert "Музейная педагогика" in text_of(as_(cast.boris).get(f"{there}roster/consent/"))
    owed = Duty.objects.filter(kind="rosters.consent", closed_at=None).values_list("url", flat=True)
    assert set(owed) == {f"{there}roster/consent/"}

    one = Appointment.objects.select_related("grant").get()
    assert (one.community, one.state) == (target, "holds")
    assert one.grant == RoleGrant.objects.get(person=cast.elena, scope_id=target.pk, to_at=None)
    frozen.move_to(datetime(2026, 9, 20, 21, 5, tzinfo=UTC))  # the last day is over there
    keep_appointments()
    one.refresh_from_db()
    assert one.state == "ended"
    assert not RoleGrant.objects.filter(person=cast.elena, scope_id=target.pk, to_at=None).exists()


def test_a_draft_of_an_appointment_names_the_other_community(group: Group) -> None:
    draft = appointed(group)
    target = made.community(
        group.cast.district, "Музейная педагогика", kind="task",
        base_organization=group.cast.department,
    )  # fmt: skip
    merged(group, target)
    draft.refresh_from_db()
    assert draft.community == target
    assert "сообщества «Музейная педагогика»" in draft.text
    assert "Урок за стеной класса" not in draft.text
