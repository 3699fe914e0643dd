"""The few shapes of ASGI that the server's own applications share."""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

BUSY = (
    '<!doctype html><html lang="ru"><meta charset="utf-8"><title>Сайт занят</title>'
    "<h1>Сайт сейчас очень занят</h1><p>Подождите несколько секунд и обновите страницу. "
    "Набранный текст остаётся в форме, если вернуться назад.</p></html>"
).encode()
PLAIN: Headers = [
    (b"content-type", b"text/html; charset=utf-8"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
]


def header(scope: Scope, name: bytes) -> str:
    """The first header of that (lower case) name, or nothing."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


async def answer(
    send: Send, status: int, headers: Iterable[tuple[bytes, bytes]], body: bytes = b""
) -> None:
    """Send a whole small answer."""
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})


async def refuse(send: Send, status: int, body: bytes = b"", *more: tuple[bytes, bytes]) -> None:
    """Send a short answer that needs no page, and close the connection."""
    length = (b"content-length", str(len(body)).encode())
    await answer(send, status, [*PLAIN, length, (b"connection", b"close"), *more], body)
