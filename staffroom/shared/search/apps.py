"""The app's place in Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.shared.search"
    label = "search"
    verbose_name = "Поиск"
