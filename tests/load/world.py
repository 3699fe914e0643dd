"""Make the small district of the tests in a site's own database, and sign its people in."""

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django first
from django.http import HttpRequest  # noqa: E402

from staffroom.shared.accounts.adapters.sessions import SessionStore, sign_in  # noqa: E402
from tests.factories.world import make_world  # noqa: E402


def cookie_of(person: object) -> str:
    """The cookie of a new session of this person."""
    request = HttpRequest()
    request.session = SessionStore()
    sign_in(request, person)  # type: ignore[arg-type]
    request.session.save()
    return f"{settings.SESSION_COOKIE_NAME}={request.session.session_key}"


world = make_world()
json.dump(
    {
        "pid": world.topic.pid,
        "publication": world.topic.pk,
        "cookies": [cookie_of(world.boris), cookie_of(world.galina)],
    },
    sys.stdout,
)
