"""The top storey as a Django app: it carries the operator's commands."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """No models; commands only."""

    name = "staffroom.config"
    label = "config"
    verbose_name = "Установка"
