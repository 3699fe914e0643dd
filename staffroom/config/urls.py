"""Root addresses: each app brings its own, the district's public face comes last."""

from django.urls import URLPattern, URLResolver, include, path

from staffroom.shared.communities.urls import admission_patterns

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("staffroom.core.health")),
    path("", include("staffroom.ui.urls")),
    path("", include("staffroom.shared.accounts.urls")),
    path("", include("staffroom.shared.publications.urls")),
    path("", include("staffroom.features.forum.urls")),
    path("", include("staffroom.shared.moderation.urls")),
    path("", include("staffroom.shared.duties.urls")),
    path("", include("staffroom.shared.notifications.urls")),
    # before communities: a section of a community's menu would hide the log
    path("", include("staffroom.shared.journal.urls")),
    path("", include("staffroom.overviews.upkeep.urls")),
    path("", include("staffroom.features.curating.urls")),
    path("files/", include("staffroom.core.files.urls")),
    path("", include("staffroom.shared.search.urls")),
    path("", include("staffroom.shared.organizations.urls")),
    path("", include("staffroom.shared.regulations.urls")),
    path("", include((admission_patterns, "admissions"))),
    path("", include("staffroom.shared.communities.urls")),
    path("", include("staffroom.overviews.desks.urls")),
    path("", include("staffroom.overviews.home.urls")),
    path("", include("staffroom.overviews.site.urls")),  # the district's own address is the last
]

handler400 = "staffroom.ui.failures.bad_request"
handler403 = "staffroom.ui.failures.forbidden"
handler404 = "staffroom.ui.failures.absent"
handler500 = "staffroom.ui.failures.broken"
