"""Packs that want more than to be read: they ask servers, take files, or say too much."""

import io

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name, String
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Inches

from tests.meetings.slides import packs

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLE = f"{R}/oleObject"
MEDIA = "http://schemas.microsoft.com/office/2007/relationships/media"
AUTHOR, NOTES, COMMENT = "Author Guillemot", "Notes of the presenter: Fulmar", "Comment of Gannet"


def link(deck, kind, target):
    """A relation of the first slide that leads out of the package; its id."""
    return deck.slides[0].part.relate_to(target, kind, is_external=True)


def link_background(deck, target):
    """The slide's background is a picture that lies elsewhere."""
    link_id = link(deck, RELATIONSHIP_TYPE.IMAGE, target)
    background = etree.fromstring(
        f'<p:bg xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="{A}"'
        f' xmlns:r="{R}"><p:bgPr><a:blipFill><a:blip r:link="{link_id}"/><a:stretch/></a:blipFill>'
        "<a:effectLst/></p:bgPr></p:bg>"
    )
    deck.slides[0]._element.cSld.insert(0, background)


def link_object(deck, target):
    """An OLE object that is kept elsewhere, and updates itself when it is opened."""
    link_id = link(deck, OLE, target)
    frame = deck.slides[0].shapes.add_ole_object(
        io.BytesIO(b"x"), "Excel.Sheet.12", Inches(1), Inches(1), Inches(2), Inches(2)
    )
    (ole,) = frame._element.xpath(".//p:oleObj")
    ole.set(f"{{{R}}}id", link_id)
    for embedded in ole.xpath("./p:embed"):
        embedded.tag = embedded.tag.replace("embed", "link")
        embedded.set("updateAutomatic", "1")


def link_film(deck, target):
    """A film that lies elsewhere."""
    frame = deck.slides[0].shapes.add_movie(
        io.BytesIO(b"x"), Inches(1), Inches(1), Inches(2), Inches(2), mime_type="video/mp4"
    )
    for element in frame._element.iter():
        for name in (f"{{{R}}}link", f"{{{R}}}embed"):
            if name in element.attrib and "blip" not in element.tag:
                kind = MEDIA if name.endswith("embed") else RELATIONSHIP_TYPE.VIDEO
                element.attrib.pop(name)
                element.set(f"{{{R}}}link", link(deck, kind, target))


def link_svg(deck, targets):
    """Drawings inside the pack that themselves take a picture from elsewhere."""
    colours = ("ivory", "snow", "azure", "beige", "linen", "khaki", "plum", "tan")
    add = deck.slides[0].shapes.add_picture
    shapes = [
        add(packs.picture(colour), Inches(4), Inches(1))
        for colour, _ in zip(colours, targets, strict=False)
    ]
    for shape, target in zip(shapes, targets, strict=True):
        part = deck.slides[0].part.related_part(shape._element.blip_rId)
        part._blob = (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
            f' width="90" height="90"><image xlink:href="{target}" width="90" height="90"/>'
            f'<style>@import "{target}";</style></svg>'
        ).encode()
        part.partname = type(part.partname)(str(part.partname).replace(".png", ".svg"))
        part._content_type = "image/svg+xml"


def deck_that_links(*targets):
    """One slide with every kind of link, each to each of ``targets``."""

    def change(deck):
        for target in targets:
            for way in (packs.link_picture, link_object, link_film):
                way(deck, target)
        link_background(deck, targets[0])
        link_svg(deck, targets)

    return packs.deck("Linked", change=change)


def deck_that_says_too_much():
    """Notes, a comment, the author, a hidden slide, a description in the picture's own data."""

    def change(deck):
        deck.core_properties.author = deck.core_properties.last_modified_by = AUTHOR
        deck.core_properties.comments = deck.core_properties.keywords = COMMENT
        deck.slides[0].notes_slide.notes_text_frame.text = NOTES
        deck.slides[1]._element.set("show", "0")

    comment = f'<p:cmLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:cm><p:text>{COMMENT}</p:text></p:cm></p:cmLst>'
    pack = packs.deck("What we ask", "Hidden Kittiwake", change=change)
    return packs.rezip(pack, add={"ppt/comments/comment1.xml": comment.encode()})


def pdf_that_reaches_out(address, secret):
    """A PDF with every way out that the standard knows."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(400, 300))
        remote = Dictionary(FS=Name.URL, F=String(f"{address}/remote.pdf"))
        actions = [
            Dictionary(S=Name.URI, URI=String(f"{address}/uri")),
            Dictionary(S=Name.GoToR, F=remote, D=Array([0, Name.Fit]), NewWindow=True),
            Dictionary(S=Name.Launch, F=String("/bin/sh")),
            Dictionary(
                S=Name.JavaScript,
                JS=String(f"app.launchURL('{address}/js'); this.submitForm('{address}/form')"),
            ),
            Dictionary(S=Name.SubmitForm, F=remote, Flags=4),
            Dictionary(S=Name.ImportData, F=String(str(secret))),
        ]
        pdf.Root.OpenAction = actions[3]
        page.AA = Dictionary(O=actions[0], C=actions[4])
        page.Annots = Array(
            pdf.make_indirect(
                Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 400, 300]), A=act)
            )
            for act in actions
        )
        outside = pdf.make_stream(b"", F=Dictionary(Type=Name.Filespec, F=String(str(secret))))
        drawn = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 40, "Height": 40}
        picture = pdf.make_stream(b"", ColorSpace=Name.DeviceRGB, BitsPerComponent=8, **drawn)
        picture.F = remote
        page.Resources = Dictionary(XObject=Dictionary(A=picture, B=outside))
        page.Contents = pdf.make_stream(b"q 200 0 0 200 0 0 cm /A Do Q /B Do")
        pdf.Root.AcroForm = Dictionary(
            Fields=Array(), XFA=pdf.make_stream(f'<template href="{address}/xfa"/>'.encode())
        )
        with pdf.open_metadata() as metadata:
            metadata["dc:creator"] = [AUTHOR]
        pdf.attachments["notes.txt"] = NOTES.encode()
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def pdf_that_unpacks_to(size):
    """A page whose drawing is ``size`` bytes of blanks."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(400, 300))
        page.Contents = pdf.make_stream(b" " * size)
        out = io.BytesIO()
        pdf.save(out, compress_streams=True, recompress_flate=True)
    return out.getvalue()
