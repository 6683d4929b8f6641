"""What people do in a meeting, from the call to its end, beside what they agree. ``months.py`` adds the rest."""

from hypothesis import strategies as st

from tests.canary.actions import action_log, captions, meet
from tests.canary.agreeing import INSIDE, Agreeing
from tests.canary.history import CHAIRS, GUESTS, ORGANISERS
from tests.canary.machine import happens, pick


class Meeting(Agreeing):
    """They call it, move through its items, write what is read out, and ask about a wording."""

    @happens(
        group=pick, who=pick, topics=st.sets(pick, max_size=2), guests=st.sets(pick, max_size=2)
    )
    def a_meeting_is_called(self, group, who, topics, guests) -> None:
        place = self.one(self.world.history.groups, group)
        by = self.one(self.world.who(place, *ORGANISERS), who)
        about = [t for t in self.world.history.topics if t.group is place and not t.named]
        about = list({self.one(about, number): None for number in sorted(topics)} if about else ())
        roll = self.world.who(place, *GUESTS)
        come = tuple(
            dict.fromkeys(self.one(roll, number) for number in sorted(guests)) if roll else ()
        )
        meeting = by and meet.call(self.world, by, place, about, come)
        if meeting:
            for topic in (*about, None):
                meet.add_paper(self.world, by, meeting, topic)
            member = self.one(self.world.who(place, *CHAIRS), who)
            if member and who % 2:
                action_log.plan_among_members(self.world, member, meeting)
            come = self.one(sorted(meeting.invited), who)
            meet.ask_copy(self.world, come, meeting, 0)
            chair = self.one(self.world.who(place, *CHAIRS), who)
            self.did(chair and meet.open_meeting(self.world, chair, meeting))

    @happens(
        number=pick,
        topic=pick,
        who=pick,
        action=st.sampled_from(["item", "members", "propose", "interest", "end"]),
    )
    def a_meeting_goes_on(self, number, topic, who, action) -> None:
        if not (meeting := self.one(self.meetings("open"), number)):
            return
        about, chair = (
            self.one(meeting.topics, topic),
            self.one(self.world.who(meeting.group, *CHAIRS), who),
        )
        if action == "end":
            self.did(chair and meet.end(self.world, chair, meeting))
        elif action == "members":
            planned = chair and meeting.among_members
            self.did(planned and meet.start_item(self.world, chair, meeting, None))
        elif about and action == "item":
            self.did(chair and meet.start_item(self.world, chair, meeting, about))
        elif about and action == "propose":
            by = self.one(self.readers(about, *INSIDE), who)
            self.did(by and meet.propose(self.world, by, meeting, about))
        elif about:
            here = [n for n in self.world.who(meeting.group) if n in meeting.invited]
            by = self.one(here, who)
            self.did(by and meet.declare_interest(self.world, by, meeting, about))

    @happens(number=pick, who=pick, step=st.sampled_from(["write", "read", "finish", "back"]))
    def something_is_said_in_writing(self, number, who, step) -> None:
        if not (meeting := self.one(self.meetings("open"), number)):
            return
        chair = self.one(self.world.who(meeting.group, *CHAIRS), who)
        words = [
            w for w in self.world.history.words.values() if w.meeting is meeting and not w.gone
        ]
        turn = "reading" if step == "finish" else "waiting"
        word = self.one([w for w in words if w.turn == turn], number)
        if step == "write" and meeting.has_item:
            by = self.one([n for n in self.world.who(meeting.group) if n in meeting.invited], who)
            self.did(by and meet.say_in_writing(self.world, by, meeting))
        elif word and step == "back":
            self.did(meet.take_back(self.world, word))
        elif word and chair and step != "write":
            goes = meet.read_out if step == "read" else meet.finish_reading
            self.did(goes(self.world, chair, word))

    @happens(number=pick, who=pick)
    def somebody_writes_captions(self, number, who) -> None:
        if not (meeting := self.one(self.meetings("open"), number)):
            return
        organiser = self.one(self.world.who(meeting.group, *ORGANISERS), who)
        by = self.one([n for n in self.world.who(meeting.group) if n in meeting.invited], who)
        self.did(organiser and by and captions.caption(self.world, by, organiser, meeting))

    @happens(number=pick, message=pick, who=pick, action=st.sampled_from(["show", "reword", "ask"]))
    def a_message_is_on_the_screen(self, number, message, who, action) -> None:
        meeting, words = self.one(self.meetings("open"), number), self.message(message, "proposed")
        if not (meeting and words and words.topic.group is meeting.group):
            return
        by = self.one(self.readers(words.topic, *CHAIRS), who)
        self.did(by and getattr(meet, action)(self.world, by, meeting, words))
