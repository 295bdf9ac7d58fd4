"""What LINE and Telegram names have in common: a word for the service, then the name."""

import re

#: Words that follow a service's name and are no handle.
# fmt: off
_NO_HANDLES = frozenset({
    "account", "accounts", "add", "and", "app", "application", "at", "bank", "bot", "call", "call2",
    "channel", "chat", "com", "connect", "contact", "for", "from", "group", "group2", "her", "here",
    "his", "http", "https", "id", "ids", "in", "is", "it", "line", "link", "man", "me", "message",
    "messages", "mobile", "my", "name", "not", "notify", "now", "number", "of", "official", "on", "open",
    "or", "pay", "phone", "please", "said", "scam", "scammer", "shopping", "sticker", "stickers", "that",
    "the", "their", "they", "this", "to", "today", "tv", "user", "username", "via", "was", "webtoon",
    "who", "with", "www",
})
# fmt: on


def is_handle(name: str, *, labelled: bool) -> bool:
    """Says whether a word after a service's name is a handle.

    Args:
        name: lower case, without "@".
        labelled: an "@", a colon, "ID" or a verb of adding stands before it, so that plain letters will do.
    """
    if name in _NO_HANDLES or len(name) < 3:
        return False
    return labelled or bool(re.search(r"[\d_.\-]", name.strip("._-")))
