"""Makes the files that tests take in: made-up content only."""

import io
import zipfile
from email.message import EmailMessage
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(members: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def paragraph(text: str) -> str:
    """A paragraph of a document."""
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of a document."""
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def docx(body: str, doctype: str = "", **parts: str) -> bytes:
    """A document with this body; further parts by name."""
    whole = {"document": body, **parts}
    tree = {f"word/{name}.xml": f'{doctype}<w:x xmlns:w="{W}">{content}</w:x>' for name, content in whole.items()}
    return zipped({"[Content_Types].xml": "<Types/>", **tree})


def mail(text: str, html: str = "", **attached: bytes | str) -> bytes:
    """A message; attachments by name, `_` for the dot."""
    message = EmailMessage()
    message["From"], message["Subject"] = "Office <office@example.org>", "Report of today"
    message["Date"] = "Tue, 24 Nov 2026 10:00:00 +0700"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, content in attached.items():
        data = content.encode() if isinstance(content, str) else content
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name.replace("_", "."))
    return bytes(message)


def pdf(lines: list[str]) -> bytes:
    """A page with a text layer in any script: glyphs of no font, each mapped to its character (ISO 32000-1, 9.10.3)."""
    chars = sorted(set("".join(lines)))
    code = {char: number for number, char in enumerate(chars, 1)}
    shown = "".join(
        f"1 0 0 1 20 {700 - 20 * at} Tm <{''.join(f'{code[char]:04X}' for char in line)}> Tj\n"
        for at, line in enumerate(lines)
    )
    mapped = "".join(f"<{code[char]:04X}> <{char.encode('utf-16-be').hex()}>\n" for char in chars)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(chars)} beginbfchar\n{mapped}endbfchar endcmap end end"
    )
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 2000 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        _stream(f"BT /F 10 Tf\n{shown}ET"),
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/DW 600/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        "/Supplement 0>>/FontDescriptor 8 0 R>>",
        _stream(cmap),
        "<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 0 600 800]/ItalicAngle 0/Ascent 800/Descent 0"
        "/CapHeight 700/StemV 80>>",
    ]
    body = "".join(f"{number} 0 obj\n{content}\nendobj\n" for number, content in enumerate(objects, 1))
    return f"%PDF-1.7\n{body}trailer <</Root 1 0 R/Size {len(objects) + 1}>>\n%%EOF\n".encode("ascii")


def _stream(content: str) -> str:
    return f"<</Length {len(content)}>>\nstream\n{content}\nendstream"
