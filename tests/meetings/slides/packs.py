"""Real packs for the tests: written by python-pptx, then bent as each test needs."""

import io
import subprocess
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


def link_picture(pack, address: str, number: int = 1) -> None:
    """Put a picture on a slide that lies elsewhere and is fetched when it is drawn."""
    slide = pack.slides[number - 1]
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


def drawn_pdf(path: Path, *contents: str, size: tuple[int, int] = (960, 540), change=None) -> Path:
    """A PDF with a page for each drawing, in the PDF's own words; font F1 is there."""
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        for content in contents:
            page = pdf.add_blank_page(page_size=size)
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            page.Contents = pdf.make_stream(content.encode())
        if change:
            change(pdf)
        pdf.save(path)
    return path


def line(words: str, *, at: tuple[int, int] = (60, 400), size: int = 36, before: str = "") -> str:
    """A drawing of one line of words; `before` sets a colour or a way to draw letters."""
    return f"q {before} BT /F1 {size} Tf {at[0]} {at[1]} Td ({words}) Tj ET Q\n"


def add_scan(pdf, index: int = 0, *, words: tuple[int, int, int, int] = (50, 90, 600, 40)) -> None:
    """Lay a picture over the whole page, on which something dark stands where words would."""
    left, top, width, height = words
    scan = Image.new("L", (960, 540), "white")
    for stripe in range(left, left + width, 12):
        scan.paste(0, (stripe, top, stripe + 5, top + height))
    page = pdf.pages[index]
    image = pdf.make_stream(scan.tobytes())
    image.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=960,
        Height=540,
        BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceGray,
    )
    page.Resources.XObject = pikepdf.Dictionary(Scan=image)
    old = page.Contents.read_bytes()
    page.Contents = pdf.make_stream(b"q 960 0 0 540 0 0 cm /Scan Do Q\n" + old)


def please_wait() -> bytes:
    """A form in XML with a page for those who cannot draw it."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.NeedsRendering = True
        form = pdf.make_stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=form)
        return _saved(pdf)


def portfolio(**options) -> bytes:
    """A cover with another file inside."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments["agenda.pdf"] = pdf_bytes(1)
        view = pikepdf.Dictionary(Type=pikepdf.Name.Collection, View=pikepdf.Name.T)
        pdf.Root.Collection = pdf.make_indirect(view)
        return _saved(pdf, **options)


def rich_comment() -> bytes:
    """A small PDF, in whose first kilobyte a comment says that it is a page of the web."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        comment = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.FreeText,
            Rect=pikepdf.Array([60, 60, 200, 90]),
            RC=pikepdf.String("<body xmlns='http://www.w3.org/1999/xhtml'><p>delete</p></body>"),
        )
        page.Annots = pikepdf.Array([comment])
        return _saved(pdf)


def _saved(pdf: pikepdf.Pdf, **options) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def opendocument(**parts: bytes) -> bytes:
    """An OpenDocument presentation of one slide, with more parts."""
    out = io.BytesIO()
    names = "office", "drawing", "presentation"
    spaces = " ".join(
        f'xmlns:{n[:4]}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names
    )
    content = (
        f"<offi:document-content {spaces} offi:version='1.2'><offi:body><offi:presentation>"
        "<draw:page draw:name='One'/></offi:presentation></offi:body></offi:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.presentation"
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", kind)
        package.writestr("content.xml", content.encode())
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


def with_backslashes(pack: bytes) -> bytes:
    """The same package as some programs of Windows write it."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(pack)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name.replace("/", "\\")), old.read(name))
    return out.getvalue()


def saved_as(pack: bytes, kind: str, folder: Path) -> bytes:
    """The pack as LibreOffice saves it in another format."""
    source = folder / "saved.pptx"
    source.write_bytes(pack)
    command = ["soffice", f"-env:UserInstallation=file://{folder}/saving", "--headless"]
    subprocess.run(
        [*command, "--convert-to", kind, "--outdir", str(folder), str(source)],
        check=True,
        capture_output=True,
        timeout=60,
    )
    return (folder / f"saved.{kind}").read_bytes()
