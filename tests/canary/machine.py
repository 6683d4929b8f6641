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


def happens(**told: st.SearchStrategy):
    """Mark a method as something that people do; ``told`` is what it is called with."""

    def marked(method):
        method.told = st.fixed_dictionaries(told)
        return method

    return marked


def steps_of(machine: type) -> st.SearchStrategy:
    """One action of the machine, each as likely as any other.

    Hypothesis first tries what is simplest, which is the first: one that seldom finds
    anything to do, so that the first month costs little.
    """
    found = {name: getattr(machine, name) for name in dir(machine)}
    actions = {name: method.told for name, method in found.items() if hasattr(method, "told")}
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

    def one(self, found, number: int):
        """One of ``found``, or ``None``."""
        rows = list(found)
        return rows[number % len(rows)] if rows else None

    def readers(self, topic: Topic, *roles: str) -> list[str]:
        here = self.world.who(topic.group, *roles)
        return [name for name in here if Reader(self.world.history, name).opens(topic)]

    def topic(self, number: int) -> Topic:
        return self.one(self.world.history.topics, number)

    def message(self, number: int, *states: str):
        found = [one for one in self.world.history.messages if one.state in states]
        return self.one(found, number)

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
        group=pick, who=pick, first=yes, late=yes, kind=st.sampled_from(["all", "guests", "named"])
    )
    def a_topic_is_opened(self, group, who, first, late, kind) -> None:
        place = self.one(self.world.history.groups, group)
        by = self.one(self.world.who(place, *ORGANISERS), who)
        others = [name for name in self.world.who(place) if name != by]
        guests = tuple(n for n in others if place.places[n].role in GUESTS)[
            : 2 if kind == "guests" else 0
        ]
        readers = tuple(others[::2]) if kind == "named" else ()
        more = {"guests": guests, "readers": readers, "first": first, "from_joining": late}
        more["sensitive"] = who % 2 == 1
        self.did(by and talk.open_topic(self.world, by, place, **more))

    @happens(topic=pick, who=pick, members=yes, answers=yes, more=st.sampled_from(MORE))
    def somebody_writes(self, topic, who, members, answers, more) -> None:
        found, space = self.topic(topic), "members" if members else "shared"
        me = [n for n in self.readers(found) if Reader(self.world.history, n).inside(found, space)]
        by = self.one(me, who)
        if more == "moment":
            self.did(by and talk.mark_moment(self.world, by, found, space))
            return
        before = self.one(self.world.history.posts(found, space), who) if answers else None
        extra = {
            "quotes": more == "quote" and before is not None and not before.gone,
            "mentions": self.one(me, who + 1) if more == "mention" else None,
            "attaches": more == "file",
        }
        self.did(by and talk.write(self.world, by, found, space, reply_to=before, **extra))

    @happens(group=pick, who=pick, everybody=yes, back=yes)
    def something_is_announced(self, group, who, everybody, back) -> None:
        place = self.one(self.world.history.groups, group)
        by = self.one(self.world.who(place, *ORGANISERS), who)
        words = self.world.history.words.values()
        stands = [w for w in words if w.kind == "announcement" and w.group is place and not w.gone]
        if by and back and stands:
            self.did(talk.withdraw_announcement(self.world, by, self.one(stands, who)))
        elif by:
            self.did(talk.announce(self.world, by, place, everybody=everybody))

    @happens(topic=pick, post=pick, who=pick)
    def words_are_taken_out(self, topic, post, who) -> None:
        found = self.topic(topic)
        words = self.one([w for w in self.world.history.posts(found) if not w.gone], post)
        by = self.one(self.readers(found, *CHAIRS), who)
        self.did(by and words and talk.redact(self.world, by, words))

    @happens(topic=pick, post=pick, back=yes)
    def an_author_has_second_thoughts(self, topic, post, back) -> None:
        found = self.topic(topic)
        words = self.one([w for w in self.world.history.posts(found) if not w.gone], post)
        if words and words.by in self.readers(found):
            does = talk.withdraw if back else talk.change
            self.did(does(self.world, words.by, words))

    @happens(topic=pick, who=pick)
    def a_hold_is_set_or_lifted(self, topic, who) -> None:
        found = self.topic(topic)
        organisers = [
            n
            for n in self.world.who(found.group, *ORGANISERS)
            if Reader(self.world.history, n).knows(found)
        ]
        if found.held and len(organisers) > 1:
            self.did(talk.lift_hold(self.world, *organisers[:2], found))
        elif organisers and not found.held:
            self.did(talk.place_hold(self.world, self.one(organisers, who), found))

    @happens(topic=pick, who=pick, first=yes)
    def the_handling_is_written_anew(self, topic, who, first) -> None:
        found = self.topic(topic)
        by = self.one(self.readers(found, *ORGANISERS), who)
        self.did(by and talk.change_handling(self.world, by, found, first=first))

    @happens(topic=pick, who=pick)
    def somebody_accepts_the_handling(self, topic, who) -> None:
        found = self.topic(topic)
        names = [
            n for n in self.world.who(found.group) if Reader(self.world.history, n).knows(found)
        ]
        by = self.one([n for n in names if not Reader(self.world.history, n).opens(found)], who)
        self.did(by and talk.accept_handling(self.world, by, found))

    # --- Who reads along ---------------------------------------------------------------------

    @happens(
        topic=pick,
        who=pick,
        person=pick,
        kind=st.sampled_from(["person", "from_start", "secretary"]),
    )
    def a_wider_audience_is_proposed(self, topic, who, person, kind) -> None:
        found = self.topic(topic)
        by = self.one(self.readers(found, *(CHAIRS if kind != "person" else ORGANISERS)), who)
        if by and kind == "person":
            roles = () if found.named else GUESTS
            others = [n for n in self.world.who(found.group, *roles) if n not in found.let_in]
            user = self.one(others, person)
            way = "named_reader" if found.named else "guest"
            self.did(user and audience.propose(self.world, by, found, way, user))
        elif by:
            self.did(audience.propose(self.world, by, found, kind))

    @happens(change=pick, who=pick, agrees=st.sampled_from([True, True, True, False]))
    def an_author_answers(self, change, who, agrees) -> None:
        waiting = [one for topic in self.world.history.topics for one in topic.changes]
        found = self.one(waiting, change)
        if found:
            authors = sorted(audience.authors(self.world, found) - found.agreed)
            by = self.one([n for n in authors if not self.world.history.people[n].out], who)
            self.did(by and audience.answer(self.world, by, found, agrees=agrees))

    @happens(
        topic=pick,
        who=pick,
        person=pick,
        action=st.sampled_from(["one", "one", "guests", "history"]),
    )
    def an_audience_gets_smaller(self, topic, who, person, action) -> None:
        found = self.topic(topic)
        by = self.one(self.readers(found, *ORGANISERS), who)
        if by and action == "guests":
            self.did(audience.close_to_guests(self.world, by, found))
        elif by and action == "history":
            self.did(audience.narrow_history(self.world, by, found))
        elif by and (gone := self.one(sorted(found.let_in), person)):
            self.did(audience.remove(self.world, by, found, gone))

    @happens(group=pick, who=pick)
    def the_terms_change(self, group, who) -> None:
        place = self.one(self.world.history.groups, group)
        by = self.one(self.world.who(place, *CHAIRS), who)
        self.did(
            by and audience.change_terms(self.world, by, place, reads=not place.secretary_reads)
        )

    @happens(topic=pick, members=yes, action=st.sampled_from(["break", "break", "end", "wait"]))
    def glass_is_broken(self, topic, members, action) -> None:
        found = self.topic(topic)
        runs = [
            one
            for one in found.glasses
            if one.state == "running" and one.until > self.world.history.now
        ]
        if action == "break":
            glass = audience.ask_glass(
                self.world, "Adam", found, "members" if members else "shared"
            )
            self.did(glass and audience.confirm_glass(self.world, "Eve", glass))
        elif runs and action == "end":
            self.did(audience.end_glass(self.world, "Adam", runs[0]))
        elif runs:
            self.world.history.pass_time(150)
            self.world.tell("two hours and a half go by")
