"""Which encoding a text file is in: BOM, strict UTF-8, BOM-less UTF-16, mostly UTF-8, plausible CP874, or refused.

CP874 is a single-byte code page in which nearly any bytes decode, so it is believed only where the result reads as
Thai: letters in runs, vowel signs and tone marks after a consonant, leading vowels before one (Unicode 15, ch. 16.1).
"""

import codecs
import re
from dataclasses import dataclass

from spean.errors import EncodingUnknown

#: Bytes looked at for plausibility, taken where the file is not plain ASCII.
SAMPLE_BYTES = 512 * 1024
#: From this share of well-placed Thai letters a CP874 reading is believed. Measured: 20 files of Thai SMS and social
#: media, re-encoded, 0.981 and above; other tongues' encodings at most 0.90 (GBK), random high bytes 0.81.
THAI_SHARE = 0.95
#: At most this share of Thai letters may be ones that Thai hardly uses: in those files at most 0.003, in GBK 0.09,
#: in random high bytes 0.19.
RARE_SHARE = 0.04
_RARE = frozenset("ฃฅฆฌฎฏฐฑฒฤฦฺฯ")
#: From this share of high bytes that stand in valid UTF-8 sequences the file is UTF-8 with damage.
UTF8_SHARE = 0.9
#: From this share of ordinary characters a BOM-less UTF-16 reading is believed.
UTF16_SHARE = 0.95
_CONTROL_SHARE = 0.02

#: Fonts of the time before Unicode: Latin letters in the file, Khmer ones on the paper.
LEGACY_FONTS = ("limon", "abc-text", "abc-zoom", "khek", "baidok")
LEGACY_REMEDY = "if it was typed in a legacy Khmer font (Limon, ABC), convert it to Khmer Unicode; save it as UTF-8"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\r\f\x1a")
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ASCII = bytes(range(128))
_ORDINARY = re.compile("[\t\r\n -~\u00a0-\u00ff\u0e00-\u0e7f\u1780-\u17ff\u19e0-\u19ff\u2000-\u206f฿៛€]")
_MARK = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_THAI_RUN = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]+")
_SYLLABLES = re.compile(f"(?:[เแโใไ]?[ก-ฮ][{_MARK}]*[ะาำๅๆฯ]*|[ๆฯ])")


@dataclass
class Sampler:
    """Collects what the decision needs while a file is read once, in chunks.

    Attributes:
        head: the first chunk's bytes.
        sample: bytes of chunks that are not plain ASCII, at most SAMPLE_BYTES.
        strict_utf8: whether all bytes so far are valid UTF-8.
    """

    head: bytes = b""
    sample: bytes = b""
    strict_utf8: bool = True

    def __post_init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")

    def feed(self, chunk: bytes) -> None:
        """Takes the next chunk; `b""` ends the file."""
        if not self.head:
            self.head = chunk
        if len(self.sample) < SAMPLE_BYTES and not chunk.isascii():
            self.sample += chunk[: SAMPLE_BYTES - len(self.sample)]
        if self.strict_utf8:
            try:
                self._decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError:
                self.strict_utf8 = False


def encoding_of(seen: Sampler) -> str:
    """Names the Python codec to read the file with.

    Raises:
        EncodingUnknown: no reading is plausible, or the bytes are binary.
    """
    for bom, codec in _BOMS:
        if seen.head.startswith(bom):
            if not codec:
                raise EncodingUnknown("the file is UTF-32")
            return codec
    if wide := _bare_utf16(seen.head):
        return wide
    _refuse_binary(seen.head)
    if seen.strict_utf8 or utf8_share(seen.sample) >= UTF8_SHARE:
        return "utf-8"
    thai = seen.sample.decode("cp874", errors="replace")
    if thai_share(thai) >= THAI_SHARE and rare_share(thai) <= RARE_SHARE:
        return "cp874"
    raise EncodingUnknown("the bytes are neither UTF-8, UTF-16 nor plausible Thai in CP874", remedy=LEGACY_REMEDY)


def _refuse_binary(head: bytes) -> None:
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > max(8, _CONTROL_SHARE * len(head)):
        raise EncodingUnknown("the file is binary, not text")


def _bare_utf16(head: bytes) -> str:
    even = head[: len(head) & ~1]
    if len(even) < 8 or b"\x00" not in head:
        return ""
    shares = {codec: _ordinary_share(even, codec) for codec in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda codec: shares[codec])
    return best if shares[best] >= UTF16_SHARE else ""


def _ordinary_share(data: bytes, codec: str) -> float:
    text = data.decode(codec, errors="replace")
    return len(_ORDINARY.findall(text)) / len(text) if text else 0.0


def utf8_share(data: bytes) -> float:
    """The share of non-ASCII bytes that stand in well-formed UTF-8 sequences (1.0 where there are none)."""
    high = len(data.translate(None, _ASCII))
    return sum(map(len, _UTF8_SEQUENCE.findall(data))) / high if high else 1.0


def thai_share(text: str) -> float:
    """The share of non-ASCII characters that are Thai letters standing where Thai puts them, in runs of 2 or more."""
    high = sum(1 for char in text if char > "\x7f" and char not in "\u00a0฿๐๑๒๓๔๕๖๗๘๙“”‘’–—…•€")
    runs = [run for run in _THAI_RUN.findall(text) if len(run) > 1]
    placed = sum(len(match) for run in runs for match in _SYLLABLES.findall(run))
    return placed / high if high else 0.0


def rare_share(text: str) -> float:
    """The share of Thai letters that Thai hardly uses, and other code pages' bytes hit as often as any."""
    letters = "".join(_THAI_RUN.findall(text))
    return sum(char in _RARE for char in letters) / len(letters) if letters else 0.0
