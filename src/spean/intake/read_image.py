"""Pictures: kept as they are; what their QR codes say is the narrative. A paper in a picture is typed in beside it."""

from collections.abc import Iterator
from pathlib import Path

import zxingcpp
from PIL import Image

from spean.errors import InputRefused, LimitExceeded
from spean.intake.document import document
from spean.intake.records import Item, Note

#: Telephones take 12 to 50 million pixels, the largest 200; each takes three or four bytes unfolded.
MAX_PIXELS = 120_000_000
_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.MicroQRCode])
_NOTHING = "no QR code was found: the picture is kept; what it shows is typed in with --typed"


def read_image(path: Path) -> Iterator[Item]:
    """Gives the text of the QR codes in a PNG or JPEG, one a line.

    Raises:
        InputRefused: the picture is damaged.
        LimitExceeded: it has more than MAX_PIXELS pixels.
    """
    payloads = [found.text for found in zxingcpp.read_barcodes(gray(path), formats=_QR)]
    texts = list(dict.fromkeys(text for text in payloads if text.strip()))
    yield document("\n".join(texts))
    if not texts:
        yield Note(_NOTHING)


def gray(path: Path) -> Image.Image:
    """Unfolds a picture in shades of grey; see `read_image` for errors."""
    Image.MAX_IMAGE_PIXELS = None  # its bound is half a warning and half an error; this one is plain
    try:
        with Image.open(path, formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise LimitExceeded(
                    f"the picture has more than {MAX_PIXELS} pixels", remedy="send it in a smaller size"
                )
            picture.draft("L", picture.size)
            return picture.convert("L")
    except (OSError, SyntaxError, ValueError) as error:
        raise InputRefused("the picture is damaged") from error
