"""`staffroom demo`: five districts side by side, each under its own regulation."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from staffroom.core.clock import now
from staffroom.core.health import is_migrated
from staffroom.demo import accounts, building, reading
from staffroom.demo.scaling import Crowd
from staffroom.shared.organizations.models import District
from staffroom.shared.regulations.actions import install_shipped
from staffroom.shared.search.jobs import reconcile_names


class Command(BaseCommand):
    """Load the demonstration districts into an installation that is not at work."""

    help = "загрузить демонстрационные районы"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--regulations",
            type=Path,
            metavar="ПАПКА",
            help="взять настоящие тексты положений из папки",
        )
        parser.add_argument(
            "--only", choices=accounts.DISTRICTS, action="append", help="только этот район"
        )

        parser.add_argument(
            "--scale", type=int, metavar="ОТВЕТОВ", help="вместо районов: один большой, для замеров"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Build each district whole, or not at all."""
        if settings.IS_PRODUCTION:
            raise CommandError("На рабочем сайте демонстрация не загружается: у неё общий пароль.")
        if not is_migrated():
            raise CommandError("Таблиц в базе ещё нет: сначала выполните staffroom migrate.")
        if options["scale"]:
            crowd = Crowd(options["scale"], now=now(), password_hash=accounts.hashed_password())
            crowd.make(self.stdout.write)
            return
        slugs = options["only"] or accounts.DISTRICTS
        if District.objects.filter(slug__in=slugs).exists():
            raise CommandError("Эти районы уже загружены.")
        password_hash = accounts.hashed_password()
        for slug in slugs:
            with transaction.atomic():
                install_shipped(at=now())
                builder = building.Builder(
                    reading.read(slug), now=now(), password_hash=password_hash
                )
                district = builder.build(self._regulation(options["regulations"], slug))
            self.stdout.write(
                f"  {district.name}: {len(builder.people)} человек, {len(builder.communities)} сообществ"
            )
        reconcile_names()  # people and schools of the demonstration come without facts

    def _regulation(self, folder: Path | None, slug: str) -> str:
        if folder is None:
            return ""
        path = folder / f"{slug}.txt"
        if not path.exists():
            raise CommandError(f"В папке нет файла {path.name}.")
        return path.read_text(encoding="utf-8")
