"""`staffroom settings`: what is set and from where; the example and the document of all settings."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from pydantic import SecretStr

from staffroom.config import config_words
from staffroom.config.conf import conf, every, shown


class Command(BaseCommand):
    """Secrets are never printed."""

    help = "Показывает действующие настройки; --example печатает образец файла с пояснениями."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--example", action="store_true", help="образец staffroom.toml")
        parser.add_argument("--docs", action="store_true", help="текст docs/config.md")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print what was asked for."""
        if options["example"]:
            self.stdout.write(config_words.example(), ending="")
        elif options["docs"]:
            self.stdout.write(config_words.docs(), ending="")
        else:
            self.show()

    def show(self) -> None:
        """Every setting in force."""
        self.stdout.write(f"Папка данных: {conf.data_dir}\nФайл настроек: {conf.file}\n")
        for section, key, _field in every():
            value = getattr(getattr(conf.options, section), key)
            is_secret = isinstance(value, SecretStr)
            words = (
                ("задано" if value.get_secret_value() else "не задано")
                if is_secret
                else shown(value)
            )
            self.stdout.write(f"{section + '.' + key:<28}{words}")
