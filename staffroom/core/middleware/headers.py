"""Security headers on every answer: pages, refusals, failures, feeds, files.

The policy allows nothing but our own files: no inline script or style, no other site, no string
turned into script (Trusted Types). A page that must carry an inline script writes
`nonce="{{ request.csp_nonce }}"`; the nonce is new in each answer, and such a page is never cached.
"""

from collections.abc import Callable
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Respond = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; "
    "img-src 'self' blob:; font-src 'self'; media-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types {types}"
)
FEATURES = (
    "accelerometer autoplay camera display-capture encrypted-media fullscreen geolocation "
    "gyroscope hid magnetometer microphone midi payment serial usb xr-spatial-tracking"
)
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES.split()),
}
YEAR = 365 * 24 * 3600


class Nonce:
    """A nonce that knows whether the page has used it."""

    __slots__ = ("is_used", "value")

    def __init__(self) -> None:
        self.value = secrets.token_urlsafe(16)
        self.is_used = False

    def __str__(self) -> str:
        self.is_used = True
        return self.value

    __html__ = __str__


def security(respond: Respond) -> Respond:
    """Set `request.csp_nonce` and the headers; what a view has set itself stands."""
    fixed = dict(FIXED)
    if settings.SITE_ADDRESS.startswith("https://"):
        fixed["Strict-Transport-Security"] = f"max-age={YEAR}"
    policy = POLICY.replace("{types}", " ".join(settings.TRUSTED_TYPES))

    def middleware(request: HttpRequest) -> HttpResponse:
        nonce = Nonce()
        request.csp_nonce = nonce  # type: ignore[attr-defined]  # ours
        response = respond(request)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", policy.replace("{nonce}", nonce.value))
        for name, value in fixed.items():
            headers.setdefault(name, value)
        if "Cache-Control" not in headers:
            # Pages of a person stay nowhere; what a guest got with a cookie is his alone.
            is_guest = getattr(request, "person", None) is None
            headers["Cache-Control"] = "private, no-cache" if is_guest else "no-store"
        return response

    return middleware
