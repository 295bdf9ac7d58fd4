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


def is_everybodys(domain: str) -> bool:
    """Says whether a domain is a platform's, a shortener's or a bare hoster's: context, never an offender's."""
    if domain in HOSTERS:
        return True
    parts = domain.split(".")
    tails = {".".join(parts[at:]) for at in range(len(parts))}
    return not tails & (HOSTERS - SHORTENERS) and bool(tails & (PLATFORMS | SHORTENERS))
