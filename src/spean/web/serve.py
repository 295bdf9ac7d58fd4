"""Serves one node: the officers' pages, the partner listener, and the queue, in one process."""

import asyncio
import contextlib
import signal
import threading
from collections.abc import Callable, Iterator

import uvicorn
from starlette.applications import Starlette

from spean.errors import SpeanError, StorageFailed
from spean.exchange.app import PartnerService, partner_app
from spean.exchange.outbox import Deliverer
from spean.node.core import Node
from spean.web import operator_log
from spean.web.app import officer_app
from spean.web.listener import OfficerProtocol, PartnerProtocol

#: How often the queue is looked at.
ROUND_SECONDS = 1.0
#: How long the end waits for requests under way, and for a delivery under way: a kill there loses nothing.
GRACE_SECONDS = 1


class _Server(uvicorn.Server):
    """A server that leaves signals to `serve`, which stops both."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def serve(node: Node, ready: Callable[[], None]) -> None:
    """Serves until SIGINT or SIGTERM.

    Args:
        node: the node.
        ready: called once both listeners accept connections.

    Raises:
        StorageFailed: a port is taken, or the queue's thread failed.
    """
    operator_log.begin()
    asyncio.run(_serve(node, ready))


async def _serve(node: Node, ready: Callable[[], None]) -> None:
    listen = node.settings.listen
    service = PartnerService(node.database, node.receiver(), node.owner(), node.clock)
    servers = [
        _server(officer_app(node), listen.host, listen.officer_port, OfficerProtocol),
        _server(partner_app(service), listen.host, listen.partner_port, PartnerProtocol),
    ]
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    running = [asyncio.create_task(_run(server)) for server in servers]
    await _started(servers, running)
    ending = threading.Event()
    # A thread of its own that the end need not wait for: a partner that is silent takes its whole timeout.
    queue = threading.Thread(target=_deliver, args=(node.deliverer(), ending), name="queue", daemon=True)
    queue.start()
    ready()
    while queue.is_alive() and not stop.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), ROUND_SECONDS)
    ending.set()
    for server in servers:
        server.should_exit = True
    await asyncio.gather(*running, asyncio.to_thread(queue.join, GRACE_SECONDS))
    if not stop.is_set():
        raise StorageFailed("the queue stopped, and so nothing was sent any more", remedy="start the node again")


def _server(app: Starlette, host: str, port: int, protocol: type[OfficerProtocol]) -> _Server:
    config = uvicorn.Config(
        app,
        http=protocol,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return _Server(config)


async def _run(server: _Server) -> None:
    try:
        await server.serve()
    except SystemExit as error:  # uvicorn's way to say that it can't listen
        raise StorageFailed(f"port {server.config.port} can't be listened on", remedy="stop what uses it") from error


async def _started(servers: list[_Server], running: list[asyncio.Task[None]]) -> None:
    while not all(server.started for server in servers):
        if any(task.done() for task in running):  # a port is taken
            for server in servers:
                server.should_exit = True
            await asyncio.gather(*running)
        await asyncio.sleep(0.02)


def _deliver(deliverer: Deliverer, ending: threading.Event) -> None:
    workers: dict[str, threading.Thread] = {}
    while not ending.is_set():
        # A full disk or a lost server must not end the loop: what waits is tried again.
        with contextlib.suppress(SpeanError):
            for partner in deliverer.due():
                if partner not in workers or not workers[partner].is_alive():
                    workers[partner] = threading.Thread(
                        target=_deliver_to, args=(deliverer, partner), name=f"queue to {partner}", daemon=True
                    )
                    workers[partner].start()
        ending.wait(ROUND_SECONDS)
    for worker in workers.values():
        worker.join(GRACE_SECONDS)


def _deliver_to(deliverer: Deliverer, partner: str) -> None:
    # One thread for each partner: a hold for one must not wait until another, that is stuck, has timed out.
    with contextlib.suppress(SpeanError):
        deliverer.deliver_to(partner)
