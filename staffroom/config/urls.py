"""Root addresses: each app brings its own, the district's public face comes last."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
