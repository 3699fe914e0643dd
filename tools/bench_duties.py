"""How long the board of duties takes: `python -m tools.bench_duties [--duties 100000] [--database postgres://…]`.

Makes its own data in a temporary SQLite file, or in the empty PostgreSQL database named: a district with so
many duties of two years, half of them closed (nine of ten in term), a thousand overdue. Prints a table: the
whole request through the WSGI handler with every middleware, signed in as the coordinator.
"""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
import os
from pathlib import Path
from random import Random
import shutil
import statistics
import sys
import tempfile
from time import perf_counter, process_time
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
COMMUNITIES, PEOPLE, SPAN = 40, 500, timedelta(days=700)
ASKED_MS = 100
TURNS = 15
PAGES = (
    ("open", ""),
    ("open, from the middle", "after"),
    ("overdue", "?state=late"),
    ("closed in term", "?state=in_term"),
    ("closed late", "?state=done_late"),
    ("all closed", "?state=closed"),
    ("closed, share of two years (45,000 counted)", "?state=closed&from_on=2024-11-01"),
    ("one kind, open", "?kind=communities.request"),
    ("a rare kind, closed late", "?state=done_late&kind=site.inquiry"),
    ("one community, open", "community"),
    ("one community, closed", "community&state=closed"),
    ("one person, open", "?person=Люди+Человек7"),
    ("one person, closed", "?person=Люди+Человек7&state=closed"),
    ("a week of terms", "?from_on=2026-12-01&to_on=2026-12-07"),
)


class Ground:
    """A district with its people, communities and duties, written past the actions."""

    def __init__(self, duties: int) -> None:
        self.duties = duties
        self.dice = Random(20261120)  # noqa: S311 - data of a bench

    def make(self) -> None:
        """Write everything."""
        from staffroom.core.sorting import sort_key  # noqa: PLC0415 - Django first
        from staffroom.shared.accounts.models import Person  # noqa: PLC0415
        from staffroom.shared.communities.models import (  # noqa: PLC0415
            Admission,
            AdmissionState,
            RoleGrant,
        )
        from staffroom.shared.duties.models import Duty  # noqa: PLC0415
        from tests.factories import world  # noqa: PLC0415 - its small makers

        self.district = world.district("bench", "Большой район")
        self.people = Person.objects.bulk_create(
            Person(
                email=f"p{n}@bench.example", first_name="Люди", last_name=f"Человек{n}",
                name=f"Люди Человек{n}", sort_key=sort_key(f"Человек{n}", "Люди"), joined_at=NOW - SPAN,
                email_confirmed_at=NOW - SPAN,
            )
            for n in range(PEOPLE)
        )  # fmt: skip
        Admission.objects.bulk_create(
            Admission(person=one, district=self.district, state=AdmissionState.ADMITTED, asked_at=NOW - SPAN)
            for one in self.people
        )  # fmt: skip
        self.communities = [
            world.community(self.district, f"Сообщество {n}") for n in range(COMMUNITIES)
        ]
        grants = [("community", one.pk, self.people[n]) for n, one in enumerate(self.communities)]
        grants.append(("district", self.district.pk, self.people[-1]))
        RoleGrant.objects.bulk_create(
            RoleGrant(
                person=who, scope_kind=kind, scope_id=key, from_at=NOW - SPAN, basis="Приказ",
                role="moderator" if kind == "community" else "coordinator",
                powers=int(world.MODERATION if kind == "community" else world.COORDINATION),
            )
            for kind, key, who in grants
        )  # fmt: skip
        Duty.objects.bulk_create(self._rows(), batch_size=2000)

    def _rows(self) -> Iterator[Any]:
        for n in range(self.duties):
            yield self._duty(n)

    def _duty(self, n: int) -> Any:
        from staffroom.shared.accounts.registry import Power  # noqa: PLC0415 - Django first
        from staffroom.shared.duties.models import NEVER, Duty  # noqa: PLC0415
        from staffroom.shared.duties.registry import DutyKind, Outcome  # noqa: PLC0415

        made_at = NOW - SPAN * self.dice.random()
        due_at = made_at + timedelta(days=7)
        is_closed, is_kept = n % 2 == 0, n % 20 != 0
        if not is_closed:
            due_at = NOW + timedelta(minutes=n) if n % 100 != 1 else due_at
        kinds = (DutyKind.REQUEST, DutyKind.REPORT, DutyKind.ADMISSION)
        kind = DutyKind.INQUIRY if n % 1000 == 0 else kinds[n % 3]
        where = self.communities[n % COMMUNITIES]
        closed_at = due_at + timedelta(days=-2 if is_kept else 2) if is_closed else None
        return Duty(
            district=self.district, kind=kind, subject_kind="bench", subject_id=n, url="/",
            title=f"{{person}}: дело № {n}", about=self.people[n % PEOPLE], power=int(Power.MODERATE),
            scope_kind="community", scope_id=where.pk, owner=self.people[n % 97] if n % 3 else None,
            made_at=made_at, due_at=due_at if n % 10 else None, sort_at=due_at if n % 10 else NEVER,
            closed_at=closed_at, closed_by=self.people[n % 89] if is_closed else None,
            outcome=Outcome.DONE if is_closed else "", clause="п. 3.2",
            is_kept=is_kept if is_closed and n % 10 else None,
        )  # fmt: skip


def measure(ground: Ground) -> list[tuple[str, float, float, float]]:
    """Each page: median and worst milliseconds by the clock, median of CPU time."""
    from django.test import Client  # noqa: PLC0415 - Django first

    from staffroom.core import clock  # noqa: PLC0415

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(ground.people[-1])
    table = []
    with clock.told(NOW):
        for label, query in PAGES:
            address = _address(ground, query)
            if client.get(address).status_code != 200:
                raise SystemExit(address)
            times, cpu = [], []
            for _turn in range(TURNS):
                began, worked = perf_counter(), process_time()
                client.get(address)
                times.append((perf_counter() - began) * 1000)
                cpu.append((process_time() - worked) * 1000)
            table.append((label, statistics.median(times), max(times), statistics.median(cpu)))
    return table


def _address(ground: Ground, query: str) -> str:
    board = "/bench/staff/duties/"
    if query == "after":
        return f"{board}?after={NOW + timedelta(minutes=ground.duties // 2):%Y-%m-%dT%H:%M:%S}_1"
    if query.startswith("community"):
        return f"{board}?community={ground.communities[3].pid}{query.removeprefix('community')}"
    return board + query


def main() -> int:
    """Make the data, ask the pages, print the table; 1 when a page is slower than asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--duties", type=int, default=100_000)
    parser.add_argument("--database", default="")
    asked = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="staffroom-bench-")
    os.environ.update(STAFFROOM_DATA=folder, DJANGO_SETTINGS_MODULE="tools.bench_settings")
    if asked.database:
        os.environ["STAFFROOM_DATABASE"] = asked.database
    sys.path.insert(0, str(ROOT))
    import django  # noqa: PLC0415 - the settings first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    try:
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        ground = Ground(asked.duties)
        ground.make()
        table = measure(ground)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(
        f"{asked.duties} duties\n| page | median, ms | worst, ms | CPU, ms |\n| --- | --- | --- | --- |"
    )
    for label, median, worst, cpu in table:
        print(f"| {label} | {median:.1f} | {worst:.1f} | {cpu:.1f} |")
    return int(any(median > ASKED_MS for _label, median, _worst, _cpu in table))


if __name__ == "__main__":
    sys.exit(main())
