"""What every story begins with: two groups that have talked, met and decided something."""

from tests.canary.actions import (
    action_log,
    agree,
    audience,
    belong,
    captions,
    hot_seats,
    meet,
    minutes,
    release,
    talk,
)
from tests.canary.history import Meeting, Release, Topic
from tests.canary.world import World


def certain(done: object) -> object:
    """What a story needs, happened."""
    assert done, "the story did not come about"
    return done


def first_days(world: World) -> dict[str, Topic]:
    """Five topics, each of its own kind, with words in both spaces; somebody has left."""
    here, there = world.history.groups
    topics = {
        "open": talk.open_topic(world, "Sally", here, guests=("Rob", "Dele")),
        "named": talk.open_topic(
            world, "Marjorie", here, readers=("Doreen", "Dele"), sensitive=True
        ),
        "briefed": talk.open_topic(
            world, "Sally", here, guests=("Rob",), first=True, from_joining=True
        ),
        "marked": talk.open_topic(world, "Marjorie", here, guests=("Rob",), sensitive=True),
        "theirs": talk.open_topic(world, "Owen", there, guests=("Piotr",)),
    }
    assert None not in topics.values()
    for name in ("Marjorie", "Doreen", "Colin", "Sally", "Rob", "Zainab"):
        certain(talk.accept_handling(world, name, topics["briefed"]))
    for kind, writers in (("open", ("Doreen", "Dele")), ("named", ("Doreen", "Dele")),
                          ("briefed", ("Zainab", "Rob")), ("theirs", ("Ama", "Owen"))):  # fmt: skip
        member, other = writers
        certain(talk.write(world, member, topics[kind], "members"))
        certain(talk.write(world, other, topics[kind], "shared"))
    certain(belong.leave(world, "Marjorie", "Zainab", here))
    return topics


def _between_meetings(world: World, topic: Topic) -> None:
    """Quoted, mentioned, marked, announced; and one announcement taken back."""
    here = world.harbour
    quoted = world.history.posts(topic, "members")[0]
    certain(talk.write(world, "Colin", topic, "members", reply_to=quoted, quotes=True))
    certain(talk.write(world, "Marjorie", topic, "shared", mentions="Doreen"))
    certain(talk.write(world, "Doreen", topic, "members", attaches=True))
    certain(talk.mark_moment(world, "Doreen", topic, "members"))
    certain(talk.mark_moment(world, "Rob", topic, "shared"))
    _asks_a_guest(world, topic)
    certain(talk.announce(world, "Sally", here, everybody=False))
    certain(talk.announce(world, "Marjorie", here, everybody=True))
    withdrawn = certain(talk.announce(world, "Sally", here, everybody=True))
    certain(talk.withdraw_announcement(world, "Marjorie", withdrawn))


def _asks_a_guest(world: World, topic: Topic) -> None:
    """Another guest comes than was planned; one question is answered, one is not taken, one waits."""
    first = certain(hot_seats.plan(world, "Sally", topic))
    guest = certain(hot_seats.change(world, "Marjorie", first))
    questions = [certain(hot_seats.put_question(world, "Rob", topic)) for _one in range(3)]
    certain(hot_seats.answer(world, "Sally", questions[0], guest))
    certain(hot_seats.decline(world, "Marjorie", questions[1]))


def decide(world: World, topic: Topic) -> None:
    """A message is worded, asked about outside a meeting, and agreed."""
    message = certain(agree.propose(world, "Doreen", topic))
    certain(agree.reword(world, "Colin", message))
    certain(agree.explain(world, "Doreen", message))
    for post in world.history.posts(topic, "members")[:2]:
        agree.rest(world, "Doreen", message, post)
    asked_round = certain(agree.ask(world, "Marjorie", message))
    certain(agree.take(world, "Marjorie", asked_round, "support"))
    certain(agree.take(world, "Colin", asked_round, "stand_aside"))
    certain(agree.take(world, "Doreen", asked_round, "reservations"))
    certain(agree.close(world, "Marjorie", asked_round))
    assert message.state == "agreed"
    certain(agree.state(world, "Colin", message))


def vote_in_secret(world: World, topic: Topic) -> None:
    """Five vote, one of them against it; nobody ever learns who."""
    message = certain(agree.propose(world, "Doreen", topic))
    ballot = certain(agree.ask(world, "Marjorie", message, ballot=True))
    for name in ("Marjorie", "Doreen", "Colin", "Piotr"):
        certain(agree.take(world, name, ballot, "support"))
    certain(agree.take(world, "Leroy", ballot, "object"))
    certain(agree.close(world, "Marjorie", ballot))
    assert message.state == "agreed"


def gather(world: World, topics: dict[str, Topic]) -> Meeting:
    """A meeting on three topics, with papers; one is accepted before it opens, one is marked."""
    about = [topics["open"], topics["briefed"], topics["marked"]]
    meeting = certain(meet.call(world, "Sally", world.harbour, about, ("Rob", "Hannah")))
    for topic in (*about, None):
        certain(meet.add_paper(world, "Sally", meeting, topic))
    certain(action_log.plan_among_members(world, "Marjorie", meeting))
    certain(meet.ask_copy(world, "Rob", meeting, 0))
    certain(meet.ask_copy(world, "Doreen", meeting, 1))
    certain(meet.open_meeting(world, "Marjorie", meeting))
    return meeting


def hand_out(world: World, meeting: Meeting, topics: dict[str, Topic]) -> None:
    """What somebody does by a day: agreed in items of each kind, reported, sent back, closed."""
    here, at = world.harbour, {"meeting": meeting}
    certain(action_log.add(world, "Sally", "Dele", here))
    unmarked = certain(action_log.add(world, "Sally", "Doreen", here, **at))
    marked = certain(action_log.add(world, "Marjorie", "Rob", here, topic=topics["marked"], **at))
    among = certain(action_log.add(world, "Marjorie", "Colin", here, among_members=True, **at))
    for by, action in (("Doreen", unmarked), ("Rob", marked), ("Colin", among)):
        certain(action_log.report(world, by, action))
    certain(action_log.close(world, "Sally", unmarked))
    certain(action_log.reopen(world, "Marjorie", marked))


def publish(world: World, meeting: Meeting, audience_of_it: str) -> Release:
    """Out it goes, by four hands."""
    summary = certain(release.prepare(world, "Sally", meeting, audience_of_it))
    certain(release.verdict(world, "Rob", summary, "check"))
    certain(release.verdict(world, "Marjorie", summary, "approve"))
    certain(release.publish(world, "Sally", summary))
    return summary


def whole_story(world: World) -> None:
    """Everything that the portal can do happens once."""
    topics = first_days(world)
    _between_meetings(world, topics["open"])
    decide(world, topics["open"])
    meeting = gather(world, topics)
    _in_the_meeting(world, meeting, topics)
    hand_out(world, meeting, topics)
    keep_minutes(world, meeting, topics)
    _out_of_it(world, topics)
    certain(release.receive(world, "Nadia", publish(world, meeting, "readers")))
    sent = [message for message in world.history.messages if message.state == "sent"]
    certain(agree.reply(world, "Rob", sent[0]))
    certain(agree.reply(world, "Rob", sent[0], "done"))
    out, _waits = (certain(release.show_proof(world, "Rob", sent[0])) for _paper in range(2))
    certain(release.publish_proof(world, "Marjorie", out))
    _comings_and_goings(world, topics)


def _in_the_meeting(world: World, meeting: Meeting, topics: dict[str, Topic]) -> None:
    certain(meet.let_stay(world, "Marjorie", "Rob", meeting, topics["briefed"]))
    certain(meet.start_item(world, "Marjorie", meeting, topics["briefed"]))
    contribution = certain(meet.say_in_writing(world, "Colin", meeting))
    certain(meet.read_out(world, "Marjorie", contribution))
    certain(meet.say_in_writing(world, "Doreen", meeting))
    certain(captions.caption(world, "Colin", "Sally", meeting))
    message = certain(meet.propose(world, "Colin", meeting, topics["briefed"]))
    certain(meet.show(world, "Sally", meeting, message))
    certain(meet.reword(world, "Sally", meeting, message))
    asked_round = certain(meet.ask(world, "Marjorie", meeting, message))
    certain(agree.take(world, "Doreen", asked_round, "object"))
    certain(meet.declare_interest(world, "Doreen", meeting, topics["briefed"]))
    certain(meet.say_needs(world, "Doreen", meeting))
    certain(agree.take(world, "Colin", asked_round, "reservations"))
    certain(agree.take(world, "Marjorie", asked_round, "support"))
    certain(talk.accept_handling(world, "Piotr", topics["briefed"]))
    certain(agree.take(world, "Piotr", asked_round, "support"))
    certain(agree.close(world, "Marjorie", asked_round))
    assert message.state == "agreed"
    certain(meet.propose(world, "Doreen", meeting, topics["open"]))
    _in_writing(world, meeting, topics["open"])
    certain(meet.end(world, "Marjorie", meeting))


def _in_writing(world: World, meeting: Meeting, topic: Topic) -> None:
    """Words are handed in on items of each kind: read out, taken back, and never reached."""
    if meeting.among_members:
        certain(meet.start_item(world, "Marjorie", meeting, None))
        among = certain(meet.say_in_writing(world, "Marjorie", meeting))
        certain(meet.read_out(world, "Marjorie", among))
        certain(captions.caption(world, "Colin", "Sally", meeting))
    certain(meet.start_item(world, "Marjorie", meeting, topic))
    contribution = certain(meet.say_in_writing(world, "Rob", meeting))
    certain(meet.read_out(world, "Marjorie", contribution))
    certain(meet.finish_reading(world, "Marjorie", contribution))
    taken_back = certain(meet.say_in_writing(world, "Colin", meeting))
    certain(meet.take_back(world, taken_back))
    certain(meet.say_in_writing(world, "Rob", meeting))
    certain(captions.caption(world, "Rob", "Sally", meeting))


def keep_minutes(world: World, meeting: Meeting, topics: dict[str, Topic]) -> None:
    """Something is said in each kind of item, and corrected once the minutes are out."""
    kept = certain(minutes.draft(world, "Sally", meeting))
    certain(minutes.write(world, "Sally", kept))
    certain(minutes.write(world, "Sally", kept, topic=topics["open"]))
    certain(minutes.write(world, "Marjorie", kept, topic=topics["briefed"]))
    if meeting.among_members:
        certain(minutes.write(world, "Marjorie", kept, among=True))
    certain(minutes.publish(world, "Sally", kept))
    correction = certain(minutes.propose(world, "Colin", kept, topic=topics["open"]))
    certain(minutes.accept(world, "Marjorie", correction))
    certain(minutes.propose(world, "Rob", kept))


def _out_of_it(world: World, topics: dict[str, Topic]) -> None:
    post = world.history.posts(topics["open"], "members")[0]
    certain(talk.redact(world, "Marjorie", post))
    certain(talk.write(world, "Colin", topics["open"], "members"))
    certain(talk.place_hold(world, "Sally", topics["open"]))
    certain(talk.change_handling(world, "Marjorie", topics["briefed"], first=True))
    certain(talk.accept_handling(world, "Marjorie", topics["briefed"]))
    glass = certain(audience.ask_glass(world, "Adam", topics["theirs"], "members"))
    certain(audience.confirm_glass(world, "Eve", glass))
    certain(audience.propose(world, "Sally", topics["open"], "guest", "Hannah"))
    change = topics["open"].changes[0]
    certain(
        audience.answer(
            world, "Rob" if "Rob" in _asked(world, change) else "Dele", change, agrees=True
        )
    )


def _asked(world: World, change) -> set[str]:
    return audience.authors(world, change) - change.agreed


def _comings_and_goings(world: World, topics: dict[str, Topic]) -> None:
    here = world.harbour
    certain(belong.join(world, "Sally", "Nuala", here, "officer"))
    certain(belong.change_role(world, "Marjorie", "Nuala", here, "member"))
    certain(belong.join(world, "Marjorie", "Leroy", here, "member"))
    certain(talk.accept_handling(world, "Leroy", topics["briefed"]))
    certain(talk.write(world, "Leroy", topics["briefed"], "members"))
    certain(talk.accept_handling(world, "Rob", topics["briefed"]))
    vote_in_secret(world, topics["open"])
    certain(belong.suspend(world, "Adam", "Piotr"))
    certain(audience.change_terms(world, "Marjorie", here, reads=True))
    certain(belong.forget(world, "Sally", "Eve", "Zainab", here))
    certain(belong.ask_own_data(world, "Dele"))
    certain(agree.ask(world, "Marjorie", certain(agree.propose(world, "Sally", topics["marked"]))))
    certain(audience.remove(world, "Marjorie", topics["named"], "Dele"))
