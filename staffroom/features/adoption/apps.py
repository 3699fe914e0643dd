"""The app's place in Django."""

from django.apps import AppConfig


class AdoptionConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.features.adoption"
    label = "adoption"
    verbose_name = "Принятие документов организациями"
