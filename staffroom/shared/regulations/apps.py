"""The app's place in Django."""

from django.apps import AppConfig


class RegulationsConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.shared.regulations"
    label = "regulations"
    verbose_name = "Регламенты"
