"""Five small districts in STAFFROOM_DATA, each by one of the shipped regulations, with its cast.

The journeys of creation begin here: nothing of the demonstration is needed, and nobody types a
password (the sessions are printed as JSON).
"""

from datetime import timedelta
import json
from typing import Any

import django

PLACES = {
    "baltasi": "education_department",
    "petrodvorets": "methodical_centre",
    "olekminsk": "education_department",
    "tula": "methodical_centre",
    "berezniki": "education_department",
}
WHO = ("anna", "boris", "dmitry", "elena")


def judges(district: Any) -> dict[str, Any]:
    """Two experts of schools of their own, a member of the methodical council, and the criteria."""
    from staffroom.shared.accounts.registry import Power  # noqa: PLC0415
    from staffroom.shared.communities.models import ScopeKind  # noqa: PLC0415
    from tests.factories import review, world  # noqa: PLC0415
    from tests.factories.people import person  # noqa: PLC0415

    review.rubric(district)
    found = {
        key: review.expert(district, name).person
        for key, name in (("raisa", "Раиса Первая"), ("savva", "Савва Второй"))
    }
    timur = person("Тимур Советов")
    world.admit(timur, district, world.organization(district, "Гимназия"))
    voice = Power.SEE_ALL | Power.REVIEW
    world.grant(timur, ScopeKind.DISTRICT, district.pk, "council_member", voice)
    return {**found, "timur": timur}


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
            present = {name: getattr(cast, name) for name in WHO}
            if slug == "baltasi":
                present |= judges(cast.district)
            for name, who in present.items():
                client = Client(SERVER_NAME="127.0.0.1")
                client.force_login(who)
                key = client.cookies[settings.SESSION_COOKIE_NAME].value
                sessions[f"{slug}/{name}"] = key
    print(json.dumps({"cookie": settings.SESSION_COOKIE_NAME, "sessions": sessions}))  # noqa: T201 - its answer


if __name__ == "__main__":
    main()
