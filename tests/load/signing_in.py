"""Sessions of people in a site's own database."""

from django.conf import settings
from django.http import HttpRequest

from staffroom.shared.accounts.adapters.sessions import SessionStore, sign_in


def cookie_of(person: object) -> str:
    """The cookie of a new session of this person."""
    request = HttpRequest()
    request.session = SessionStore()
    sign_in(request, person)  # type: ignore[arg-type]  # whoever was made
    request.session.save()
    return f"{settings.SESSION_COOKIE_NAME}={request.session.session_key}"
