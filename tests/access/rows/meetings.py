"""Meetings before, while they are open, and after: agenda, attendance, interests, calendars."""

from datetime import timedelta

from django.utils.timezone import localtime

from core.clock import now, today
from meetings.models import CalendarFeed, Presence
from meetings.models.calendars import digest_of
from meetings.room_code import room_code
from tests.access.cases import case, plain, the
from tests.access.seen import FOR_MACHINES, NOT_NOW, Unseen, by

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
HALF_TERM = {
    "name": "Half-term",
    **{name.replace("day_", "first_day_", 1): value for name, value in TOMORROW.items()},
}
THEIRS = {"user": the("ama"), "reason": "Her sister works there", "part": "leaves"}
STAYS = {"part": "listens", "seen": "leaves"}
NEEDS = {"kinds": "hearing_loop", "words": "A seat at the front"}
HOLD = {"action": "hold", "reason": "An inquest"}


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


CASES = [
    case("meetings:meetings", seen=by("sally"), reading=True),
    case("meetings:calendar", seen=by("doreen"), reading=True),
    case("meetings:calendar-create", post={}, seen=by("doreen")),
    case(
        "meetings:calendar-remove",
        post={},
        before=plant_calendars,
        seen=Unseen("nobody in the story has a calendar"),
    ),
    case(
        "meetings:calendar-file",
        token=plain("member"),
        before=plant_calendars,
        seen=Unseen("its address is a secret, and it is no page"),
    ),
    case(
        "meetings:calendar-file",
        "of somebody who left",
        token=plain("ex-member"),
        before=plant_calendars,
    ),
    case("meetings:calendar-file", "never made", token=plain("guessed")),
    case("meetings:busy-dates", seen=by("tom"), reading=True),
    case("meetings:busy-date-add", post=HALF_TERM, seen=by("tom")),
    case("meetings:busy-date-change", pk="busy_date", post=HALF_TERM, seen=by("tom", pk=1)),
    case("meetings:busy-date-remove", pk="busy_date", post={}, seen=by("tom", pk=1)),
    case("meetings:video-may-join", get=False, post={}),
    case("meetings:video-report", get=False, post={}),
    case("meetings:telephone-caller", post={}, seen=FOR_MACHINES),
    case("meetings:video-keys", seen=FOR_MACHINES),
    case("meetings:video-key", digest=plain("guessed"), seen=FOR_MACHINES),
    case("meetings:meeting-new", group="group", post=CALLED, seen=by("sally", group=1)),
    case("meetings:meeting", pk="called", seen=by("sally", pk=2), reading=True),
    case("meetings:meeting", "open", pk="live"),
    case("meetings:meeting", "ended", pk="ended", seen=by("doreen", pk=1)),
    case("meetings:meeting", "no guest invited", pk="inner"),
    case("meetings:meeting-change", pk="called", post=CHANGED, seen=NOT_NOW),
    case("meetings:meeting-change", "no guest invited", pk="inner", post=CHANGED),
    case("meetings:meeting-open", pk="called", post={}, seen=NOT_NOW),
    case("meetings:meeting-open", "no guest invited", pk="inner", post={}),
    case("meetings:meeting-end", pk="live", post={}, seen=by("marjorie", pk=2)),
    case("meetings:meeting-reopen", pk="ended", get=False, post={}),
    case("meetings:meeting-postpone", pk="called", post=LATER, seen=NOT_NOW),
    case("meetings:meeting-postpone", "no guest invited", pk="inner", post=LATER),
    case("meetings:meeting-cancel", pk="called", post={"reason": "Too few can come"}, seen=NOT_NOW),
    case("meetings:meeting-hold", pk="called", post=HOLD, seen=by("marjorie", pk=2)),
    case("meetings:meeting-hold", "no guest invited", pk="inner", post=HOLD),
    case("meetings:agenda-change", pk="called", seen=NOT_NOW),
    case("meetings:agenda-change", "no guest invited", pk="inner"),
    case("meetings:agenda-ask", pk="called", get=False, post={}),
    case("meetings:agenda-ask", "no guest invited", pk="inner", get=False, post={}),
    case("meetings:agenda-agree", pk="called", get=False, post={"version": 1}),
    *(
        case(
            "meetings:item-carry",
            why,
            pk="called",
            item=f"{item}.item",
            get=False,
            post={},
            hidden="item",
        )
        for why, item in (
            ("", "drafted_item"),
            ("for members", "minuted_members_item"),
            ("named readers", "minuted_named_item"),
        )
    ),
    *(
        case(
            "meetings:action-carry",
            why,
            pk="called",
            action=action,
            get=False,
            post={},
            hidden="action",
        )
        for why, action in (
            ("", "log_action"),
            ("of an item for members", "members_action"),
            ("of a topic for named readers", "named_action"),
        )
    ),
    case("meetings:item-add", pk="called", post={"title": "Parking"}, seen=NOT_NOW),
    case(
        "meetings:item-change",
        pk="loose_item",
        post={"title": "Parking", "version": 1},
        seen=NOT_NOW,
    ),
    case("meetings:item-move", pk="loose_item", get=False, post={"to": "up"}),
    case("meetings:item-change", "for members", pk="members_item", post=FOR_MEMBERS),
    case("meetings:item-move", "for members", pk="members_item", get=False, post={"to": "up"}),
    case("meetings:item-remove", "for members", pk="members_item", post={}, seen=NOT_NOW),
    case("meetings:item-remove", pk="loose_item", post={}),
    case(
        "meetings:item-change", "named readers", pk="named_item", post={"title": "P", "version": 1}
    ),
    case(
        "meetings:captions-arrange",
        pk="live",
        post={"address": "https://captions.example.org/7"},
        seen=by("sally", pk=2),
    ),
    case("meetings:needs-say", pk="live", post=NEEDS, seen=by("doreen", pk=2)),
    case("meetings:needs", pk="live", seen=by("sally", pk=2), reading=True),
    case(
        "meetings:needs-record",
        pk="live",
        person="doreen",
        post=NEEDS,
        seen=by("sally", pk=2, person=4),
    ),
    case("meetings:people-invite", pk="called", post=ONE_MORE, seen=by("sally", pk=2)),
    case("meetings:people-invite", "no guest invited", pk="inner", post=ONE_MORE),
    case(
        "meetings:invitation-withdraw",
        "a guest's",
        pk="called",
        person="hannah",
        post={},
        seen=by("sally", pk=2, person=14),
    ),
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
    case("meetings:presences", pk="live", seen=by("sally", pk=2), reading=True),
    case("meetings:presences", "called", pk="called"),
    case("meetings:presence-say", pk="live", get=False, post=COMES),
    case("meetings:presence-say", "no guest invited", pk="inner", get=False, post=COMES),
    case("meetings:presence-leave", pk="live", get=False, post={}, before=all_come_in),
    case("meetings:presence-record", pk="live", person="doreen", get=False, post=COMES),
    case("meetings:presence-end", pk="live", person="leroy", get=False, post={}),
    case(
        "meetings:presence-add",
        pk="live",
        person="doreen",
        post=WAS_THERE,
        seen=by("sally", pk=2, person=4),
    ),
    case(
        "meetings:presence-correct",
        pk="presence_of_leroy",
        post=WAS_THERE,
        seen=by("sally", pk=16),
    ),
    case("meetings:presence-code", pk="live", seen=by("sally", pk=2)),
    case(
        "meetings:presence-scan",
        pk="live",
        code=scanned,
        post={},
        seen=Unseen("its address is good for half an hour"),
    ),
    case("meetings:presence-scan", "guessed", pk="live", code=plain("guessed"), post={}),
    case("meetings:presence-remove", pk="presence_of_leroy", post={}, seen=by("sally", pk=16)),
    case(
        "meetings:interest-declare",
        pk="item",
        post={"reason": "My sister works there"},
        seen=by("doreen", pk=12),
    ),
    *(
        case("meetings:interest-record", why, pk=item, post=THEIRS, seen=seen)
        for why, item, seen in (
            ("", "item", by("sally", pk=12)),
            ("for members", "members_item", None),
            ("named readers", "named_item", None),
        )
    ),
    case("meetings:interest-change", pk="interest", post=STAYS, seen=by("sally", pk=2)),
    case("meetings:interest-change", "for members", pk="members_interest", post=STAYS),
    case("meetings:interest-change", "named readers", pk="named_interest", post=STAYS),
    case("meetings:interest-declare", "for members", pk="members_item", post={"reason": "Mine"}),
    case("meetings:interest-declare", "named readers", pk="named_item", post={"reason": "Mine"}),
]
