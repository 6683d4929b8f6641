"""The whole machine: people also agree, meet, publish, come and go."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.canary.actions import action_log, belong, minutes, release
from tests.canary.history import CHAIRS, ORGANISERS, Action
from tests.canary.machine import happens, pick, steps_of, yes
from tests.canary.nationwide import Nationwide
from tests.canary.oracle import Reader

ROLES = ("member", "officer", "observer", "secretary", "vice_chair", "police_lead")
LATER = ("Nuala", "Leroy", "Zainab", "Harpreet", "Kerry", "Gary")  # who may come, or come back
WHERE = ("none", "meeting", "topic", "members")  # of an action: in which item it was agreed


class Actions(Nationwide):
    """Everything that people do with the portal."""

    # --- Actions ------------------------------------------------------------------------------

    @happens(number=pick, who=pick, owner=pick, topic=pick, where=st.sampled_from(WHERE))
    def an_action_is_added(self, number, who, owner, topic, where) -> None:
        if not (meeting := self.one(self.meetings("open", "ended"), number)):
            return
        about = self.one(meeting.topics, topic) if where == "topic" else None
        among = where == "members" and meeting.among_members is not None
        action = Action(0, meeting.group, "", about, among)
        able = [
            n
            for n in self.world.who(meeting.group)
            if Reader(self.world.history, n).follows(action)
        ]
        by = self.one([n for n in able if meeting.group.places[n].role in ORGANISERS], who)
        item = (
            {} if where == "none" else {"meeting": meeting, "topic": about, "among_members": among}
        )
        whom = self.one(able, owner)
        self.did(by and action_log.add(self.world, by, whom, meeting.group, **item))

    @happens(number=pick, who=pick, step=st.sampled_from(["report", "close", "reopen"]))
    def an_action_goes_on(self, number, who, step) -> None:
        goes_from = {"report": ("open",), "close": ("reported",), "reopen": ("reported", "closed")}
        waiting = [a for a in self.world.history.actions if a.state in goes_from[step]]
        if not (open_action := self.one(waiting, number)):
            return
        able = [
            name
            for name in self.world.who(open_action.group)
            if Reader(self.world.history, name).follows(open_action)
            and (
                open_action.group.places[name].role in ORGANISERS
                or (step == "report" and name == open_action.owner)
            )
        ]
        by = self.one(able, who)
        self.did(by and getattr(action_log, step)(self.world, by, open_action))

    # --- Minutes -----------------------------------------------------------------------------

    @happens(number=pick, who=pick)
    def minutes_are_drafted_or_published(self, number, who) -> None:
        begun = {row.meeting: row for row in self.world.history.minutes}
        over = [m for m in self.meetings("ended") if m not in begun or begun[m].state == "draft"]
        if not (meeting := self.one(over, number)):
            return
        by = self.one(self.world.who(meeting.group, *ORGANISERS), who)
        if meeting in begun:
            self.did(by and minutes.publish(self.world, by, begun[meeting]))
        else:
            self.did(by and minutes.draft(self.world, by, meeting))

    @happens(number=pick, who=pick, topic=pick, where=st.sampled_from(WHERE[1:]))
    def minutes_are_written_or_corrected(self, number, who, topic, where) -> None:
        rows = [row for row in self.world.history.minutes if row.state != "agreed"]
        if not (minutes_row := self.one(rows, number)):
            return
        about = self.one(minutes_row.meeting.topics, topic) if where == "topic" else None
        among = where == "members" and minutes_row.meeting.among_members is not None
        by = self.one(self.readers_of(minutes_row, about, among), who)
        step = minutes.write if minutes_row.state == "draft" else minutes.propose
        self.did(by and step(self.world, by, minutes_row, topic=about, among=among))

    @happens(number=pick, who=pick)
    def a_correction_is_accepted_or_the_minutes_are_agreed(self, number, who) -> None:
        rows = [row for row in self.world.history.minutes if row.state == "published"]
        if not (minutes_row := self.one(rows, number)):
            return
        if minutes_row.waiting:
            first = minutes_row.waiting[0]
            able = self.readers_of(minutes_row, first.topic, first.among, *ORGANISERS)
            by = self.one(able, who)
            self.did(by and minutes.accept(self.world, by, first))
            return
        group, begun = minutes_row.meeting.group, self.meetings("open", "ended")
        later = [m for m in begun if m.group is group and m.at > minutes_row.meeting.at]
        by, where = self.one(self.world.who(group, *CHAIRS), who), self.one(later, who)
        self.did(by and where and minutes.agree(self.world, by, minutes_row, where))

    def readers_of(self, minutes_row, about, among, *roles):
        """Who reads this item of minutes and was invited, of these roles."""
        group = minutes_row.meeting.group
        names = self.world.who(group, *(roles or ORGANISERS))
        return [
            n
            for n in names
            if Reader(self.world.history, n).reads_minutes(minutes_row, about, among)
        ]

    # --- Out of it ---------------------------------------------------------------------------

    @happens(number=pick, audience=st.sampled_from(["readers", "public"]))
    def a_summary_is_prepared(self, number, audience) -> None:
        taken = {r.meeting for r in self.world.history.releases if r.state != "published"}
        meeting = self.one([m for m in self.meetings("ended") if m not in taken], number)
        by = meeting and self.one(self.world.who(meeting.group, "secretary"), number)
        self.did(by and release.prepare(self.world, by, meeting, audience))

    @happens(number=pick, sends_back=st.sampled_from([False, False, True]))
    def a_summary_goes_on(self, number, sends_back) -> None:
        waiting = [
            r for r in self.world.history.releases if r.state not in {"published", "sent_back"}
        ]
        if not (summary := self.one(waiting, number)):
            return
        role = {
            "prepared": ("police_lead",),
            "fact_checked": sorted(CHAIRS),
            "approved": ("secretary",),
        }
        by = self.one(self.world.who(summary.group, *role[summary.state]), number)
        step = {"prepared": "check", "fact_checked": "approve"}.get(summary.state)
        if by and step:
            self.did(release.verdict(self.world, by, summary, step, yes=not sends_back))
        elif by:
            self.did(release.publish(self.world, by, summary))

    # --- Coming and going --------------------------------------------------------------------

    @happens(group=pick, who=pick, name=st.sampled_from(LATER), role=st.sampled_from(ROLES))
    def somebody_joins(self, group, who, name, role) -> None:
        place = self.one(self.world.history.groups, group)
        known = self.world.history.people.get(name)
        by = self.one(self.world.who(place, *ORGANISERS), who)
        if by and name not in place.places and not (known and known.out):
            self.did(belong.join(self.world, by, name, place, role))

    @happens(group=pick, who=pick, name=pick, role=st.sampled_from(ROLES), leaves=yes)
    def somebody_leaves_or_changes(self, group, who, name, role, leaves) -> None:
        place = self.one(self.world.history.groups, group)
        by = self.one(self.world.who(place, *ORGANISERS), who)
        whom = self.one([n for n in place.places if n != by], name)
        if by and whom and leaves:
            self.did(belong.leave(self.world, by, whom, place))
        elif by and whom:
            self.did(belong.change_role(self.world, by, whom, place, role))

    @happens(name=pick)
    def somebody_is_shut_out_or_let_back_in(self, name) -> None:
        places = {n for group in self.world.history.groups for n in group.places}
        whom = self.one(sorted(places), name)
        if whom and not self.world.history.people[whom].forgotten:
            self.did(belong.suspend(self.world, "Adam", whom))

    @happens(group=pick, who=pick, name=pick)
    def a_name_is_forgotten(self, group, who, name) -> None:
        place = self.one(self.world.history.groups, group)
        by = self.one(self.world.who(place, *ORGANISERS), who)
        people = self.world.history.people
        leavers = [
            n for n in sorted(place.ever) if n not in place.places and not people[n].forgotten
        ]
        whom = self.one(leavers, name)
        self.did(by and whom and belong.forget(self.world, by, "Eve", whom, place))

    @happens(name=pick)
    def somebody_asks_for_their_data(self, name) -> None:
        people = self.world.history.people.values()
        whom = self.one([person.name for person in people if not person.out], name)
        self.did(whom and belong.ask_own_data(self.world, whom))


class Months(Actions):
    """Those actions, in any order."""

    @rule(step=steps_of(Actions))
    def then(self, step) -> None:
        name, chosen = step
        getattr(self, name)(**chosen)


class LongMonths(Months):
    """The same, with more who look."""

    AT_ONCE = 8
