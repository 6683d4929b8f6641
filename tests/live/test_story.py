"""A long meeting told by dice: people press, windows open and close, messages get lost.

Whatever the order, every window that is open at the end shows what a fresh page would show.
"""

import random
from contextlib import suppress

import pytest
from channels.layers import get_channel_layer

from core.live import streams
from core.policy import Refused
from deliberation import actions as talk
from deliberation.models import AgreementRound, Choice, KeyMessage
from meetings import actions
from meetings.models import Attendance, Meeting, Recusal, SpeakerRequest
from tests.factories import PaperFactory, PaperVersionFactory, SlideFactory
from tests.live.conftest import do
from tests.live.open_page import fresh

pytestmark = pytest.mark.django_db(transaction=True)

ACTIONS = 200
WINDOWS = ("chair", "member", "member", "secretary", "police_lead", "observer")


class Dice:
    """One action at a time by somebody; what the rules refuse is not done."""

    def __init__(self, seed, people, meeting, ama, leroy):
        self.random = random.Random(seed)
        self.people, self.meeting, self.ama, self.leroy = people, meeting, ama, leroy
        self.members = [people.chair, people.vice_chair, people.member, ama]
        self.actions = [
            *[self.raise_hand] * 4,
            *[self.call, self.lower, self.finish, self.raise_for] * 2,
            *[self.answer] * 4,
            *[self.ask, self.close, self.start] * 2,
            *(self.propose, self.reword, self.show_wording, self.show_slide, self.come),
            *(self.declare, self.withdraw),
        ]

    def throw(self):
        """Do something. Answers its name, with a question mark when it was refused."""
        action = self.random.choice(self.actions)
        with suppress(Refused, IndexError):
            action()
            return action.__name__
        return f"{action.__name__}?"

    def some(self, rows):
        return self.random.choice(list(rows.order_by("pk")))

    def raise_hand(self):
        actions.raise_hand(actor=self.random.choice(self.members), meeting=self.meeting)

    def raise_for(self):
        actions.raise_hand_for(actor=self.people.secretary, meeting=self.meeting, user=self.leroy)

    def call(self):
        request = self.some(SpeakerRequest.objects.filter(state="waiting"))
        actions.call_speaker(actor=self.people.chair, request=request)

    def lower(self):
        request = self.some(SpeakerRequest.objects.filter(state="waiting"))
        actions.lower_hand(actor=self.people.secretary, request=request)

    def finish(self):
        request = self.some(SpeakerRequest.objects.filter(state="speaking"))
        actions.finish_speaker(actor=self.people.chair, request=request)

    def start(self):
        item = self.some(self.meeting.agenda.all())
        actions.start_item(actor=self.people.chair, meeting=self.meeting, item=item)

    def propose(self):
        if KeyMessage.objects.count() < 4:
            topic = self.meeting.agenda.get(number=2).topic
            talk.propose_key_message(
                actor=self.people.member, topic=topic, text="Keep it", meeting_id=self.meeting.pk
            )

    def _message(self):
        return self.some(KeyMessage.objects.filter(state="proposed"))

    def reword(self):
        message = self._message()
        version = message.wordings.count()
        actions.word_key_message(
            actor=self.people.member,
            meeting=self.meeting,
            key_message=message,
            text=f"Keep it, {self.random.random()}",
            after=version,
        )

    def withdraw(self):
        if self.random.random() < 0.2:
            talk.withdraw_key_message(actor=self.people.chair, key_message=self._message())

    def show_wording(self):
        wording = self.random.choice([None, self._message().wordings.last()])
        actions.show_wording(actor=self.people.chair, meeting=self.meeting, wording=wording)

    def show_slide(self):
        slide = self.some(self.meeting.papers.get().version.slides.all())
        actions.show_slide(actor=self.people.police_lead, meeting=self.meeting, slide=slide)

    def ask(self):
        actions.open_round(
            actor=self.people.chair, meeting=self.meeting, key_message=self._message()
        )

    def _round(self):
        return self.some(AgreementRound.objects.filter(state="open"))

    def answer(self):
        choice = self.random.choice([Choice.SUPPORT, Choice.LIVE_WITH])
        talk.take_position(
            actor=self.random.choice(self.members), agreement_round=self._round(), choice=choice
        )

    def close(self):
        if self.random.random() < 0.3:
            talk.close_agreement_round(actor=self.people.chair, agreement_round=self._round())

    def come(self):
        mode = self.random.choice(["room", "video", "writing", "apologies"])
        actions.say_attendance(
            actor=self.random.choice(self.members),
            meeting=self.meeting,
            mode=Attendance.Mode(mode),
        )

    def declare(self):
        if not Recusal.objects.exists():
            actions.declare_interest(
                actor=self.ama, item=self.some(self.meeting.agenda.all()), reason="I work there."
            )


def lose_some(monkeypatch, dice):
    """Every third message to the hub is lost, every sixth fails."""
    layer = get_channel_layer()
    real = layer.group_send

    async def group_send(name, message):
        fate = dice.randrange(6)
        if fate == 0:
            raise ConnectionError
        if fate > 1:
            await real(name, message)

    monkeypatch.setattr(layer, "group_send", group_send)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.long("after each action each window is compared with a fresh page")
async def test_every_window_shows_what_a_fresh_page_would(
    people, open_meeting, ama, leroy, window, settings, monkeypatch, seed
):
    settings.LIVE_WATCH, settings.LIVE_BEAT = 0.2, 1
    version = await do(lambda: PaperVersionFactory(paper=PaperFactory(meeting=open_meeting)))
    for _ in range(3):
        await do(SlideFactory, version=version)
    dice = Dice(seed, people, open_meeting, ama, leroy)
    lose_some(monkeypatch, random.Random(seed))
    watching = [*(getattr(people, role) for role in WINDOWS), ama, ama]
    clients = {}
    windows = []

    done = []
    for _ in range(ACTIONS):
        done.append(await do(dice.throw))
        if dice.random.random() < 0.1:
            user = dice.random.choice(watching)
            page = await window(user, open_meeting.stream, client=clients.get(user), waits=False)
            clients[user] = page.client
            windows.append(page)
        if len(windows) > 5:
            await windows.pop(dice.random.randrange(len(windows))).close()

    now = await do(streams.current, open_meeting.stream)
    assert now > ACTIONS / 3, "the dice were refused too often"
    for page in windows:
        expected = await do(fresh, open_meeting.stream, page.user)
        await page.until(lambda it, expected=expected: it.regions == expected)
        assert page.code is None
    assert {"ask", "answer", "close", "start", "declare", "come"} <= set(done)
    assert await do(Meeting.objects.filter(state="open").exists)
