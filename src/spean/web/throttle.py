"""How often one address may fail to sign in, so that a code is not guessed and the node not kept busy."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

WINDOW_SECONDS = 600.0
MOST_FAILURES = 10
#: Addresses remembered; the one longest unheard of is forgotten first.
MOST_ADDRESSES = 4096


class Throttle:
    """Counts failures by address over a fixed window.

    Args:
        clock: seconds that only go forward.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def is_blocked(self, address: str) -> bool:
        """Says whether an address has failed too often."""
        with self._lock:
            return self._count(address)[1] >= MOST_FAILURES

    def note_failure(self, address: str) -> None:
        """Counts a failure."""
        with self._lock:
            began, count = self._count(address)
            self._failures[address] = began, count + 1
            self._failures.move_to_end(address)
            if len(self._failures) > MOST_ADDRESSES:
                self._failures.popitem(last=False)

    def _count(self, address: str) -> tuple[float, int]:
        now = self._clock()
        began, count = self._failures.get(address, (now, 0))
        return (now, 0) if now - began > WINDOW_SECONDS else (began, count)
