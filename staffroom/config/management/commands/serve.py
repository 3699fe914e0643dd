"""`staffroom serve`: the production server."""

import os
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from staffroom.config import safety
from staffroom.config.conf import conf
from staffroom.config.server import statics, supervisor


class Command(BaseCommand):
    """Pages, live streams, files and jobs behind one port."""

    help = "Запускает сайт: страницы, живые обновления, задания. Остановка: Ctrl+C или SIGTERM."
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own declaration

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options; the defaults are the settings'."""
        parser.add_argument("--host", default=conf.host, help="адрес (HOST)")
        parser.add_argument("--port", type=int, default=conf.port, help="порт (PORT), 0 = любой")
        parser.add_argument(
            "--processes", type=int, default=conf.processes, help="процессы страниц"
        )
        parser.add_argument("--workers", type=int, default=conf.workers, help="процессы заданий")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Serve until told to stop."""
        if not hasattr(os, "fork"):
            raise CommandError(
                "Сервер работает в Linux, macOS и WSL; в Windows запустите его в WSL."
            )
        began = time.monotonic()
        self.must_be_migrated()
        safety.must_be_safe()
        statics.collect()

        def on_ready(port: int) -> None:
            host = "127.0.0.1" if options["host"] in {"0.0.0.0", ""} else options["host"]  # noqa: S104 - only compared
            host = f"[{host}]" if ":" in host else host
            took = time.monotonic() - began
            self.stdout.write(
                f"«Учительская» работает: http://{host}:{port}/ "
                f"(запуск {took:.1f} с; остановить: Ctrl+C)"
            )
            self.stdout.flush()

        supervisor.run(
            host=options["host"],
            port=options["port"],
            processes=options["processes"],
            workers=options["workers"],
            on_ready=on_ready,
        )
        self.stdout.write("Сайт остановлен.")

    def must_be_migrated(self) -> None:
        """Refuse to start on tables of another version."""
        try:
            executor = MigrationExecutor(connection)
            plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        except DatabaseError as problem:
            raise CommandError(f"База данных недоступна: {problem}") from problem
        if plan:
            raise CommandError(
                "Таблицы базы не той версии, что программа: выполните staffroom migrate."
            )
