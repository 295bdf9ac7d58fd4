"""Which finders can find anything in a text at all: one RE2 pass over it, as it stands, before any other work.

Every finder's file says in `HINT` what a text must hold for it; a hint is wider than its finder, never narrower. Most
text of a hotline or of a platform holds nothing, and is then done in a few microseconds.
"""

from collections.abc import Mapping

import re2

#: A digit of the three scripts, for hints.
DIGIT = "[0-9๐-๙០-៩]"
#: Fullwidth forms and other scripts' digits: folding makes other characters of them, so no hint can be trusted.
_FOLDED = (
    r"[\x{ff01}-\x{ff5e}\x{660}-\x{669}\x{6f0}-\x{6f9}\x{966}-\x{96f}\x{ed0}-\x{ed9}\x{1040}-\x{1049}"
    r"\x{2460}-\x{2468}\x{24ea}\x{1d7ce}-\x{1d7ff}]"
)
_MAX_MEMORY_BYTES = 64 * 1024**2


class Hints:
    """Hints of several finders, looked for together.

    Args:
        hints: finder's name → pattern in RE2's syntax, over raw text, letters of either case alike.
    """

    def __init__(self, hints: Mapping[str, str]) -> None:
        self._names = tuple(hints)
        self._all = frozenset(hints)
        options = re2.Options()
        options.case_sensitive = False
        options.max_mem = _MAX_MEMORY_BYTES
        self._set = re2.Set.SearchSet(options)
        for hint in (*hints.values(), _FOLDED):
            self._set.Add(hint)
        self._set.Compile()

    def of(self, text: str) -> frozenset[str]:
        """Gives the names of the finders that may find something."""
        found = self._set.Match(text.encode("utf-8", "replace"))
        if not found:
            return frozenset()
        if len(self._names) in found:
            return self._all
        return frozenset(self._names[at] for at in found)
