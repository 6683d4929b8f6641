"""People, their places, invitations, leaving, the administrator's pages."""

from datetime import timedelta

from accounts.models import DataExport
from core.clock import now, today
from core.notices.stop import SIGNER
from tests.access.cases import case, own, plain, the
from tests.access.seen import ON_THE_WAY, Unseen, by
from tests.access.world.accounts import SPOKEN

PASSWORD = "marmalade tram lighthouse"
DETAILS = {
    "name": "Marsh IAG",
    "code": "MAR",
    "kind": "local",
    "response_days": "28",
    "listing": "listed",
}
ELECTION = {
    "elected_on_day": "1",
    "elected_on_month": "2",
    "elected_on_year": "2024",
    "becomes": "member",
    "confirmed": "yes",
}
ADDED = {
    "name": "Len Lamorna",
    "way": "telephone",
    "telephone": "01632 960 001",
    "accepted": "paper",
}
ACCEPTED = {
    "how": "paper",
    "version": 2,
    "accepted_on_day": lambda world, who: today().day,
    "accepted_on_month": lambda world, who: today().month,
    "accepted_on_year": lambda world, who: today().year,
}
INVITED = {"name": "Nat Newton", "email": "nat@example.org"}


def link(name):
    """The secret part of the link in a mail."""
    return lambda world, who: getattr(world, name).token()


def stop_token(world):
    """The secret part of the link in an email of notices."""
    return SIGNER.sign(str(world.nuala.pk))


def grow_old(world):
    type(world.invitation).objects.update(expires_at=now() - timedelta(days=1))


def forget_exports(world):
    DataExport.objects.all().delete()


CASES = [
    case(
        "accounts:invitation",
        token=link("invitation"),
        post={"name": "Nell", "password": PASSWORD},
        seen=ON_THE_WAY,
    ),
    case("accounts:invitation", "to the stranger's address", token=link("claimed"), post={}),
    case("accounts:invitation", "used", token=link("used"), post={}),
    case("accounts:invitation", "too old", token=link("invitation"), post={}, before=grow_old),
    case("accounts:invitation", "never made", token=plain("1.forged"), post={}),
    case(
        "accounts:come-back",
        token=link("reset"),
        post={"code": SPOKEN, "password": PASSWORD},
        seen=ON_THE_WAY,
    ),
    case("accounts:come-back", "never made", token=plain("1.forged"), post={}),
    case("accounts:agreement", post={"accept": "on", "next": ""}, seen=by("doreen")),
    case(
        "accounts:agreement-new",
        post={"text": "Keep it to yourself.", "confirmed": "yes"},
        seen=by("tom"),
    ),
    case("accounts:acceptances", pk="group", seen=by("sally", pk=1), reading=True),
    case(
        "accounts:acceptance-record",
        pk="unreached",
        post=ACCEPTED,
        seen=Unseen("everybody in the story has accepted what is in force"),
    ),
    case("accounts:acceptance-record", "who has accepted it", pk="caller_place", post=ACCEPTED),
    case("accounts:acceptance-record", "who has an email", pk="place", post=ACCEPTED),
    case("accounts:group-people", pk="group", seen=by("sally", pk=1), reading=True),
    case(
        "accounts:invite", pk="group", post={**INVITED, "role": "officer"}, seen=by("sally", pk=1)
    ),
    case("accounts:invite", "as a member", pk="group", post={**INVITED, "role": "member"}),
    case(
        "accounts:person-add", pk="group", post={**ADDED, "role": "officer"}, seen=by("sally", pk=1)
    ),
    case("accounts:person-add", "as a member", pk="group", post={**ADDED, "role": "member"}),
    case("accounts:invitation-withdraw", pk="invitation", get=False, post={}),
    case(
        "accounts:invitation-renew",
        pk="invitation",
        post=INVITED,
        seen=Unseen("nobody in the story waits"),
    ),
    case("accounts:invitation-renew", "of a reader", pk="reader_invitation", post=INVITED),
    case(
        "accounts:invitations-renew",
        pk="group",
        post={},
        before=grow_old,
        seen=Unseen("nobody in the story waits"),
    ),
    case(
        "accounts:invitations-new",
        pk="group",
        post={"people": "Nat Newton, nat@example.org, observer", "confirmed": "yes"},
        seen=by("sally", pk=1),
    ),
    case(
        "accounts:person-reach",
        pk="unreached",
        post={"way": "letter", "address": "1 Quay"},
        seen=by("sally", pk=7),
    ),
    case("accounts:person-reach", "who has an email", pk="place", post={"way": "letter"}),
    case(
        "accounts:person-email",
        pk="unreached",
        post={"email": "mo@example.org"},
        seen=by("marjorie", pk=7),
    ),
    case("accounts:person-email", "a member", pk="caller_place", post={"email": "cy@example.org"}),
    case("accounts:person-email", "who has an email", pk="place", post={"email": "no@example.org"}),
    case("accounts:membership-role", pk="place", post={"role": "officer"}, seen=by("sally", pk=4)),
    case("accounts:membership-role", "the chair's own", pk="own_place", post={"role": "officer"}),
    case("accounts:membership-end", pk="place", post={}, seen=by("sally", pk=4)),
    case(
        "accounts:chair-change",
        pk="group",
        post={**ELECTION, "membership": the("elected"), "instead_of": the("own_place")},
        seen=by("sally", pk=1),
        reading=True,
    ),
    case("accounts:helping", pk="place", seen=by("sally", pk=6)),
    case("accounts:hand-over-card", pk="place", post={"with_me": "on"}, seen=ON_THE_WAY),
    case("accounts:reset", pk="place", post={"checked": "in_person"}, seen=ON_THE_WAY),
    case("accounts:sign-out-member", pk="place", get=False, post={}),
    case("accounts:departures", pk="group", seen=by("marjorie", pk=1), reading=True),
    case("accounts:call-list", pk="group", seen=by("sally", pk=1), reading=True),
    case("accounts:notice-deliver", pk="notice", get=False, post={}),
    case("accounts:notices", seen=by("doreen"), reading=True),
    case(
        "accounts:live-settings",
        post={"heard": "mine", "simple_view": "simple"},
        seen=by("doreen"),
    ),
    case(
        "accounts:notice-settings",
        post={"email": "digest", "days": ["0"], "topics": "none", "quiet_from": "9pm"}
        | {"quiet_until": "7am"},
        seen=by("doreen"),
    ),
    case(
        "accounts:notices-stop",
        token=lambda world, who: stop_token(world),
        post={},
        seen=Unseen("its link is in an email"),
    ),
    case("accounts:notices-stop", "never made", token=plain("1.forged"), post={}),
    case("accounts:departure-ask", pk="left", post={}, seen=ON_THE_WAY),
    case("accounts:mentions-decide", pk="gone", get=False, post={}),
    case("accounts:anonymise", pk="departure", post={}, seen=ON_THE_WAY),
    case("accounts:administration", seen=by("tom"), reading=True),
    case(
        "accounts:organisation-new",
        post={"name": "Fenland Police", "kind": "force"},
        seen=by("tom"),
    ),
    case(
        "accounts:organisation-change",
        pk="national",
        post={"name": "College of Policing", "kind": "national"},
        seen=by("tom", pk=1),
    ),
    case("accounts:group-new", post={**DETAILS, "organisation": the("national")}, seen=by("tom")),
    case(
        "accounts:group-change",
        pk="empty_group",
        post={**DETAILS, "organisation": the("national")},
        seen=by("tom", pk=1),
    ),
    case("accounts:group-close", pk="empty_group", post={}, seen=by("tom", pk=1)),
    case("accounts:group-reopen", pk="closed_group", get=False, post={}),
    case(
        "accounts:invite-organiser",
        post={**INVITED, "role": "secretary", "group": the("empty_group")},
        seen=by("tom"),
    ),
    case(
        "accounts:invite-reader", post={**INVITED, "organisation": the("national")}, seen=by("tom")
    ),
    case(
        "accounts:reader-reset",
        pk="reading_place",
        post={"checked": "in_person"},
        seen=by("tom", pk=1),
    ),
    case("accounts:reader-end", pk="reading_place", post={}, seen=by("tom", pk=1)),
    case("accounts:invitation-withdraw", "of a reader", pk="reader_invitation", get=False, post={}),
    case("accounts:sign-out-person", pk="ama", get=False, post={}),
    case("accounts:suspend", pk="ama", post={}, seen=by("tom", pk=4)),
    case("accounts:my-data", post={}, before=forget_exports, seen=by("doreen")),
    case("accounts:my-data-file", "one's own", pk=own("export"), get=False, post={}),
    case("accounts:my-data-file", "somebody else's", pk="exports_of_others", get=False, post={}),
]
