"""The sections of sharing, as each of its lists shows them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from staffroom.core.http import Request
from staffroom.features.sharing.policies.places import may_look
from staffroom.shared.organizations.models import District


def tabs(request: Request, place: District, current: str) -> list[tuple[str, str, bool]]:
    """(label, address, is current)."""
    if not may_look(
        request.viewer, place.pk
    ):  # partners are for everybody, the rest for the network
        return []
    named = (
        ("board", _("Ресурсы")), ("requests", _("Просьбы")), ("agreements", _("Договоры")),
        ("partners", _("Партнёры")),
    )  # fmt: skip
    return [
        (label, reverse(f"sharing:{code}", args=[place.slug]), code == current)
        for code, label in named
    ]
