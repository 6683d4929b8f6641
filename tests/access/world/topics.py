"""Topics of each kind, key messages and rounds in each state, and reading from outside."""

from datetime import timedelta

from accounts.models import LegalHold, Reach, Role
from core.clock import now, today
from deliberation.actions import (
    AnnouncementText,
    PageText,
    archive_handbook_page,
    withdraw_announcement,
    write_announcement,
    write_handbook_page,
)
from deliberation.advice import dated, drawn, fingerprint
from deliberation.models import (
    AgreementRound,
    AudienceChange,
    BreakGlass,
    Entitlement,
    HandlingAcceptance,
    HandlingText,
    KeyMessage,
    NamedReader,
    Note,
    PostReport,
    Readers,
    Space,
    Topic,
)
from tests.access.world.inhabitants import ENTITLED, join
from tests.access.world.statements import add_statements
from tests.factories import (
    DictationFactory,
    KeyMessageFactory,
    PostFactory,
    TopicFactory,
    TopicGuestFactory,
    UserFactory,
)

State = KeyMessage.State


def add_to(world):
    world.topic = topic(world, "counter", guests=("police lead", "observer", "ex-member"))
    add_posts(world)
    world.quiet = topic(world, "quiet")  # no guest is invited
    world.closed = topic(world, "closed", guests=("police lead",), state=Topic.State.CLOSED)
    add_unnamed(world)
    world.own = topic(world, "own", asker="", decision_due=None)
    world.pinned = topic(world, "pinned", pinned=True)
    world.late = topic(world, "late", history="from_joining", secretary_kept_out=True)
    world.group.terms_changes.create(secretary_in_members_space=False, changed_by=world.marjorie)
    add_handbook(world)
    add_announcements(world)
    world.held = topic(world, "held")
    hold = LegalHold.objects.begin(world.held, world.group.pk, world.tariq, "An inquest")
    LegalHold.objects.ask_to_lift(hold, world.tariq)
    add_named(world)
    add_briefing(world)
    world.note, world.named_note = note(world), note(world, world.named)
    add_key_messages(world)
    add_changes(world)
    add_glasses(world)


def add_posts(world):
    world.post = PostFactory(topic=world.topic, author=world.doreen, body=said(world))
    world.old_post = PostFactory(
        topic=world.topic,
        author=world.doreen,
        body=said(world),
        written_at=now() - timedelta(hours=1),
    )
    words = f"{said(world)} {world.words['members']} among ourselves"
    world.members_post = PostFactory(
        topic=world.topic, author=world.doreen, body=words, space=Space.MEMBERS
    )
    add_dictation(world)
    world.report = report(world, world.post, world.person["observer"])
    world.members_report = report(world, world.members_post, world.tariq)


def add_unnamed(world):
    """Posts of Doreen's without her name: their topic keeps its readers."""
    words = f"{said(world)} {world.words['members']} among ourselves"
    unnamed = {"topic": world.closed, "author": world.doreen, "unattributed": True}
    world.unnamed_post = PostFactory(body=said(world), **unnamed)
    world.members_unnamed_post = PostFactory(body=words, space=Space.MEMBERS, **unnamed)


def add_dictation(world):
    """Somebody without email, and what they told on the telephone."""
    world.caller = UserFactory(name="Cyril Pascoe", email=None)
    world.caller_place = join(world, world.caller, Role.MEMBER)
    Reach.objects.create(user=world.caller, way=Reach.Way.LETTER, address="4 Quay Street")
    post = PostFactory(topic=world.topic, author=world.caller, body=said(world))
    world.told_post = DictationFactory(post=post, entered_by=world.sally).post


def add_handbook(world):
    """A page for everybody, one for the members and the secretary, and one that is archived."""
    word = world.words["group"]
    kinds = {"page": Readers.GROUP, "members_page": Readers.INSIDE, "archived_page": Readers.GROUP}
    for name, readers in kinds.items():
        text = PageText(f"{word} {name}", f"{word} says", readers)
        handbook_page = write_handbook_page(actor=world.marjorie, group=world.group, text=text)
        setattr(world, name, handbook_page)
    archive_handbook_page(actor=world.marjorie, page=world.archived_page)


def add_announcements(world):
    """One for everybody, one for the members and the secretary, and one that is withdrawn."""
    word = world.words["group"]
    readers = {
        "announcement": Readers.GROUP,
        "members_announcement": Readers.INSIDE,
        "withdrawn_announcement": Readers.GROUP,
    }
    for name, those in readers.items():
        text = AnnouncementText(f"{word} {name}", f"{word} announces", those, today())
        announcement = write_announcement(actor=world.marjorie, group=world.group, text=text)
        setattr(world, name, announcement)
    withdraw_announcement(actor=world.marjorie, announcement=world.withdrawn_announcement)


def said(world):
    return f"{world.words['group']} was said here"


def topic(world, name, guests=(), **more):
    word = world.words["group"]
    about = {"title": f"{word} {name}", "ask": f"{word} ask", "asker": f"{word} asker"}
    opened = TopicFactory(group=world.group, opened_by=world.tariq, **{**about, **more})
    for who in guests:
        TopicGuestFactory(topic=opened, user=world.person[who])
    return opened


def report(world, post, reporter):
    """Of a post of Doreen's."""
    words = f"{said(world)} in a report"
    return PostReport.objects.create(post=post, reason="offends", words=words, reported_by=reporter)


def note(world, about=None):
    """From Doreen to the secretary."""
    people = {"written_by": world.doreen, "addressee": world.sally, "unread_by": world.sally}
    words = f"{world.words['named']} in a note" if about else f"{said(world)} in a note"
    return Note.objects.create(group=world.group, topic=about, body=words, **people)


def add_named(world):
    """For the member, the secretary and people whom the gate keeps out; not for the chair."""
    word = world.words["named"]
    world.named = topic(world, f"{word} inquiry", readers_named=True)
    for who in ("member", "secretary", "ex-member", *ENTITLED):
        NamedReader.objects.create(topic=world.named, user=world.person[who])
    world.named_post = PostFactory(topic=world.named, author=world.doreen, body=f"{word} words")


def add_briefing(world):
    """Its handling is accepted first: the chair and the police lead have, the others have not."""
    world.briefing = topic(
        world, "briefing", guests=("police lead", "observer"), handling_first=True, handling="Alone"
    )
    HandlingText.objects.create(
        topic=world.briefing, version=1, text="Alone", written_by=world.tariq
    )
    for who in ("chair", "police lead", "ex-member", *ENTITLED):
        HandlingAcceptance.objects.create(topic=world.briefing, user=world.person[who], version=1)
    words = f"{world.words['briefing']} was said here"
    PostFactory(topic=world.briefing, author=world.marjorie, body=words)


def message(world, about, number, state=State.PROPOSED):
    kept = {world.named: "named", world.briefing: "briefing"}
    word = world.words[kept.get(about, "group")]
    return KeyMessageFactory(
        topic=about,
        reference=f"{world.group.code}-2026-{number:03}",
        state=state,
        text=f"{word}: keep a line that a person answers",
        proposed_by=world.doreen,
    )


def round_of(world, key_message, **more):
    agreement_round = AgreementRound.objects.create(
        key_message=key_message,
        wording=key_message.wordings.get(),
        quorum=1,
        opened_by=world.tariq,
        **more,
    )
    for who in ("member", "chair", "ex-member", *ENTITLED):
        Entitlement.objects.create(round=agreement_round, user=world.person[who])
    return agreement_round


def add_key_messages(world):
    closed = {"state": "closed", "closed_at": now() - timedelta(hours=1)}
    closed |= {"closed_by": world.tariq, "support": 1}
    world.message = message(world, world.topic, 101)
    world.asked = message(world, world.topic, 102)
    world.round = round_of(world, world.asked)
    world.recorded_position = world.round.positions.create(
        user=world.person["member"],
        choice="support",
        recorded_by=world.person["secretary"],
        recorded_via="telephone",
    )
    world.agreed = message(world, world.topic, 103, State.AGREED)
    world.closed_round = round_of(world, world.agreed, outcome="unanimous", **closed)
    reason = f"{world.words['members']}: my sister works there"
    world.closed_round.positions.create(user=world.doreen, choice="object", reason=reason)
    world.closed_round.positions.create(user=world.person["chair"], choice="stand_aside")
    world.just_agreed = message(world, world.topic, 109, State.AGREED)
    by_chair = {**closed, "closed_by": world.person["chair"]}
    world.just_closed_round = round_of(world, world.just_agreed, outcome="unanimous", **by_chair)
    world.sent = message(world, world.quiet, 104, State.SENT)
    round_of(world, world.sent, outcome="unanimous", **closed)
    world.named_message = message(world, world.named, 105)
    world.named_asked = message(world, world.named, 106)
    world.named_round = round_of(world, world.named_asked)
    world.named_sent = message(world, world.named, 107, State.SENT)
    add_sendings(world, closed)
    world.briefing_message = message(world, world.briefing, 108)
    world.two_views = message(world, world.topic, 113, State.NOT_AGREED)
    round_of(world, world.two_views, outcome="not_agreed", **closed).positions.create(
        user=world.person["chair"], choice="object"
    )
    add_statements(world)


def add_sendings(world, closed):
    """Sent to the police lead inside the portal; one of them where only named people read."""
    world.to_send = message(world, world.topic, 112, State.AGREED)
    round_of(world, world.to_send, outcome="unanimous", **closed)
    world.to_send_seen = fingerprint(drawn(world.to_send))
    for name, about, number in (
        ("sent_inside", world.topic, 111),
        ("named_sent_inside", world.named, 110),
    ):
        sent = message(world, about, number, State.SENT_INSIDE)
        round_of(world, sent, outcome="unanimous", **closed)
        words = dated(drawn(sent), today(), today())
        sent.sendings.create(snapshot=words, sent_by=world.tariq)
        setattr(world, name, sent)


def add_changes(world):
    """Dele, of the police, is to read along; so is Zainab, of the named topic."""
    kind = AudienceChange.Kind
    world.change = AudienceChange.objects.create(
        topic=world.topic, kind=kind.GUEST, user=world.dele, proposed_by=world.sally
    )
    world.secretary_change = AudienceChange.objects.create(
        topic=world.topic, kind=kind.SECRETARY, proposed_by=world.marjorie
    )
    world.named_change = AudienceChange.objects.create(
        topic=world.named, kind=kind.NAMED_READER, user=world.zainab, proposed_by=world.sally
    )


def add_glasses(world):
    def glass(about, asked_by, **more):
        return BreakGlass.objects.create(
            topic_number=about.pk,
            space=Space.MEMBERS,
            reason="A life is in danger",
            asked_by=asked_by,
            ends_at=now() + timedelta(hours=9),
            **more,
        )

    runs = {"state": BreakGlass.State.RUNNING, "confirmed_at": now()}
    administrator = world.person["administrator"]
    world.glass = glass(world.topic, world.second)
    world.own_glass = glass(world.topic, administrator)
    world.named_glass = glass(world.named, world.second)
    world.running = glass(world.topic, administrator, confirmed_by=world.second, **runs)
    world.other_running = glass(world.topic, world.second, confirmed_by=administrator, **runs)
