"""What one connection may take of a node: a stranger that connects and says nothing must not keep others out.

uvicorn bounds neither the time until a request's headers are there, nor the connections of one address, nor those that
never ask anything. The bodies are bounded where they are read.
"""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

#: From a request's first byte (or the connection) to the end of its headers.
HEADER_SECONDS = 10.0
#: Connections to one port: two ports stay far below the usual 1,024 descriptors of a process.
MOST_CONNECTIONS = 256


class OfficerProtocol(H11Protocol):
    """HTTP to the officers' pages; a reverse proxy may bring them all from one address."""

    most_of_one_address = MOST_CONNECTIONS
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Takes a connection, or ends it at once where there are too many."""
        super().connection_made(transport)
        address = self.client and self.client[0]
        clients = [getattr(each, "client", None) for each in self.connections]
        same = sum(1 for client in clients if client and client[0] == address)
        if len(self.connections) > MOST_CONNECTIONS or same > self.most_of_one_address:
            transport.abort()
        else:
            self._await_headers()

    def data_received(self, data: bytes) -> None:
        """Takes bytes; while they are not a whole head, the time runs."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._await_headers()
        else:
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """Lets the connection go."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _await_headers(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(HEADER_SECONDS, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class PartnerProtocol(OfficerProtocol):
    """HTTP to the partner listener, which the whole network may reach."""

    most_of_one_address = 32
