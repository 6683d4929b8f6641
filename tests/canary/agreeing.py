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
        chosen_topic = self.topic(topic)
        by = self.one(self.readers(chosen_topic, *INSIDE), who)
        self.did(by and agree.propose(self.world, by, chosen_topic))

    @happens(message=pick, who=pick, withdraws=st.sampled_from([False, False, False, True]))
    def a_message_is_worded_anew_or_withdrawn(self, message, who, withdraws) -> None:
        if proposed := self.message(message, "proposed"):
            by = self.one(self.readers(proposed.topic, *(CHAIRS if withdraws else INSIDE)), who)
            self.did(
                by and (agree.withdraw if withdraws else agree.reword)(self.world, by, proposed)
            )

    @happens(message=pick, who=pick)
    def a_message_is_explained(self, message, who) -> None:
        if proposed := self.message(message, "proposed"):
            by = self.one(self.readers(proposed.topic, *INSIDE), who)
            self.did(by and agree.explain(self.world, by, proposed))

    @happens(message=pick, who=pick, post=pick)
    def a_message_rests_on_a_post(self, message, who, post) -> None:
        if proposed := self.message(message, "proposed"):
            by = self.one(self.readers(proposed.topic, *INSIDE), who)
            chosen_post = self.one(self.world.history.posts(proposed.topic), post)
            self.did(by and chosen_post and agree.rest(self.world, by, proposed, chosen_post))

    @happens(message=pick, who=pick, accepts=yes)
    def other_words_are_suggested(self, message, who, accepts) -> None:
        if proposed := self.message(message, "proposed"):
            by = self.one(self.readers(proposed.topic, *INSIDE), who)
            made = agree.suggest(self.world, by, proposed) if by else []
            self.did(made)
            by = self.one(self.readers(proposed.topic, *ORGANISERS), who)
            self.did(made and by and agree.settle(self.world, by, made[0], accepts=accepts))

    @happens(message=pick, who=pick, ballot=st.sampled_from([False, False, True]))
    def the_group_is_asked(self, message, who, ballot) -> None:
        if proposed := self.message(message, "proposed"):
            by = self.one(self.readers(proposed.topic, *CHAIRS), who)
            self.did(by and agree.ask(self.world, by, proposed, ballot=ballot))

    @happens(
        number=pick, choice=st.sampled_from(["support", "reservations", "object"]), all_of_them=yes
    )
    def positions_are_taken(self, number, choice, all_of_them) -> None:
        if asked_round := self.one(self.open_rounds(), number):
            topic = asked_round.message.topic
            asked = sorted(asked_round.asked - asked_round.recused)
            able = [n for n in asked if n in self.readers(topic, *ADVISERS)]
            for name in able if all_of_them else able[:1]:
                self.did(agree.take(self.world, name, asked_round, choice))

    @happens(number=pick, who=pick)
    def a_round_is_closed(self, number, who) -> None:
        if asked_round := self.one(self.open_rounds(), number):
            by = self.one(self.readers(asked_round.message.topic, *CHAIRS), who)
            self.did(by and agree.close(self.world, by, asked_round))

    @happens(message=pick, who=pick)
    def a_statement_is_written(self, message, who) -> None:
        if decided := self.message(message, "agreed", "not_agreed"):
            by = self.one(self.readers(decided.topic, *ADVISERS), who)
            self.did(by and agree.state(self.world, by, decided))

    @happens(number=pick, who=pick, step=st.sampled_from(["change", "withdraw", "sign"]))
    def a_statement_is_settled(self, number, who, step) -> None:
        words = self.world.history.words.values()
        standing = [w for w in words if w.kind == "statement" and not (w.gone or w.taken_back)]
        if statement := self.one(standing, number):
            by = self.one(self.readers(statement.topic, *ADVISERS), who)
            if step == "sign":
                self.did(by and agree.sign(self.world, by, statement))
            elif statement.by in self.readers(statement.topic, *ADVISERS):
                does = agree.restate if step == "change" else agree.take_back
                self.did(does(self.world, statement))

    @happens(message=pick, who=pick, side=st.sampled_from(["for", "against"]), confirmed=yes)
    def a_view_is_put_into_words(self, message, who, side, confirmed) -> None:
        if refused_message := self.message(message, "not_agreed"):
            by = self.one(self.readers(refused_message.topic, *ORGANISERS), who)
            self.did(by and agree.draft(self.world, by, refused_message, side))
        words = self.world.history.words.values()
        drafts = [w for w in words if w.kind == "draft" and not w.gone]
        if confirmed and (waits := self.one(drafts, message)):
            for by in self.readers(waits.topic, *ADVISERS):
                if waits.kind == "draft":
                    self.did(agree.own(self.world, by, waits))

    @happens(message=pick, who=pick)
    def the_police_answer(self, message, who) -> None:
        if sent_message := self.message(message, "sent"):
            by = self.one(self.world.who(sent_message.topic.group, "police_lead", "secretary"), who)
            self.did(by and agree.reply(self.world, by, sent_message))
