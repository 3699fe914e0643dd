"""The top storey as a Django app: it carries the operator's commands and checks."""

from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig

from staffroom import bridges


class ConfigConfig(AppConfig):
    """No models; commands and checks only."""

    name = "staffroom.config"
    label = "config"
    verbose_name = "Установка"

    def ready(self) -> None:
        """Register the checks of a working installation, and what joins features; models are ready now."""
        import_module("staffroom.config.safety")
        for module in iter_modules(bridges.__path__):
            import_module(f"{bridges.__name__}.{module.name}")
