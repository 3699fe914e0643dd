"""Every setting of an installation, with the words that explain it to the technician.

The commented `staffroom.toml` and docs/config.md are both written from here.
"""

import os
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr
from pydantic_core import PydanticCustomError


class ConfError(Exception):
    """The settings cannot be used; the message says where and what to do."""


def option(default: Any, words: str, *, env: str, **limits: Any) -> Any:
    """A setting: its default, its explanation in Russian, the variable that overrides it."""
    return Field(default, description=words, json_schema_extra={"env": env}, **limits)


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise PydanticCustomError("zone", "такого часового пояса нет, пример: Asia/Yakutsk")
    return name


def _site_address(address: str) -> str:
    address = address.rstrip("/")
    if address and not address.startswith(("http://", "https://")):
        raise PydanticCustomError("address", "адрес начинается с http:// или https://")
    if address.count("/") > 2:
        raise PydanticCustomError("address", "нужен только адрес сайта, без страниц после него")
    return address


def _database_url(url: SecretStr) -> SecretStr:
    known = ("", "sqlite", "postgres", "postgresql")
    if url.get_secret_value().partition(":")[0] not in known:
        raise PydanticCustomError("database", "поддерживаются адреса вида postgres://…")
    return url


def cores() -> int:
    """Cores that this process may use, which in a container are fewer than the machine's."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Section(BaseModel):
    """A section of the file: unknown keys are refused in each."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Site(Section):
    """Адрес и режим сайта."""

    address: Annotated[str, AfterValidator(_site_address)] = option(
        "",
        "Адрес сайта, как его набирают люди. Он стоит в письмах; с https:// вход защищён строже. "
        'Пусто: http://host:port. Пример: "https://uchitelskaya.example"',
        env="STAFFROOM_SITE",
    )
    host: str = option(
        "127.0.0.1",
        "На каком адресе принимать соединения. 127.0.0.1 — только с этой машины; "
        "0.0.0.0 — со всех (тогда сайт считается рабочим, а не пробным).",
        env="HOST",
    )
    port: int = option(8000, "Порт.", env="PORT", ge=0, le=65535)
    other_names: list[str] = option(
        [],
        "Другие имена сайта, по которым он тоже отвечает (без http и порта).",
        env="STAFFROOM_OTHER_NAMES",
    )
    mode: Literal["auto", "production", "local"] = option(
        "auto",
        "Режим: production — рабочий сайт (строгие проверки, демонстрационные учётные записи "
        "запрещены); local — проба на своей машине; auto — рабочий, если host не 127.0.0.1.",
        env="STAFFROOM_MODE",
    )
    certificate: str = option(
        "",
        "Файл сертификата https (PEM), если он лежит на этой же машине: страница «Состояние сайта» "
        "скажет, когда он кончается. Пусто: сайт спросит себя самого по своему адресу.",
        env="STAFFROOM_CERTIFICATE",
    )
    time_zone: Annotated[str, AfterValidator(_known_zone)] = option(
        "Europe/Moscow",
        "Часовой пояс сайта; у каждого района и участника может быть свой.",
        env="STAFFROOM_TIME_ZONE",
    )


class Owner(Section):
    """Владелец сайта: закон требует показывать его на каждой странице (149-ФЗ, ст. 10)."""

    name: str = option("", "Полное название организации-владельца.", env="STAFFROOM_OWNER_NAME")
    address: str = option("", "Почтовый адрес владельца.", env="STAFFROOM_OWNER_ADDRESS")
    email: str = option(
        "", "Электронная почта для обращений и юридических писем.", env="STAFFROOM_OWNER_EMAIL"
    )
    phone: str = option("", "Телефон (необязательно).", env="STAFFROOM_OWNER_PHONE")


class Database(Section):
    """База данных."""

    url: Annotated[SecretStr, AfterValidator(_database_url)] = option(
        SecretStr(""),
        "Пусто: SQLite в папке данных, ничего ставить не нужно. PostgreSQL 15 и новее: "
        '"postgres://имя:пароль@сервер:5432/база"',
        env="STAFFROOM_DATABASE",
    )


class Mail(Section):
    """Почтовый сервер. Пока host пуст, письма складываются в папку данных (mail)."""

    host: str = option(
        "", 'Сервер исходящей почты (SMTP): "smtp.example"', env="STAFFROOM_MAIL_HOST"
    )
    port: int = option(465, "Порт почтового сервера.", env="STAFFROOM_MAIL_PORT", ge=1, le=65535)
    security: Literal["tls", "starttls", "none"] = option(
        "tls",
        "Защита соединения: tls (порт 465), starttls (порт 587), none (только внутри своей сети).",
        env="STAFFROOM_MAIL_SECURITY",
    )
    user: str = option("", "Имя на почтовом сервере.", env="STAFFROOM_MAIL_USER")
    password: SecretStr = option(
        SecretStr(""), "Пароль на почтовом сервере.", env="STAFFROOM_MAIL_PASSWORD"
    )
    sender: str = option(
        "",
        'От чьего имени идут письма: "Учительская <no-reply@uchitelskaya.example>"',
        env="STAFFROOM_MAIL_SENDER",
    )


class Security(Section):
    """Защита."""

    secret_key: SecretStr = option(
        SecretStr(""),
        "Ключ подписи. Пусто: создан при первом запуске и лежит в папке данных (secret_key).",
        env="STAFFROOM_SECRET_KEY",
    )
    second_factor: Literal["auto", "required", "offered"] = option(
        "auto",
        "Второй фактор входа для координаторов, модераторов и техников: required — обязателен, "
        "offered — по желанию, auto — обязателен на рабочем сайте.",
        env="STAFFROOM_SECOND_FACTOR",
    )


class Storage(Section):
    """Файлы участников."""

    largest_file_mb: int = option(
        100, "Наибольший размер одного файла, МБ.", env="STAFFROOM_LARGEST_FILE_MB", ge=1, le=4096
    )
    space_of_person_gb: int = option(
        5,
        "Сколько всего файлов может держать один человек, ГБ.",
        env="STAFFROOM_SPACE_OF_PERSON_GB",
        ge=1,
    )
    largest_file_of_staff_mb: int = option(
        500,
        "Наибольший размер одного файла для тех, кто ведёт сообщества и новости, МБ.",
        env="STAFFROOM_LARGEST_FILE_OF_STAFF_MB",
        ge=1,
        le=4096,
    )
    space_of_staff_gb: int = option(
        20,
        "Сколько всего файлов могут держать те, кто ведёт сообщества и новости, ГБ.",
        env="STAFFROOM_SPACE_OF_STAFF_GB",
        ge=1,
    )
    keep_free_mb: int = option(
        1024,
        "Сколько места на диске оставлять свободным, МБ: когда остаётся меньше, "
        "новые файлы не принимаются, а сайт работает.",
        env="STAFFROOM_KEEP_FREE_MB",
        ge=0,
    )
    macros: Literal["mark", "refuse"] = option(
        "mark",
        "Файлы с макросами: mark — принимать и предупреждать словами перед скачиванием, "
        "refuse — не принимать.",
        env="STAFFROOM_MACROS",
    )
    locked: Literal["mark", "refuse"] = option(
        "mark",
        "Документы, закрытые паролем: mark — принимать и предупреждать, refuse — не принимать. "
        "Архивы с паролем не принимаются никогда: проверить их нельзя.",
        env="STAFFROOM_LOCKED_FILES",
    )
    office: str = option(
        "auto",
        "LibreOffice для просмотра документов страницами: auto — если установлен, off — не использовать, "
        "или путь к soffice. Без него документы показываются своим текстом, списками и таблицами.",
        env="STAFFROOM_OFFICE",
    )
    preview_pages: int = option(
        30,
        "Сколько первых страниц документа показывать картинками на странице просмотра.",
        env="STAFFROOM_PREVIEW_PAGES",
        ge=1,
        le=200,
    )
    clamd: str = option(
        "",
        "Проверка файлов на вирусы: сокет clamd (/run/clamav/clamd.ctl) или адрес:порт. Пусто: файлы не "
        "проверяются. Как поставить — docs/operate/viruses.md.",
        env="STAFFROOM_CLAMD",
    )
    clamd_hours: int = option(
        6,
        "Через сколько часов молчания проверки на вирусы сказать об этом техническому специалисту.",
        env="STAFFROOM_CLAMD_HOURS",
        ge=1,
        le=168,
    )
    accel: str = option(
        "",
        "Если перед сайтом стоит nginx и отдаёт файлы сам (X-Accel-Redirect): внутренний адрес папки "
        'files, например "/internal-files". Пусто: файлы отдаёт сам сайт.',
        env="STAFFROOM_FILES_ACCEL",
    )


class Server(Section):
    """Сервер. Менять нужно редко."""

    processes: int = option(
        0, "Процессов страниц; 0 — по числу ядер.", env="STAFFROOM_PROCESSES", ge=0, le=64
    )
    workers: int = option(1, "Процессов заданий.", env="STAFFROOM_WORKERS", ge=0, le=64)
    connections: int = option(
        10_000, "Соединений на процесс, не больше.", env="STAFFROOM_CONNECTIONS", ge=10
    )
    largest_request_mb: int = option(
        128, "Наибольший размер одного запроса, МБ.", env="STAFFROOM_LARGEST_REQUEST_MB", ge=1
    )
    trusted_proxies: list[str] = option(
        [],
        "Адреса своих обратных прокси (nginx), которым можно верить об адресе посетителя: "
        '["127.0.0.1"]',
        env="STAFFROOM_TRUSTED_PROXIES",
    )
    check_links: bool = option(
        False,
        "Проверять раз в час, открываются ли ссылки на другие сайты в опубликованных записях, и узнавать "
        "названия страниц. Тогда сайт сам обращается к этим сайтам: только к открытым адресам сети, порты 80 "
        "и 443. false — сайт никуда не обращается.",
        env="STAFFROOM_CHECK_LINKS",
    )
    log: Literal["auto", "json", "text"] = option(
        "auto",
        "Вид журнала сервера: auto — строками для человека в терминале и JSON для службы.",
        env="STAFFROOM_LOG",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = option(
        "INFO", "Насколько подробен журнал сервера.", env="STAFFROOM_LOG_LEVEL"
    )


def here() -> str:
    """Where the data folder is when nothing says so."""
    return str(Path("var").resolve())
