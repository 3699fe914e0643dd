"""Logs: a line of JSON for a service, a readable line for a person; no personal data, no secrets."""

import re
from typing import Any

from structlog.contextvars import merge_contextvars
from structlog.dev import ConsoleRenderer
from structlog.processors import ExceptionRenderer, JSONRenderer, TimeStamper, add_log_level
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_logger_name
from structlog.typing import EventDict, Processor

# What a traceback, a database's complaint or a failing page's address may carry of a person or of
# his rights: mail addresses, telephones, keys, the end of an address that was sent in a letter.
PRIVATE = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+"
    r"|(?<!\d)(?:\+7|8)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}(?!\d)"
    r"|(?:(?<=/account/password/reset/)|(?<=/account/email/)|(?<=/registration/confirm/)"
    r"|(?<=/notices/unsubscribe/))[^\s\"'?#<>]+"
    r"|(?i:(?:password|token|secret|session|csrf\w*|authorization)[\"']?\s*[=:]\s*[\"']?[^\s\"',;&]+)"
)


def without_persons(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Hide what could name a person or open a door."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = PRIVATE.sub("…", value)
    event.pop("request", None)  # Django's failures carry the whole request
    event.pop("server_time", None)
    return event


def logging_settings(*, is_json: bool, level: str = "INFO") -> dict[str, Any]:
    """Django's LOGGING."""
    common: list[Processor] = [
        merge_contextvars,
        add_log_level,
        add_logger_name,
        ExtraAdder(),
        TimeStamper(fmt="iso", utc=True),
        ExceptionRenderer(),
        without_persons,
    ]
    last: Processor = JSONRenderer(ensure_ascii=False) if is_json else ConsoleRenderer(colors=False)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "ours": {
                "()": ProcessorFormatter,
                "foreign_pre_chain": common,
                "processors": [ProcessorFormatter.remove_processors_meta, last],
            },
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "ours"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "staffroom": {"level": level},
            "django.request": {"level": "ERROR"},  # not every 404
            "django.server": {"level": "WARNING"},
        },
    }
