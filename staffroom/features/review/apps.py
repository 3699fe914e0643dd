"""The app's place in Django."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.features.review"
    label = "review"
    verbose_name = "Экспертиза"
