"""The app's place in Django."""

from django.apps import AppConfig


class ControlConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.features.control"
    label = "control"
    verbose_name = "Контроль исполнения"
