"""`staffroom start`: bring everything to order and serve; what `make run` does."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from staffroom.config.conf import conf
from staffroom.shared.accounts.models import Person


class Command(BaseCommand):
    """Asks nothing; a second start does only what is needed."""

    help = "Готовит базу и запускает сайт; пустую папку данных наполняет для знакомства."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--demo",
            choices=("0", "1"),
            default="1",
            help="наполнить пустую базу демонстрационными районами (1) или начать с пустой (0)",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Prepare, say what to open, serve."""
        self.migrate()
        if not conf.is_production and options["demo"] == "1" and self.is_empty():
            self.fill()
        self.say_accounts()
        connections.close_all()
        call_command("serve")

    def migrate(self) -> None:
        """Bring the tables to this version, if they are not."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Готовлю базу данных…")
            self.stdout.flush()
            call_command("migrate", verbosity=0, interactive=False)

    def is_empty(self) -> bool:
        """True when nobody has been here yet."""
        return not Person.objects.exists()

    def fill(self) -> None:
        """Load the demonstration districts."""
        if "demo" in get_commands():
            self.stdout.write(
                "Наполняю демонстрационными районами (около минуты, только в первый раз)…"
            )
            self.stdout.flush()
            call_command("demo")

    def say_accounts(self) -> None:
        """Print the accounts of the demonstration, when they are there."""
        if find_spec("staffroom.demo.accounts") and Person.objects.filter(is_demo=True).exists():
            for line in import_module("staffroom.demo.accounts").greeting():
                self.stdout.write(line)
