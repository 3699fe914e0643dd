"""`staffroom backup`: a copy of everything, while the site works."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from staffroom.config import keeping
from staffroom.config.conf import conf
from staffroom.core.clock import now
from staffroom.overviews.upkeep import actions


class Command(BaseCommand):
    """One archive with a date in its name."""

    help = "Сохраняет копию базы, файлов, ключа и настроек в архив с датой."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("folder", type=Path, help="папка для копий")
        parser.add_argument("--keep", type=int, help="сколько последних копий оставлять")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Copy, then forget what is too old."""
        if options["keep"] is not None and options["keep"] < 1:
            raise CommandError("Оставлять нужно хотя бы одну копию: --keep 1.")
        try:
            made = keeping.save(conf, options["folder"], at=now())
        except CommandError as problem:
            self.note(problem=str(problem))
            raise
        self.note(name=made.name, size=made.stat().st_size)
        self.stdout.write(f"Копия готова: {made} ({made.stat().st_size / 2**20:.1f} МБ)")
        if options["keep"]:
            for path in keeping.forget(options["folder"], options["keep"]):
                self.stdout.write(f"Старая копия удалена: {path.name}")

    def note(self, **what: Any) -> None:
        """Tell the technician's page; a database that cannot be written spoils no copy."""
        try:
            actions.note_copy(at=now(), **what)
        except DatabaseError as problem:
            self.stderr.write(f"Страница «Состояние сайта» об этом не узнает: {problem}")
