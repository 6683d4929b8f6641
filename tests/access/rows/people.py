"""People, their places, invitations, leaving, the administrator's pages."""

from datetime import timedelta

from accounts.models import DataExport
from core.clock import now, today
from core.notices.stop import SIGNER
from tests.access.cases import case, own, plain, the
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
        "accounts:invitation", token=link("invitation"), post={"name": "Nell", "password": PASSWORD}
    ),
    case("accounts:invitation", "to the stranger's address", token=link("claimed"), post={}),
    case("accounts:invitation", "used", token=link("used"), post={}),
    case("accounts:invitation", "too old", token=link("invitation"), post={}, before=grow_old),
    case("accounts:invitation", "never made", token=plain("1.forged"), post={}),
    case("accounts:come-back", token=link("reset"), post={"words": SPOKEN, "password": PASSWORD}),
    case("accounts:come-back", "never made", token=plain("1.forged"), post={}),
    case("accounts:agreement", post={"accept": "on", "next": ""}),
    case("accounts:agreement-new", post={"text": "Keep it to yourself.", "confirmed": "yes"}),
    case("accounts:acceptances", pk="group"),
    case("accounts:acceptance-record", pk="unreached", post=ACCEPTED),
    case("accounts:acceptance-record", "who has accepted it", pk="caller_place", post=ACCEPTED),
    case("accounts:acceptance-record", "who has an email", pk="place", post=ACCEPTED),
    case("accounts:group-people", pk="group"),
    case("accounts:invite", pk="group", post={**INVITED, "role": "officer"}),
    case("accounts:invite", "as a member", pk="group", post={**INVITED, "role": "member"}),
    case("accounts:person-add", pk="group", post={**ADDED, "role": "officer"}),
    case("accounts:person-add", "as a member", pk="group", post={**ADDED, "role": "member"}),
    case("accounts:invitation-withdraw", pk="invitation", get=False, post={}),
    case("accounts:invitation-renew", pk="invitation", post=INVITED),
    case("accounts:invitation-renew", "of a reader", pk="reader_invitation", post=INVITED),
    case("accounts:invitations-renew", pk="group", post={}, before=grow_old),
    case(
        "accounts:invitations-new",
        pk="group",
        post={"people": "Nat Newton, nat@example.org, observer", "confirmed": "yes"},
    ),
    case("accounts:person-reach", pk="unreached", post={"way": "letter", "address": "1 Quay"}),
    case("accounts:person-reach", "who has an email", pk="place", post={"way": "letter"}),
    case("accounts:person-email", pk="unreached", post={"email": "mo@example.org"}),
    case("accounts:person-email", "a member", pk="caller_place", post={"email": "cy@example.org"}),
    case("accounts:person-email", "who has an email", pk="place", post={"email": "no@example.org"}),
    case("accounts:membership-role", pk="place", post={"role": "officer"}),
    case("accounts:membership-role", "the chair's own", pk="own_place", post={"role": "officer"}),
    case("accounts:membership-end", pk="place", post={}),
    case(
        "accounts:chair-change",
        pk="group",
        post={**ELECTION, "membership": the("elected"), "instead_of": the("own_place")},
    ),
    case("accounts:helping", pk="place"),
    case("accounts:hand-over-card", pk="place", post={"with_me": "on"}),
    case("accounts:reset", pk="place", post={"checked": "in_person"}),
    case("accounts:sign-out-member", pk="place", get=False, post={}),
    case("accounts:departures", pk="group"),
    case("accounts:call-list", pk="group"),
    case("accounts:notice-deliver", pk="notice", get=False, post={}),
    case("accounts:notices"),
    case(
        "accounts:notice-settings",
        post={"email": "digest", "days": ["0"], "topics": "none", "quiet_from": "9pm"}
        | {"quiet_until": "7am"},
    ),
    case("accounts:notices-stop", token=lambda world, who: stop_token(world), post={}),
    case("accounts:notices-stop", "never made", token=plain("1.forged"), post={}),
    case("accounts:departure-ask", pk="left", post={}),
    case("accounts:mentions-decide", pk="gone", get=False, post={}),
    case("accounts:anonymise", pk="departure", post={}),
    case("accounts:administration"),
    case("accounts:organisation-new", post={"name": "Fenland Police", "kind": "force"}),
    case(
        "accounts:organisation-change",
        pk="national",
        post={"name": "College of Policing", "kind": "national"},
    ),
    case("accounts:group-new", post={**DETAILS, "organisation": the("national")}),
    case(
        "accounts:group-change", pk="empty_group", post={**DETAILS, "organisation": the("national")}
    ),
    case("accounts:group-close", pk="empty_group", post={}),
    case("accounts:group-reopen", pk="closed_group", get=False, post={}),
    case(
        "accounts:invite-organiser",
        post={**INVITED, "role": "secretary", "group": the("empty_group")},
    ),
    case("accounts:invite-reader", post={**INVITED, "organisation": the("national")}),
    case("accounts:reader-reset", pk="reading_place", post={"checked": "in_person"}),
    case("accounts:reader-end", pk="reading_place", post={}),
    case("accounts:invitation-withdraw", "of a reader", pk="reader_invitation", get=False, post={}),
    case("accounts:sign-out-person", pk="ama", get=False, post={}),
    case("accounts:suspend", pk="ama", post={}),
    case("accounts:my-data", post={}, before=forget_exports),
    case("accounts:my-data-file", "one's own", pk=own("export"), get=False, post={}),
    case("accounts:my-data-file", "somebody else's", pk="exports_of_others", get=False, post={}),
]
