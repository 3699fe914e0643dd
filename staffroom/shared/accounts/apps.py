"""The app's place in Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.shared.accounts"
    label = "accounts"
    verbose_name = "Аккаунты"
