"""Guests answer questions, and members go on visits. ``months.py`` adds the rest."""

from hypothesis import strategies as st

from tests.canary.actions import hot_seats, visits
from tests.canary.evenings import Meeting
from tests.canary.history import ADVISERS, ORGANISERS
from tests.canary.machine import happens, pick
from tests.canary.oracle import Reader


class Outings(Meeting):
    """Meetings and all before, hot seats in topics, and visits with what is written of them."""

    @happens(
        topic=pick, who=pick, step=st.sampled_from(["plan", "ask", "ask", "answer", "decline"])
    )
    def a_guest_is_asked(self, topic, who, step) -> None:
        about = self.topic(topic)
        words = [w for w in self.world.history.words.values() if w.topic is about and not w.gone]
        seats = [w for w in words if w.kind == "hot seat"]
        organiser = self.one(self.readers(about, *ORGANISERS), who)
        if step == "plan":
            self._plan_or_change(organiser, about, seats)
        elif step == "ask":
            able = [
                n
                for n in self.readers(about)
                if Reader(self.world.history, n).inside(about, "shared")
            ]
            by = self.one(able, who)
            self.did(by and seats and hot_seats.put_question(self.world, by, about))
        elif organiser and seats:
            me = Reader(self.world.history, organiser)
            question = self.one([w for w in words if w.asks and me.was_there(w)], topic)
            if question and step == "answer":
                self.did(hot_seats.answer(self.world, organiser, question, seats[0]))
            elif question:
                self.did(hot_seats.decline(self.world, organiser, question))

    def _plan_or_change(self, organiser, topic, seats) -> None:
        if organiser and seats:
            self.did(hot_seats.change(self.world, organiser, seats[0]))
        elif organiser:
            self.did(hot_seats.plan(self.world, organiser, topic))

    @happens(group=pick, who=pick)
    def somebody_asks_to_go_out(self, group, who) -> None:
        place = self.one(self.world.history.groups, group)
        words = self.world.history.words.values()
        if not any(w.kind == "risks" and w.group is place for w in words):
            by = self.one(self.world.who(place, *ORGANISERS), who)
            self.did(by and visits.adopt_risks(self.world, by, place))
        by = self.one(self.world.who(place, *ADVISERS), who)
        self.did(by and visits.ask(self.world, by, place))

    @happens(number=pick, who=pick)
    def a_visit_goes_on(self, number, who) -> None:
        if not (visit := self.one(self.world.history.visits, number)):
            return
        able = [n for n in self.world.who(visit.group, *ORGANISERS) if n != visit.by]
        by, goes = self.one(able, who), visit.by in self.world.who(visit.group, *ADVISERS)
        if by and goes and visit.state == "asked":
            self.did(visits.book(self.world, by, visit))
            visits.two_days_go_by(self.world)
        elif goes and visit.state == "over" and not visit.report:
            self.did(visits.write(self.world, visit))
            self.did(visits.photograph(self.world, visit))
        elif goes and visit.report == "draft":
            self.did(visits.send(self.world, visit))
        elif by and visit.report in {"sent", "approved"}:
            goes_on = visits.approve if visit.report == "sent" else visits.withdraw
            self.did(goes_on(self.world, by, visit))

    @happens(group=pick, who=pick)
    def reports_are_put_together(self, group, who) -> None:
        place = self.one(self.world.history.groups, group)
        approved = [
            v for v in self.world.history.visits if (v.group, v.report) == (place, "approved")
        ]
        by = self.one(self.world.who(place, *ORGANISERS), who)
        self.did(by and approved and visits.put_together(self.world, by, place))
