"""The mark of what leaves the node as a file: for local use, because sending it on is a release."""

from datetime import datetime
from pathlib import Path

MARK = "For local use only: to send it on, or to show it to a partner, is a release (`spean release`)."


def mark_beside(path: Path, party: str, at: datetime) -> Path:
    """Writes the mark into a file beside one whose form has no room for it; gives its path."""
    beside = path.with_name(f"{path.name}.local-use.txt")
    beside.write_text(f"{path.name}, from the node of {party}, {at:%Y-%m-%dT%H:%M:%SZ}.\n{MARK}\n", encoding="utf-8")
    return beside


def marked_svg(svg: str) -> str:
    """Puts the mark into a picture, as the description that viewers show and that stays when it is copied."""
    head, end, rest = svg.partition(">")
    return f"{head}{end}<metadata>{MARK}</metadata>{rest}"
