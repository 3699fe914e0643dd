"""The app's place in Django."""

from django.apps import AppConfig


class CollectionsConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.features.collections"
    label = "collections"
    verbose_name = "Подборки"
