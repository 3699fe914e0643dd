"""The top storey as a Django app: it carries the operator's commands and checks."""

from importlib import import_module

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """No models; commands and checks only."""

    name = "staffroom.config"
    label = "config"
    verbose_name = "Установка"

    def ready(self) -> None:
        """Register the checks of a working installation; they ask models, which are ready now."""
        import_module("staffroom.config.safety")
