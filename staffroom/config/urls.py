"""Root addresses: each app brings its own, the district's public face comes last."""

from functools import lru_cache

from django.urls import ResolverMatch, URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern

from staffroom.shared.communities.urls import admission_patterns


class Remembered(URLResolver):
    """The addresses below; where a path has led once is found without trying all of them again."""

    def __init__(self, patterns: list[URLPattern | URLResolver]) -> None:
        super().__init__(RoutePattern(""), patterns)
        self.find = lru_cache(maxsize=2_000)(self._found)

    def resolve(self, path: str) -> ResolverMatch:
        """Where the path leads; what leads nowhere is not remembered."""
        return self.find(path)

    def _found(self, path: str) -> ResolverMatch:
        match = super().resolve(path)
        match.tried = []  # only the debug page would show it
        return match


addresses: list[URLPattern | URLResolver] = [
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
    path("", include("staffroom.features.governance.urls")),
    path("", include("staffroom.features.rosters.urls")),
    path("", include("staffroom.features.plans.urls")),
    path("", include("staffroom.features.materials.urls")),
    path("", include("staffroom.features.collections.urls")),
    path("", include("staffroom.overviews.experience.urls")),
    path("", include("staffroom.features.review.urls")),
    path("", include("staffroom.features.lifecycle.urls")),
    path("", include("staffroom.features.adoption.urls")),
    path("", include("staffroom.features.control.urls")),
    path("", include("staffroom.features.drafting.urls")),
    path("", include("staffroom.features.sharing.urls")),
    path("files/", include("staffroom.core.files.urls")),
    path("", include("staffroom.shared.search.urls")),
    path("", include("staffroom.shared.documents.urls")),
    path("", include("staffroom.shared.organizations.urls")),
    path("", include("staffroom.shared.regulations.urls")),
    path("", include((admission_patterns, "admissions"))),
    path("", include("staffroom.shared.communities.urls")),
    path("", include("staffroom.overviews.desks.urls")),
    path("", include("staffroom.overviews.clauses.urls")),
    path("", include("staffroom.overviews.home.urls")),
    path("", include("staffroom.overviews.site.urls")),  # the district's own address is the last
]
urlpatterns: list[URLPattern | URLResolver] = [Remembered(addresses)]

handler400 = "staffroom.ui.failures.bad_request"
handler403 = "staffroom.ui.failures.forbidden"
handler404 = "staffroom.ui.failures.absent"
handler500 = "staffroom.ui.failures.broken"
