"""What must not be in a working installation: each fault with what to do about it.

`staffroom check` shows all of it; a production start is refused while an error stands.
"""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution
from django.core.management.base import CommandError
from django.db import DatabaseError

from staffroom.config.conf import conf
from staffroom.shared.accounts.models import Person

SHORT_KEY = 32


@register(Tags.security)
def settings_are_safe(**_given: Any) -> list[CheckMessage]:
    """Faults of the settings."""
    return list(_of_settings()) if conf.is_production else []


@register(Tags.database)
def data_are_safe(**_given: Any) -> list[CheckMessage]:
    """Faults of the data (asked of the database: `staffroom check --database default`)."""
    return list(_of_data()) if conf.is_production else []


def _of_settings() -> Iterator[CheckMessage]:
    owner = conf.owner
    if not (owner.name and owner.address and owner.email):
        yield Error(
            "Не указан владелец сайта.",
            hint="Закон требует показывать его на сайте: заполните name, address и email "
            f"в разделе [owner] файла {conf.file}.",
            id="staffroom.E001",
        )
    if len(conf.secret_key) < SHORT_KEY:
        yield Error(
            "Ключ подписи слишком короткий.",
            hint="Удалите secret_key из настроек: надёжный ключ создастся сам.",
            id="staffroom.E002",
        )
    if not conf.is_https:
        yield Caution(
            "Сайт открывается без шифрования (http): пароли видны в сети.",
            hint='Поставьте перед сайтом nginx с сертификатом и впишите address = "https://…" '
            "в раздел [site]. Как это сделать: docs/operate/install.md.",
            id="staffroom.W001",
        )
    if not conf.mail.host:
        yield Caution(
            "Почта не настроена: письма складываются в папку данных и не уходят.",
            hint="Заполните раздел [mail]. Как это сделать: docs/operate/mail.md.",
            id="staffroom.W002",
        )


def _of_data() -> Iterator[CheckMessage]:
    try:
        has_demo = Person.objects.filter(is_demo=True, is_active=True).exists()
    except DatabaseError:  # no tables yet
        return
    if has_demo:
        yield Error(
            "В базе есть демонстрационные учётные записи с известным паролем.",
            hint="Рабочий сайт начинают с пустой папки данных: укажите другую в STAFFROOM_DATA "
            'и запустите make run DEMO=0. Для пробы оставьте host = "127.0.0.1".',
            id="staffroom.E003",
        )


def must_be_safe() -> None:
    """Refuse a production start while something dangerous stands.

    Raises:
        CommandError: what is wrong and what to do, in Russian.
    """
    if not conf.is_production:
        return
    found = [*_of_settings(), *_of_data()]
    errors = [f"  {one.msg}\n    {one.hint}" for one in found if isinstance(one, Error)]
    if errors:
        trial = "\nЭто проба, а не рабочий сайт? Тогда: STAFFROOM_MODE=local."
        raise CommandError("Запуск рабочего сайта остановлен.\n" + "\n".join(errors) + trial)
