"""The app's place in Django: shipped profiles are checked at start."""

from typing import Any

from django.apps import AppConfig
from django.core import checks


class RegulationsConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.shared.regulations"
    label = "regulations"
    verbose_name = "Регламенты"

    def ready(self) -> None:
        """Let `staffroom check` and every start refuse a profile that cannot be used."""
        checks.register(_shipped_profiles)


def _shipped_profiles(**_options: Any) -> list[checks.CheckMessage]:
    from staffroom.shared.regulations.registry import shipped  # noqa: PLC0415 - apps come first

    try:
        shipped.read_folder(shipped.PROFILES_DIR)
    except shipped.WrongProfile as wrong:
        return [checks.Error(wrong.message, id="regulations.E001")]
    return []
