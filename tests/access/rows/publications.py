"""The library, editions, the way out, the answers of the police, the verify page."""

from accounts.models import Membership, Role
from core.clock import now
from publications.models import Publication, Withdrawal
from tests.access.cases import case, plain, the
from tests.access.rows.papers import file
from tests.access.seen import (
    ANYBODY,
    FOR_MACHINES,
    NOT_NOW,
    ON_ITS_WAY_OUT,
    Unseen,
    by,
)
from tests.publications import harbour

DRAFT = harbour.draft()
FORM = {
    "title": DRAFT.title,
    "audience": DRAFT.audience,
    "lede": DRAFT.lede,
    "asked": DRAFT.asked,
    "references": DRAFT.references,
    "next_steps": "\n".join(DRAFT.next_steps),
    "not_names": "",
}
YES = {"decision": "yes", "note": "", "version": 1}
NO_EDITION, NO_MESSAGE = "HAR-2026-S99", "HAR-2026-999"
ANSWER = {
    "decision": "accepted",
    "reason": "",
    "review_on_day": "",
    "review_on_month": "",
    "review_on_year": "",
}


def edition(name, **more):
    """The pages of an edition, for each audience and for one that is not out yet."""
    kinds = {"": "public", "for readers": "for_readers", "not published": "prepared.publication"}
    return [
        case(
            f"publications:{name}", why, reference=f"{thing}.reference", unknown=NO_EDITION, **more
        )
        for why, thing in kinds.items()
    ]


def step(name, body, **more):
    """One step of a release, in its state and in another."""
    at = {"check": "prepared", "approve": "checked", "publish": "approved"}
    other = {"check": "checked", "approve": "prepared", "publish": "checked"}
    return [
        case(f"publications:{name}", pk=at[name], post=body, **more),
        case(f"publications:{name}", "another state", pk=other[name], post=body, **more),
    ]


def police_lead_leaves(world):
    """So that the chair asks a second member to check facts."""
    places = Membership.objects.filter(group=world.group, role=Role.POLICE_LEAD)
    places.update(ends_at=now())


def withdrawn(world):
    """So that its address says why, and nothing else."""
    edition = world.public.editions.latest("number")
    Withdrawal.objects.create(edition=edition, reason="mistake", words="It is wrong.")
    Publication.objects.filter(pk=world.public.pk).update(withdrawn_at=now())


CASES = [
    case("publications:list", seen=by("imran", ANYBODY), reading=True),
    case("publications:public-groups", seen=by(ANYBODY), reading=True),
    case(
        "publications:public-group",
        group_code="group.code",
        unknown="ZZZZ",
        seen=by(ANYBODY, group_code="HAR"),
        reading=True,
    ),
    case(
        "publications:public-group",
        "nothing published",
        group_code="empty_group.code",
        unknown="ZZZZ",
    ),
    case(
        "publications:public-feed",
        group_code="group.code",
        unknown="ZZZZ",
        seen=FOR_MACHINES,
        reading=True,
    ),
    case("publications:robots", seen=FOR_MACHINES),
    case(
        "publications:follow",
        group_code="group.code",
        unknown="ZZZZ",
        post={"address": "reader@example.org"},
        seen=by(ANYBODY, group_code="HAR"),
        reading=True,
    ),
    case(
        "publications:feedback",
        group_code="group.code",
        unknown="ZZZZ",
        post={"words": "Keep it open"},
        seen=by(ANYBODY, group_code="HAR"),
        reading=True,
    ),
    case("publications:group-feedback", pk="group", seen=by("sally", pk=1), reading=True),
    case("publications:feedback-remove", pk="feedback", post={}, seen=NOT_NOW),
    case(
        "publications:receipt-confirm",
        reference="public.reference",
        number=plain(1),
        unknown=NO_EDITION,
        get=False,
        post={},
    ),
    case(
        "publications:receipt-confirm",
        "for readers",
        reference="for_readers.reference",
        number=plain(1),
        unknown=NO_EDITION,
        get=False,
        post={},
    ),
    case(
        "publications:follow-subject",
        pk="subject",
        post={"address": "reader@example.org"},
        seen=by(ANYBODY, pk=1),
        reading=True,
    ),
    case("publications:follow-confirm", token=plain("guessed"), post={}, seen=NOT_NOW),
    case("publications:follow-stop", token=plain("guessed"), post={}, seen=NOT_NOW),
    case("publications:index", seen=FOR_MACHINES, reading=True),
    case("publications:desk", seen=by("sally"), reading=True),
    case("publications:prepare", pk="unpublished", post=FORM, seen=by("sally", pk=1), reading=True),
    case("publications:prepare", "not ended", pk="called", post=FORM),
    case("publications:prepare", "no guest invited", pk="inner", post=FORM),
    case("publications:release", pk="prepared", seen=by("sally", pk=1), reading=True),
    case("publications:release-photograph", pk="note_release", seen=FOR_MACHINES),
    case("publications:release-photograph", "of a meeting", pk="prepared"),
    case("publications:discard", pk="prepared", post={"version": 1}, seen=NOT_NOW),
    case("publications:discard", "published", pk="published", post={"version": 1}),
    case("publications:release", "published", pk="published"),
    case(
        "publications:ask-check",
        pk="prepared",
        post={"user": the("doreen"), "version": 1},
        before=police_lead_leaves,
        seen=Unseen("the group in the story has a police lead"),
    ),
    case(
        "publications:ask-check",
        "there is a police lead",
        pk="prepared",
        post={"user": the("doreen"), "version": 1},
    ),
    case(
        "publications:prepare-again",
        pk="sent_back",
        post={**FORM, "version": 1},
        seen=ON_ITS_WAY_OUT,
    ),
    case(
        "publications:prepare-again",
        "published",
        pk="published",
        post={**FORM, "version": 1},
    ),
    *step("check", YES, seen=ON_ITS_WAY_OUT),
    *step("approve", YES, seen=ON_ITS_WAY_OUT),
    *step("publish", {"version": 1}, seen=ON_ITS_WAY_OUT),
    case(
        "publications:answer",
        reference="sent.reference",
        unknown=NO_MESSAGE,
        post=ANSWER,
        seen=by("ansty", reference="HAR-2026-005"),
        reading=True,
    ),
    case(
        "publications:answer",
        "not sent",
        reference="agreed.reference",
        unknown=NO_MESSAGE,
        post=ANSWER,
    ),
    case(
        "publications:answer",
        "named readers",
        reference="named_sent.reference",
        unknown=NO_MESSAGE,
        post=ANSWER,
    ),
    case(
        "publications:answer",
        "sent inside",
        reference="sent_inside.reference",
        unknown=NO_MESSAGE,
        post=ANSWER,
    ),
    case(
        "publications:answer",
        "sent inside, named readers",
        reference="named_sent_inside.reference",
        unknown=NO_MESSAGE,
        post=ANSWER,
    ),
    case(
        "publications:unaddressed",
        reference="sent.reference",
        unknown=NO_MESSAGE,
        post={"seen": 0},
        seen=NOT_NOW,
    ),
    case(
        "publications:proof-add",
        reference="done.reference",
        unknown=NO_MESSAGE,
        post={"file": file, "shows": "The notice on the door"},
        seen=by("ansty", reference="HAR-2026-002"),
        reading=True,
    ),
    case(
        "publications:proof-add",
        "not answered",
        reference="sent.reference",
        unknown=NO_MESSAGE,
        post={"file": file, "shows": "The notice on the door"},
    ),
    case("publications:proof-publish", pk="waiting_proof", post={}, seen=by("marjorie", pk=5)),
    case("publications:proof-publish", "no proof", pk="attachment", post={}),
    case("publications:proof", pk="proof", seen=by(ANYBODY, pk=1), reading=True),
    case("publications:proof-picture", pk="proof", number=plain(1), seen=FOR_MACHINES),
    case("publications:proof-withdraw", pk="proof", post={}, seen=by("marjorie", pk=1)),
    case(
        "publications:group-answers",
        pk="group",
        seen=by("imran", "doreen", pk=1),
        reading=True,
    ),
    case("publications:group-answers", "nothing published", pk="empty_group"),
    case(
        "publications:organisation-answers",
        pk="group.organisation",
        seen=by("imran", pk=1),
        reading=True,
    ),
    *edition("edition", seen=by("imran", reference="HAR-2026-S01"), reading=True),
    *edition("pdf", seen=FOR_MACHINES, reading=True),
    *edition(
        "past-edition",
        number=plain(1),
        seen=by(ANYBODY, reference="HAR-2026-S01", number=1, status=410),
    ),
    *edition("past-pdf", number=plain(1), seen=FOR_MACHINES),
    *edition("form", form=plain("txt"), seen=FOR_MACHINES, reading=True),
    *edition("past-form", number=plain(1), form=plain("csv"), seen=FOR_MACHINES),
    *edition("edition-photograph", number=plain(1), seen=FOR_MACHINES),
    *edition(
        "withdraw",
        post={"reason": "mistake", "words": "It has a wrong day in it."},
        seen=by("marjorie", reference="HAR-2026-S01"),
        reading=True,
    ),
    case(
        "publications:edition",
        "withdrawn",
        reference="public.reference",
        unknown=NO_EDITION,
        before=withdrawn,
    ),
    case("publications:ask", post={"code": the("edition.code")}, seen=by(ANYBODY)),
    case(
        "publications:verify",
        code="edition.code",
        seen=by(ANYBODY, code="AAAA-BBBB-CCCC", status=404),
        reading=True,
    ),
    case("publications:verify", "for readers", code="readers_edition.code"),
    case("publications:verify", "no such code", code=plain("ZZZZ-ZZZZ-ZZZZ")),
]
