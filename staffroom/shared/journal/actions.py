"""Writing facts down and sealing them. Nothing here changes or removes what a row says."""

from datetime import datetime

from django.db import connection, transaction

from staffroom.core import prepared
from staffroom.core.events import Event
from staffroom.shared.journal.models import FIRST, JournalHead, JournalRow

COLUMNS = ("district_id", "actor_id", "person_id", "community_id")
BATCH = 200  # nobody can write while a batch is sealed: some hundredths of a second
SEAL = "UPDATE journal_journalrow SET seal_n = %s, seal = %s WHERE id = %s"
MOST = 200_000  # rows sealed in one run; the next run goes on


def write(event: Event, *, at: datetime) -> None:
    """Write a fact, in the transaction that makes it: one INSERT, nothing is read."""
    told = event.told()
    columns = {name: told.pop(name, None) for name in COLUMNS}
    if columns["community_id"] is None and told.get("scope_kind") == "community":
        columns["community_id"] = told["scope_id"]
    prepared.write(
        JournalRow, **columns, at=at, event=event.code, subject_id=event.subject_id, data=told
    )


def seal(*, at: datetime) -> int:
    """Link the rows that wait into the chain, in batches; the number of rows sealed.

    Two sealers at once cannot fork the chain: places in it are unique, the later one fails whole.
    """
    done = 0
    while done < MOST:
        with transaction.atomic():
            sealed = _seal_batch(at)
        done += sealed
        if sealed < BATCH:
            break
    return done


def _seal_batch(at: datetime) -> int:
    rows = list(JournalRow.objects.filter(seal_n=None).order_by("id")[:BATCH])
    if not rows:
        return 0
    head = JournalHead.objects.select_for_update().order_by("pk").first()
    number, before = (head.seal_n, head.seal) if head else (0, FIRST)
    for row in rows:
        number += 1
        row.seal_n, row.seal = number, row.sealed(number, before)
        before = row.seal
    with connection.cursor() as cursor:
        cursor.executemany(SEAL, [(row.seal_n, row.seal, row.pk) for row in rows])
    JournalHead.objects.update_or_create(
        pk=1, defaults={"seal_n": number, "seal": before, "at": at}
    )
    return len(rows)
