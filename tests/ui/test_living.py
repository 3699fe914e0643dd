"""The living page shows every component, to those who may see it."""

from pathlib import Path
import re

from django.test import Client
import pytest

from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power
from staffroom.ui import policies, views

TEMPLATES = Path(views.__file__).parent / "templates/ui"
LIVING = (TEMPLATES / "living.html").read_text(encoding="utf-8")
# Pages and parts of the frame, not components of a page.
NOT_COMPONENTS = {
    "page", "plain", "living", "looks", "refusal", "said", "confirm", "frame_parts", "stale_form",
    "error_summary",
}  # fmt: skip
COMPONENTS = sorted(
    path.stem for path in TEMPLATES.glob("*.html") if path.stem not in NOT_COMPONENTS
)


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_has_its_place(name: str) -> None:
    found = re.search(rf'from "ui/{name}\.html" import ([\w, ]+)', LIVING)
    assert found, f"{name} is not on the living page"
    for macro in found[1].split(","):
        assert re.search(rf"\b{macro.strip()}\(", LIVING), f"{macro} is not shown"


@pytest.mark.django_db
def test_the_page_renders_on_a_developers_machine(client: Client, settings: object) -> None:
    settings.IS_DEVELOPMENT = True  # type: ignore[attr-defined]
    page = client.get("/ui/")
    html = page.content.decode()
    assert page.status_code == 200
    assert html.count("<h1>") == 1
    assert "1 участник, 2 участника, 5 участников, 11 участников, 21 участник" in html
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("powers", "expected"),
    [
        ({}, False),
        ({("district", 1): int(Power.MODERATE)}, False),
        ({("district", 7): int(Power.TECHNICAL | Power.SEE_JOURNAL)}, True),
    ],
)
def test_technicians_of_any_district_see_it(
    powers: dict[tuple[str, int], int], expected: bool
) -> None:
    assert bool(policies.may_see_living(Viewer(person_id=1, powers=powers))) is expected
