"""The app's place in Django."""

from django.apps import AppConfig


class ClausesConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.overviews.clauses"
    label = "clauses"
    verbose_name = "Пункты положения"
