"""The app's place in Django."""

from django.apps import AppConfig


class ExperienceConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.overviews.experience"
    label = "experience"
    verbose_name = "Опыт педагогов"
