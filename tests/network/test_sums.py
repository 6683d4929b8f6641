"""Whatever happens in whichever order, the numbers add up, and associates are counted apart."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from core import clock
from core.clock import now
from core.policy import Refused
from network import actions
from tests.network import nation

DAYS = 5  # until the last day
CODES = [code for _force, code, _group, _standing in nation.LEADS]
STANDING = {code: standing for _force, code, _group, standing in nation.LEADS}
STEP = some.tuples(
    some.sampled_from(["ask", "open", "accept", "accept", "decline", "days", "close", "cancel"]),
    some.sampled_from(CODES),
    some.integers(1, 4),
)


class History:
    """What has happened, told once more without the portal."""

    def __init__(self):
        self.answers, self.state, self.day = {}, "draft", 0

    def may(self, step, code):
        in_time = self.day <= DAYS
        answers = self.state == "open" and in_time and self.answers.get(code) == "waiting"
        return {
            "ask": self.state in {"draft", "open"} and in_time and code not in self.answers,
            "open": self.state == "draft" and in_time and bool(self.answers),
            "accept": answers,
            "decline": answers,
            "close": self.state == "open",
            "cancel": self.state in {"draft", "open"},
        }[step]

    def take(self, step, code):
        if step in {"ask", "accept", "decline"}:
            self.answers[code] = {"ask": "waiting", "accept": "accepted", "decline": "declined"}[
                step
            ]
        else:
            self.state = {"open": "open", "close": "closed", "cancel": "cancelled"}[step]

    def counts(self, standing):
        over = self.day > DAYS or self.state in {"closed", "cancelled"}
        answers = [answer for code, answer in self.answers.items() if STANDING[code] == standing]
        numbers = Counter(
            "silent" if over and answer == "waiting" else answer for answer in answers
        )
        parts = {part: numbers[part] for part in ("accepted", "declined", "waiting", "silent")}
        return {"asked": len(answers), **parts}


def take(world, step, code):
    """Do it for real, as somebody who may."""
    national, host = nation.afresh(world.national_topic), nation.chair(world)
    if step == "ask":
        of = {"national_topic": national, "forces": [world.force[code]]}
        actions.ask_force(actor=host, **of)
    elif step in {"accept", "decline"}:
        asked = national.asked.get(force=world.force[code])
        by = {"actor": nation.chair(world, code), "asked": asked}
        actions.accept_asked(**by) if step == "accept" else actions.decline_asked(
            **by, reason="Nobody has the time"
        )
    else:
        getattr(actions, f"{step}_national_topic")(actor=host, national_topic=national)


class TestSums(TestCase):
    @settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(steps=some.lists(STEP, min_size=6, max_size=15))
    def test_the_parts_add_up_to_those_who_were_asked(self, steps):
        world, history = nation.network(), History()
        start = now()
        world.national_topic = actions.draft_national_topic(
            actor=nation.chair(world),
            topic=world.topic,
            closes_on=clock.today() + timedelta(days=DAYS),
        )
        for step, code, days in [("ask", "SOL", 1), ("ask", "RWP", 1), ("open", "", 1), *steps]:
            if step == "days":
                history.day += days
                continue
            with clock.at(start + timedelta(days=history.day)):
                self.take(world, history, step, code)
                numbers = nation.counts(world.national_topic)
            assert numbers == {each: history.counts(each) for each in ("force", "associate")}

    def take(self, world, history, step, code):
        """The step is done where it may be, and refused where not; who is not asked has no answer."""
        if history.may(step, code):
            take(world, step, code)
            history.take(step, code)
        elif code in history.answers or step not in {"accept", "decline"}:
            with pytest.raises(Refused):
                take(world, step, code)
