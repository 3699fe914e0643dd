"""Whether words must be shown to their author once more before others read them."""

from staffroom.core.personal import Found, found_in
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.queries.threads import Head, publication_of


def personal_in(
    scope: Community | District | Head, text: str, *, was: str = ""
) -> tuple[Found, ...]:
    """Personal data that the author is asked about (`moderation.pii_check`).

    What stood there before is not asked again. Whose rules hold where a publication stands is asked
    only when something was found.
    """
    found = found_in(text)
    if not found:
        return ()
    if isinstance(scope, Head):
        publication = publication_of(scope)
        scope = publication.home_community or publication.district
    if rules_of(scope).choice("moderation.pii_check") == "off":
        return ()
    known = set(found_in(was))
    return tuple(one for one in found if one not in known)
