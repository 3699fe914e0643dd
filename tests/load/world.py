"""Make the small district of the tests in a site's own database, and sign its people in."""

import json
import sys

import django

django.setup()

from tests.factories.world import make_world  # noqa: E402 - Django first
from tests.load.signing_in import cookie_of  # noqa: E402

world = make_world()
json.dump(
    {
        "pid": world.topic.pid,
        "publication": world.topic.pk,
        "cookies": [cookie_of(world.boris), cookie_of(world.galina)],
    },
    sys.stdout,
)
