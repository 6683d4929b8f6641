"""Real packs for the tests: written by python-pptx, then bent as each test needs."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Inches

MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
SHOW = "application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml"
MACROS = "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def deck(*titles: str, change: Callable | None = None) -> bytes:
    """A .pptx with a slide for each title; `change` gets the presentation before it is saved."""
    pack = Presentation()
    for title in titles:
        pack.slides.add_slide(pack.slide_layouts[5]).shapes.title.text = title
    if change:
        change(pack)
    out = io.BytesIO()
    pack.save(out)
    return out.getvalue()


def rezip(pack: bytes, *, add: dict[str, bytes] | None = None, edit: dict | None = None) -> bytes:
    """The same package with parts added, and parts changed by a function of their bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(pack)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, (edit or {}).get(name, bytes)(old.read(name)))
        for name, content in (add or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def of_type(kind: str) -> bytes:
    swap = {"[Content_Types].xml": lambda text: text.replace(MAIN.encode(), kind.encode())}
    return rezip(deck("One"), edit=swap)


def picture(colour: str, size: tuple[int, int] = (40, 40)) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    out.seek(0)
    return out


def describe(shape, words: str) -> None:
    shape._element.xpath(".//p:cNvPr")[0].set("descr", words)


def paint(slide, colour: str) -> None:
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = RGBColor.from_string(colour)


def link_picture(pack, address: str) -> None:
    """Put a picture on the first slide that lies elsewhere and is fetched when it is drawn."""
    slide = pack.slides[0]
    shape = slide.shapes.add_picture(picture("white"), Inches(1), Inches(2), Inches(3), Inches(3))
    blip = shape._element.xpath(".//a:blip")[0]
    del blip.attrib[f"{R}embed"]
    blip.set(f"{R}link", slide.part.relate_to(address, RELATIONSHIP_TYPE.IMAGE, is_external=True))


def write_pdf(path: Path, *pages: str, bookmarks: dict[str, int] | None = None) -> Path:
    """A PDF of text: a line of the page for each line of its string."""
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        for text in pages:
            page = pdf.add_blank_page(page_size=(960, 540))
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            shown = " ".join(f"({line}) Tj T*" for line in text.split("\n"))
            content = f"BT /F1 36 Tf 44 TL 60 440 Td {shown} ET"
            page.Contents = pdf.make_stream(content.encode())
        with pdf.open_outline() as outline:
            for title, index in (bookmarks or {}).items():
                outline.root.append(pikepdf.OutlineItem(title, index))
        pdf.save(path)
    return path


def pdf_bytes(pages: int, **options) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.save(out, **options)
    return out.getvalue()
