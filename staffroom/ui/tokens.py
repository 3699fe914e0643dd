"""Tokens of forms: a drawn form has places for them, each answer lays its own there.

A part of a page is drawn once and given to many (`ui.kept`); what must be new in each answer or
known to one reader alone, the token against forged requests and the key of a form sent twice, is
never in it. The places are words that nobody can type: cleaned and escaped words hold no comment,
and they are new in each process.
"""

import os
from secrets import token_hex

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, get_token
from markupsafe import Markup

from staffroom.core.idempotency import once_field as new_once_field

TOKEN = Markup(f"<!-- {token_hex(16)} -->")  # noqa: S704 - our own words
_KEY = "<!--once-->"
ONCE = TOKEN + Markup(_KEY)  # noqa: S704 - our own words

_CHARS = CSRF_ALLOWED_CHARS.encode()
_FAIR = len(_CHARS) * (256 // len(_CHARS))  # random bytes below it fall on all characters alike
_UNFAIR = bytes(range(_FAIR, 256))
_TO_PLACE = bytes(n % len(_CHARS) for n in range(256))
_PLACE_OF = {char: n for n, char in enumerate(CSRF_ALLOWED_CHARS)}


def csrf_field() -> Markup:
    """The place of a form's hidden token, the same for everybody."""
    return TOKEN


def once_field() -> Markup:
    """The place of a form's key; each form of a page gets one of its own."""
    return ONCE


def laid(html: str, request: HttpRequest | None) -> str:
    """A drawn page with the tokens of this answer in its forms; a letter has none."""
    first, *rest = html.split(TOKEN)  # one walk over the page for both
    if not rest:
        return html
    token = _hidden(csrf_token(request)) if request else ""
    laid_out = [first]
    for part in rest:
        laid_out += (
            (new_once_field(), part[len(_KEY) :]) if part.startswith(_KEY) else (token, part)
        )
    return "".join(laid_out)


def csrf_token(request: HttpRequest) -> str:
    """The request's secret masked anew, as Django masks it; the cookie of a signed-in person stands.

    Django renews the cookie for a year at each page with a form. A person's is made anew at each
    sign-in, and a stay is over long before the cookie is.
    """
    secret = request.META.get("CSRF_COOKIE", "")
    if getattr(request, "person", None) is None or len(secret) != CSRF_SECRET_LENGTH:
        return get_token(request)
    return masked(secret)


def masked(secret: str) -> str:
    """A random mask and the secret moved by it: what Django's own check unmasks."""
    places = b""
    while len(places) < len(secret):
        places += os.urandom(2 * len(secret)).translate(_TO_PLACE, _UNFAIR)
    moved = ((_PLACE_OF[char] + place) % len(_CHARS) for char, place in zip(secret, places, strict=False))  # fmt: skip
    return "".join(CSRF_ALLOWED_CHARS[n] for n in (*places[: len(secret)], *moved))


def _hidden(token: str) -> str:
    return f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
