"""What is on everybody's screen: the item, the slide, the wording, the round."""

import pytest

from meetings import actions
from meetings.models import Meeting, PaperVersion
from tests.factories import (
    KeyMessageFactory,
    MembershipFactory,
    PaperFactory,
    PaperVersionFactory,
    SlideFactory,
)
from tests.meetings.outcomes import recorded, refused

NOT_OPEN = "This meeting is not open."
CHAIR_ONLY = "Only the chair can do this."
CHAIR_OR_SECRETARY = "Only the chair and the secretary can do this."


@pytest.fixture
def item(open_meeting):
    return open_meeting.agenda.get(number=2)


@pytest.fixture
def message(people, topic):
    return KeyMessageFactory(topic=topic, proposed_by=people.member)


def version_of(item, number=1, **more):
    paper = item.papers.first() or PaperFactory(meeting=item.meeting, item=item)
    return PaperVersionFactory(paper=paper, number=number, **more)


def shown(meeting):
    """The item, slide and wording that stand in the database."""
    fresh = Meeting.objects.select_related("item", "slide", "wording").get(pk=meeting.pk)
    return fresh.item, fresh.slide, fresh.wording


# --- Items -------------------------------------------------------------------------------


def test_starting_an_item_brings_its_first_slide_and_takes_the_wording_off(
    people, open_meeting, item, message
):
    slide = SlideFactory(version=version_of(item))
    wording = message.wordings.get()
    actions.show_wording(actor=people.chair, meeting=open_meeting, wording=wording)

    with recorded() as records:
        actions.start_item(actor=people.chair, meeting=open_meeting, item=item)

    assert shown(open_meeting) == (item, slide, None)
    facts = {"meeting_id": open_meeting.pk, "item_id": item.pk}
    assert records == [("item.started", people.chair.pk, facts)]


def test_starting_the_item_under_way_again_takes_nobody_back_to_its_first_slide(
    people, open_meeting, item, message
):
    version = version_of(item)
    SlideFactory(version=version)
    third = SlideFactory(version=version, number=3)
    wording = message.wordings.get()
    actions.start_item(actor=people.chair, meeting=open_meeting, item=item)
    actions.show_slide(actor=people.secretary, meeting=open_meeting, slide=third)
    actions.show_wording(actor=people.chair, meeting=open_meeting, wording=wording)

    with recorded() as records:
        actions.start_item(actor=people.chair, meeting=open_meeting, item=item)

    assert shown(open_meeting) == (item, third, wording)
    assert records == []


def test_the_newest_version_is_shown_and_never_its_hidden_slides(people, open_meeting, item):
    SlideFactory(version=version_of(item), number=1)
    newest = version_of(item, number=2)
    SlideFactory(version=newest, number=1, hidden=True)
    expected = SlideFactory(version=newest, number=2)

    actions.start_item(actor=people.chair, meeting=open_meeting, item=item)

    assert shown(open_meeting)[1] == expected


def test_a_version_in_preparation_takes_nobodys_slides_away(people, open_meeting, item):
    first = version_of(item)
    slide = SlideFactory(version=first)
    version_of(item, number=2, state=PaperVersion.State.CONVERTING)

    actions.start_item(actor=people.chair, meeting=open_meeting, item=item)

    assert shown(open_meeting)[1] == slide
    assert slide.version.paper.version == first


def test_an_item_without_paper_shows_no_slide(people, open_meeting, item):
    SlideFactory(version=version_of(item))
    actions.start_item(actor=people.chair, meeting=open_meeting, item=item)
    last = open_meeting.agenda.get(number=3)

    actions.start_item(actor=people.vice_chair, meeting=open_meeting, item=last)

    assert shown(open_meeting) == (last, None, None)


def test_the_wording_of_an_open_round_stays_when_the_item_changes(
    people, open_meeting, item, message
):
    agreement_round = actions.open_round(
        actor=people.chair, meeting=open_meeting, key_message=message
    )

    actions.start_item(actor=people.chair, meeting=open_meeting, item=item)

    assert shown(open_meeting) == (item, None, agreement_round.wording)


@pytest.mark.parametrize("role", ["member", "secretary", "police_lead", "observer", "stranger"])
def test_only_the_chair_moves_the_meeting(people, open_meeting, item, role):
    with refused(CHAIR_ONLY):
        actions.start_item(actor=getattr(people, role), meeting=open_meeting, item=item)


def test_no_item_of_another_meeting_or_of_one_that_is_not_open(people, open_meeting, item):
    other = PaperFactory(meeting__group=people.group).meeting.agenda.create(number=1, title="Other")
    with refused("This item is on another agenda."):
        actions.start_item(actor=people.chair, meeting=open_meeting, item=other)
    stale = Meeting.objects.get(pk=open_meeting.pk)
    actions.end_meeting(actor=people.chair, meeting=open_meeting)
    with refused(NOT_OPEN):
        actions.start_item(actor=people.chair, meeting=stale, item=item)


# --- Slides ------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["chair", "vice_chair", "secretary", "police_lead", "officer"])
def test_chairs_secretary_and_police_show_slides(people, open_meeting, item, role):
    slide = SlideFactory(version=version_of(item))
    with recorded() as records:
        actions.show_slide(actor=getattr(people, role), meeting=open_meeting, slide=slide)

    assert shown(open_meeting)[1] == slide
    facts = {"meeting_id": open_meeting.pk, "slide_id": slide.pk}
    assert records == [("slide.shown", getattr(people, role).pk, facts)]


@pytest.mark.parametrize("role", ["member", "observer", "interpreter"])
def test_nobody_else_shows_slides(people, open_meeting, item, role):
    slide = SlideFactory(version=version_of(item))
    with refused("Only the chair, the secretary and the police who present show slides."):
        actions.show_slide(actor=getattr(people, role), meeting=open_meeting, slide=slide)


def test_an_officer_who_is_not_invited_shows_none(people, open_meeting, item):
    slide = SlideFactory(version=version_of(item))
    other = MembershipFactory(group=people.group, role="officer").user
    with refused("Only people who are invited to this meeting can do this."):
        actions.show_slide(actor=other, meeting=open_meeting, slide=slide)


def test_neither_hidden_slides_nor_those_of_another_meeting_are_shown(people, open_meeting, item):
    hidden = SlideFactory(version=version_of(item), hidden=True)
    theirs = SlideFactory()
    with refused("The author of this pack has hidden this slide."):
        actions.show_slide(actor=people.chair, meeting=open_meeting, slide=hidden)
    with refused("This slide belongs to another meeting."):
        actions.show_slide(actor=people.chair, meeting=open_meeting, slide=theirs)


# --- Wordings ----------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["chair", "vice_chair", "secretary"])
def test_chairs_and_secretary_put_a_wording_on_the_screen_and_take_it_off(
    people, open_meeting, message, role
):
    actor, wording = getattr(people, role), message.wordings.get()
    with recorded() as records:
        actions.show_wording(actor=actor, meeting=open_meeting, wording=wording)
        actions.show_wording(actor=actor, meeting=open_meeting, wording=None)

    assert shown(open_meeting)[2] is None
    facts = {"meeting_id": open_meeting.pk}
    assert records == [
        ("wording.shown", actor.pk, {**facts, "wording_id": wording.pk}),
        ("wording.shown", actor.pk, {**facts, "wording_id": 0}),
    ]


@pytest.mark.parametrize("role", ["member", "police_lead", "observer", "stranger"])
def test_nobody_else_does(people, open_meeting, message, role):
    with refused(CHAIR_OR_SECRETARY):
        actions.show_wording(
            actor=getattr(people, role), meeting=open_meeting, wording=message.wordings.get()
        )


def test_while_a_round_is_open_its_wording_stays(people, open_meeting, message):
    actions.open_round(actor=people.chair, meeting=open_meeting, key_message=message)
    with refused("A round is open. Its wording stays on the screen until it closes."):
        actions.show_wording(actor=people.chair, meeting=open_meeting, wording=None)


def test_a_members_new_wording_takes_the_place_of_the_one_on_the_screen(
    people, open_meeting, message
):
    actions.show_wording(actor=people.chair, meeting=open_meeting, wording=message.wordings.get())

    with recorded() as records:
        wording = actions.word_key_message(
            actor=people.member, meeting=open_meeting, key_message=message, text="Keep it", after=1
        )

    assert shown(open_meeting)[2] == wording
    assert [(event, actor) for event, actor, _ in records] == [
        ("wording.changed", people.member.pk),
        ("wording.shown", people.member.pk),
    ]


def test_a_new_wording_of_a_message_that_is_not_shown_is_not_put_there(
    people, open_meeting, message
):
    other = KeyMessageFactory(topic=message.topic).wordings.get()
    actions.show_wording(actor=people.chair, meeting=open_meeting, wording=other)

    actions.word_key_message(
        actor=people.member, meeting=open_meeting, key_message=message, text="Keep it", after=1
    )

    assert shown(open_meeting)[2] == other


@pytest.mark.parametrize("role", ["police_lead", "observer"])
def test_the_police_and_observers_word_nothing(people, open_meeting, message, role):
    with refused("Only members of the group and their secretary word key messages."):
        actions.word_key_message(
            actor=getattr(people, role),
            meeting=open_meeting,
            key_message=message,
            text="Ours",
            after=1,
        )
