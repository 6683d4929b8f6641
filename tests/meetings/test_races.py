"""Two people press at once in a meeting. Real threads and connections, on either database."""

from functools import partial

import pytest
from django.db.models import Model

from core.audit.models import Record
from deliberation.actions import take_position
from deliberation.models import AgreementRound, Choice
from meetings import actions
from meetings.models import Attendance, Meeting, Recusal, SpeakerRequest
from tests.deliberation.test_races import at_once, refusals, stale
from tests.factories import KeyMessageFactory, MeetingFactory

TIMES = 4  # each race is run so often, because one run may be lucky


@pytest.fixture(params=range(TIMES), autouse=True)
def _again(request, transactional_db):
    return request.param


def press(action, **arguments):
    """An action as one more web process does it: on rows that it has read before."""
    read = {k: stale(v) if isinstance(v, Model) else v for k, v in arguments.items()}
    return partial(action, **read)


def records(event):
    return Record.objects.filter(event=event).count()


def hands(state):
    return SpeakerRequest.objects.filter(state=state).count()


@pytest.mark.parametrize(
    ("action", "event"),
    [
        (actions.open_meeting, "meeting.opened"),
        (actions.cancel_meeting, "meeting.cancelled"),
        (actions.end_meeting, "meeting.ended"),
    ],
)
def test_of_two_chairs_who_open_cancel_or_end_one_does(people, meeting, action, event):
    if action is actions.end_meeting:
        actions.open_meeting(actor=people.chair, meeting=meeting)

    results = at_once(
        *(press(action, actor=who, meeting=meeting) for who in (people.chair, people.vice_chair))
    )

    assert refusals(results) == ["Somebody else has just done this. Look at the meeting again."]
    assert records(event) == 1


def test_a_meeting_is_opened_or_cancelled_never_both(people, meeting):
    results = at_once(
        press(actions.open_meeting, actor=people.chair, meeting=meeting),
        press(actions.cancel_meeting, actor=people.secretary, meeting=meeting),
    )

    assert len(refusals(results)) == 1
    assert records("meeting.opened") + records("meeting.cancelled") == 1


def test_presses_of_raise_hand_at_once_raise_one(people, open_meeting):
    results = at_once(
        *(press(actions.raise_hand, actor=people.member, meeting=open_meeting) for _ in range(3))
    )

    assert refusals(results) == ["This hand is up already."] * 2
    assert SpeakerRequest.objects.count() == records("hand.raised") == 1


def test_of_two_chairs_who_give_the_floor_to_two_people_one_speaks_after_the_other(
    people, open_meeting
):
    asking = (people.member, people.officer)
    first, second = (actions.raise_hand(actor=who, meeting=open_meeting) for who in asking)

    results = at_once(
        press(actions.call_speaker, actor=people.chair, request=first),
        press(actions.call_speaker, actor=people.vice_chair, request=second),
    )

    assert refusals(results) == []
    assert (hands("speaking"), hands("done")) == (1, 1)


def test_of_two_chairs_who_give_the_floor_to_the_same_person_one_does(people, open_meeting):
    hand = actions.raise_hand(actor=people.member, meeting=open_meeting)

    results = at_once(
        *(
            press(actions.call_speaker, actor=who, request=hand)
            for who in (people.chair, people.vice_chair)
        )
    )

    assert refusals(results) == ["This hand waits no longer."]
    assert records("speaker.called") == 1


def test_a_hand_is_called_or_lowered_never_both(people, open_meeting):
    hand = actions.raise_hand(actor=people.member, meeting=open_meeting)

    results = at_once(
        press(actions.call_speaker, actor=people.chair, request=hand),
        press(actions.lower_hand, actor=people.member, request=hand),
    )

    assert len(refusals(results)) == 1
    assert hands("speaking") + hands("lowered") == 1


def test_no_hand_stays_up_in_a_meeting_that_has_ended(people, open_meeting):
    at_once(
        press(actions.raise_hand, actor=people.member, meeting=open_meeting),
        press(actions.end_meeting, actor=people.chair, meeting=open_meeting),
    )

    assert (stale(open_meeting).state, hands("waiting")) == (Meeting.State.ENDED, 0)


def test_nothing_comes_onto_the_screen_of_a_meeting_that_has_ended(people, open_meeting, topic):
    wording = KeyMessageFactory(topic=topic).wordings.get()

    at_once(
        press(actions.show_wording, actor=people.secretary, meeting=open_meeting, wording=wording),
        press(actions.end_meeting, actor=people.chair, meeting=open_meeting),
    )

    assert stale(open_meeting).wording is None


def test_no_hand_is_up_of_somebody_recused_in_the_item_that_starts(people, open_meeting, ama):
    item = open_meeting.agenda.get(number=2)
    actions.declare_interest(actor=ama, item=item, reason="I work there.")

    at_once(
        press(actions.raise_hand, actor=ama, meeting=open_meeting),
        press(actions.start_item, actor=people.chair, meeting=open_meeting, item=item),
    )

    assert hands("waiting") == 0


def test_two_rounds_are_never_open_in_one_meeting(people, open_meeting, topic):
    first, second = (KeyMessageFactory(topic=topic) for _ in range(2))

    results = at_once(
        press(actions.open_round, actor=people.chair, meeting=open_meeting, key_message=first),
        press(
            actions.open_round, actor=people.vice_chair, meeting=open_meeting, key_message=second
        ),
    )

    assert refusals(results) == ["Another round is open. Close it first."]
    assert AgreementRound.objects.count() == 1


def test_a_position_never_stands_beside_a_declared_interest(people, open_meeting, topic, ama):
    message = KeyMessageFactory(topic=topic)
    agreement_round = actions.open_round(
        actor=people.chair, meeting=open_meeting, key_message=message
    )
    item = open_meeting.agenda.get(number=2)

    at_once(
        press(take_position, actor=ama, agreement_round=agreement_round, choice=Choice.SUPPORT),
        press(actions.declare_interest, actor=ama, item=item, reason="A share."),
    )

    assert agreement_round.entitlements.get(user=ama).recused
    assert not agreement_round.positions.exists()


def test_two_interests_in_one_item_are_one(people, open_meeting, ama):
    item = open_meeting.agenda.get(number=2)

    results = at_once(
        *(press(actions.declare_interest, actor=ama, item=item, reason="A.") for _ in range(2))
    )

    assert refusals(results) == ["This interest is declared already."]
    assert item.recusals.count() == 1


@pytest.fixture
def twice(people, meeting, ama):
    """The item on the topic in each of two meetings; Ama is to stay and listen in both."""
    first = meeting.agenda.get(number=2)
    later = MeetingFactory(group=people.group)
    second = later.agenda.create(number=1, title="Again", topic=first.topic)
    actions.invite_people(actor=people.chair, meeting=later, users=[ama])
    about = {"actor": people.chair, "reason": "I rent there", "user": ama}
    return [
        actions.declare_interest(item=item, part=Recusal.Part.LISTENS, **about)
        for item in (first, second)
    ]


def test_of_two_who_let_somebody_leave_in_two_meetings_none_waits_for_the_other(people, twice):
    results = at_once(
        *(
            press(
                actions.change_interest,
                actor=people.chair,
                recusal=recusal,
                part=Recusal.Part.LEAVES,
                seen="listens",
            )
            for recusal in twice
        )
    )

    meanwhile = "Somebody changed this meanwhile. See how it is now."
    assert refusals(results) == [meanwhile]
    assert Recusal.objects.leaving().count() == records("interest.changed") == 2


def test_nobody_leaves_for_one_item_and_is_let_stay_in_another_on_its_topic(people, twice, ama):
    first, second = twice
    Recusal.objects.filter(pk=second.pk).delete()
    results = at_once(
        press(actions.declare_interest, actor=ama, item=first.item, reason="It is mine"),
        press(
            actions.declare_interest,
            actor=people.chair,
            item=second.item,
            reason="I rent there",
            user=ama,
            part=Recusal.Part.LISTENS,
        ),
    )

    elsewhere = "They leave for another item on this topic, so they leave for this one too."
    assert refusals(results) in ([], [elsewhere])
    assert Recusal.objects.listening().count() == 0


def test_two_invitations_of_one_person_are_one(people, meeting, newcomer):
    results = at_once(
        *(
            press(actions.invite_people, actor=who, meeting=meeting, users=[newcomer])
            for who in (people.chair, people.secretary)
        )
    )

    assert refusals(results) == ["They are invited already."]
    assert Attendance.objects.filter(user=newcomer).count() == 1


def test_hands_raised_at_once_all_stand_in_the_queue(people, open_meeting, ama, leroy):
    results = at_once(
        *(
            press(actions.raise_hand, actor=who, meeting=open_meeting)
            for who in (people.member, people.officer, people.chair, ama)
        ),
        press(actions.raise_hand_for, actor=people.secretary, meeting=open_meeting, user=leroy),
    )

    assert refusals(results) == []
    assert hands("waiting") == 5
