"""`staffroom createcoordinator`: the first-run page's work, from the shell."""

from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from staffroom.core.clock import now
from staffroom.core.errors import DomainError
from staffroom.shared.accounts.actions.cards import register_person
from staffroom.shared.accounts.policies.passwords import STRONG_FLOOR, password_problem
from staffroom.shared.communities.actions.first_run import make_coordinator, open_installation
from staffroom.shared.organizations.models import District

ASKED = (
    ("last_name", "Фамилия"),
    ("first_name", "Имя"),
    ("email", "Электронная почта"),
)
OF_DISTRICT = (
    ("district_name", "Район или город, полностью"),
    ("short_name", "Короткое название"),
    ("authority", "Кто отвечает за сайт: полное название органа"),
    ("profile", "Положение (basic, berezniki, baltasi, tula, petrodvorets, olekminsk)"),
)


class Command(BaseCommand):
    """Makes the coordinator of a district, and the district itself if it does not stand yet."""

    help = "Завести координатора района (и сам район, если его ещё нет)."

    def add_arguments(self, parser: CommandParser) -> None:
        """What is not given is asked for; the password only from the terminal or its first line."""
        parser.add_argument("slug", help="адрес района на сайте, например zarechny")
        for name, words in (*ASKED, *OF_DISTRICT):
            parser.add_argument(f"--{name.replace('_', '-')}", default="", help=words)
        parser.add_argument("--patronymic", default="", help="Отчество")
        parser.add_argument("--region", default="", help="Регион")
        parser.add_argument("--time-zone", default="Europe/Moscow", help="Часовой пояс")
        parser.add_argument("--password-stdin", action="store_true", help="пароль первой строкой")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Ask for what is missing, do it in one transaction, say what stands now."""
        district = District.objects.filter(slug=options["slug"]).order_by("pk").first()
        wanted = ASKED if district else (*ASKED, *OF_DISTRICT)
        given = {name: options[name] or input(f"{words}: ").strip() for name, words in wanted}
        given["patronymic"] = options["patronymic"]
        given["password"] = input() if options["password_stdin"] else getpass("Пароль: ")
        try:
            if district is None:
                rest = {name: options[name] for name in ("slug", "region", "time_zone")}
                open_installation(at=now(), channel="shell", **given, **rest)
            else:
                self._join(district, given)
        except DomainError as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"Готово: координатор {given['email']}, район «{options['slug']}».")

    @transaction.atomic
    def _join(self, district: District, given: dict[str, Any]) -> None:
        words = (given["email"], given["last_name"], given["first_name"])
        if problem := password_problem(given["password"], floor=STRONG_FLOOR, words=words):
            raise DomainError(problem)
        person = register_person(at=now(), **given)
        make_coordinator(person=person, district=district, at=now(), channel="shell")
