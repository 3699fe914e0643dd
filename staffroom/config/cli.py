"""The `staffroom` command: for an operator what `make` is for a developer."""

import gc
import os
import sys

import django
from django.core.management import execute_from_command_line, get_commands

from staffroom.config.options import ConfError

OURS = {
    "start": "подготовить всё и запустить сайт (то, что делает make run)",
    "serve": "запустить сайт: страницы, живые обновления, задания",
    "migrate": "привести базу к этой версии программы",
    "createcoordinator": "завести учётную запись координатора района",
    "demo": "загрузить демонстрационные районы",
    "check": "проверить настройки и установку",
    "settings": "показать действующие настройки и образец файла",
    "routes": "показать все адреса сайта и правила доступа",
    "journal": "проверить журнал действий или показать его последние записи",
    "jobs": "выполнить задания из очереди",
    "backup": "сохранить копию данных",
    "restore": "вернуть данные из копии",
}
MAKES_DATA = {"start", "serve", "migrate", "createcoordinator"}


def greeting(known: set[str]) -> str:
    """What `staffroom` alone says: our commands first."""
    lines = ["«Учительская» — дом профессиональных сообществ учителей района.", ""]
    lines += ["Команды:"]
    lines += [f"  staffroom {name:<18} {words}" for name, words in OURS.items() if name in known]
    lines += [
        "",
        "Подробнее о команде: staffroom КОМАНДА --help",
        "Все команды, и служебные: staffroom help --commands",
        "Настройки: docs/config.md; папка данных: переменная STAFFROOM_DATA.",
    ]
    return "\n".join(lines)


def main() -> None:
    """Run a command: Django's machinery under our own name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "staffroom.config.settings")
    try:
        _run(sys.argv)
    except ConfError as problem:
        sys.exit(f"\n{problem}\n")


def _run(argv: list[str]) -> None:
    # Importing them reads the settings: what is wrong there is said by `main` in words.
    from staffroom.config import config_words  # noqa: PLC0415 - see above
    from staffroom.config.conf import conf  # noqa: PLC0415 - see above

    if argv[1:2] and argv[1] in MAKES_DATA:
        config_words.write_example(conf.file)
    gc.disable()  # what is loaded stays: the collector would look through it a hundred times
    django.setup()
    gc.freeze()
    gc.enable()
    if argv[1:] in ([], ["help"], ["--help"], ["-h"]):
        sys.stdout.write(greeting(set(get_commands())) + "\n")
        return
    execute_from_command_line(argv)
