"""Meetings before, while they are open, and after; papers, slides, the floor, the video."""

from datetime import timedelta
from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localtime

from core.clock import now, today
from meetings.models import CalendarFeed, Presence
from meetings.models.calendars import digest_of
from meetings.room_code import room_code
from tests.access.cases import case, own, plain, the
from tests.meetings.slides import packs

JSON = {"accept": "application/json"}
TOMORROW = {
    "day_day": lambda world, who: (today() + timedelta(days=1)).day,
    "day_month": lambda world, who: (today() + timedelta(days=1)).month,
    "day_year": lambda world, who: (today() + timedelta(days=1)).year,
}
CALLED = {
    "title": "A meeting",
    **TOMORROW,
    "time": "18:30",
    "minutes": "90",
    "venue": "",
    "telephone": "",
    "marking": "official",
    "agenda": "Welcome",
}
FOR_MEMBERS = {"title": "Vote", "members_only": "on", "version": 1}
CHANGED = {name: CALLED[name] for name in CALLED if name != "agenda"} | {"version": 1}
LATER = {"until": "later", "day": "", "time": "", "reason": "Snow", "version": 1}
ONE_MORE = {"people": the("ama")}
COMES = {"mode": "room"}
CAME = {"for-mode": "room", "for-user": the("doreen")}
WAS_THERE = {
    "mode": "telephone",
    "came": lambda world, who: localtime(now() - timedelta(minutes=9)).strftime("%H:%M"),
    "left": "",
}
HOLD = {"action": "hold", "reason": "An inquest"}


def file(world, who):
    return SimpleUploadedFile("pack.pdf", one_page(), "application/pdf")


@cache
def one_page():
    """Written once: the second in which a PDF is written stands in it."""
    return packs.pdf_bytes(1)


PACK = {"title": "Options", "item": "", "file": file}
DOCUMENT = {"title": "Constitution", "file": file}
TEXT = {"text": "Keep a line that a person answers"}
PROPOSAL = {**TEXT, "after": ""}  # the form of a wording, which here follows none


def invite_doreen(world):
    world.unpublished.attendances.create(user=world.doreen)


def scanned(world, who):
    """The code that is on the screen of the room now."""
    return room_code(world.live.pk, now())


def all_come_in(world):
    """Everybody invited is there."""
    for person in world.person.values():
        if world.live.attendances.filter(user=person).exists():
            Presence.objects.create(meeting=world.live, user=person, mode="room")


def plant_calendars(world):
    """Some have an address, with a token that nobody would guess if it were a real one."""
    for who, person in world.person.items():
        CalendarFeed.objects.create(user=person, digest=digest_of(who), fetched_at=now())


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
    number = {"number": plain(1)} if slide else {}
    return [case(f"meetings:{name}", why, pk=thing, **number, **more) for why, thing in kinds]


CASES = [
    case("meetings:meetings"),
    case("meetings:calendar"),
    case("meetings:calendar-create", post={}),
    case("meetings:calendar-remove", post={}, before=plant_calendars),
    case("meetings:calendar-file", token=plain("member"), before=plant_calendars),
    case(
        "meetings:calendar-file",
        "of somebody who left",
        token=plain("ex-member"),
        before=plant_calendars,
    ),
    case("meetings:calendar-file", "never made", token=plain("guessed")),
    case("meetings:meeting-new", group="group", post=CALLED),
    case("meetings:meeting", pk="called"),
    case("meetings:meeting", "open", pk="live"),
    case("meetings:meeting", "ended", pk="ended"),
    case("meetings:meeting", "no guest invited", pk="inner"),
    case("meetings:meeting-change", pk="called", post=CHANGED),
    case("meetings:meeting-change", "no guest invited", pk="inner", post=CHANGED),
    case("meetings:meeting-open", pk="called", post={}),
    case("meetings:meeting-open", "no guest invited", pk="inner", post={}),
    case("meetings:meeting-end", pk="live", post={}),
    case("meetings:meeting-reopen", pk="ended", get=False, post={}),
    case("meetings:meeting-postpone", pk="called", post=LATER),
    case("meetings:meeting-postpone", "no guest invited", pk="inner", post=LATER),
    case("meetings:meeting-cancel", pk="called", post={"reason": "Too few can come"}),
    case("meetings:meeting-hold", pk="called", post=HOLD),
    case("meetings:meeting-hold", "no guest invited", pk="inner", post=HOLD),
    case("meetings:agenda-change", pk="called"),
    case("meetings:agenda-change", "no guest invited", pk="inner"),
    case("meetings:item-add", pk="called", post={"title": "Parking"}),
    case("meetings:item-change", pk="loose_item", post={"title": "Parking", "version": 1}),
    case("meetings:item-move", pk="loose_item", get=False, post={"to": "up"}),
    case("meetings:item-change", "for members", pk="members_item", post=FOR_MEMBERS),
    case("meetings:item-move", "for members", pk="members_item", get=False, post={"to": "up"}),
    case("meetings:item-remove", "for members", pk="members_item", post={}),
    case("meetings:item-remove", pk="loose_item", post={}),
    case(
        "meetings:item-change", "named readers", pk="named_item", post={"title": "P", "version": 1}
    ),
    case("meetings:people-invite", pk="called", post=ONE_MORE),
    case("meetings:people-invite", "no guest invited", pk="inner", post=ONE_MORE),
    case("meetings:invitation-withdraw", "a guest's", pk="called", person="hannah", post={}),
    case("meetings:invitation-withdraw", "a member's", pk="called", person="doreen", post={}),
    case("meetings:attendance-say", pk="called", get=False, post=COMES),
    case("meetings:attendance-say", "no guest invited", pk="inner", get=False, post=COMES),
    case("meetings:attendance-record", pk="called", get=False, post=CAME),
    case(
        "meetings:attendance-record",
        "over",
        pk="unpublished",
        get=False,
        post=CAME,
        before=invite_doreen,
    ),
    case("meetings:attendance-record", "published", pk="ended", get=False, post=CAME),
    case("meetings:presences", pk="live"),
    case("meetings:presences", "called", pk="called"),
    case("meetings:presence-say", pk="live", get=False, post=COMES),
    case("meetings:presence-say", "no guest invited", pk="inner", get=False, post=COMES),
    case("meetings:presence-leave", pk="live", get=False, post={}, before=all_come_in),
    case("meetings:presence-record", pk="live", person="doreen", get=False, post=COMES),
    case("meetings:presence-end", pk="live", person="leroy", get=False, post={}),
    case("meetings:presence-add", pk="live", person="doreen", post=WAS_THERE),
    case("meetings:presence-correct", pk="presence_of_leroy", post=WAS_THERE),
    case("meetings:presence-code", pk="live"),
    case("meetings:presence-scan", pk="live", code=scanned, post={}),
    case("meetings:presence-scan", "guessed", pk="live", code=plain("guessed"), post={}),
    case("meetings:presence-remove", pk="presence_of_leroy", post={}),
    case("meetings:interest-declare", pk="item", post={"reason": "My sister works there"}),
    case("meetings:interest-declare", "for members", pk="members_item", post={"reason": "Mine"}),
    case("meetings:interest-declare", "named readers", pk="named_item", post={"reason": "Mine"}),
    case("meetings:paper-new", pk="called", post=PACK),
    case("meetings:paper-new", "no guest invited", pk="inner", post=PACK),
    *of_paper("paper"),
    *of_paper("paper-text"),
    *of_paper("slide", slide=True),
    *of_paper("slide-large", slide=True),
    *of_paper("slide-small", slide=True),
    *of_paper("paper-move", post={"item": ""}),
    *of_paper("paper-remove", post={}),
    case("meetings:document-new", pk="page", post=DOCUMENT),
    case("meetings:document-new", "archived", pk="archived_page", post=DOCUMENT),
    case("meetings:document-replace", pk="document", post={"file": file}),
    case("meetings:document-replace", "for a meeting", pk="paper", post={"file": file}),
    *of_paper("copy-ask", get=False, post={}, before=forget_copies),
    case("meetings:copy-file", "one's own", pk=own("copy"), get=False, post={}),
    case("meetings:copy-file", "somebody else's", pk="copy_of_another", get=False, post={}),
    case(
        "meetings:copy-file", "one's own, named readers", pk=own("named_copy"), get=False, post={}
    ),
    case("meetings:live", pk="live"),
    case("meetings:live", "called", pk="called"),
    case("meetings:live", "no guest invited", pk="inner"),
    case("meetings:hand-raise", pk="live", get=False, post={}),
    case("meetings:hand-raise", "no guest invited", pk="inner", get=False, post={}),
    case("meetings:my-hand-lower", pk="live", get=False, post={}),
    case("meetings:hand-raise-for", pk="live", get=False, post={"user": the("marjorie")}),
    case("meetings:hand-lower", "the member's", pk="hand_of_doreen", get=False, post={}),
    case("meetings:hand-lower", "somebody else's", pk="hand_of_ama", get=False, post={}),
    case("meetings:speaker-call", pk="hand_of_ama", get=False, post={}),
    case("meetings:speaker-finish", pk="hand_of_leroy", get=False, post={}),
    case("meetings:item-start", pk="live_item", get=False, post={}),
    case("meetings:item-start", "named readers", pk="named_item", get=False, post={}),
    case("meetings:slide-show", pk="live", slide="slide", hidden="slide", get=False, post={}),
    case(
        "meetings:slide-show",
        "named readers",
        pk="live",
        slide="named_slide",
        hidden="slide",
        get=False,
        post={},
    ),
    case("meetings:wording-show", pk="live", get=False, post={"key_message": the("message")}),
    case(
        "meetings:wording-show",
        "named readers",
        pk="live",
        get=False,
        post={"key_message": the("named_message")},
    ),
    case(
        "meetings:message-propose",
        pk="live",
        topic="topic",
        hidden="topic",
        get=False,
        post=PROPOSAL,
    ),
    case(
        "meetings:message-propose",
        "named readers",
        pk="live",
        topic="named",
        hidden="topic",
        get=False,
        post=PROPOSAL,
    ),
    case(
        "meetings:wording-change",
        pk="live",
        key_message="message",
        hidden="key_message",
        get=False,
        post={**TEXT, "after": 1},
    ),
    case(
        "meetings:wording-change",
        "named readers",
        pk="live",
        key_message="named_message",
        hidden="key_message",
        get=False,
        post={**TEXT, "after": 1},
    ),
    case(
        "meetings:round-open",
        pk="live",
        key_message="message",
        hidden="key_message",
        get=False,
        post={},
    ),
    case(
        "meetings:round-open",
        "named readers",
        pk="live",
        key_message="named_message",
        hidden="key_message",
        get=False,
        post={},
    ),
    case("meetings:video-join", pk="live", get=False, headers=JSON, post={"mode": ""}),
    case("meetings:video-join", "called", pk="called", get=False, headers=JSON, post={"mode": ""}),
    case(
        "meetings:video-join",
        "no guest invited",
        pk="inner",
        get=False,
        headers=JSON,
        post={"mode": ""},
    ),
    case("meetings:video-join", "without a script", pk="live", get=False, post={"mode": ""}),
]
