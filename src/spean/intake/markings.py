"""Security markings: a document marked secret is refused (DESIGN: unclassified material only).

Only a cell or line that is nothing but a marking counts, and only at the head of the file: a narrative that
contains the word is a narrative. The Thai grades are those of the regulation on
official secrets, B.E. 2544 (2001), sec. 12.
"""

import re
import unicodedata
from collections.abc import Iterable

from spean.errors import SecretMarking

_GRADES = {
    "ลับ", "ลับมาก", "ลับที่สุด", "เอกสารลับ",
    "secret", "top secret", "confidential", "classified", "state secret",
    "សម្ងាត់", "សម្ងាត់បំផុត", "សម្ងាត់ណាស់", "ឯកសារសម្ងាត់", "សំងាត់", "ការសម្ងាត់",
}  # fmt: skip
_LABEL = re.compile(r"^(?:classification|security classification|security|ชั้นความลับ|ជំនាន់សម្ងាត់)\s*[::=]\s*")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff"))
_MAX_CHARS = 80


def is_marking(text: str) -> bool:
    """Whether the text is a security marking and nothing else, as `- SECRET -` or `TOP SECRET//NOFORN`."""
    if len(text) > _MAX_CHARS:
        return False
    plain = unicodedata.normalize("NFC", text).translate(_INVISIBLE).casefold().strip()
    label = _LABEL.match(plain)
    grade = (plain[label.end() :] if label else plain).split("//")
    return any(_bare(part) in _GRADES for part in grade)


def _bare(text: str) -> str:
    # not by \W: it would cut Thai and Khmer vowel signs off a grade
    return " ".join(text.strip(" \t\r\n-–—*=/\\[](){}<>!.:#_|\"'•").split())


def refuse_marked(texts: Iterable[str]) -> None:
    """Refuses the file if one of the texts is a marking.

    Raises:
        SecretMarking: one is.
    """
    if any(map(is_marking, texts)):
        raise SecretMarking("the document carries a security marking")
