"""A form sent twice makes one thing: double click, a page kept by the browser, a proxy that repeats itself.

The form carries a random key, the view makes its thing through `once`:

    <form method="post" …>{{ once_field() }} …</form>

    def topic_create(request: HttpRequest) -> HttpResponse:
        form = bound(TopicForm, request)
        if form.is_valid():
            with refusals_to(form):
                return go(request, once(request, lambda: open_topic(form).get_absolute_url()))
        return page_or_part(…)

The key is written in the same transaction as the thing, so both stand or neither. What counts as
the same submission is the person, the address, the key and everything typed: changed words under
an old key make a new thing, nothing typed is ever dropped. A refused form leaves no key behind.
Clients of the API send the key as the header `Idempotency-Key`.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
import hashlib
import secrets

from django.db import connection, transaction
from django.db.models import CharField
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from staffroom.core.clock import now
from staffroom.core.models import FormKey
from staffroom.core.prepared import PreparedUpdate

FIELD = "once"
HEADER = "Idempotency-Key"
KEEP = timedelta(days=3)
LONGEST_KEY = 80


def once_key() -> str:
    """A new key for a form."""
    return secrets.token_urlsafe(12)


def once_field() -> SafeString:
    """The hidden field of a form, for templates."""
    return mark_safe(f'<input type="hidden" name="{FIELD}" value="{once_key()}">')  # noqa: S308 - our own letters


def once(request: HttpRequest, make: Callable[[], str]) -> str:
    """The address of what the form makes: made now, or by the same form sent before.

    `make` runs inside a transaction that also keeps the key; what it raises undoes both. A request
    without a key simply makes its thing, whole or not at all.
    """
    digest = _digest(request)
    if digest is None:
        with transaction.atomic():
            return make()
    with transaction.atomic():
        if not _is_first(digest, at=now()):
            return FormKey.objects.values_list("address", flat=True).get(pk=digest)
        address = make()
        _keep_address(digest=digest, address=address)
        return address


_keep_address = PreparedUpdate(
    lambda digest, address: (FormKey.objects.filter(pk=digest), {"address": address}),
    digest=CharField(), address=CharField(),
)  # fmt: skip


def _is_first(digest: str, *, at: datetime) -> bool:
    """Write the key; False when it stands already (a parallel twin is waited for)."""
    moment = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_formkey (digest, address, at) VALUES (%s, '', %s) "
            "ON CONFLICT DO NOTHING",
            [digest, moment],
        )
        return bool(cursor.rowcount == 1)


def _digest(request: HttpRequest) -> str | None:
    key = request.headers.get(HEADER) or request.POST.get(FIELD, "")
    if not key or len(key) > LONGEST_KEY:
        return None
    person = getattr(request, "person", None)
    # A guest is told from another guest by his cookies alone: the key itself is random enough.
    whole = hashlib.sha256(f"{person.pk if person else ''}\0{request.path}\0{key}\0".encode())
    for name, values in sorted(request.POST.lists()):
        if name != "csrfmiddlewaretoken":
            whole.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            whole.update(repr((name, file.name, file.size)).encode())
    if not request.POST and not request.FILES:
        whole.update(request.body)
    return whole.hexdigest()


def prune(*, at: datetime) -> None:
    """Forget keys of forms sent days ago."""
    FormKey.objects.filter(at__lt=at - KEEP).delete()
