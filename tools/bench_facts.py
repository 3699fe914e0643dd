"""What the bench asks for on large data: addresses, people signed in. `python -m tools.bench_facts` prints it.

Nothing is invented: the pages are those of the community of `teacher@large.example`. One short topic
is opened to guests, so that there is an anonymous page; sessions are written for the people who read
and answer.
"""

import json
import os
import sys
from typing import Any
from urllib.parse import quote

WRITERS = 64
SECRET = "bench" * 6 + "00"  # the cookie of forms: 32 characters, as Django makes them
QUESTIONS = ("урок класс", "дети задание", "работа учитель", "план тема", "родители школа")


def facts() -> dict[str, Any]:
    """Addresses and cookies for the data folder of this process (Django is set up)."""
    from staffroom.shared.accounts.models import Person  # noqa: PLC0415 - Django first
    from staffroom.shared.communities.models import Community, Membership  # noqa: PLC0415
    from staffroom.shared.publications.models import Publication  # noqa: PLC0415

    person = Person.objects.get(email="teacher@large.example")
    mine = Membership.objects.filter(person=person).values("community")
    home = Community.objects.select_related("district").filter(pk__in=mine).order_by("pk")[0]
    short, public, answered = Publication.objects.filter(
        home_community=home, last_seq__gte=20, last_seq__lt=40
    ).order_by("pk")[:3]  # the oldest: the feed shows the newest
    hot = Publication.objects.filter(home_community__in=mine).order_by("-last_seq", "pk")[0]
    _open_to_guests(public)
    colleagues = Membership.objects.filter(community=home, state="active").order_by("pk")
    others = Person.objects.filter(memberships__in=colleagues).exclude(pk=person.pk)
    people = [person, *others.order_by("pk")[: WRITERS - 1]]
    return {
        "short": f"/p/{short.pid}-{short.slug}/",
        "short_key": short.pk,
        "public": f"/p/{public.pid}-{public.slug}/",
        "last_page": f"/p/{hot.pid}-{hot.slug}/?page={-(-hot.last_seq // 20)}",
        "hot_posts": hot.last_seq,
        "answered": f"/p/{answered.pid}/comments/",
        "list": f"/{home.district.slug}/c/{home.pid}-{home.slug}/",
        "questions": [f"/search/?q={quote(words)}" for words in QUESTIONS],
        "cookies": [_cookie(one) for one in people],
    }


def _open_to_guests(publication: Any) -> None:
    from staffroom.shared.communities.registry import EVERYBODY  # noqa: PLC0415 - Django first
    from staffroom.shared.publications.models import Publication, Reader  # noqa: PLC0415

    Publication.objects.filter(pk=publication.pk).update(audience="public")
    Reader.objects.get_or_create(publication=publication, token=EVERYBODY)


def _cookie(person: Any) -> str:
    from django.conf import settings  # noqa: PLC0415 - Django first
    from django.http import HttpRequest  # noqa: PLC0415

    from staffroom.shared.accounts.adapters.sessions import SessionStore, sign_in  # noqa: PLC0415

    request = HttpRequest()
    request.session = SessionStore()
    sign_in(request, person)
    request.session.save()
    session = f"{settings.SESSION_COOKIE_NAME}={request.session.session_key}"
    return f"{session}; {settings.CSRF_COOKIE_NAME}={SECRET}"


def main() -> None:
    """Print the facts of the folder named by STAFFROOM_DATA."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tools.bench_settings")
    import django  # noqa: PLC0415 - the settings first

    django.setup()
    json.dump(facts(), sys.stdout)


if __name__ == "__main__":
    main()
