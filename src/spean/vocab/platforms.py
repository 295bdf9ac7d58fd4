"""Domains that belong to no offender: platforms, shorteners, messengers, hosters.

A URL there may be an offender's; the domain itself is everybody's, so as a domain it is context. A domain of the
table covers its subdomains, except for a hoster's, where each subdomain is a tenant's own site and only the bare
name is everybody's. Source of the table: `data/SOURCE.txt`.
"""

import csv
from importlib.resources import files


def _table() -> dict[str, set[str]]:
    rows = csv.DictReader(files("spean.vocab").joinpath("data/domains.csv").read_text(encoding="utf-8").splitlines())
    kinds: dict[str, set[str]] = {"platform": set(), "shortener": set(), "hoster": set()}
    for row in rows:
        kinds[row["kind"]].add(row["domain"])
    return kinds


_KINDS = _table()
PLATFORMS = frozenset(_KINDS["platform"])
SHORTENERS = frozenset(_KINDS["shortener"])
#: Every subdomain is a tenant's site.
HOSTERS = frozenset(_KINDS["hoster"])
#: Messengers and social networks: a link there names an account or a group, and so somebody.
SOCIAL = frozenset(
    {
        "discord.com", "discord.gg", "facebook.com", "fb.com", "fb.me", "instagram.com", "lin.ee", "line.biz",
        "line.me", "linkedin.com", "m.me", "messenger.com", "pinterest.com", "reddit.com", "signal.me", "signal.org",
        "skype.com", "t.me", "telegram.dog", "telegram.me", "threads.net", "tiktok.com", "twitter.com", "viber.com",
        "vk.com", "wa.me", "wechat.com", "weixin.qq.com", "whatsapp.com", "x.com", "youtube.com", "zalo.me",
    }
)  # fmt: skip


def is_everybodys(domain: str) -> bool:
    """Says whether a domain is a platform's, a shortener's or a bare hoster's: context, never an offender's."""
    if domain in HOSTERS:
        return True
    parts = domain.split(".")
    tails = {".".join(parts[at:]) for at in range(len(parts))}
    return not tails & (HOSTERS - SHORTENERS) and bool(tails & (PLATFORMS | SHORTENERS))


def is_social(domain: str) -> bool:
    """Says whether a domain, or what it is a subdomain of, is a messenger or social network."""
    parts = domain.split(".")
    return any(".".join(parts[at:]) in SOCIAL for at in range(len(parts)))
