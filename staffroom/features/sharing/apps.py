"""The app's place in Django."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.features.sharing"
    label = "sharing"
    verbose_name = "Обмен ресурсами"
