"""The app's place in Django."""

from django.apps import AppConfig


class CuratingConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.features.curating"
    label = "curating"
    verbose_name = "Кураторы и слушатели"
