"""Counts phones and accounts found in messages that carry one-time passwords: there should be none.

    otp.py PATH [PATH …]            files or folders of lines LABEL|TEXT, those labelled OTP (each text once)
    otp.py PATH … --show            the messages with something found, to stderr

An OTP message may name a hotline in full, which is a phone: the count is of all that is found; look with --show.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from texts import files, texts

from spean.indicators.extract import extract
from spean.model import Kind

NUMBERS = (Kind.PHONE, Kind.BANK_ACCOUNT, Kind.PROMPTPAY, Kind.THAI_ID, Kind.IMEI, Kind.WHATSAPP)


def labelled_otp(lines: Iterable[str]) -> list[str]:
    """Gives the texts labelled OTP, each once, in order."""
    split = (line.partition("|") for line in lines)
    return list(dict.fromkeys(text for label, _, text in split if label.strip().lower() == "otp"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--region", default="TH")
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    messages = labelled_otp(line for file in files(given.paths) for line in texts(file))
    counted: Counter[Kind] = Counter()
    for text in messages:
        mentions = [mention for mention in extract(text, region=given.region) if mention.kind in NUMBERS]
        counted.update(mention.kind for mention in mentions)
        if mentions and given.show:
            print(f"{[(mention.kind.value, mention.raw) for mention in mentions]} in: {text}", file=sys.stderr)
    print(json.dumps({"otp_messages": len(messages), **{kind.value: counted[kind] for kind in NUMBERS}}))


if __name__ == "__main__":
    main()
