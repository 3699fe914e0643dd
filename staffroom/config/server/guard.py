"""Limits on slow and oversized clients, laid over uvicorn's own protocol."""

from asyncio import TimerHandle

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 10.0  # from the first byte (or the connection) to the end of the headers
HEAD_BYTES = 32 * 1024
STALL_SECONDS = 60.0  # how long a client may take nothing of what waits for it
LINGER_SECONDS = 30.0  # how long a closing connection may take its last bytes


class Guarded(HttpToolsProtocol):
    """uvicorn's HTTP protocol that gives up on clients that do not get on with it."""

    head_timer: TimerHandle | None = None
    stall_timer: TimerHandle | None = None
    head_bytes = 0

    def connection_made(self, transport) -> None:  # type: ignore[no-untyped-def, override]
        """Begin: the headers are awaited from now on."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """End: no timer outlives its connection."""
        self._stop_head()
        self._stop_stall()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes from the client: count them while they are headers."""
        is_between = self.cycle is None or self.cycle.response_complete
        if is_between and self.head_timer is None:
            self._await_head()
        super().data_received(data)
        if self.head_timer is not None:
            self.head_bytes += len(data)
            if self.head_bytes > HEAD_BYTES and not self.transport.is_closing():
                self.send_400_response("Request header is too large.")

    def on_headers_complete(self) -> None:
        """The headers have come whole."""
        self._stop_head()
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        """An answer is written; a closing connection must take its last bytes in time."""
        super().on_response_complete()
        if self.transport.is_closing():
            self._abort_later(LINGER_SECONDS)

    def pause_writing(self) -> None:
        """The client takes less than we have for it: it has a minute to take some."""
        super().pause_writing()
        if self.stall_timer is None:
            self.stall_timer = self.loop.call_later(STALL_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """The client took what waited."""
        self._stop_stall()
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        """Nothing more was asked for: close, and do not wait long for the last bytes."""
        super().timeout_keep_alive_handler()
        self._abort_later(LINGER_SECONDS)

    def shutdown(self) -> None:
        """The server stops: a half-sent request is not waited for."""
        super().shutdown()
        is_half_sent = self.cycle is not None and self.cycle.more_body
        if self.head_timer is not None or is_half_sent:
            self.transport.abort()

    def _await_head(self) -> None:
        self.head_bytes = 0
        self.head_timer = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

    def _stop_head(self) -> None:
        if self.head_timer is not None:
            self.head_timer.cancel()
            self.head_timer = None

    def _stop_stall(self) -> None:
        if self.stall_timer is not None:
            self.stall_timer.cancel()
            self.stall_timer = None

    def _abort_later(self, seconds: float) -> None:
        if self.stall_timer is None:
            self.stall_timer = self.loop.call_later(seconds, self.transport.abort)
