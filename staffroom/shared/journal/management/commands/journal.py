"""`staffroom journal`: check the chain of hashes, or show the newest facts by their codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from staffroom.shared.journal import queries
from staffroom.shared.journal.models import JournalRow


class Command(BaseCommand):
    """Shows no personal data: codes and keys only."""

    help = "Проверяет журнал (--verify) или показывает последние записи."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--verify", action="store_true", help="проверить цепочку печатей")
        parser.add_argument("--last", type=int, default=20, help="сколько записей показать")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Verify or show."""
        if options["verify"]:
            self.verify()
            return
        for row in JournalRow.objects.order_by("-id")[: max(1, options["last"])]:
            self.stdout.write(
                f"{row.pk}\t{row.at:%Y-%m-%d %H:%M:%S}\t{row.event}\t{row.subject_id}\t{row.actor_id or '-'}"
            )

    def verify(self) -> None:
        """Walk the chain; a broken one ends the command with an error."""
        found = queries.verify()
        if found.problem:
            raise CommandError(f"Журнал изменён в обход сайта. {found.problem}")
        self.stdout.write(
            f"Журнал цел: запечатано {found.seal_n}, ждут печати {found.waiting}.\n"
            f"Последняя печать: {found.seal}"
        )
