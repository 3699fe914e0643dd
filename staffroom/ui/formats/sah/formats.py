"""As in Russian."""

from django.conf.locale.ru.formats import *  # noqa: F403 - Django asks this module for its names
