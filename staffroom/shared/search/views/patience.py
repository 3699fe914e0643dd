"""How often one person may ask for what is offered while he types."""

from datetime import datetime

from django.core.cache import cache
from django.http import HttpResponse, JsonResponse

ASKED_A_MINUTE = 120  # a quick typist with a mention in every line asks less


def is_patient(pid: str, at: datetime) -> bool:
    """Count this request in its minute."""
    key = f"search:suggest:{pid}:{at:%H%M}"
    cache.add(key, 0, timeout=120)
    return cache.incr(key) <= ASKED_A_MINUTE


def too_often() -> HttpResponse:
    """The refusal."""
    refusal = {"detail": "Слишком часто. Подождите минуту."}
    return JsonResponse(refusal, status=429, headers={"Retry-After": "60"})
