"""The machine finds what it is for: the portal is weakened on purpose, one rule at a time."""

import logging

import pytest
from django.core.mail import EmailMessage
from django.db.models import Q

from core import clock, text
from core.conditions import among
from core.prepared import Prepared
from core.prepared_conditions import PreparedCondition
from deliberation.models import Announcement, KeyMessage, Post, Topic, topics
from meetings import room_screen
from meetings.models import Action, Meeting, MinutesItem, Paper, SpeakerRequest
from tests.canary.actions import action_log, agree, belong, meet, minutes, talk
from tests.canary.beginnings import certain
from tests.canary.channels import look, on_the_screens_of_rooms
from tests.canary.world import World
from tests.stories import Story


@pytest.fixture(autouse=True)
def ask_anew(monkeypatch):
    """``ask_anew()``: from here on by the rules of this moment. No question of a test is kept."""
    compiled = {}

    def by_the_rules_of_this_test(kind, ask):
        def asked(question, **given):
            if question not in compiled:
                compiled[question] = kind(question._build)
            return ask(compiled[question], **given)

        monkeypatch.setattr(kind, "__call__", asked)

    for kind in (Prepared, PreparedCondition):
        by_the_rules_of_this_test(kind, kind.__call__)
    return compiled.clear


def days(world):
    """A topic for the group and one for two readers, a draft message, a meeting with a paper."""
    here = world.harbour
    topic = certain(talk.open_topic(world, "Sally", here, guests=("Rob", "Dele"), first=True))
    for name in ("Sally", "Doreen", "Dele"):
        certain(talk.accept_handling(world, name, topic))
    certain(talk.write(world, "Doreen", topic, "members"))
    certain(agree.propose(world, "Doreen", topic))
    certain(talk.open_topic(world, "Marjorie", here, readers=("Doreen",)))
    meeting = certain(meet.call(world, "Sally", here, [topic], ("Rob",)))
    certain(meet.add_paper(world, "Sally", meeting, topic))
    certain(action_log.plan_among_members(world, "Marjorie", meeting))
    certain(meet.open_meeting(world, "Marjorie", meeting))
    among = {"meeting": meeting, "among_members": True}
    certain(action_log.add(world, "Marjorie", "Doreen", here, **among))
    certain(meet.start_item(world, "Marjorie", meeting, topic))
    certain(meet.say_in_writing(world, "Doreen", meeting))
    certain(meet.end(world, "Marjorie", meeting))
    kept = certain(minutes.draft(world, "Marjorie", meeting))
    certain(minutes.write(world, "Marjorie", kept, among=True))
    certain(minutes.publish(world, "Marjorie", kept))
    certain(talk.announce(world, "Sally", here, everybody=False))
    certain(belong.join(world, "Sally", "Nuala", here, "observer"))


def tell(things):
    things.world = World()
    try:
        days(things.world)
    finally:
        things.world.stop()


DAYS = Story(days=tell)


@pytest.fixture
def world_told(db):
    """The portal after those days."""
    world = DAYS.begin(["days"]).world
    yield world
    world.stop()


def everybody_everywhere(monkeypatch):
    """Each role reads both spaces."""
    readers = Topic.readers
    monkeypatch.setattr(Topic, "spaces_of", lambda topic, user: ["members", "shared"])
    monkeypatch.setattr(Topic, "readers", lambda topic, space: readers(topic, "shared"))


def posts_without_their_space(monkeypatch):
    """The badge counts posts of the members for guests: a number is a word, too."""
    opens = Topic.objects.readable_by
    monkeypatch.setattr(
        type(Post.objects.all()),
        "visible_to",
        lambda rows, user: rows.filter(topic__in=opens(user)),
    )


def topics_without_their_readers(monkeypatch):
    """A topic for named readers is as any other of the group."""
    mine = lambda user, prefix="": among(f"{prefix}group", user.roles)  # noqa: E731 -- one rule
    monkeypatch.setattr(topics, "visible", mine)


def drafts_for_guests(monkeypatch):
    """Key messages of every topic that one opens, decided or not."""
    opens = Topic.objects.readable_by
    mine = lambda rows, user: rows.filter(topic__in=opens(user))  # noqa: E731 -- one rule
    monkeypatch.setattr(type(KeyMessage.objects.all()), "visible_to", mine)


def papers_before_the_handling(monkeypatch):
    """Whoever sees the meeting reads its papers."""
    sees = Meeting.objects.visible_to
    mine = lambda rows, user: rows.filter(meeting__in=sees(user))  # noqa: E731 -- one rule
    monkeypatch.setattr(type(Paper.objects.all()), "visible_to", mine)


def announcements_for_guests(monkeypatch):
    """Whoever belongs to a group reads all that is announced in it."""
    mine = lambda rows, user: rows.filter(among("group", user.roles))  # noqa: E731 -- one rule
    monkeypatch.setattr(type(Announcement.objects.all()), "visible_to", mine)


def actions_without_their_items(monkeypatch):
    """Whoever belongs to a group reads all that it follows."""
    mine = lambda rows, user: rows.filter(among("group", user.roles))  # noqa: E731 -- one rule
    monkeypatch.setattr(type(Action.objects.all()), "visible_to", mine)


def contributions_before_their_turn(monkeypatch):
    """Whoever sees the meeting reads what waits to be read out."""
    mine = lambda rows, user: rows.visible_to(user).contributions()  # noqa: E731 -- one rule
    monkeypatch.setattr(type(SpeakerRequest.objects.all()), "read_by", mine)


def minutes_without_their_items(monkeypatch):
    """Whoever sees the meeting reads all that was said in it."""
    sees = Meeting.objects.visible_to
    mine = lambda rows, user: rows.filter(minutes__meeting__in=sees(user))  # noqa: E731 -- one rule
    monkeypatch.setattr(type(MinutesItem.objects.all()), "visible_to", mine)


def a_title_in_a_mail(monkeypatch):
    """A header of each mail says what it is about."""
    plain = EmailMessage.message
    about = lambda mail: str(Topic.objects.order_by("pk").first())  # noqa: E731 -- one rule

    def with_title(mail, **how):
        mail.extra_headers["X-About"] = about(mail)
        return plain(mail, **how)

    monkeypatch.setattr(EmailMessage, "message", with_title)


def a_post_in_the_log(monkeypatch):
    """What is written is logged, to find a fault."""
    render = text.render

    def logged(words, *more):
        logging.getLogger("deliberation").debug("rendering %s", words)
        return render(words, *more)

    monkeypatch.setattr(text, "render", logged)


def nothing_for_anybody(monkeypatch):
    """The other way round: whoever may read has to find it."""
    none = lambda user, prefix="": Q(**{f"{prefix}pk__in": []})  # noqa: E731 -- one rule
    monkeypatch.setattr(topics, "visible", none)


WEAKENINGS = [
    (everybody_everywhere, "Dele", r"Dele found Qw\w+z, the post of Doreen in the members space"),
    (posts_without_their_space, "Dele", r"Dele is told of new posts .* and may know of {}"),
    (topics_without_their_readers, "Colin", r"Colin found Qw\w+z, the title of Marjorie of topic"),
    (drafts_for_guests, "Dele", r"Dele found Qw\w+z, the wording of Doreen"),
    (papers_before_the_handling, "Rob", r"Rob found Qw\w+z, the paper of Sally"),
    (announcements_for_guests, "Rob", r"Rob found Qw\w+z, the announcement of Sally"),
    (actions_without_their_items, "Dele", r"Dele found Qw\w+z, the action of Marjorie"),
    (contributions_before_their_turn, "Rob", r"Rob found Qw\w+z, the contribution of Doreen"),
    (minutes_without_their_items, "Rob", r"Rob found Qw\w+z, the minutes of Marjorie"),
    (a_title_in_a_mail, "Nadia", r"the title of Sally of topic \d+ stands in a mail to marjorie"),
    (
        nothing_for_anybody,
        "Doreen",
        r"Doreen may read Qw\w+z, the .*, and found it nowhere",
    ),
]


@pytest.mark.parametrize(
    ("weaken", "who", "says"), WEAKENINGS, ids=lambda weakening: getattr(weakening, "__name__", "")
)
@pytest.mark.long("the first tells the days of a portal; then each looks everywhere")
def test_a_weakened_portal_is_found_out(world_told, monkeypatch, ask_anew, weaken, who, says):
    weaken(monkeypatch)
    ask_anew()

    with pytest.raises(AssertionError, match=says) as failure:
        look(world_told, people=[who])
    assert "Sally opens topic" in str(failure.value)  # and the story that led there is told


def test_a_portal_that_logs_what_is_written_is_found_out(world, monkeypatch):
    a_post_in_the_log(monkeypatch)
    days(world)

    says = r"the ask of Sally of topic \d+ stands in the log"
    with pytest.raises(AssertionError, match=says) as failure:
        look(world, people=["Nadia"])
    assert "Sally opens topic" in str(failure.value)


@pytest.mark.long("two people look for each canary everywhere")
def test_as_it_is_nobody_is_found_out(world_told):
    look(world_told, people=["Dele", "Rob"])


def test_the_screen_of_a_room_that_forgets_what_is_private_is_found_out(world, monkeypatch):
    here, forgets = world.harbour, lambda *_asked: False
    topic = certain(talk.open_topic(world, "Sally", here, first=True))
    meeting = certain(meet.call(world, "Sally", here, [topic], ()))
    certain(action_log.plan_among_members(world, "Marjorie", meeting))
    certain(meet.open_meeting(world, "Marjorie", meeting))
    for about, says in ((topic, "the title of Sally"), (None, "the members item of Marjorie")):
        certain(meet.start_item(world, "Marjorie", meeting, about))
        with clock.at(world.history.now):
            on_the_screens_of_rooms(world)
            with monkeypatch.context() as weakened:
                weakened.setattr(room_screen, "_is_private", forgets)
                with pytest.raises(AssertionError, match=rf"the screen of .* shows Qw\w+z, {says}"):
                    on_the_screens_of_rooms(world)
