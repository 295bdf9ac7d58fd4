"""What a serving node says to its operator: one line, and for a fault where it was in the program.

An exception's own text is left out, for it can hold what somebody wrote or a row's values; its kind and place remain.
"""

import asyncio
import logging
import threading
import traceback
from types import TracebackType

SAME_SECONDS = 60
_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _Placed(logging.Formatter):
    """Formats a fault as the places it passed and its kind."""

    def formatException(self, ei: _Raised) -> str:  # noqa: N802 - the library's name
        places = "".join(traceback.format_tb(ei[2]))
        return f"{places}{ei[0].__name__ if ei[0] else ''}"


def _matters(record: logging.LogRecord) -> bool:
    # A request that the end of the process cuts off is no fault.
    return not (record.exc_info and record.exc_info[0] is asyncio.CancelledError)


class Seldom(logging.Filter):
    """Lets the same message of the same library pass once a minute: a full table of descriptors is told each second."""

    def __init__(self) -> None:
        super().__init__()
        self._told: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Says whether the message is told."""
        key = (record.name, str(record.msg).split("\n")[0])
        again = record.created - self._told.get(key, 0.0) < SAME_SECONDS
        if not again:
            self._told = {known: at for known, at in self._told.items() if record.created - at < SAME_SECONDS}
            self._told[key] = record.created
        return record.name != "asyncio" or not again


def begin() -> None:
    """Sends every library's warnings and faults to stderr in this form, a thread's too."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Placed("spean serve: %(levelname)s: %(message)s"))
    handler.addFilter(_matters)
    handler.addFilter(Seldom())
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
    threading.excepthook = _thread_failed


def _thread_failed(failed: threading.ExceptHookArgs) -> None:
    raised = failed.exc_value or failed.exc_type()
    name = failed.thread.name if failed.thread else "?"
    logging.error("the thread %s failed", name, exc_info=(failed.exc_type, raised, failed.exc_traceback))
