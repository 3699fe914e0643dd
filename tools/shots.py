"""`make shots`: every screen as the roles that see it, in three widths and three looks.

Which screens there are is read from the access table: every GET that answers 200 with a page to
some role, in a small district filled with usual and overfull lists; then the pages of those whom
the table does not know (a newcomer, a methodist, an expert), and the empty desks of a district
where nothing has happened yet. The pictures and a page to leaf through them lie in shots/.
`make shots ONLY=communities` takes those whose name holds the word.
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from html import escape
import json
import os
from pathlib import Path
import shutil
import signal
import subprocess
import sys
import tempfile
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHOTS = ROOT / "shots"
WIDTHS = (360, 768, 1366)
LOOKS = ("light", "dark", "low-vision")
# One picture for a screen that all see alike: the first of these that sees it, and the guest.
ROLES = ("member", "moderator", "coordinator", "technician", "stranger", "author")
OTHERS = ("newcomer", "methodist", "expert", "alone")  # always: their pages are their own
# What is photographed of those whom the access table does not know.
OWN = (
    "home:home",
    "duties:list",
    "notifications:list",
    "publications:drafts",
    "admissions:application",
    "admissions:welcome",
    "communities:directory",
    "search:people",
)
LONG = "Здоровьесберегающие технологии на уроках естественнонаучного цикла в малокомплектной школе"


def overfull() -> Any:
    """The small district with long lists and long words."""
    from tests.factories import world as makers  # noqa: PLC0415
    from tests.factories.people import person  # noqa: PLC0415

    world = makers.make_world()
    for number in range(30):
        title = LONG if number % 10 == 3 else f"Что помогает на уроке: опыт № {number + 1}"
        makers.publication(world.anna, world.community, title)
    for number in range(60):
        makers.comment(world.boris, world.open_topic, f"Ответ {number + 1}: попробуйте так же.")
    for _ in range(24):
        newcomer = person()
        makers.admit(newcomer, world.district, world.organization)
        makers.enrol(newcomer, world.community)
    return world


def others(world: Any) -> dict[str, Any]:
    """Whom the access table does not know, by role: they see pages of their own."""
    from staffroom.shared.accounts.registry import Power  # noqa: PLC0415
    from staffroom.shared.communities.models import AdmissionState, ScopeKind  # noqa: PLC0415
    from tests.factories import world as makers  # noqa: PLC0415
    from tests.factories.people import person  # noqa: PLC0415

    newcomer, methodist, expert = (
        person("Нина Новая"),
        person("Мария Мудрая"),
        person("Эдуард Яснов"),
    )
    for one in (newcomer, methodist, expert):
        admission = makers.admit(one, world.district, world.organization)
        if one is newcomer:
            admission.state, admission.decided_at = AdmissionState.WAITING, None
            admission.save(update_fields=["state", "decided_at"])
    district = world.district.pk
    makers.grant(methodist, ScopeKind.DISTRICT, district, "methodist", makers.MODERATION)
    makers.grant(expert, ScopeKind.DISTRICT, district, "expert", Power.REVIEW)
    return {"newcomer": newcomer, "methodist": methodist, "expert": expert}


def empty_district(world: Any) -> tuple[Any, Any]:
    """The world as it stands in a district where nothing has happened, and its coordinator."""
    from staffroom.shared.communities.models import ScopeKind  # noqa: PLC0415
    from tests.factories import world as makers  # noqa: PLC0415
    from tests.factories.people import person  # noqa: PLC0415

    alone, place = person("Ольга Первая"), world.other_district
    makers.admit(alone, place)
    makers.grant(alone, ScopeKind.DISTRICT, place.pk, "coordinator", makers.COORDINATION)
    return replace(world, district=place), alone


def fill() -> None:
    """Make the small district and its overfull lists in STAFFROOM_DATA; print what to photograph."""
    import django  # noqa: PLC0415 - only this part runs inside the product

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from tests.architecture import access, access_table  # noqa: F401, PLC0415 - it fills the table

    with transaction.atomic():
        world = overfull()
        more = others(world)
        bare, alone = empty_district(world)
    cookies: dict[str, str] = {}
    screens: list[dict[str, str]] = []

    def look(role: str, who: Any, where: Any, rows: list[access.Row]) -> None:
        client = Client(SERVER_NAME="127.0.0.1")
        if who is not None:
            client.force_login(who)
            cookies[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
        for row in rows:
            address = reverse(row.name, args=row.args(where)) + row.query
            answer = client.get(address, dict(row.data(where)))
            if answer.status_code == 200 and "html" in answer.get("Content-Type", ""):
                screens.append({"name": str(row), "role": role, "address": address})

    pages = [row for row in access.TABLE if row.method == access.GET]
    for role in access.ROLES:
        seen = [row for row in pages if row.answers[role] == 200]
        look(role, world.who(role), world, seen)
    for role, who in more.items():
        look(role, who, world, [row for row in pages if row.name in OWN])
    ours = reverse("site:district", args=[world.district.slug])
    of_district = [row for row in pages if reverse(row.name, args=row.args(world)).startswith(ours)]
    look("alone", alone, bare, [*of_district, *(row for row in pages if row.name in OWN)])
    print(
        json.dumps({"cookie": settings.SESSION_COOKIE_NAME, "cookies": cookies, "screens": screens})
    )


def chosen(screens: list[dict[str, str]], only: str) -> Iterator[dict[str, str]]:
    """Each screen as a guest, if guests see it, and as the first role that sees it; desks as theirs."""
    seen: dict[str, set[str]] = {}
    for screen in screens:
        if only in screen["name"]:
            seen.setdefault(screen["name"], set()).add(screen["role"])
    for screen in screens:
        roles = seen.get(screen["name"], set())
        first = next((role for role in ROLES if role in roles), "guest")
        if screen["role"] in {"guest", first, *OTHERS} & roles:
            yield screen


def photograph(browser: Any, site: str, told: dict[str, Any], screen: dict[str, str]) -> list[Path]:
    """All pictures of one screen."""
    name = screen["name"].removeprefix("GET ").replace(":", "-").replace("/", "-").replace(" ", "_")
    folder, made = SHOTS / name, []
    folder.mkdir(parents=True, exist_ok=True)
    for look in LOOKS:
        context = browser.new_context(
            color_scheme="dark" if look == "dark" else "light",
            locale="ru-RU",
            reduced_motion="reduce",
        )
        cookie = told["cookies"].get(screen["role"])
        if cookie:
            context.add_cookies([{"name": told["cookie"], "value": cookie, "url": site}])
        page = context.new_page()
        page.goto(site + screen["address"])
        if look == "low-vision":
            page.locator("button[name=version][value=low-vision]").first.click()
            page.goto(site + screen["address"])
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            path = folder / f"{screen['role']}-{width}-{look}.png"
            page.screenshot(path=path, full_page=True)
            made.append(path)
        context.close()
    return made


def leaf(made: dict[str, list[Path]]) -> None:
    """A page to leaf through the pictures."""
    rows = "".join(
        f"<h2>{escape(name)}</h2><p>"
        + "".join(
            f'<a href="{path.relative_to(SHOTS)}"><img src="{path.relative_to(SHOTS)}" height="320" '
            f'alt="{escape(path.stem)}" title="{escape(path.stem)}"></a> '
            for path in paths
        )
        for name, paths in made.items()
    )
    (SHOTS / "index.html").write_text(
        f'<!doctype html><meta charset="utf-8">{rows}', encoding="utf-8"
    )


def serve(data: Path, environment: dict[str, str]) -> tuple[subprocess.Popen[str], str]:
    """Start the product on a free port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "staffroom", "serve", "--processes", "1", "--workers", "0"],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert process.stdout  # noqa: S101 - piped above
    for line in process.stdout:
        if "http://" in line:
            return process, "http://" + line.partition("http://")[2].split("/")[0]
    sys.exit(f"the server did not start, its data: {data}")


def main() -> int:
    """Photograph."""
    options = argparse.ArgumentParser(description="screenshots of every screen")
    options.add_argument("--fill", action="store_true", help=argparse.SUPPRESS)
    options.add_argument("--only", default="", help="screens whose name holds this word")
    asked = options.parse_args()
    if asked.fill:
        fill()
        return 0
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not needed to fill

    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not browser_path:
        sys.exit("no browser: install chromium or name it in CHROMIUM")
    data = Path(tempfile.mkdtemp(prefix="staffroom-shots-"))
    ours = {key: value for key, value in os.environ.items() if not key.startswith("STAFFROOM_")}
    environment = {
        **ours, "STAFFROOM_DATA": str(data), "HOST": "127.0.0.1", "PORT": "0", "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "staffroom.config.settings",
    }  # fmt: skip
    run = [sys.executable, "-m"]
    subprocess.run([*run, "staffroom", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    shutil.rmtree(SHOTS, ignore_errors=True)
    process, site = serve(data, environment)
    made: dict[str, list[Path]] = {}
    try:
        filled = subprocess.run(
            [*run, "tools.shots", "--fill"],
            cwd=ROOT,
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        told = json.loads(filled.stdout.splitlines()[-1])
        with sync_playwright() as driver:
            flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
            browser = driver.chromium.launch(executable_path=browser_path, args=flags)
            for screen in chosen(told["screens"], asked.only):
                name = f"{screen['name']} ({screen['role']})"
                made[name] = photograph(browser, site, told, screen)
                print(f"{len(made[name])} pictures  {name}", flush=True)
            browser.close()
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)
        shutil.rmtree(data, ignore_errors=True)
    leaf(made)
    print(f"{sum(map(len, made.values()))} pictures: {SHOTS / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
