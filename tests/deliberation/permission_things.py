"""What each permission of this app is asked about, in the state in which the action is possible."""

from datetime import timedelta

from accounts.models import LegalHold
from core.clock import now, today
from deliberation.models import (
    AudienceChange,
    BreakGlass,
    Choice,
    KeyMessage,
    Method,
    NamedReader,
    Post,
    PostReport,
    Question,
    Space,
    Topic,
    TopicTerms,
)
from deliberation.permissions import SpaceOf
from tests.accounts.permission_things import close
from tests.deliberation import (
    permission_evidence,
    permission_hot_seats,
    permission_rounds,
    permission_statements,
    permission_suggestions,
    permission_texts,
    sendings,
)
from tests.factories import (
    DictationFactory,
    KeyMessageFactory,
    MembershipFactory,
    PostFactory,
    TopicFactory,
    TopicGuestFactory,
    UserFactory,
)

STATES = {
    "send_key_message": KeyMessage.State.AGREED,
    "send_to_police_lead": KeyMessage.State.AGREED,
    "withdraw_sending": KeyMessage.State.SENT_INSIDE,
    "answer_key_message": KeyMessage.State.SENT,
    "mark_unaddressed": KeyMessage.State.SENT,
}
OF_A_TOPIC = {
    "view_topic",
    "promote_topic",
    "pin_topic",
    "change_topic",
    "change_decision",
    "view_topic_versions",
    "close_topic",
    "reopen_topic",
    "invite_guest",
    "remove_guest",
    "propose_key_message",
    "close_to_guests",
    "name_reader",
    "remove_reader",
    "narrow_history",
    "widen_history",
    "admit_secretary",
    "change_handling",
    "accept_handling",
    "view_hold",
    "hold_topic",
    "ask_to_lift_hold",
    "lift_hold",
}
OF_A_GROUP = {
    "open_topic",
    "open_consultation",
    "view_reports",
    "view_terms",
    "change_tags",
    "change_terms",
    "write_announcement",
    "write_handbook",
    "write_note",
}
OF_A_SPACE = {"read_space", "write_summary", "remove_summary", "write_post", "write_post_for"}
OF_A_SPACE |= {"write_unattributed"}
OF_A_POST = {
    "confirm_post",
    "correct_post",
    "attach_to_post",
    "edit_post",
    "withdraw_post",
    "remove_post",
    "react_to_post",
    "withdraw_reaction",
    "report_post",
    "unmask_post",
    "answer_question",
    "carry_question",
    "withdraw_question",
    "reopen_question",
}
OF_A_CHANGE = {"answer_audience_change", "record_audience_answer", "withdraw_audience_change"}
OF_A_RUNNING_GLASS = {"use_break_glass", "end_break_glass"}
OF_A_GLASS = {"confirm_break_glass", "withdraw_break_glass", *OF_A_RUNNING_GLASS}
LATER = {"see_positions", "see_recorded_position"}  # once the close is final
CLOSED = {"reopen_round", *LATER}
OF_A_POSITION = {"see_recorded_position", "confirm_position"}
ANSWERING = {"take_position", "cast_ballot", "record_position", "extend_round", "close_round"}
OF_A_ROUND = ANSWERING | OF_A_POSITION | CLOSED


def thing(permission, condition, world):
    action = permission.partition(".")[2]
    if condition == "group closed":
        close(world.group)
    if action == "ask_break_glass":
        return None
    if action in OF_A_GROUP:
        if condition == "left to the organisers":
            fields = {"members_open_topics": False, "changed_by": world.chair}
            TopicTerms.objects.create(group=world.group, **fields)
        return world.group
    for texts in (
        permission_evidence,
        permission_hot_seats,
        permission_statements,
        permission_suggestions,
        permission_texts,
    ):
        if action in texts.ACTIONS:
            return texts.thing(action, condition, world)
    topic = topic_of(world, condition, closed=action == "reopen_topic")
    prepare(topic, action, condition, world)
    if action in OF_A_TOPIC:
        hold_on(topic, action)
        return topic
    return in_the_topic(topic, action, condition, world)


def in_the_topic(topic, action, condition, world):
    if action in OF_A_SPACE:
        return SpaceOf(topic, Space(condition.partition(",")[0]))
    if action in OF_A_POST:
        return post_of_member(topic, world, action, condition)
    makers = {"end_report": report_on, **dict.fromkeys(OF_A_CHANGE, change_of)}
    if action in makers:
        return makers[action](topic, world, condition)
    if action in OF_A_GLASS:
        return glass_on(topic, world, condition, running=action in OF_A_RUNNING_GLASS)
    state = STATES.get(action, KeyMessage.State.PROPOSED)
    inside = KeyMessage.State.SENT_INSIDE if "sent inside" in condition else state
    message = KeyMessageFactory(topic=topic, state=inside)
    if "no agreed view" in condition:
        message.state = KeyMessage.State.NOT_AGREED
        message.views_published_at = now() if "published" in condition else None
    sendings.answered(message, world, condition, marks=action == "mark_unaddressed")
    if action in OF_A_ROUND:
        made = permission_rounds.round_on(
            message, world, closed=action in CLOSED and condition != "round open"
        )
        if action in LATER and made.closed_at and condition != "just closed":
            made.closed_at -= timedelta(minutes=2)
        made.answers_until = now() if condition == "time ended" else None
        asks_in_secret = condition == "secret ballot" or action == "cast_ballot"
        made.method = Method.BALLOT if asks_in_secret else Method.POSITIONS
        return (
            permission_rounds.recorded_in(made, world, condition)
            if action in OF_A_POSITION
            else made
        )
    choice = Choice.SUPPORT if condition else Choice.OBJECT
    return (
        permission_rounds.decided(message, world, choice)
        if action == "write_statement"
        else message
    )


def prepare(topic, action, condition, world):
    """The topic as the row says it is, and as the action needs it."""
    if action in ("name_reader", "remove_reader") or "named" in condition:
        for_named_readers(topic, world, condition)
    if condition == "the member's own":
        topic.opened_by = world.member
    if action == "promote_topic" or condition == "the member's own":
        topic.asker, topic.decision_due = "", None
    if action == "accept_handling" or "not accepted" in condition:
        topic.handling_first = True
    if action == "write_unattributed":
        MembershipFactory.create_batch(2, group=topic.group)
        fields = {"unattributed_posts": "not in the terms" not in condition}
        fields |= {"changed_by": world.chair}
        TopicTerms.objects.update_or_create(group=topic.group, defaults=fields)
    if action == "admit_secretary":
        topic.group.secretary_in_members_space = True


def hold_on(thing, action):
    """The legal hold that an action about it needs; somebody else has asked to lift it."""
    if action in ("ask_to_lift_hold", "lift_hold"):
        hold = LegalHold.objects.begin(thing, thing.group_id, UserFactory(), "An inquest")
    if action == "lift_hold":
        LegalHold.objects.ask_to_lift(hold, UserFactory())


def topic_of(world, condition, *, closed):
    if "secretary let in" in condition:
        world.group.secretary_in_members_space = True
        world.group.save()
    state = Topic.State.CLOSED if closed else Topic.State.OPEN
    topic = TopicFactory(group=world.group, state=state)
    if "no guest invited" not in condition:
        for guest in (world.observer, world.police_lead):
            TopicGuestFactory(topic=topic, user=guest)
    return topic


def for_named_readers(topic, world, condition):
    """All of them are named, unless the row says that nobody of them is, or who is left."""
    topic.readers_named = True
    topic.save()
    if "others are named" not in condition:
        roles_gone = {"no chair left": {"chair"}, "members alone left": {"chair", "secretary"}}
        left_out = roles_gone.get(condition.partition(", ")[2], set())
        for role in {"observer", "police_lead", "secretary", "member", "chair"} - left_out:
            NamedReader.objects.create(topic=topic, user=getattr(world, role))


def confirmed(world):
    return {"confirmed_by": world.chair, "confirmed_via": "letter", "confirmed_on": today()}


ENTERED = {  # what the row says of a post of somebody without email -> how it was entered
    "entered for somebody": lambda _world: {},
    "confirmed just now": confirmed,
    "confirmed long ago": confirmed,
}


def post_of_member(topic, world, action, condition):
    """By the member of the table, just now where the row says nothing else."""
    space, _comma, more = condition.partition(", ")
    where = {"topic": topic, "space": Space(space)}
    if more in ENTERED:
        author = MembershipFactory(group=world.group, user__email=None).user
        post = PostFactory(author=author, **where)
        made = DictationFactory(post=post, **ENTERED[more](world)).post
        more = "" if more != "confirmed long ago" else more
    else:
        made = PostFactory(author=world.member, **where)
    made.unattributed = action == "unmask_post" or more == "without a name"
    if "question" in action:
        ask_in(made, action)
    made.written_at -= timedelta(minutes=30) if more else timedelta()
    return made


def ask_in(post, action):
    """The post is a question, and settled where the action opens it again."""
    Post.objects.filter(pk=post.pk).update(label=Post.Label.QUESTION)
    post.label = Post.Label.QUESTION
    if action == "reopen_question":
        Question.objects.create(post=post, state=Question.State.WITHDRAWN)


def report_on(topic, world, condition):
    """About a post of the member, or of the chair of the table, by somebody who left since."""
    space, _comma, by_chair = condition.partition(", ")
    post = PostFactory(
        topic=topic, space=Space(space), author=world.chair if by_chair else world.member
    )
    return PostReport.objects.create(post=post, reason="offends", reported_by=UserFactory())


def change_of(topic, world, _condition):
    """Proposed by nobody of the table; the member and the police lead wrote there."""
    for author in (world.member, world.police_lead):
        PostFactory(topic=topic, author=author)
    officer = UserFactory()
    return AudienceChange.objects.create(
        topic=topic, kind=AudienceChange.Kind.GUEST, user=officer, proposed_by=officer
    )


def glass_on(topic, world, condition, *, running):
    """Asked for by the administrator of the table where the row says so, else by another."""
    asker = world.administrator if "asked" in condition else UserFactory(is_staff=True)
    confirmed = {"state": BreakGlass.State.RUNNING, "confirmed_by": UserFactory()}
    return BreakGlass.objects.create(
        topic_number=topic.pk,
        space=Space.MEMBERS,
        reason="A life is in danger",
        asked_by=asker,
        ends_at=now() + timedelta(hours=1),
        **(confirmed if running else {}),
    )
