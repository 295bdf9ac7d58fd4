"""PDF: one report whose narrative is the text layer, read by PDFium.

Measured on Thai and Khmer set by a shaping engine: PDFium gives back every letter, pypdf 6 loses vowels and subscripts.
"""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2

from spean.errors import InputRefused, LimitExceeded
from spean.intake.document import document
from spean.intake.records import MAX_CELL_CHARS, Item, Note

MAX_PAGES = 2000
#: Lines at a page's head and foot in which a marking is looked for.
_EDGE_LINES = 2
_NO_TEXT = "no text layer: the file is kept; read it, and type it in with --typed"
_PASSWORD = 4  # FPDF_ERR_PASSWORD


def read_pdf(path: Path) -> Iterator[Item]:
    """Gives the document's text; a scan has none, and is kept with a note.

    Raises:
        InputRefused: the file is damaged or encrypted.
        LimitExceeded: it has more than MAX_PAGES pages.
    """
    try:
        with pypdfium2.PdfDocument(path) as opened:
            if len(opened) > MAX_PAGES:
                raise LimitExceeded(f"the document has more than {MAX_PAGES} pages", remedy="split it")
            pages = list(_pages(opened))
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise InputRefused("the document is encrypted", remedy="save it without a password") from error
        raise InputRefused("the document is damaged") from error
    text = "\n\n".join(page for page in pages if page)
    yield document(text, notes=[line for page in pages for line in _edges(page)])
    if not text:
        yield Note(_NO_TEXT)


def _pages(opened: pypdfium2.PdfDocument) -> Iterator[str]:
    chars = 0
    for page in opened:
        text = page.get_textpage().get_text_bounded()
        page.close()
        chars += len(text)
        yield text.replace("\r\n", "\n").replace("\ufffe", "").strip()
        if chars > MAX_CELL_CHARS:  # its row is rejected, however much follows
            return


def _edges(page: str) -> list[str]:
    lines = [line for line in page.split("\n") if line.strip()]
    return lines[:_EDGE_LINES] + lines[-_EDGE_LINES:]
