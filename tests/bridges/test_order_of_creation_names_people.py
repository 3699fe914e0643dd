"""Петродворец: whoever the order of creation names stands in the composition by that order."""

from typing import Any

import pytest

from staffroom.features.governance.models import Application
from staffroom.shared.communities.models import Community
from staffroom.shared.documents.models import Document
from tests.features.governance.conftest import Browser, as_, cast_of
from tests.features.governance.test_application import joined
from tests.features.governance.test_ways import prepared, registered
from tests.features.rosters.test_roster import lines
from tests.shared.accounts.pages import text_of

__all__ = ["as_"]


@pytest.mark.clause("PD-4.4.a", "PD-4.4.c")
def test_founders_stand_by_the_order_of_creation_and_a_leaving_amends_it(
    db: Any, frozen: Any, as_: Browser
) -> None:
    cast = cast_of("petrodvorets", "methodical_centre")
    dmitry = as_(cast.dmitry)
    url = prepared(
        cast, as_, initiator="centre", kind="task", name="Урок в музее", goal="Учить вне школы",
        task="Составить 12 маршрутов", base_organization=cast.department.pk,
    )  # fmt: skip
    for one in (cast.elena, cast.anna, cast.boris):
        joined(url, as_, cast.dmitry, one)
    dmitry.post(f"{url}people/{cast.elena.pid}/lead/")
    assert dmitry.post(f"{url}submit/").status_code == 302
    order = Application.objects.get().order
    assert order is not None
    registered(cast, dmitry, order, "77")

    group = Community.objects.get(name="Урок в музее")
    here = f"/{cast.district.slug}/c/{group.pid}-{group.slug}/"
    page = text_of(as_(cast.anna).get(f"{here}roster/"))
    assert "без приказа о составе" not in page
    assert page.count("Приказ от 14.09.2026 № 77") == 4, "three people and the list of orders"

    # the paper follows whoever leaves: an order that amends the order of creation
    assert as_(cast.boris).post(f"{here}leave/").status_code == 302
    draft = Document.objects.get(origin="rosters.order")
    assert draft.amends == order
    assert "утверждённый документом: приказ от 14.09.2026 № 77" in draft.text
    assert lines(draft) == [
        "1 | Исключить из состава | Орлов Борис | Учитель-предметник | Школа № 2 | Участник"
    ]

    # nobody who is named already is asked to be in once more
    again = dmitry.post(f"{here}roster/ask/", {"people": "Анна Соколова", "role": ""})
    assert again.status_code == 422
    assert "Анна Соколова: уже в составе по приказу." in text_of(again)
