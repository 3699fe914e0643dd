"""The app's place in Django."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.demo"
    label = "demo"
    verbose_name = "Демонстрация"
