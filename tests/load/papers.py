"""Make the small district with many drafts of orders in a site's own database."""

import json
import sys

import django

django.setup()

from staffroom.shared.documents.models import Document  # noqa: E402 - Django first
from tests.factories.documents import order  # noqa: E402
from tests.factories.world import make_world  # noqa: E402
from tests.load.signing_in import cookie_of  # noqa: E402

world = make_world()
drafts = [order(world, f"О деле {n}").pid for n in range(int(sys.argv[1]))]
json.dump(
    {"cookie": cookie_of(world.dmitry), "drafts": drafts, "n": Document.objects.count()}, sys.stdout
)
