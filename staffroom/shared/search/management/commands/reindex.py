"""`staffroom reindex`: write the search index anew, while the site works."""

from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from staffroom.core import plugs
from staffroom.shared.search import jobs
from staffroom.shared.search.actions import index


class Command(BaseCommand):
    """Batched: each batch is a transaction of its own, so that people go on working."""

    help = "Строит поиск заново: всё или названные виды (publication, comment, person…)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("kinds", nargs="*", help="виды; без них — все")
        parser.add_argument(
            "--later", action="store_true", help="не сейчас: поставить задания в очередь"
        )

        parser.add_argument(
            "--outdated",
            action="store_true",
            help="только то, что записано по прежним правилам (само делается в первые минуты)",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write each kind."""
        if options["outdated"]:
            jobs.rewrite_outdated()
            jobs.merge()
            return
        kinds = options["kinds"] or list(plugs.indexes)
        unknown = [kind for kind in kinds if kind not in plugs.indexes]
        if unknown:
            raise CommandError(
                f"Нет такого вида: {', '.join(unknown)}. Есть: {', '.join(plugs.indexes)}."
            )
        for kind in kinds:
            if options["later"]:
                jobs.reindex.enqueue(kind=kind)
                self.stdout.write(f"{plugs.indexes[kind].label}: задание поставлено.")
            else:
                self._reindex(kind)
        if not options["later"]:
            jobs.merge()

    def _reindex(self, kind: str) -> None:
        label, began = plugs.indexes[kind].label, monotonic()
        keys = list(plugs.indexes[kind].every())
        done = written = 0
        for batch in jobs.batches(keys):
            written += jobs.write(kind, batch)
            done += len(batch)
            if done % (jobs.BATCH * 100) == 0:
                self.stdout.write(f"{label}: {done} из {len(keys)}")
        lost = index.forget_unknown(kind, keys)
        seconds = monotonic() - began
        self.stdout.write(f"{label}: записано {written}, забыто {lost}, {seconds:.1f} с.")
