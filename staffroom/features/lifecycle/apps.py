"""The app's place in Django."""

from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.features.lifecycle"
    label = "lifecycle"
    verbose_name = "Сроки и преобразования сообществ"
