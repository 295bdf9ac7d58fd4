"""ioc-finder 9.4.1: its types that Spean knows too, each value once a message (it gives no positions).

Names in e-mail addresses are no domain in the labels: the option that leaves them out is set, and what it lets through
where the address has capitals is dropped here. Non-ASCII domains are searched as well. "urls" rather than
"urls_complete": it strips what ends a sentence.
"""

from collections.abc import Iterable, Iterator, Mapping

from forms import host_form, host_of, url_form
from ioc_finder import find_iocs
from serve import serve

KINDS = {
    "urls": "url",
    "domains": "domain",
    "email_addresses": "email",
    "ipv4s": "ipv4",
    "ipv6s": "ipv6",
    "bitcoin_addresses": "btc",
}


def find(text: str, _region: str | None) -> list[tuple[str, str]]:
    found = find_iocs(
        text,
        included_ioc_types=list(KINDS),
        parse_domain_from_email_address=False,
        parse_from_url_path=False,
        parse_unicode_iocs=True,
    )
    return pairs(found)


def everything(text: str, _region: str | None) -> list[tuple[str, str]]:
    return pairs(find_iocs(text))


def pairs(found: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, values in found.items() for value in values]


def said(found: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    of_mails = {host_form(value.partition("@")[2]) for name, value in found if name == "email_addresses"}
    of_mails -= {host_of(url_form(value)) for name, value in found if name == "urls"}
    for name, value in found:
        kind = KINDS.get(name)
        if kind == "domain" and host_form(value) in of_mails:
            continue
        if kind == "url":
            yield kind, url_form(value)
        elif kind == "domain":
            yield kind, host_form(value)
        elif kind == "email":
            yield kind, value.lower()
        elif kind:
            yield kind, value


if __name__ == "__main__":
    serve(find, said, everything=everything)
