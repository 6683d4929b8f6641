"""Every address that can be opened: each pattern of the resolver, with every id that exists.

A pattern whose parts are not known here stops the machine, so that a new page is looked at
from its first day.
"""

from itertools import product

from django.urls import reverse

from accounts.models import (
    AdvisoryGroup,
    Departure,
    Invitation,
    Membership,
    Organisation,
    OrganisationMembership,
    User,
)
from core.live.models import Stream
from core.notices.models import Notice
from deliberation.models import (
    AgreementRound,
    Announcement,
    AudienceChange,
    BreakGlass,
    Evidence,
    HandbookPage,
    HotSeat,
    KeyMessage,
    MinorityStatement,
    Note,
    Position,
    Post,
    PostReport,
    Space,
    StatementDraft,
    Suggestion,
    Topic,
)
from meetings.models import (
    Action,
    AgendaItem,
    BusyDate,
    Correction,
    DatePoll,
    Meeting,
    MinutesItem,
    Paper,
    PollDate,
    Presence,
    Recusal,
    Rehearsal,
    RoomDisplay,
    Slide,
    SpeakerRequest,
)
from network.models import (
    AskedForce,
    EnquiredGroup,
    Enquiry,
    EnquiryAnswer,
    Forwarding,
    ForwardingRequest,
    MessageOffer,
    NationalTopic,
    NetworkForce,
    ReadingItem,
    ReleasedMessage,
    Representation,
    Theme,
)
from publications.models import Feedback, Proof, Publication, Release, Subject, VisitNote
from tests.access.rows import CASES
from tests.addresses import patterns
from visits.models import Visit, VisitPhotograph
from webcasts.models import Bookmark, Webcast

READING = {case.name for case in CASES if case.reading}
OF_THE_LIBRARY = ("account_", "mfa_", "usersessions_")  # pages about how one signs in
MODELS: dict[str, type] = {  # what the ``pk`` of an address is, by how the address begins
    "topics/": Topic,
    "posts/": Post,
    "reports/": PostReport,
    "notes/": Note,
    "audience-changes/": AudienceChange,
    "break-glass/": BreakGlass,
    "key-messages/": KeyMessage,
    "rounds/": AgreementRound,
    "statements/": MinorityStatement,
    "evidence/": Evidence,
    "suggestions/": Suggestion,
    "views/": StatementDraft,
    "positions/": Position,
    "announcements/": Announcement,
    "handbook/": HandbookPage,
    "meetings/": Meeting,
    "presences/": Presence,
    "display/slides/": Slide,
    "displays/": RoomDisplay,
    "rehearsals/": Rehearsal,
    "actions/": Action,
    "agenda-items/": AgendaItem,
    "interests/": Recusal,
    "busy-dates/": BusyDate,
    "polls/": DatePoll,
    "minutes-items/": MinutesItem,
    "corrections/": Correction,
    "papers/": Paper,
    "speaker-requests/": SpeakerRequest,
    "groups/": AdvisoryGroup,
    "people/memberships/": Membership,
    "people/invitations/": Invitation,
    "people/left/": Departure,
    "notices/": Notice,
    "administration/organisations/": Organisation,
    "administration/groups/": AdvisoryGroup,
    "administration/people/left/": Departure,
    "administration/people/": User,
    "administration/readers/": OrganisationMembership,
    "organisations/": Organisation,
    "feedback/": Feedback,
    "publications/release/meeting/": Meeting,
    "publications/release/note/": VisitNote,
    "publications/release/": Release,
    "publications/topics/": Subject,
    "publications/proof/paper/": Paper,
    "publications/proof/": Proof,
    "webcasts/": Webcast,
    "bookmarks/": Bookmark,
    "visits/photographs/": VisitPhotograph,
    "visits/": Visit,
    "hot-seats/": HotSeat,
    "network/force/": NetworkForce,
    "network/topics/": NationalTopic,
    "network/asked/": AskedForce,
    "network/reading/": ReadingItem,
    "network/representations/": Representation,
    "network/offers/": MessageOffer,
    "network/themes/": Theme,
    "network/between/": Forwarding,
    "network/requests/": ForwardingRequest,
    "network/questions/": Enquiry,
    "network/enquired/": EnquiredGroup,
    "network/answers/": EnquiryAnswer,
    "network/rests/": KeyMessage,
}


def ids(rows) -> list:
    return list(getattr(rows, "objects", rows).order_by("pk").values_list("pk", flat=True))


def values() -> dict[str, list]:
    """What stands for a part of an address, by the name of the part."""
    return {
        "group": ids(AdvisoryGroup),
        "group_code": list(AdvisoryGroup.objects.order_by("pk").values_list("code", flat=True)),
        "place": ids(Membership.objects.filter(user__email=None)),
        "person": ids(User)[:2],  # what is asked about whom makes no difference to the words
        "space": list(Space.values),
        "side": ["for", "against"],
        "topic": ids(Topic),
        "key_message": ids(KeyMessage),
        "item": ids(AgendaItem)[:2],  # what is carried is sent, and looked at where it stands
        "action": ids(Action)[:2],
        "date": ids(PollDate),
        "slide": ids(Slide),
        "number": [1],
        "form": ["txt", "json", "csv"],  # large print has the words of the text
        "code": ["KM4Q-7TRW-B2XN"],  # who has the code of an edition may see its title
        "key": list(Stream.objects.order_by("key").values_list("key", flat=True)),
        "token": ["guessed"],
        "digest": ["guessed"],
    }


def _references(name: str) -> list[str]:
    if name in {"publications:answer", "publications:unaddressed", "publications:proof-add"}:
        references = KeyMessage.objects.filter(topic__readers_named=False)
        return list(references.values_list("reference", flat=True))
    rows = ReleasedMessage.objects if name == "network:released" else Publication.objects
    return list(rows.values_list("reference", flat=True))


def addresses() -> list[tuple[str, str]]:
    """Name and path of everything that can be opened now."""
    known, paths = values(), []
    for name, route, parts, _view in patterns():
        if name.startswith(OF_THE_LIBRARY):
            continue
        choices = [_choices(name, route, part, known) for part in parts]
        for chosen in product(*choices):
            path = reverse(name, kwargs=dict(zip(parts, chosen, strict=True)))
            paths.append((name, path + "?after=0" if name == "stream" else path))
    return paths


def _choices(name: str, route: str, part: str, known: dict[str, list]) -> list:
    if part == "pk":
        fits = [model for begin, model in MODELS.items() if route.startswith(begin)]
        if fits:
            return ids(fits[0])
        if route.startswith("accounts/"):  # sessions and copies of one's own data, by guess
            return [1]
    if part == "reference":
        return _references(name)
    if part in known:
        return known[part]
    raise LookupError(f"{name}: what is {part!r} in {route!r}? Say it in tests/canary/addresses.py")
