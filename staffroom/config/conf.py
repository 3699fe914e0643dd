"""What an operator may change: `staffroom.toml` in the data folder, and `STAFFROOM_*` over it."""

import os
from pathlib import Path
import secrets
from typing import Any
from urllib.parse import unquote, urlsplit


class Conf:
    """The operator's settings, with working defaults: nothing set is a SQLite installation."""

    def __init__(self, environ: dict[str, str]) -> None:
        self.environ = environ
        self.data_dir = Path(environ.get("STAFFROOM_DATA") or "var").resolve()
        self.host = environ.get("HOST") or "127.0.0.1"
        self.port = int(environ.get("PORT") or 8000)
        # The address people type: letters carry it, and https in it makes the cookies secure.
        self.site = (environ.get("STAFFROOM_SITE") or f"http://{self.host}:{self.port}").rstrip("/")
        self.is_https = self.site.startswith("https://")
        # Cores that this process may use, which in a container are fewer than the machine's.
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        self.processes = int(environ.get("STAFFROOM_PROCESSES") or cores or 1)
        self.workers = int(environ.get("STAFFROOM_WORKERS") or 1)
        self.connections = int(environ.get("STAFFROOM_CONNECTIONS") or 10_000)
        self.largest_request = int(environ.get("STAFFROOM_LARGEST_REQUEST") or 128 * 2**20)
        self.trusted_proxies = environ.get("STAFFROOM_TRUSTED_PROXIES", "")
        self.allowed_hosts = ["127.0.0.1", "localhost", "[::1]", "testserver", self.host]

    @property
    def secret_key(self) -> str:
        """The installation's key, made once and kept in the data folder."""
        path = self.data_dir / "secret_key"
        if not path.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(48))
        return path.read_text().strip()

    def database(self) -> dict[str, Any]:
        """Django's settings of the database: SQLite in the data folder, or the URL given."""
        url = urlsplit(self.environ.get("STAFFROOM_DATABASE", ""))
        if url.scheme in {"postgres", "postgresql"}:
            return {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": url.path.lstrip("/"),
                "USER": unquote(url.username or ""),
                "PASSWORD": unquote(url.password or ""),
                "HOST": url.hostname or "",
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


conf = Conf(dict(os.environ))
