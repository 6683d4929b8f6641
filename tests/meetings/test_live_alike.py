"""A region is drawn once for all of whom it asks alike, and nobody is sent what another sees."""

import pytest

from accounts.models import Role
from core.live.asked import Asked
from meetings import actions
from meetings.audiences import MeetingAudience
from meetings.live import MeetingPage
from meetings.models import Attendance
from tests.factories import KeyMessageFactory, PaperFactory, PaperVersionFactory, SlideFactory

pytestmark = pytest.mark.django_db
NOTHING = dict.fromkeys(MeetingAudience._fields, False) | {"closed": frozenset()}
FLAGS = [name for name, value in NOTHING.items() if value is False and name != "role"]


class CountedPage(MeetingPage):
    """The same page, which counts for how many drawings it says what stands on it."""

    drawings = 0

    def context(self, thing, audience):
        self.drawings += 1
        return super().context(thing, audience)


@pytest.fixture
def full(people, open_meeting, topic):
    """A meeting with a slide, a wording that people are asked about, two hands, and one who left."""
    item = open_meeting.agenda.get(number=2)
    version = PaperVersionFactory(paper=PaperFactory(meeting=open_meeting, item=item))
    SlideFactory(version=version, title="The desk", text="Three days")
    message = KeyMessageFactory(topic=topic, text="Keep the desk open")
    actions.start_item(actor=people.chair, meeting=open_meeting, item=item)
    wording = message.wordings.select_related("key_message__topic").get()
    actions.show_wording(actor=people.chair, meeting=open_meeting, wording=wording)
    for person in (people.member, people.officer):
        actions.raise_hand(actor=person, meeting=open_meeting)
    hand = open_meeting.requests.get(user=people.officer)
    actions.call_speaker(actor=people.chair, request=hand)
    actions.come_in(actor=people.police_lead, meeting=open_meeting, mode=Attendance.Mode.VIDEO)
    actions.leave(actor=people.police_lead, meeting=open_meeting)
    return open_meeting, message


def every_kind(topic):
    """An audience of each role, alone and with each thing by which people differ."""
    for role in Role.values:
        yield MeetingAudience(**NOTHING | {"role": role})
        for name in FLAGS:
            yield MeetingAudience(**NOTHING | {"role": role, name: True})
        closed = frozenset({topic.pk})
        yield MeetingAudience(**NOTHING | {"role": role, "closed": closed, "slide_closed": True})


def read_out(people, meeting):
    """What a member wrote has the floor."""
    actions.lower_hand(actor=people.member, request=meeting.requests.get(user=people.member))
    fields = {"meeting": meeting, "text": "Zinnia buses"}
    contribution = actions.write_contribution(actor=people.member, **fields)
    actions.call_speaker(actor=people.chair, request=contribution)


@pytest.mark.parametrize("state", ["asked", "open", "read", "ended"])
def test_each_is_sent_what_is_drawn_for_them_alone(people, full, topic, state):
    meeting, message = full
    if state == "asked":
        actions.open_round(
            actor=people.chair, meeting=meeting, key_message=message, although_short=True
        )
    if state == "read":
        read_out(people, meeting)
    if state == "ended":
        actions.end_meeting(actor=people.chair, meeting=meeting)
    page, kinds = MeetingPage(), list(every_kind(topic))
    thing = page.find(meeting.stream)

    shared = page.draw_for_each(thing, kinds, page.every_region())

    assert len({tuple(sorted(regions.items())) for regions in shared.values()}) > 10
    assert shared == {kind: page.draw(thing, kind, page.every_region()) for kind in kinds}


def who_are_sent(words, page, thing, kinds):
    """Those of every kind to whom a drawing brings these words."""
    shared = page.draw_for_each(thing, kinds, page.every_region())
    return {kind for kind, regions in shared.items() if words in "".join(regions.values())}


def test_what_some_alone_may_read_is_sent_to_no_other_kind(people, full, topic):
    meeting, message = full
    actions.open_round(
        actor=people.chair, meeting=meeting, key_message=message, although_short=True
    )
    read_out(people, meeting)
    page, kinds = MeetingPage(), list(every_kind(topic))
    thing = page.find(meeting.stream)

    heard = who_are_sent("Zinnia", page, thing, kinds)
    left = who_are_sent("Left and not back", page, thing, kinds)
    named = {
        audience for audience in kinds if "Doreen" in page.draw(thing, audience, ["watch"])["watch"]
    }

    assert heard == {audience for audience in kinds if audience.hears}
    assert left == {audience for audience in kinds if audience.organises}
    assert named == {audience for audience in kinds if audience.chairs and audience.asked}


@pytest.mark.parametrize(("region", "drawings"), [("now", 1), ("queue", 3)])
def test_a_hand_is_drawn_as_often_as_it_looks_different(people, full, region, drawings):
    meeting, _message = full
    page = CountedPage()
    thing = page.find(meeting.stream)
    roles = [Role.CHAIR, Role.SECRETARY, *[Role.MEMBER] * 2]
    audiences = [
        MeetingAudience(**NOTHING | {"role": role, "stays": True, "here": here > 1})
        for here, role in enumerate(roles)
    ]

    regions = page.draw_for_each(thing, audiences, [region])

    assert (page.drawings, len({drawn[region] for drawn in regions.values()})) == (
        drawings,
        drawings,
    )


def test_who_is_asked_by_another_name_than_they_answer_to_is_no_audience():
    asked = Asked(MeetingAudience(**NOTHING | {"role": Role.CHAIR}))

    with pytest.raises(AttributeError):
        asked.password  # noqa: B018 -- to ask is all it takes
    with pytest.raises(TypeError):
        assert asked == asked._audience
    with pytest.raises(TypeError):
        hash(asked)
