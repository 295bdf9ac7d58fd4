"""iocextract 1.16.1, refanging and stripping what trails a URL.

It knows no bare domains; its URLs' hosts are given as domains over all kinds, but `domain` is not among its own kinds.
Its telephone pattern knows North America only and could only be wrong here: left out, in its favour, like hashes and
YARA rules. Its URL patterns overlap, so one URL at one place may come twice: each value counts once a message.
"""

from collections.abc import Iterator

import iocextract
from forms import host_of, is_address, url_form
from serve import serve


def find(text: str, _region: str | None) -> list[tuple[str, str]]:
    return [
        *(("url", url) for url in iocextract.extract_urls(text, refang=True, strip=True)),
        *(("ipv4", address) for address in iocextract.extract_ipv4s(text, refang=True)),
        *(("ipv6", address) for address in iocextract.extract_ipv6s(text)),
        *(("email", address) for address in iocextract.extract_emails(text, refang=True)),
    ]


def everything(text: str, _region: str | None) -> list[str]:
    return list(iocextract.extract_iocs(text, refang=True, strip=True))


def said(found: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    yield from sorted(set(_each(found)))


def _each(found: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for kind, value in found:
        if kind != "url":
            yield kind, value.lower()
            continue
        url = url_form(value)
        yield "url", url
        host = host_of(url)
        if host and not is_address(host):
            yield "domain", host


if __name__ == "__main__":
    serve(find, said, everything=everything)
