"""The PhoneNumberMatcher of phonenumbers 9.0.43 in the message's region, at its default leniency (valid numbers)."""

from collections.abc import Iterator

import phonenumbers
from serve import serve


def find(text: str, region: str | None) -> list[phonenumbers.PhoneNumberMatch]:
    return list(phonenumbers.PhoneNumberMatcher(text, region))


def said(found: list[phonenumbers.PhoneNumberMatch]) -> Iterator[tuple[str, str]]:
    for match in found:
        yield "phone", phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)


if __name__ == "__main__":
    serve(find, said)
