"""`staffroom restore`: stand up again from a copy."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from staffroom.config import keeping
from staffroom.config.conf import conf


class Command(BaseCommand):
    """Only into an empty folder: nothing is erased."""

    help = "Возвращает данные из копии в пустую папку данных (STAFFROOM_DATA)."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("copy", type=Path, help="архив, сделанный командой backup")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Bring the data back."""
        keeping.bring_back(conf, options["copy"])
        self.stdout.write(
            f"Данные возвращены в {conf.data_dir}. Проверьте: staffroom check, "
            "затем приведите базу к этой версии: staffroom migrate."
        )
