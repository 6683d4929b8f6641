"""Which files may come in as a pack, and what is said to the one whose file may not."""

import io
import zipfile

import pikepdf
import pytest

from meetings.slides.package import MAX_BYTES, RefusedPack, check_upload
from tests.meetings.slides import packs

MACROS = (
    "This pack holds macros, which are small programs. In PowerPoint, save it as .pptx without"
    " macros, then try again."
)
PASSWORD = "This pack has a password. Remove the password, then try again."
OLD = "This is an older Office file. In PowerPoint, save it as .pptx or PDF, then try again."
DAMAGED = "This pack is damaged and cannot be opened. Save it again, then try again."
DAMAGED_PDF = "This PDF is damaged and cannot be opened. Save it again, then try again."
UNSAFE = "This pack is built in an unsafe way. Save it again as a PDF, then try again."
BOMB = "This pack unpacks to far more than its size. Save it again as a PDF, then try again."
TWO = "This file is two kinds of file at once. Save it again as a PDF, then try again."
NEITHER = "Upload a PowerPoint file (its name ends in .pptx) or a PDF."
NOT_A_PACK = "This is not a PowerPoint pack. Upload a .pptx file or a PDF."
LABEL = (
    "This pack is protected by a label, so it cannot be opened here. In PowerPoint, save a copy"
    " without protection, then try again."
)
PLEASE_WAIT = (
    "This PDF is a form that only Adobe Acrobat can show. Open it there, print it to a new PDF,"
    " then upload that one."
)
PORTFOLIO = (
    "This PDF is a portfolio: a cover with other files inside. Save each file on its own as a PDF,"
    " then upload them one by one."
)
ODP_LOCKED = (
    b'<m:x xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:encryption-data/></m:x>'
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def plain_zip(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def locked_zip():
    """A zip whose entries say that they are encrypted, which is how zip passwords are told."""
    pack = bytearray(packs.deck("One"))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = pack.find(signature)
        while at >= 0:
            pack[at + offset] |= 1
            at = pack.find(signature, at + 4)
    return bytes(pack)


def with_symlink():
    out = io.BytesIO(packs.deck("One"))
    with zipfile.ZipFile(out, "a") as package:
        link = zipfile.ZipInfo("ppt/media/link.png")
        link.external_attr = 0o120777 << 16
        package.writestr(link, "/etc/passwd")
    return out.getvalue()


def with_same_name_twice():
    out = io.BytesIO(packs.deck("One"))
    with zipfile.ZipFile(out, "a") as package, pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr("ppt/presentation.xml", "<other/>")
    return out.getvalue()


def flipped():
    """One byte of a compressed part is wrong, as after a bad copy."""
    pack = bytearray(packs.deck("One"))
    with zipfile.ZipFile(io.BytesIO(pack)) as package:
        part = package.getinfo("ppt/slides/slide1.xml")
    pack[part.header_offset + 30 + len(part.filename) + part.compress_size // 2] ^= 0xFF
    return bytes(pack)


def with_doctype(text):
    return text.replace(b"<p:sld ", b'<!DOCTYPE p:sld [<!ENTITY a "b">]><p:sld ', 1)


def with_first_part(content):
    """A pack whose first part is stored as it is, so that its bytes stand at the file's beginning."""

    def make():
        out = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(packs.deck("One"))) as old,
            zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new,
        ):
            new.writestr("docProps/note.bin", content)
            for name in old.namelist():
                new.writestr(name, old.read(name))
        return out.getvalue()

    return make


SLIDE = "ppt/slides/slide1.xml"
REFUSED = {
    "empty": (lambda: b"", "a.pptx", "This file is empty. Choose the file again."),
    "too large": (
        lambda: b"%PDF-" + bytes(MAX_BYTES),
        "a.pdf",
        "This pack is larger than 50 MB. Make its pictures smaller, then try again.",
    ),
    "a PDF called .pptx": (
        lambda: packs.pdf_bytes(1),
        "a.pptx",
        "The name of this file says PPTX but its content does not. Save it again.",
    ),
    "a .pptx called PDF": (
        lambda: packs.deck("One"),
        "a.pdf",
        "The name of this file says PDF but its content does not. Save it again.",
    ),
    "text called PDF": (
        lambda: b"Dear all, the pack is",
        "a.pdf",
        "The name of this file says PDF but its content does not. Save it again.",
    ),
    "another ending": (lambda: packs.deck("One"), "a.zip", NEITHER),
    "a program": (lambda: b"MZ" + bytes(99), "setup.exe", NEITHER),
    "SVG called .pptx": (
        lambda: b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
        "a.pptx",
        "This is an SVG drawing. Upload a PowerPoint file or a PDF.",
    ),
    "macros by type": (lambda: packs.of_type(packs.MACROS), "a.pptm", MACROS),
    "macros by type, renamed": (lambda: packs.of_type(packs.MACROS), "a.pptx", MACROS),
    "macros by part": (
        lambda: packs.rezip(packs.deck("One"), add={"ppt/vbaProject.bin": b"x"}),
        "a.pptx",
        MACROS,
    ),
    "a password": (
        lambda: OLE + "EncryptedPackage".encode("utf-16-le") + bytes(99),
        "a.pptx",
        PASSWORD,
    ),
    "a zip password": (locked_zip, "a.pptx", PASSWORD),
    "a PDF password": (
        lambda: packs.pdf_bytes(1, encryption=pikepdf.Encryption(user="u", owner="o")),
        "a.pdf",
        PASSWORD,
    ),
    "PowerPoint 2003": (lambda: OLE, "a.ppt", OLD),
    "cut in half": (lambda: packs.deck("One")[:20_000], "a.pptx", DAMAGED),
    "a wrong byte": (flipped, "a.pptx", DAMAGED),
    "XML cut short": (
        lambda: packs.rezip(packs.deck("One"), edit={SLIDE: lambda text: text[:-20]}),
        "a.pptx",
        DAMAGED,
    ),
    "a DOCTYPE": (
        lambda: packs.rezip(packs.deck("One"), edit={SLIDE: with_doctype}),
        "a.pptx",
        DAMAGED,
    ),
    "a zip of something else": (lambda: plain_zip(readme=b"hello"), "a.pptx", DAMAGED),
    "a Word document": (
        lambda: plain_zip(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<d/>"}),
        "a.pptx",
        NOT_A_PACK,
    ),
    "a cut PDF": (lambda: b"%PDF-1.7\n1 0 obj\n<< /Type /Cat", "a.pdf", DAMAGED_PDF),
    "a name that climbs out": (
        lambda: packs.rezip(packs.deck("One"), add={"ppt/../../../etc/cron.d/x": b"x"}),
        "a.pptx",
        UNSAFE,
    ),
    "a name from the root": (
        lambda: packs.rezip(packs.deck("One"), add={"/etc/cron.d/x": b"x"}),
        "a.pptx",
        UNSAFE,
    ),
    "a name with backslashes that climbs out": (
        lambda: packs.rezip(packs.deck("One"), add={"ppt\\..\\..\\x.png": b"x"}),
        "a.pptx",
        UNSAFE,
    ),
    "a label": (
        lambda: OLE + "EncryptedPackage\0DRMEncryptedTransform".encode("utf-16-le"),
        "a.pptx",
        LABEL,
    ),
    "a PDF with a label": (
        lambda: packs.pdf_bytes(1) + b"% /Filter /MicrosoftIRMServices",
        "a.pdf",
        LABEL.replace("pack", "PDF").replace("In PowerPoint, save", "Save"),
    ),
    "a form that only Acrobat draws": (packs.please_wait, "a.pdf", PLEASE_WAIT),
    "a portfolio": (packs.portfolio, "a.pdf", PORTFOLIO),
    "a portfolio with packed objects": (
        lambda: packs.portfolio(object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "a.pdf",
        PORTFOLIO,
    ),
    "macros of PowerPoint 2003": (
        lambda: OLE + "PowerPoint Document\0_VBA_PROJECT".encode("utf-16-le"),
        "a.ppt",
        MACROS,
    ),
    "an OpenDocument with macros": (
        lambda: packs.opendocument(**{"Basic/Standard/x.xml": b"<x/>"}),
        "a.odp",
        MACROS,
    ),
    "an OpenDocument with a password": (
        lambda: packs.opendocument(**{"META-INF/manifest.xml": ODP_LOCKED}),
        "a.odp",
        PASSWORD,
    ),
    "a script in a job for a printer": (
        lambda: b"\x1b%-12345X@PJL JOB\r\n<script>alert(1)</script>" + packs.pdf_bytes(1),
        "a.pdf",
        TWO,
    ),
    "a name with a drive": (
        lambda: packs.rezip(packs.deck("One"), add={"C:\\x.png": b"x"}),
        "a.pptx",
        UNSAFE,
    ),
    "a symbolic link": (with_symlink, "a.pptx", UNSAFE),
    "two parts of one name": (with_same_name_twice, "a.pptx", UNSAFE),
    "too many parts": (
        lambda: packs.rezip(packs.deck("One"), add={f"x/{n}": b"" for n in range(4_001)}),
        "a.pptx",
        BOMB,
    ),
    "a PDF and a zip": (lambda: packs.pdf_bytes(1) + packs.deck("One"), "a.pdf", TWO),
    "a zip and a PDF": (with_first_part(b"%PDF-1.7 and so on"), "a.pptx", TWO),
    "a page of the web, then a PDF": (
        lambda: b"<!doctype html><script>alert(1)</script><!--" + packs.pdf_bytes(1),
        "a.pdf",
        TWO,
    ),
    "a PDF, then a page of the web": (
        lambda: packs.pdf_bytes(1) + b"<HTML><script>alert(1)</script>",
        "a.pdf",
        TWO,
    ),
    "a GIF, a script and a PDF": (
        lambda: b"GIF89a/*\0\0*/=1;alert(1)//" + packs.pdf_bytes(1),
        "a.pdf",
        TWO,
    ),
    "a GIF and a script": (
        lambda: b"GIF89a/*" + bytes(60) + b"*/=1;alert(1)",
        "a.pdf",
        "The name of this file says PDF but its content does not. Save it again.",
    ),
    "no slides": (packs.deck, "a.pptx", "This pack has no slides. Choose the file again."),
    "201 slides": (
        lambda: packs.deck(*map(str, range(201))),
        "a.pptx",
        "This pack has 201 slides. At most 200 fit: leave some out.",
    ),
    "201 pages": (
        lambda: packs.pdf_bytes(201),
        "a.pdf",
        "This pack has 201 slides. At most 200 fit: leave some out.",
    ),
}


@pytest.mark.parametrize(("make", "name", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_may_not_come_in_is_told_why(make, name, sentence):
    with pytest.raises(RefusedPack) as refusal:
        check_upload(io.BytesIO(make()), name)
    assert refusal.value.sentence == sentence
