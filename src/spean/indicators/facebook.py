"""Facebook accounts and pages: the user name in lower case, or the numeric id.

Accepted: links facebook.com/name, fb.com/name, m.me/name, profile.php?id=N, people/Name/N, and "Facebook: some.name",
"เฟซบุ๊ก ชื่อ some.name", "ហ្វេសប៊ុក some.name" where the name can be a user name (letters, digits and dots). Display
names ("Somchai Jaidee") are no identity; groups, posts, reels and share links name no account.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from spean.indicators.candidate import Candidate, Claims
from spean.indicators.fold import Folded, fold
from spean.indicators.handle import is_handle
from spean.model import Kind, Reading

#: A link.
SURE = 0.95
#: A name after the service's name.
NEAR = 0.8

#: The service's name.
HINT = "facebook|fb|เฟ|ហ្វេស"

_HOSTS = frozenset({"facebook.com", "fb.com", "fb.me", "m.me", "messenger.com"})
_PATHS = frozenset({
    "ads", "business", "dialog", "events", "gaming", "groups", "hashtag", "help", "home.php", "l.php", "legal", "login",
    "login.php", "marketplace", "messages", "notes", "pages", "people", "permalink.php", "photo", "photo.php", "photos",
    "plugins", "policies", "posts", "privacy", "profile.php", "reel", "reels", "search", "settings", "share",
    "share.php", "sharer", "sharer.php", "stories", "story.php", "tr", "video", "videos", "watch", "t",
})  # fmt: skip
_NAME = re.compile(r"[a-z0-9][a-z0-9.]{3,49}")
_TEXT = re.compile(
    r"(?P<service>(?<![a-z0-9@./])facebook|(?<![a-z0-9@./])fb(?![a-z])|เฟ[ซส]\s?บุ[๊]?[กคค์]+|เฟ[ซส](?=[\s:])|"
    r"ហ្វេស\s?ប៊?ុ?[កគ]|"
    r"ហ្វេសប៊ុក)(?!\.com|\.me)"
    r"(?P<label>\s*(?:messenger|page|profile|account|user\s?(?:name)?|\bid\b|เพจ|ชื่อ|ไอดี|ឈ្មោះ|គណនី|"
    r"ផេក)?\s*(?:คือ|is|name|ชื่อ)?"
    r"\s*[:=>(/\-]{0,2}\s*)(?P<name>@?[a-z0-9][a-z0-9.]{3,49})(?![a-z0-9_])"
)
_LABELLED = re.compile(r"id|user|ไอดี|ชื่อ|[:=@/]|name|ឈ្មោះ")


def facebook_of_link(url: str) -> list[Reading]:
    """Gives the account in a normalised link, if it names one."""
    split = urlsplit(url)
    host = split.hostname or ""
    if host not in _HOSTS and host.partition(".")[2] not in _HOSTS:
        return []
    parts = [part for part in split.path.lower().split("/") if part]
    if parts[:1] == ["profile.php"]:
        name = parse_qs(split.query).get("id", [""])[0]
        return [Reading(Kind.FACEBOOK, name, SURE)] if re.fullmatch(r"\d{5,20}", name) else []
    if parts[:1] in (["people"], ["pages"]) and len(parts) > 2 and parts[2].isdecimal():
        return [Reading(Kind.FACEBOOK, parts[2], SURE)]
    name = parts[1] if parts[:1] == ["t"] and len(parts) > 1 else parts[0] if parts else ""
    valid = name not in _PATHS and _NAME.fullmatch(name)
    return [Reading(Kind.FACEBOOK, name, SURE)] if valid else []


def read_facebook(value: str) -> list[Reading]:
    """Reads one value that says it is a Facebook name ("fb: some.name")."""
    match = _TEXT.fullmatch(fold(value).strip().lower())
    return [Reading(Kind.FACEBOOK, match["name"].lstrip("@"), SURE)] if match else []


def find_facebook(folded: Folded, claims: Claims) -> Iterator[Candidate]:
    """Finds Facebook user names in running text."""
    if not any(word in folded.plain for word in ("fb", "facebook", "เฟ", "ហ្វេស")):
        return
    for match in _TEXT.finditer(folded.plain):
        name = match["name"].rstrip(".")
        start, end = match.start("name"), match.start("name") + len(name)
        labelled = bool(_LABELLED.search(match["label"])) or name.startswith("@")
        bare = name.lstrip("@")
        if not is_handle(bare, labelled=labelled) or _is_amount(bare) or not claims.free(start, end):
            continue
        if folded.plain[end : end + 1] not in ("/", "@", "_"):
            yield Candidate(start, end, (Reading(Kind.FACEBOOK, bare, NEAR),))


def _is_amount(name: str) -> bool:
    return name.replace(".", "").isdecimal() and len(name) < 10
