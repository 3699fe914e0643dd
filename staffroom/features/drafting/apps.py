"""The app's place in Django."""

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.features.drafting"
    label = "drafting"
    verbose_name = "Проекты документов"
