"""What an operator may change: `staffroom.toml` in the data folder, and `STAFFROOM_*` over it.

Nothing set is a working SQLite installation. Wrong or unknown settings stop the start with a
Russian sentence that names the place.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from ipaddress import ip_address
import os
from pathlib import Path
import re
import secrets
import shutil
import sys
import tomllib
from typing import Any
from urllib.parse import unquote, urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo

from staffroom.config import options
from staffroom.config.options import ConfError

TOML = "staffroom.toml"
# Ours, but not settings of the file: where the file is, and what tests and tools say.
ASIDE = {"STAFFROOM_DATA", "STAFFROOM_PORT", "STAFFROOM_HOST"}
ASIDE_PREFIX = "STAFFROOM_TEST_"


class Options(BaseModel):
    """All sections together."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    site: options.Site = Field(default_factory=options.Site)
    owner: options.Owner = Field(default_factory=options.Owner)
    database: options.Database = Field(default_factory=options.Database)
    mail: options.Mail = Field(default_factory=options.Mail)
    security: options.Security = Field(default_factory=options.Security)
    storage: options.Storage = Field(default_factory=options.Storage)
    server: options.Server = Field(default_factory=options.Server)


def every() -> Iterator[tuple[str, str, FieldInfo]]:
    """Each setting as (section, key, its description)."""
    for section, field in Options.model_fields.items():
        kind: Any = field.annotation
        for key, described in kind.model_fields.items():
            yield section, key, described


def variable(described: FieldInfo) -> str:
    """The variable that overrides a setting."""
    extra = described.json_schema_extra
    return str(extra["env"]) if isinstance(extra, dict) else ""


VARIABLES = {variable(field): (section, key, field) for section, key, field in every()}


def from_environment(environ: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """The settings that variables give; `<NAME>_FILE` names a file that holds the value.

    Raises:
        ConfError: a variable with our prefix is not known, or its file cannot be read.
    """
    found: dict[str, dict[str, Any]] = {}
    for given, text in environ.items():
        name = given.removesuffix("_FILE") if given.removesuffix("_FILE") in VARIABLES else given
        if name not in VARIABLES:
            _must_be_known(given)
            continue
        if not text:
            continue
        value = _content(given, text) if given != name else text
        section, key, field = VARIABLES[name]
        is_list = field.annotation == list[str]
        found.setdefault(section, {})[key] = (
            [part.strip() for part in value.split(",") if part.strip()] if is_list else value
        )
    return found


def _must_be_known(name: str) -> None:
    if not name.startswith("STAFFROOM_") or name in ASIDE or name.startswith(ASIDE_PREFIX):
        return
    near = get_close_matches(name, VARIABLES, n=1)
    hint = f" Может быть, {near[0]}?" if near else ""
    raise ConfError(f"Переменная {name} неизвестна.{hint} Все настройки: docs/config.md.")


def _content(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as problem:
        raise ConfError(
            f"Переменная {name}: файл {path} не читается ({problem.strerror})."
        ) from None


def from_file(path: Path) -> dict[str, Any]:
    """What `staffroom.toml` says; nothing when there is no such file.

    Raises:
        ConfError: the file is not TOML.
    """
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        spot = re.search(r"line (\d+)", str(problem))
        where = f", строка {spot.group(1)}" if spot else ""
        raise ConfError(
            f"Файл {path}{where}: запись непонятна. Проверьте кавычки вокруг текста, знак «=» "
            "после имени настройки, скобки вокруг имени раздела и кодировку UTF-8."
        ) from None


WORDS = {
    "int_parsing": "нужно целое число",
    "int_type": "нужно целое число",
    "string_type": "нужен текст в кавычках",
    "list_type": "нужен список в квадратных скобках",
    "less_than_equal": "число слишком большое (не больше {le})",
    "greater_than_equal": "число слишком маленькое (не меньше {ge})",
    "literal_error": "можно только: {expected}",
    "model_type": "это раздел: напишите [{section}] на отдельной строке",
}


def load(environ: Mapping[str, str], path: Path) -> Options:
    """Read the file and lay the variables over it.

    Raises:
        ConfError: something in them is unknown or wrong; every fault is named.
    """
    said, over = from_file(path), from_environment(environ)
    merged: dict[str, Any] = dict(said)
    for section, values in over.items():
        below = said.get(section, {})
        merged[section] = {**below, **values} if isinstance(below, dict) else values
    try:
        return Options(**merged)
    except ValidationError as problem:
        faults = [_fault(dict(one), over, path) for one in problem.errors()]
        raise ConfError("Настройки не подходят.\n" + "\n".join(faults)) from None


def _fault(error: dict[str, Any], over: Mapping[str, Any], path: Path) -> str:
    section, *rest = (str(part) for part in error["loc"])
    key = rest[0] if rest else ""
    limits = {"section": section, **error.get("ctx", {})}
    if error["type"] == "extra_forbidden":
        known = [k for s, k, _ in every() if s == section] if key else list(Options.model_fields)
        near = get_close_matches(key or section, known, n=1, cutoff=0.5)
        what = "такой настройки нет" if key else "такого раздела нет"
        words = what + (f"; может быть, {near[0]}?" if near else "")
    else:
        words = WORDS.get(error["type"], str(error["msg"])).format(**limits)
    return f"  {_place(section, key, over, path)}: {words}"


def _place(section: str, key: str, over: Mapping[str, Any], path: Path) -> str:
    if key in over.get(section, {}):
        name = next(v for v, (s, k, _) in VARIABLES.items() if (s, k) == (section, key))
        return f"переменная {name}"
    inside = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        heading = re.match(r"\s*\[+([^\]]+)\]", line)
        inside = heading.group(1).strip() if heading else inside
        is_key = key and inside == section and re.match(rf"\s*\"?{re.escape(key)}\"?\s*=", line)
        if is_key or (not key and (inside == section or line.startswith(section))):
            return f"{path}, строка {number}, {f'[{section}] {key}' if key else section}"
    return f"{path}, [{section}] {key}"


class Conf:
    """The operator's settings as the rest of the product reads them."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.data_dir = Path(environ.get("STAFFROOM_DATA") or options.here()).resolve()
        self.file = self.data_dir / TOML
        renamed = {"HOST": "STAFFROOM_HOST", "PORT": "STAFFROOM_PORT"}
        given = {
            **environ,
            **{short: environ[long] for short, long in renamed.items() if environ.get(long)},
        }
        self.options = load(given, self.file)
        site, server, storage = self.options.site, self.options.server, self.options.storage
        self.host, self.port = site.host, site.port
        # The address people type: letters carry it, and https in it makes the cookies secure.
        self.site = site.address or f"http://{self._shown_host}:{self.port}"
        self.is_https = self.site.startswith("https://")
        self.is_production = site.mode == "production" or (
            site.mode == "auto" and not _is_loopback(site.host)
        )
        # A developer's own machine, said so in words: the living page is open there.
        self.is_development = site.mode == "local" and _is_loopback(site.host)
        self.time_zone = site.time_zone
        self.certificate = Path(site.certificate) if site.certificate else None
        self.owner, self.mail = self.options.owner, self.options.mail
        self.needs_second_factor = self.options.security.second_factor == "required" or (
            self.options.security.second_factor == "auto" and self.is_production
        )
        self.processes = server.processes or options.cores()
        self.workers = server.workers
        self.connections = server.connections
        self.largest_request = server.largest_request_mb * 2**20
        self.trusted_proxies = ",".join(server.trusted_proxies)
        is_service = server.log == "auto" and not sys.stderr.isatty()
        self.logs_as_json = server.log == "json" or is_service
        self.log_level = server.log_level
        self.largest_file = storage.largest_file_mb * 2**20
        self.largest_file_of_staff = storage.largest_file_of_staff_mb * 2**20
        self.space_of_person = storage.space_of_person_gb * 2**30
        self.space_of_staff = storage.space_of_staff_gb * 2**30
        self.keep_free = storage.keep_free_mb * 2**20
        self.clamd, self.clamd_hours = storage.clamd, storage.clamd_hours
        self.macros, self.locked_files = storage.macros, storage.locked
        self.preview_pages = storage.preview_pages
        known = {"auto": shutil.which("soffice") or "", "off": ""}
        self.office = known.get(storage.office, storage.office)
        self.files_accel = storage.accel
        self.check_links = server.check_links

    @property
    def _shown_host(self) -> str:
        host = "127.0.0.1" if self.host in {"", "0.0.0.0", "::"} else self.host  # noqa: S104 - compared
        return f"[{host}]" if ":" in host else host

    @property
    def allowed_hosts(self) -> list[str]:
        """Names the site answers to."""
        named = [urlsplit(self.site).hostname or "", *self.options.site.other_names, self.host]
        return ["127.0.0.1", "localhost", "[::1]", *filter(None, named)]

    @property
    def secret_key(self) -> str:
        """The installation's key, made once and kept in the data folder."""
        given = self.options.security.secret_key.get_secret_value()
        if given:
            return given
        path = self.data_dir / "secret_key"
        if not path.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(48))
        return path.read_text().strip()

    def database(self) -> dict[str, Any]:
        """Django's settings of the database: SQLite in the data folder, or the URL given."""
        url = urlsplit(self.options.database.url.get_secret_value())
        if url.scheme in {"postgres", "postgresql"}:
            return {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": url.path.lstrip("/"),
                "USER": unquote(url.username or ""),
                "PASSWORD": unquote(url.password or ""),
                "HOST": unquote(_written_host(url.netloc)),
                "PORT": url.port or "",
                "CONN_MAX_AGE": None,
                "CONN_HEALTH_CHECKS": True,
            }
        return {
            "ENGINE": "staffroom.core.sqlite",
            "NAME": self.data_dir / "staffroom.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                    "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;"
                    "PRAGMA temp_store=MEMORY;"
                ),
            },
        }

    def email(self) -> dict[str, Any]:
        """Django's settings of outgoing mail."""
        mail = self.mail
        return {
            "EMAIL_HOST": mail.host,
            "EMAIL_PORT": mail.port,
            "EMAIL_USE_SSL": mail.security == "tls",
            "EMAIL_USE_TLS": mail.security == "starttls",
            "EMAIL_HOST_USER": mail.user,
            "EMAIL_HOST_PASSWORD": mail.password.get_secret_value(),
            "EMAIL_TIMEOUT": 20,
            "DEFAULT_FROM_EMAIL": mail.sender or f"no-reply@{urlsplit(self.site).hostname}",
        }


def _written_host(netloc: str) -> str:
    """The host with its case kept: it may be the folder of a socket."""
    host = netloc.rpartition("@")[2]
    return host.strip("[]") if host.endswith("]") else re.sub(r":\d*$", "", host).strip("[]")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def shown(value: Any) -> str:
    """A default as it is written in TOML."""
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if isinstance(value, list):
        return "[" + ", ".join(shown(part) for part in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


conf = Conf(dict(os.environ))
