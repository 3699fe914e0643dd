"""`staffroom routes`: every address, its methods and what guards it."""

from dataclasses import asdict
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from staffroom.config.routes import routes


class Command(BaseCommand):
    """A table for people, JSON for machines."""

    help = "Показывает все адреса сайта, их методы и правила доступа."
    requires_system_checks = ()  # the list must be had even when a check fails

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--json", action="store_true", help="в виде JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the routes."""
        found = routes()
        if options["json"]:
            rows = [{"route": one.pop("path"), **one} for one in map(asdict, found)]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for route in found:
            methods = ",".join(route.methods) or "?"
            self.stdout.write(f"{methods:<10}{route.path:<60}{route.name:<36}{route.words}")
