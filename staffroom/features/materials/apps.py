"""The app's place in Django."""

from django.apps import AppConfig


class MaterialsConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.features.materials"
    label = "materials"
    verbose_name = "Банк материалов"
