"""The design system as a Django app (templates and static files)."""

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class UiConfig(AppConfig):
    """Only templates, static files and template machinery; no models."""

    name = "staffroom.ui"
    label = "ui"
    verbose_name = "Оформление"

    def ready(self) -> None:
        """Lay the catalogues where gettext looks for them, before anything is said."""
        from staffroom.ui import catalogue  # noqa: PLC0415 - apps are imported without their modules

        catalogue.install(Path(settings.LOCALE_PATHS[0]))
