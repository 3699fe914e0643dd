"""Five small districts in STAFFROOM_DATA, each by one of the shipped regulations, with its cast.

The journeys of creation begin here: nothing of the demonstration is needed, and nobody types a
password (the sessions are printed as JSON).
"""

from datetime import timedelta
import json

import django

PLACES = {
    "baltasi": "education_department",
    "petrodvorets": "methodical_centre",
    "olekminsk": "education_department",
    "tula": "methodical_centre",
    "berezniki": "education_department",
}
WHO = ("anna", "boris", "dmitry", "elena")


def main() -> None:
    """Fill the data and print who is signed in."""
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - the product is set up above
    from django.db import transaction  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from staffroom.core.clock import now  # noqa: PLC0415
    from staffroom.shared.communities.models import Community, Membership  # noqa: PLC0415
    from tests.factories import people, world  # noqa: PLC0415
    from tests.features.governance.conftest import cast_of  # noqa: PLC0415

    people.JOINED = world.THEN = now() - timedelta(days=30)
    sessions: dict[str, str] = {}
    with transaction.atomic():
        for slug, kind in PLACES.items():
            cast = cast_of(slug, kind, slug=slug)
            if slug == "olekminsk":
                world.community(cast.district, "Сеть района", kind="main")
            if slug == "baltasi":
                home = world.community(
                    cast.district, "Учителя словесности", kind="methodical_association"
                )
                Community.objects.filter(pk=home.pk).update(state="active")
                for who in (cast.anna, cast.boris):
                    world.enrol(who, Community.objects.get(pk=home.pk))
                Membership.objects.filter(community=home.pk).update(state="active")
            for name in WHO:
                client = Client(SERVER_NAME="127.0.0.1")
                client.force_login(getattr(cast, name))
                key = client.cookies[settings.SESSION_COOKIE_NAME].value
                sessions[f"{slug}/{name}"] = key
    print(json.dumps({"cookie": settings.SESSION_COOKIE_NAME, "sessions": sessions}))  # noqa: T201 - its answer


if __name__ == "__main__":
    main()
