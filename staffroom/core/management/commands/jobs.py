"""`staffroom jobs`: do the queue's work, for ever or once."""

from datetime import datetime
import select
import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from staffroom.core import clock
from staffroom.core.jobs import health, run_once
from staffroom.core.jobs.worker import Worker


class Command(BaseCommand):
    """The worker; `staffroom serve` runs one of its own."""

    help = "Выполняет задания из очереди: постоянно или один раз всё, что подошло по сроку."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--run-once", action="store_true", help="выполнить всё и выйти")
        parser.add_argument("--now", help="считать, что сейчас этот момент (ISO 8601, с поясом)")
        parser.add_argument("--health", action="store_true", help="показать состояние очереди")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run as asked."""
        if options["health"]:
            self.show()
        elif options["run_once"]:
            tally = run_once(at=self.moment(options["now"]))
            self.stdout.write(f"Выполнено: {tally.done}, с ошибкой: {tally.failed}.")
        elif options["now"]:
            raise CommandError("--now работает только вместе с --run-once.")
        else:
            self.work()

    def moment(self, text: str | None) -> datetime | None:
        """The moment told on the command line."""
        if text is None:
            return None
        try:
            moment = datetime.fromisoformat(text)
        except ValueError as wrong:
            raise CommandError(f"Не дата и время: {text}") from wrong
        if moment.tzinfo is None:
            raise CommandError("Укажите часовой пояс, например 2026-11-22T07:00:00+03:00.")
        return moment

    def show(self) -> None:
        """Print the queue's state."""
        state = health(at=clock.now())
        self.stdout.write(
            f"ждут: {state.waiting}, выполняются: {state.running}, сделано за сутки: {state.done}, "
            f"остановлены: {state.parked}, самое старое ждёт {state.oldest_seconds} с"
        )
        for job in state.failed:
            self.stdout.write(f"{job.id}\t{job.title}\t{job.attempts}\t{job.reason}")

    def work(self) -> None:
        """Work until SIGTERM or SIGINT."""
        stop: list[int] = []
        for signum in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signum, lambda number, _frame: stop.append(number))

        def pause(seconds: float) -> bool:
            if seconds and not stop:
                select.select([], [], [], seconds)
            return bool(stop)

        Worker(pause=pause).run()
