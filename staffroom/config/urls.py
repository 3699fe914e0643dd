"""Root addresses: each app brings its own, the district's public face comes last."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("staffroom.ui.urls")),
    # before communities: a section of a community's menu would hide the log
    path("", include("staffroom.shared.journal.urls")),
    path("", include("staffroom.shared.regulations.urls")),
]
