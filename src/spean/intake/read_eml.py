"""E-mail (RFC 5322, MIME): the message is one report; its attachments are files of their own."""

import email
import email.policy
import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import cast

from spean.errors import InputRefused
from spean.intake.document import document
from spean.intake.encoding import Sampler, encoding_of
from spean.intake.html_text import html_text
from spean.intake.records import Item, Part

#: Names of CP874 that Thai mail carries and Python does not know.
_THAI_CHARSETS = frozenset({"windows-874", "tis-620", "tis620", "x-windows-874", "iso-8859-11"})
MAX_PARTS = 500


@dataclass
class _Message:
    """What the message's leaves hold."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    attached: list[EmailMessage] = field(default_factory=list)


def read_eml(path: Path) -> Iterator[Item]:
    """Gives the message (subject and text; from, date and subject beside it), then each attachment.

    Raises:
        InputRefused: it is no message.
        EncodingUnknown: its text decodes plausibly in no known encoding.
    """
    with path.open("rb") as stream:
        message = email.message_from_binary_file(stream, policy=email.policy.default)
    if not {"from", "date", "subject", "received", "mime-version"} & {name.lower() for name in message}:
        raise InputRefused("the file is no e-mail message", remedy="save the message from the mail program as .eml")
    found = _Message()
    for count, leaf in enumerate(_leaves(message)):
        if count == MAX_PARTS:
            raise InputRefused(
                f"the message has more than {MAX_PARTS} parts", remedy="save its attachments, and send them apart"
            )
        _sort(leaf, found)
    beside = _beside(message)
    text = "\n\n".join(part for part in (beside.get("subject", ""), _body(found)) if part)
    yield document(text, beside)
    for number, leaf in enumerate(found.attached, start=1):
        yield Part(_name(leaf, number), iter([_content(leaf)]))


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        for part in message.iter_parts():
            yield from _leaves(cast("EmailMessage", part))
    else:
        yield message


def _sort(leaf: EmailMessage, found: _Message) -> None:
    kind = leaf.get_content_type()
    if leaf.is_attachment() or leaf.get_filename() or kind not in ("text/plain", "text/html"):
        found.attached.append(leaf)
    elif kind == "text/plain":
        found.plain.append(_decoded(leaf))
    else:
        found.html.append(_decoded(leaf))


def _decoded(leaf: EmailMessage) -> str:
    """The text of a leaf: in the charset it names if that fits, else in the one its bytes show."""
    content = _content(leaf)
    charset = (leaf.get_content_charset() or "utf-8").lower()
    try:
        text = content.decode("cp874" if charset in _THAI_CHARSETS else charset)
    except (LookupError, ValueError):
        seen = Sampler()
        seen.feed(content)
        seen.feed(b"")
        text = content.decode(encoding_of(seen), "replace")
    return text.replace("\r\n", "\n").strip()


def _content(leaf: EmailMessage) -> bytes:
    if leaf.get_content_maintype() == "message" and leaf.is_multipart():
        inner = cast("list[EmailMessage]", leaf.get_payload())
        return b"".join(message.as_bytes() for message in inner)
    content = leaf.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _body(found: _Message) -> str:
    """The plain text, or what the HTML shows; then the links of the HTML that the text does not show."""
    shown, links = html_text("\n".join(found.html))
    text = "\n\n".join(part for part in found.plain if part) or shown
    hidden = [link for link in links if link not in text]
    return "\n".join([text, *hidden]) if hidden else text


def _beside(message: EmailMessage) -> dict[str, str]:
    date = message["date"]
    sent = getattr(date, "datetime", None)
    # the header says when; whose name stands in From nobody knows, so it is kept as extra
    beside = {
        "reported_at": sent.isoformat() if sent else str(date or ""),
        "subject": str(message["subject"] or ""),
        "from": str(message["from"] or ""),
    }
    return {name: " ".join(value.split()) for name, value in beside.items() if value.strip()}


def _name(leaf: EmailMessage, number: int) -> str:
    if name := leaf.get_filename():
        return name
    kind = leaf.get_content_type()
    ending = ".eml" if kind == "message/rfc822" else mimetypes.guess_extension(kind) or ""
    return f"attachment-{number}{ending}"
