"""The app's place in Django."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.shared.duties"
    label = "duties"
    verbose_name = "Дела"
