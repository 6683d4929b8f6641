"""People agree: messages, wordings, suggestions, rounds, statements and answers."""

from hypothesis import strategies as st

from tests.canary.actions import agree
from tests.canary.history import ADVISERS, CHAIRS, ORGANISERS
from tests.canary.machine import Talking, happens, pick, yes

INSIDE = (*ADVISERS, "secretary")


class Agreeing(Talking):
    """Talking, and what the group says together."""

    @happens(topic=pick, who=pick)
    def a_message_is_proposed(self, topic, who) -> None:
        found = self.topic(topic)
        by = self.one(self.readers(found, *INSIDE), who)
        self.did(by and agree.propose(self.world, by, found))

    @happens(message=pick, who=pick, back=st.sampled_from([False, False, False, True]))
    def a_message_is_worded_anew_or_withdrawn(self, message, who, back) -> None:
        if found := self.message(message, "proposed"):
            by = self.one(self.readers(found.topic, *(CHAIRS if back else INSIDE)), who)
            self.did(by and (agree.withdraw if back else agree.reword)(self.world, by, found))

    @happens(message=pick, who=pick)
    def a_message_is_explained(self, message, who) -> None:
        if found := self.message(message, "proposed"):
            by = self.one(self.readers(found.topic, *INSIDE), who)
            self.did(by and agree.explain(self.world, by, found))

    @happens(message=pick, who=pick, post=pick)
    def a_message_rests_on_a_post(self, message, who, post) -> None:
        if found := self.message(message, "proposed"):
            by = self.one(self.readers(found.topic, *INSIDE), who)
            said = self.one(self.world.history.posts(found.topic), post)
            self.did(by and said and agree.rest(self.world, by, found, said))

    @happens(message=pick, who=pick, accepts=yes)
    def other_words_are_suggested(self, message, who, accepts) -> None:
        if found := self.message(message, "proposed"):
            by = self.one(self.readers(found.topic, *INSIDE), who)
            made = agree.suggest(self.world, by, found) if by else []
            self.did(made)
            by = self.one(self.readers(found.topic, *ORGANISERS), who)
            self.did(made and by and agree.settle(self.world, by, made[0], accepts=accepts))

    @happens(message=pick, who=pick, ballot=st.sampled_from([False, False, True]))
    def the_group_is_asked(self, message, who, ballot) -> None:
        if found := self.message(message, "proposed"):
            by = self.one(self.readers(found.topic, *CHAIRS), who)
            self.did(by and agree.ask(self.world, by, found, ballot=ballot))

    @happens(
        number=pick, choice=st.sampled_from(["support", "reservations", "object"]), all_of_them=yes
    )
    def positions_are_taken(self, number, choice, all_of_them) -> None:
        if found := self.one(self.open_rounds(), number):
            topic = found.message.topic
            asked = sorted(found.asked - found.recused)
            able = [n for n in asked if n in self.readers(topic, *ADVISERS)]
            for name in able if all_of_them else able[:1]:
                self.did(agree.take(self.world, name, found, choice))

    @happens(number=pick, who=pick)
    def a_round_is_closed(self, number, who) -> None:
        if found := self.one(self.open_rounds(), number):
            by = self.one(self.readers(found.message.topic, *CHAIRS), who)
            self.did(by and agree.close(self.world, by, found))

    @happens(message=pick, who=pick)
    def a_statement_is_written(self, message, who) -> None:
        if found := self.message(message, "agreed", "not_agreed"):
            by = self.one(self.readers(found.topic, *ADVISERS), who)
            self.did(by and agree.state(self.world, by, found))

    @happens(number=pick, who=pick, step=st.sampled_from(["change", "withdraw", "sign"]))
    def a_statement_is_settled(self, number, who, step) -> None:
        words = self.world.history.words.values()
        standing = [w for w in words if w.kind == "statement" and not (w.gone or w.taken_back)]
        if found := self.one(standing, number):
            by = self.one(self.readers(found.topic, *ADVISERS), who)
            if step == "sign":
                self.did(by and agree.sign(self.world, by, found))
            elif found.by in self.readers(found.topic, *ADVISERS):
                does = agree.restate if step == "change" else agree.take_back
                self.did(does(self.world, found))

    @happens(message=pick, who=pick, side=st.sampled_from(["for", "against"]), confirmed=yes)
    def a_view_is_put_into_words(self, message, who, side, confirmed) -> None:
        if found := self.message(message, "not_agreed"):
            by = self.one(self.readers(found.topic, *ORGANISERS), who)
            self.did(by and agree.draft(self.world, by, found, side))
        words = self.world.history.words.values()
        drafts = [w for w in words if w.kind == "draft" and not w.gone]
        if confirmed and (waits := self.one(drafts, message)):
            for by in self.readers(waits.topic, *ADVISERS):
                if waits.kind == "draft":
                    self.did(agree.own(self.world, by, waits))

    @happens(message=pick, who=pick)
    def the_police_answer(self, message, who) -> None:
        if found := self.message(message, "sent"):
            by = self.one(self.world.who(found.topic.group, "police_lead", "secretary"), who)
            self.did(by and agree.reply(self.world, by, found))
