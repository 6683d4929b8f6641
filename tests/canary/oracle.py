"""Who may read what, from history alone. It knows nothing of how the portal decides."""

from dataclasses import dataclass, replace

from tests.canary import between, visited
from tests.canary.between import reads_elsewhere
from tests.canary.history import (
    ADVISERS,
    CHAIRS,
    GUESTS,
    ORGANISERS,
    POLICE,
    RELEASERS,
    Action,
    Group,
    History,
    Meeting,
    Message,
    Minutes,
    Release,
    Topic,
    Word,
)


@dataclass(frozen=True)
class Reader:
    """One person, asked now."""

    history: History
    name: str

    @property
    def person(self):
        return self.history.people[self.name]

    def role(self, group: Group) -> str | None:
        place = group.places.get(self.name)
        return place.role if place and not self.person.out else None

    def knows(self, topic: Topic) -> bool:
        """Of a named topic those who are named; of any other the group, and its guests."""
        role = self.role(topic.group)
        if role is None or not (topic.named or role in GUESTS):
            return role is not None
        return self.name in topic.let_in

    def opens(self, topic: Topic) -> bool:
        return self.knows(topic) and (
            not topic.first or (self.name, topic.version) in topic.accepted
        )

    def inside(self, topic: Topic, space: str) -> bool:
        role, rules = self.role(topic.group), topic.group
        secretary = role == "secretary" and rules.secretary_reads and not topic.kept_out
        return self.opens(topic) and (space == "shared" or role in ADVISERS or secretary)

    def was_there(self, word: Word) -> bool:
        topic, place = word.topic, word.topic.group.places[self.name]
        since = max(place.since, topic.let_in.get(self.name, place.since))
        return not topic.from_joining or word.at >= since

    def looks_in(self, topic: Topic, *spaces: str) -> bool:
        """Through break-glass that runs: asked by one, confirmed by another, not over."""
        mine = [
            glass for glass in topic.glasses if glass.reader == self.name and not self.person.out
        ]
        runs = [it for it in mine if it.state == "running" and it.until > self.history.now]
        return any(glass.space in (spaces or (glass.space,)) for glass in runs)

    def comes(self, meeting: Meeting) -> bool:
        """The group, and guests who were invited since they have their place."""
        role = self.role(meeting.group)
        if role not in GUESTS:
            return role is not None
        return self.name in meeting.invited and meeting.at >= meeting.group.places[self.name].begun

    def reads_paper(self, word: Word) -> bool:
        """With its slides it follows its topic; interpreters need it, who has an interest has none."""
        topic = word.topic
        if topic is None:
            return self.comes(word.meeting)
        kept = topic.first or topic.named
        helps = self.role(topic.group) == "interpreter"
        opened = self.opens(topic) if kept else helps or self.knows(topic)
        return self.comes(word.meeting) and opened and self.name not in topic.interested

    def sees(self, message: Message) -> bool:
        """The group from the start, guests once it is decided, the police what they were sent."""
        role, topic = self.role(message.topic.group), message.topic
        answers = role == "police_lead" and message.state == "sent" and not topic.named
        return answers or (self.opens(topic) and (role not in GUESTS or message.decided))

    def sees_wording(self, word: Word) -> bool:
        drafts = self.role(word.message.topic.group) not in GUESTS
        return self.sees(word.message) and (drafts or word is word.message.wordings[-1])

    def sees_reason(self, word: Word) -> bool:
        """After the round: the members, without names; the chair, of earlier rounds too."""
        counts = word.round.state == "closed" and word.by not in word.round.recused
        last = word.round is word.message.rounds[-1]
        readers = ADVISERS if last else CHAIRS
        return counts and self.sees(word.message) and self.role(word.topic.group) in readers

    def prepares(self, release: Release) -> bool:
        return self.role(release.group) in RELEASERS and release.state != "published"

    def has_in_library(self, release: Release) -> bool:
        own = self.role(release.group) or (self.person.reader and not self.person.out)
        return release.state == "published" and bool(release.audience == "public" or own)

    def reads_release(self, release: Release) -> bool:
        return self.prepares(release) or self.has_in_library(release)

    def reads_in_a_release(self, word: Word) -> bool:
        return any(
            word in release.words and self.reads_release(release)
            for release in self.history.releases
        )

    def reads_an_answer(self, word: Word) -> bool:
        out = [release for release in self.history.releases if word.message in release.messages]
        return self.sees(word.message) or any(self.has_in_library(edition) for edition in out)

    def is_on_the_screen_of(self, word: Word) -> bool:
        """An open meeting shows what it has decided, and the draft that the chair puts up."""
        topic, rounds = word.message.topic, word.message.rounds
        held = [m for m in self.history.meetings if m.state == "open"]
        here = [m for m in held if self.comes(m) and self.name in m.invited]
        decided = [r.meeting for r in rounds if r.state == "closed" and word.message.decided]
        shown = [m for m in here if m.screen is word or m in decided]
        return bool(shown) and (self.opens(topic) if topic.first or topic.named else True)

    def hears(self, word: Word) -> bool:
        """An announcement: the members and the secretary, or everybody in the group."""
        role = self.role(word.group)
        return role is not None and (word.everybody or role not in GUESTS)

    def stays(self, group: Group) -> bool:
        """For an item for members: they do, and the secretary where the terms say so."""
        role = self.role(group)
        return role in ADVISERS or (role == "secretary" and group.secretary_reads)

    def follows(self, action: Action) -> bool:
        """The group and its police, as far as the item goes in which it was agreed."""
        role = self.role(action.group)
        if role is None or role in GUESTS - POLICE:
            return False
        if action.topic:
            return self.opens(action.topic)
        return not action.among_members or self.stays(action.group)

    def reads_minutes(self, minutes: Minutes, topic: Topic | None, among: bool) -> bool:
        """A draft is for who writes it; an item as its papers, and for who opens its topic."""
        group = minutes.meeting.group
        out = minutes.state != "draft" or self.role(group) in ORGANISERS
        if topic and (not self.opens(topic) or self.name in topic.interested):
            return False
        return out and self.comes(minutes.meeting) and (not among or self.stays(group))

    def declared(self, word: Word) -> bool:
        """An interest in the item of what was said in writing."""
        mine = [
            w for w in self.history.words.values() if w.kind == "interest" and w.by == self.name
        ]
        return any(item.meeting is word.meeting and item.topic is word.topic for item in mine)

    def reads_contribution(self, word: Word) -> bool:
        """What was read out, as its item; before, its author alone."""
        was_read = word.turn in {"reading", "over"}
        return was_read and (word.topic is None or self.opens(word.topic)) and self.listens(word)

    def hears_contribution(self, word: Word) -> bool:
        """While it is read out, who is invited, unless its topic is for some alone."""
        return word.turn == "reading" and self.is_there_for(word)

    def is_there_for(self, word: Word) -> bool:
        topic, invited = word.topic, self.name in word.meeting.invited
        opened = topic is None or not (topic.first or topic.named) or self.opens(topic)
        return invited and opened and self.listens(word)

    def reads_caption(self, word: Word) -> bool:
        """While its item is under way, as what is read out; their own in the copy of their data."""
        meeting, item = word.meeting, word.meeting.item
        goes_on = (item, meeting.has_item and item is None) == (word.topic, word.among)
        is_now = meeting.state == "open" and goes_on
        return (is_now and self.is_there_for(word)) or word.by == self.name

    def listens(self, word: Word) -> bool:
        """Whether they are there for its item."""
        stays = not word.among or self.stays(word.meeting.group)
        return stays and self.comes(word.meeting) and not self.declared(word)

    def meets_staff(self, name: str) -> bool:
        """Who looks after the portal, and what they did, is no secret from anybody inside."""
        return self.history.people[name].staff and not self.person.out

    def arranges_for(self, name: str, group: Group) -> bool:
        """The secretary, for somebody who has a place in the group."""
        return self.role(group) == "secretary" and name in group.places

    def shares_a_group_with(self, name: str) -> bool:
        groups = self.history.groups
        return any(name in group.ever and self.role(group) is not None for group in groups)


WHO_READS = {
    "title": lambda me, w: me.knows(w.topic) or any(map(me.comes, w.topic.meetings)) or me.looks_in(w.topic),
    "handling": lambda me, w: me.knows(w.topic) or me.looks_in(w.topic),
    "old handling": lambda me, w: me.knows(w.topic) and me.role(w.topic.group) in ORGANISERS,
    "ask": lambda me, w: me.opens(w.topic) or me.looks_in(w.topic),
    "asker": lambda me, w: me.opens(w.topic),
    "post": lambda me, w: (me.inside(w.topic, w.space) and me.was_there(w)) or me.looks_in(w.topic, w.space),
    "attached": lambda me, w: me.inside(w.topic, w.space) and me.was_there(w),
    "attached file": lambda me, w: me.inside(w.topic, w.space) and me.was_there(w),
    "webcast": lambda me, w: me.opens(w.topic),
    "hot seat": lambda me, w: me.opens(w.topic),
    "fate": lambda me, w: me.inside(w.topic, w.space) and me.was_there(w),
    "moment": lambda me, w: me.inside(w.topic, w.space) and me.was_there(w),
    "wording": lambda me, w: me.sees_wording(w) or me.reads_in_a_release(w),
    "why": lambda me, w: me.sees(w.message) or me.reads_in_a_release(w),
    "statement": lambda me, w: (me.sees(w.message) and not w.taken_back) or me.reads_in_a_release(w),
    "draft": lambda me, w: me.sees(w.message) and me.role(w.topic.group) in ADVISERS | {"secretary"},
    "suggestion": lambda me, w: me.sees(w.message) and me.role(w.topic.group) in ADVISERS | {"secretary"},
    "reason": lambda me, w: me.sees_reason(w),
    "ballot": lambda me, w: False,
    "answer": lambda me, w: me.reads_an_answer(w),
    "proof": lambda me, w: me.sees(w.message),
    "published proof": lambda me, w: me.reads_an_answer(w),
    "interest": lambda me, w: me.comes(w.meeting) and me.role(w.meeting.group) in ORGANISERS,
    "needs": lambda me, w: False,
    "meeting": lambda me, w: me.comes(w.meeting),
    "members item": lambda me, w: me.comes(w.meeting) and me.stays(w.meeting.group),
    "action": lambda me, w: me.follows(w.action) or (me.name == w.action.owner and not me.person.out),
    "of an action": lambda me, w: me.follows(w.action),
    "minutes": lambda me, w: me.reads_minutes(w.minutes, w.topic, w.among),
    "contribution": lambda me, w: me.reads_contribution(w),
    "caption": lambda me, w: False,
    "paper": lambda me, w: me.reads_paper(w),
    "release": lambda me, w: me.reads_release(w.release),
    "note": lambda me, w: me.prepares(w.release) and w.release.state == "sent_back",
    "glass": lambda me, w: (me.person.staff and not me.person.out) or (me.knows(w.topic) and me.role(w.topic.group) not in GUESTS),
    "hold": lambda me, w: me.knows(w.topic) and me.role(w.topic.group) in ORGANISERS,
    "announcement": lambda me, w: me.hears(w),
    "name": between.is_named_in_the_directory,
    "file": lambda me, w: False,
    **between.WHO_READS,
    **visited.WHO_READS,
}  # fmt: skip
# What may be met in passing, and need not be.
MAY_MEET = {
    "wording": lambda me, w: me.is_on_the_screen_of(w),
    "contribution": lambda me, w: me.hears_contribution(w),
    "caption": lambda me, w: me.reads_caption(w),
    "fate": lambda me, w: me.looks_in(w.topic, w.space),
    "needs": lambda me, w: me.name == w.by or me.arranges_for(w.by, w.group),
    "theme": between.sorts_into,
    "name": lambda me, w: me.person.staff or me.shares_a_group_with(w.by) or me.meets_staff(w.by),
    "file": lambda me, w: me.role(w.meeting.group) in ORGANISERS and me.reads_paper(w),
}
OWN = {
    "action", "of an action", "minutes", "announcement", "contribution", "attached file", "webcast", "hot seat", "fate", "moment",
    "title", "ask", "post", "wording", "statement", "why", "draft", "suggestion", "reason", "answer", "interest", "file", "name",
    "mandate", "request", "refusal of a request", "enquiry", "enquiry answer", "report", "concern", "visit note",
}  # fmt: skip


def must_find(me: Reader, word: Word) -> bool:
    """Whether this person finds the word somewhere; what one wrote is in the copy of one's data."""
    own = word.by == me.name and word.kind in OWN and not (me.person.out or word.taken_back)
    read = not word.gone and (own or WHO_READS[word.kind](me, word) or reads_elsewhere(me, word))
    read = read or (not word.gone and reads_a_copy(me, word))
    return read or (word.kind != "name" and reads_a_carrier(me, word))


def reads_a_copy(me: Reader, word: Word) -> bool:
    """Whether this person reads it in the topic with which a group takes part; who opened that has it."""
    topics = [topic for topic in me.history.topics if word in topic.copied]
    return any(
        (topic.by == me.name and word.kind in OWN and not me.person.out)
        or WHO_READS[topic.copied[word]](me, replace(word, topic=topic))
        for topic in topics
    )


def reads_a_carrier(me: Reader, word: Word) -> bool:
    """Whether this person reads a post that quotes the word, or mentions its person."""
    return any(must_find(me, carrier) for carrier in word.carriers)


def may_find(me: Reader, word: Word) -> bool:
    """Whether finding the word is no leak."""
    passing = MAY_MEET.get(word.kind, lambda me, w: False)
    meets = not word.gone and passing(me, word)
    return must_find(me, word) or meets or reads_a_carrier(me, word)
