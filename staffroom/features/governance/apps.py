"""The app's place in Django."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.features.governance"
    label = "governance"
    verbose_name = "Инициативы и создание сообществ"
