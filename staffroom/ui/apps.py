"""The design system as a Django app (templates and static files)."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Only templates, static files and template machinery; no models."""

    name = "staffroom.ui"
    label = "ui"
    verbose_name = "Оформление"
