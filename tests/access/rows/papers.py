"""Papers and documents, their slides and copies."""

from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.access.cases import case, own, plain
from tests.access.seen import FOR_MACHINES, NOT_NOW, Unseen, by
from tests.meetings.slides import packs


def file(world, who):
    return SimpleUploadedFile("pack.pdf", one_page(), "application/pdf")


@cache
def one_page():
    """Written once: the second in which a PDF is written stands in it."""
    return packs.pdf_bytes(1)


PACK = {"title": "Options", "item": "", "file": file}
DOCUMENT = {"title": "Constitution", "file": file}


def forget_copies(world):
    type(world.copy_of_another).objects.all().delete()


def of_paper(name, *, slide=False, **more):
    """A page of a paper, or of its first slide, for each kind of paper."""
    kinds = (
        ("", "paper"),
        ("sensitive", "sensitive_paper"),
        ("named readers", "named_paper"),
        ("for members", "members_paper"),
        ("handling first", "briefing_paper"),
        ("attached in the shared space", "attachment"),
        ("attached in the members’ space", "members_attachment"),
        ("in the handbook", "document"),
        ("in the handbook, for members", "members_document"),
    )
    if not slide:  # a picture has none
        kinds += (("as proof of a response", "waiting_proof"),)
    number = {"number": plain(1)} if slide else {}
    return [case(f"meetings:{name}", why, pk=thing, **number, **more) for why, thing in kinds]


CASES = [
    case("meetings:paper-new", pk="called", post=PACK, seen=by("sally", pk=2)),
    case("meetings:paper-new", "no guest invited", pk="inner", post=PACK),
    *of_paper("paper", seen=by("doreen", pk=2), reading=True),
    *of_paper("paper-text", seen=by("doreen", pk=2), reading=True),
    *of_paper("slide", slide=True, seen=by("doreen", pk=2, number=4), reading=True),
    *of_paper("slide-large", slide=True, seen=FOR_MACHINES),
    *of_paper("slide-small", slide=True, seen=FOR_MACHINES),
    *of_paper("paper-move", post={"item": ""}, seen=NOT_NOW),
    *of_paper("paper-remove", post={}, seen=by("sally", pk=2)),
    case("meetings:document-new", pk="page", post=DOCUMENT, seen=by("sally", pk=1)),
    case("meetings:document-new", "archived", pk="archived_page", post=DOCUMENT),
    case(
        "meetings:document-replace",
        pk="document",
        post={"file": file},
        seen=Unseen("the handbook of the story has no document"),
    ),
    case("meetings:document-replace", "for a meeting", pk="paper", post={"file": file}),
    *of_paper("copy-ask", get=False, post={}, before=forget_copies),
    case("meetings:copy-file", "one's own", pk=own("copy"), get=False, post={}),
    case("meetings:copy-file", "somebody else's", pk="copy_of_another", get=False, post={}),
    case(
        "meetings:copy-file", "one's own, named readers", pk=own("named_copy"), get=False, post={}
    ),
]
