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
from network.models import ReleasedMessage
from network.queries import message_figures
from tests.network import nation

DAYS = 5  # until the last day
CODES = [code for _force, code, _group, _standing in nation.LEADS]
STANDING = {code: standing for _force, code, _group, standing in nation.LEADS}
ANSWERS = ["ask", "open", "accept", "accept", "decline", "days", "close", "cancel"]
MESSAGES = ["release", "release", "sort", "sort", "withdraw"]
BEGINNING = [("ask", "SOL", 1), ("ask", "RWP", 1), ("open", "", 1), ("accept", "SOL", 1)]
STEP = some.tuples(
    some.sampled_from([*ANSWERS, *MESSAGES]),
    some.sampled_from(CODES),
    some.integers(1, 4),
)


class History:
    """What has happened, told once more without the portal."""

    def __init__(self):
        self.answers, self.state, self.day = {}, "draft", 0
        self.messages = {}  # key -> whose it is and its theme; what is withdrawn is in none

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
            "release": self.state == "open" and self.answers.get(code) == "accepted",
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

    def themes(self, standing):
        """How many messages stand, by the name of their theme."""
        return Counter(
            theme for code, theme in self.messages.values() if STANDING[code] == standing
        )


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


def themes(world):
    """How many messages stand, by theme, as the page says: forces, associates; and all of them."""
    figures = message_figures(world.national_topic, apart=True)
    forces = {words: numbers[0] for words, numbers in figures.rows}
    associates = {words: sum(numbers[1:]) for words, numbers in figures.rows}
    total = forces.pop("All that stand"), associates.pop("All that stand")
    return forces, associates, total


class TestSums(TestCase):
    @settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(steps=some.lists(STEP, min_size=6, max_size=15))
    def test_the_parts_add_up_to_those_who_were_asked(self, steps):
        world, history = nation.network(), History()
        start = now()
        nora = nation.chair(world)
        world.national_topic = actions.draft_national_topic(
            actor=nora, topic=world.topic, closes_on=clock.today() + timedelta(days=DAYS)
        )
        world.themes = [
            actions.add_theme(actor=nora, national_topic=world.national_topic, name=name)
            for name in ("Signs", "Costs")
        ]
        for step, code, days in [*BEGINNING, *steps]:
            if step == "days":
                history.day += days
                continue
            with clock.at(start + timedelta(days=history.day)):
                if step in {"sort", "withdraw"}:
                    self.move(world, history, step, days)
                else:
                    self.take(world, history, step, code)
                numbers = nation.counts(world.national_topic)
            assert numbers == {each: history.counts(each) for each in ("force", "associate")}
            self.compare(world, history)

    def compare(self, world, history):
        """Themes and what is not sorted add up to what stands; associates are counted apart."""
        forces, associates, total = themes(world)
        assert +Counter(forces) == history.themes("force")
        assert +Counter(associates) == history.themes("associate")
        assert total == (sum(forces.values()), sum(associates.values()))
        assert sum(total) == len(history.messages)

    def move(self, world, history, step, number):
        """Sort a message, or withdraw it for good; a second time is refused."""
        if not history.messages:
            return
        key = sorted(history.messages)[number % len(history.messages)]
        row = ReleasedMessage.objects.get(pk=key)
        if step == "sort":
            theme = [None, *world.themes][number % 3]
            actions.sort_messages(
                actor=nation.chair(world),
                national_topic=nation.afresh(world.national_topic),
                themes={key: theme.pk if theme else None},
            )
            code, _before = history.messages[key]
            history.messages[key] = (code, theme.name if theme else "Not sorted yet")
            return
        code, _theme = history.messages.pop(key)
        for _time in range(2):
            by = {"actor": nation.chair(world, code), "offer": nation.afresh(row.offer)}
            if nation.afresh(row).stands:
                actions.withdraw_released(**by)
            else:
                with pytest.raises(Refused):
                    actions.withdraw_released(**by)

    def take(self, world, history, step, code):
        """The step is done where it may be, and refused where not; who is not asked has no answer."""
        if step == "release":
            self.release(world, history, code)
        elif history.may(step, code):
            take(world, step, code)
            history.take(step, code)
        elif code in history.answers or step not in {"accept", "decline"}:
            with pytest.raises(Refused):
                take(world, step, code)

    def release(self, world, history, code):
        """A group that takes part releases a message while it is open."""
        asked = world.national_topic.asked.filter(force=world.force[code]).first()
        if asked is None or asked.topic is None:
            return
        world.asked, world.local = {code: asked}, {code: asked.topic}
        if history.may("release", code):
            [row] = nation.out(world, code, "Say it early")
            history.messages[row.pk] = (code, "Not sorted yet")
        else:
            with pytest.raises(Refused):
                nation.out(world, code, "Say it early")
