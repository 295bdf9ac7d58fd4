"""What strangers ask, counted: nobody who has not said who they are makes the audit log grow at will.

The first refusal of a kind is logged at once; those that follow within the window are counted, and the next one after
it says how many there were. What they sent is not logged: it is theirs, and has no bound.
"""

import threading
from datetime import datetime, timedelta

WINDOW_SECONDS = 600
#: Different kinds of refusals kept apart; acts and codes are few, so more is a fault and all the rest counts as one.
MOST_KINDS = 200


class Strangers:
    """Counts refusals by (act, code), for one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: dict[tuple[str, str], tuple[datetime, int]] = {}

    def due(self, act: str, code: str, now: datetime) -> int | None:
        """Says whether a refusal is to be logged, and how many like it were not since the last one; None: it is not."""
        with self._lock:
            key = (act, code) if (act, code) in self._seen or len(self._seen) < MOST_KINDS else ("", "")
            since, count = self._seen.get(key, (None, 0))
            if since is not None and now < since + timedelta(seconds=WINDOW_SECONDS):
                self._seen[key] = since, count + 1
                return None
            self._seen[key] = now, 0
            return count
