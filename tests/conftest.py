"""What every test stands on: a quick database, a still clock, no outer network."""

from collections.abc import Iterator
from datetime import UTC, datetime
import socket
from typing import Any

import pytest
import time_machine

MOMENT = datetime(2026, 9, 14, 9, 30, tzinfo=UTC)  # a Monday, 12:30 in Moscow


class OuterNetworkError(RuntimeError):
    """A test tried to leave the machine."""


@pytest.fixture(autouse=True)
def _no_outer_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection but those to this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            host = str(address[0])
            if not (host.startswith("127.") or host in {"::1", "localhost"}):
                message = f"a test asked for {host}: the outer world is closed here"
                raise OuterNetworkError(message)
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def at() -> datetime:
    """The moment at which things happen in a test, told to actions."""
    return MOMENT


@pytest.fixture
def frozen() -> Iterator[time_machine.Traveller]:
    """The clock stands at `MOMENT`; `frozen.shift(seconds)` moves it."""
    with time_machine.travel(MOMENT, tick=False) as traveller:
        yield traveller
