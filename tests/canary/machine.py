"""A Hypothesis machine: people talk, and who reads along changes. ``months.py`` adds the rest."""

import itertools

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from tests.canary.actions import audience, meet, talk
from tests.canary.beginnings import decide, first_days, gather, publish
from tests.canary.channels import look
from tests.canary.history import CHAIRS, GUESTS, ORGANISERS, Topic
from tests.canary.oracle import Reader
from tests.canary.world import World

pick = st.integers(0, 11)  # which of those that fit
yes = st.booleans()
MORE = ("", "", "quote", "mention", "file", "moment")  # in a post, or in place of it


def happens(**strategies: st.SearchStrategy):
    """Mark a method as something that people do; ``told`` is what it is called with."""

    def marked(method):
        method.told = st.fixed_dictionaries(strategies)
        return method

    return marked


def steps_of(machine: type) -> st.SearchStrategy:
    """One action of the machine, each as likely as any other.

    Hypothesis first tries what is simplest, which is the first: one that seldom finds
    anything to do, so that the first month costs little.
    """
    attributes = {name: getattr(machine, name) for name in dir(machine)}
    actions = {name: method.told for name, method in attributes.items() if hasattr(method, "told")}
    names = sorted(actions, key=lambda name: (name != "an_author_answers", name))
    return st.one_of([st.tuples(st.just(name), actions[name]) for name in names])


class Talking(RuleBasedStateMachine):
    """``AT_ONCE``: people who look after each batch of ``BATCH`` actions; at the end everybody may.

    Whoever may do an action is chosen by history; where nobody fits, nothing happens.
    """

    BATCH, AT_ONCE, THOROUGH = 6, 2, False

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.world = World()
        self.done, self.turn = 0, itertools.count()

    def teardown(self) -> None:
        """Look once more, and leave nothing behind."""
        try:
            self.look()
        finally:
            self.world.stop()
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    def look(self) -> None:
        """As some people, others each time."""
        names = list(self.world.history.people)
        chosen = [names[next(self.turn) * 5 % len(names)] for _one in range(self.AT_ONCE)]
        look(self.world, people=sorted(set(chosen)), thorough=self.THOROUGH)

    def did(self, done: object) -> None:
        """Count an action; look after a batch."""
        self.done += bool(done)
        if done and self.done % self.BATCH == 0:
            self.look()

    # --- Choosing ----------------------------------------------------------------------------

    def one(self, choices, number: int):
        """One of ``found``, or ``None``."""
        rows = list(choices)
        return rows[number % len(rows)] if rows else None

    def readers(self, topic: Topic, *roles: str) -> list[str]:
        here = self.world.who(topic.group, *roles)
        return [name for name in here if Reader(self.world.history, name).opens(topic)]

    def topic(self, number: int) -> Topic:
        return self.one(self.world.history.topics, number)

    def message(self, number: int, *states: str):
        messages = [message for message in self.world.history.messages if message.state in states]
        return self.one(messages, number)

    def open_rounds(self):
        return [o for m in self.world.history.messages for o in m.rounds if o.state == "open"]

    def meetings(self, *states: str):
        return [meeting for meeting in self.world.history.meetings if meeting.state in states]

    # --- Talking -----------------------------------------------------------------------------

    @initialize(far=st.integers(0, 3))
    def it_begins(self, far) -> None:
        """In the first days, or with a message agreed, in a meeting, or after it."""
        topics = first_days(self.world)
        if far > 0:
            decide(self.world, topics["open"])
        if far > 1:
            meeting = gather(self.world, topics)
        if far > 2:
            meet.end(self.world, "Marjorie", meeting)
            publish(self.world, meeting, "readers")

    @happens(
        group=pick,
        who=pick,
        first=yes,
        from_joining=yes,
        kind=st.sampled_from(["all", "guests", "named"]),
    )
    def a_topic_is_opened(self, group, who, first, from_joining, kind) -> None:
        place = self.one(self.world.history.groups, group)
        by = self.one(self.world.who(place, *ORGANISERS), who)
        others = [name for name in self.world.who(place) if name != by]
        guests = tuple(n for n in others if place.places[n].role in GUESTS)[
            : 2 if kind == "guests" else 0
        ]
        readers = tuple(others[::2]) if kind == "named" else ()
        more = {"guests": guests, "readers": readers, "first": first, "from_joining": from_joining}
        more["sensitive"] = who % 2 == 1
        self.did(by and talk.open_topic(self.world, by, place, **more))

    @happens(topic=pick, who=pick, members=yes, answers=yes, more=st.sampled_from(MORE))
    def somebody_writes(self, topic, who, members, answers, more) -> None:
        chosen_topic, space = self.topic(topic), "members" if members else "shared"
        me = [
            n
            for n in self.readers(chosen_topic)
            if Reader(self.world.history, n).inside(chosen_topic, space)
        ]
        by = self.one(me, who)
        if more == "moment":
            self.did(by and talk.mark_moment(self.world, by, chosen_topic, space))
            return
        before = self.one(self.world.history.posts(chosen_topic, space), who) if answers else None
        extra = {
            "quotes": more == "quote" and before is not None and not before.gone,
            "mentions": self.one(me, who + 1) if more == "mention" else None,
            "attaches": more == "file",
        }
        self.did(by and talk.write(self.world, by, chosen_topic, space, reply_to=before, **extra))

    @happens(group=pick, who=pick, everybody=yes, withdraws=yes)
    def something_is_announced(self, group, who, everybody, withdraws) -> None:
        place = self.one(self.world.history.groups, group)
        by = self.one(self.world.who(place, *ORGANISERS), who)
        words = self.world.history.words.values()
        stands = [w for w in words if w.kind == "announcement" and w.group is place and not w.gone]
        if by and withdraws and stands:
            self.did(talk.withdraw_announcement(self.world, by, self.one(stands, who)))
        elif by:
            self.did(talk.announce(self.world, by, place, everybody=everybody))

    @happens(topic=pick, post=pick, who=pick)
    def words_are_taken_out(self, topic, post, who) -> None:
        chosen_topic = self.topic(topic)
        words = self.one([w for w in self.world.history.posts(chosen_topic) if not w.gone], post)
        by = self.one(self.readers(chosen_topic, *CHAIRS), who)
        self.did(by and words and talk.redact(self.world, by, words))

    @happens(topic=pick, post=pick, withdraws=yes)
    def an_author_has_second_thoughts(self, topic, post, withdraws) -> None:
        chosen_topic = self.topic(topic)
        words = self.one([w for w in self.world.history.posts(chosen_topic) if not w.gone], post)
        if words and words.by in self.readers(chosen_topic):
            does = talk.withdraw if withdraws else talk.change
            self.did(does(self.world, words.by, words))

    @happens(topic=pick, who=pick)
    def a_hold_is_set_or_lifted(self, topic, who) -> None:
        chosen_topic = self.topic(topic)
        organisers = [
            n
            for n in self.world.who(chosen_topic.group, *ORGANISERS)
            if Reader(self.world.history, n).knows(chosen_topic)
        ]
        if chosen_topic.held and len(organisers) > 1:
            self.did(talk.lift_hold(self.world, *organisers[:2], chosen_topic))
        elif organisers and not chosen_topic.held:
            self.did(talk.place_hold(self.world, self.one(organisers, who), chosen_topic))

    @happens(topic=pick, who=pick, first=yes)
    def the_handling_is_written_anew(self, topic, who, first) -> None:
        chosen_topic = self.topic(topic)
        by = self.one(self.readers(chosen_topic, *ORGANISERS), who)
        self.did(by and talk.change_handling(self.world, by, chosen_topic, first=first))

    @happens(topic=pick, who=pick)
    def somebody_accepts_the_handling(self, topic, who) -> None:
        chosen_topic = self.topic(topic)
        names = [
            n
            for n in self.world.who(chosen_topic.group)
            if Reader(self.world.history, n).knows(chosen_topic)
        ]
        by = self.one(
            [n for n in names if not Reader(self.world.history, n).opens(chosen_topic)], who
        )
        self.did(by and talk.accept_handling(self.world, by, chosen_topic))

    # --- Who reads along ---------------------------------------------------------------------

    @happens(
        topic=pick,
        who=pick,
        person=pick,
        kind=st.sampled_from(["person", "from_start", "secretary"]),
    )
    def a_wider_audience_is_proposed(self, topic, who, person, kind) -> None:
        chosen_topic = self.topic(topic)
        by = self.one(
            self.readers(chosen_topic, *(CHAIRS if kind != "person" else ORGANISERS)), who
        )
        if by and kind == "person":
            roles = () if chosen_topic.named else GUESTS
            others = [
                n
                for n in self.world.who(chosen_topic.group, *roles)
                if n not in chosen_topic.let_in
            ]
            user = self.one(others, person)
            way = "named_reader" if chosen_topic.named else "guest"
            self.did(user and audience.propose(self.world, by, chosen_topic, way, user))
        elif by:
            self.did(audience.propose(self.world, by, chosen_topic, kind))

    @happens(change=pick, who=pick, agrees=st.sampled_from([True, True, True, False]))
    def an_author_answers(self, change, who, agrees) -> None:
        waiting = [change for topic in self.world.history.topics for change in topic.changes]
        waiting_change = self.one(waiting, change)
        if waiting_change:
            authors = sorted(audience.authors(self.world, waiting_change) - waiting_change.agreed)
            by = self.one([n for n in authors if not self.world.history.people[n].out], who)
            self.did(by and audience.answer(self.world, by, waiting_change, agrees=agrees))

    @happens(
        topic=pick,
        who=pick,
        person=pick,
        action=st.sampled_from(["one", "one", "guests", "history"]),
    )
    def an_audience_gets_smaller(self, topic, who, person, action) -> None:
        chosen_topic = self.topic(topic)
        by = self.one(self.readers(chosen_topic, *ORGANISERS), who)
        if by and action == "guests":
            self.did(audience.close_to_guests(self.world, by, chosen_topic))
        elif by and action == "history":
            self.did(audience.narrow_history(self.world, by, chosen_topic))
        elif by and (guest := self.one(sorted(chosen_topic.let_in), person)):
            self.did(audience.remove(self.world, by, chosen_topic, guest))

    @happens(group=pick, who=pick)
    def the_terms_change(self, group, who) -> None:
        place = self.one(self.world.history.groups, group)
        by = self.one(self.world.who(place, *CHAIRS), who)
        self.did(
            by and audience.change_terms(self.world, by, place, reads=not place.secretary_reads)
        )

    @happens(topic=pick, members=yes, action=st.sampled_from(["break", "break", "end", "wait"]))
    def glass_is_broken(self, topic, members, action) -> None:
        chosen_topic = self.topic(topic)
        runs = [
            glass
            for glass in chosen_topic.glasses
            if glass.state == "running" and glass.until > self.world.history.now
        ]
        if action == "break":
            glass = audience.ask_glass(
                self.world, "Adam", chosen_topic, "members" if members else "shared"
            )
            self.did(glass and audience.confirm_glass(self.world, "Eve", glass))
        elif runs and action == "end":
            self.did(audience.end_glass(self.world, "Adam", runs[0]))
        elif runs:
            self.world.history.pass_time(150)
            self.world.tell("two hours and a half go by")
