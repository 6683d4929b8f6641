"""One group is one position: who is asked about a national topic, and who counts in its meeting."""

from datetime import timedelta

import pytest
from django.test import Client

from core import clock
from core.clock import now
from core.policy import may
from deliberation.actions import close_agreement_round, record_position, take_position
from deliberation.advice import drawn, numbers_in_words, with_signers
from deliberation.forms import position_of
from deliberation.models import Choice, KeyMessage
from deliberation.sentences import how_many_are_asked
from deliberation.voices import voices_of
from meetings.actions import end_meeting
from meetings.minutes import result
from meetings.models import Presence
from meetings.quorum import needed_for, presences, quorum
from network import actions
from network.models import NationalTopic
from network.queries import speakers
from publications.canonical import counts_note
from tests.factories import MembershipFactory, TopicFactory
from tests.network import nation, plenary
from tests.refusals import refusal
from tests.signing_in import sign_in

ASKED_BY_GROUP = (
    "Here one group is one position. Only representatives are asked whose group recorded before"
    " what they may hold."
)


def test_only_representatives_with_a_mandate_are_asked(network):
    """Not the chair of the network, its members, an associate, or whoever has no mandate."""
    speakers_with_a_voice = plenary.ready(network, "SOL", "UPL")
    plenary.takes_part(network, "FEN", "RWP")
    without_mandate = plenary.admitted(network, "FEN").user
    associate = plenary.admitted(network, "RWP").user
    asked = plenary.round_on(network)
    people = [*speakers_with_a_voice, without_mandate, associate, nation.chair(network)]
    people.append(network.people["member"])
    verdicts = [may(nation.afresh(each), "deliberation.take_position", asked) for each in people]

    assert set(asked.entitlements.values_list("user", flat=True)) == {
        person.pk for person in speakers_with_a_voice
    }
    assert [bool(verdict) for verdict in verdicts] == [True, True, False, False, False, False]
    assert {str(verdict.reason) for verdict in verdicts[2:]} == {ASKED_BY_GROUP}
    assert (asked.unit, asked.quorum) == ("groups", 3)


def test_without_any_mandate_no_round_is_opened(network):
    nation.opened(network)
    plenary.takes_part(network, "SOL")
    plenary.admitted(network, "SOL")

    assert refusal(plenary.round_on, world=network) == (
        "No group has recorded yet what it may hold here."
    )


@pytest.mark.parametrize("state", [None, "draft", "cancelled"])
def test_what_is_put_to_nobody_is_decided_by_every_adviser(network, state):
    """Another topic of the network, a draft, and what was cancelled."""
    plenary.ready(network, "SOL")
    opened_at = None if state == "draft" else now()
    NationalTopic.objects.update(state=state or "open", opened_at=opened_at)
    if state is None:
        network.topic = TopicFactory(group=network.host)
    asked = plenary.round_on(network)

    assert (asked.unit, asked.entitlements.count()) == ("members", 3)
    assert voices_of(nation.afresh(network.topic)) is None


def test_a_position_stands_when_its_representative_changes(network):
    """Who no longer speaks does not answer; who comes after is asked in the next round."""
    first, _second, _third = plenary.ready(network, "SOL", "UPL", "FEN")
    message = plenary.message_of(network)
    asked = plenary.round_on(network, message)
    take_position(actor=nation.afresh(first), agreement_round=asked, choice=Choice.SUPPORT)
    successor = plenary.admitted(network, "SOL", "chair").user
    refusal_text = refusal(
        take_position,
        actor=nation.afresh(successor),
        agreement_round=nation.afresh(asked),
        choice=Choice.OBJECT,
        reason="No",
    )
    again = refusal(
        take_position,
        actor=nation.afresh(first),
        agreement_round=nation.afresh(asked),
        choice=Choice.LIVE_WITH,
    )
    close_agreement_round(actor=nation.chair(network), agreement_round=nation.afresh(asked))
    asked.refresh_from_db()
    following = plenary.round_on(network, message)

    assert asked.support == 1
    assert (refusal_text, again) == (
        "You are not asked in this round.",
        "Only people who were invited to this topic can see it.",
    )
    assert following.entitlements.filter(user=successor).exists()
    assert not following.entitlements.filter(user=first).exists()


def test_counts_and_statements_are_of_groups(network):
    """In the result and in what leaves: the words of members stay for everybody else."""
    people = plenary.ready(network, "SOL", "UPL", "FEN")
    asked = plenary.round_on(network)
    for person in people:
        record_position(
            actor=network.people["secretary"],
            agreement_round=asked,
            user=nation.afresh(person),
            choice=Choice.SUPPORT,
            via="telephone",
        )
    close_agreement_round(actor=nation.chair(network), agreement_round=nation.afresh(asked))
    asked.refresh_from_db()
    unit = {"unit": str(asked.unit)}
    message = drawn(KeyMessage.objects.prefetch_related("rounds__wording").get())

    assert result(asked, asked.opened_at) == "The groups were asked. The round was still open."
    assert numbers_in_words(asked) == "3 support, one position for each group"
    assert (message["unit"], message["counts"][0]) == ("groups", ["support", 3])
    notes = [
        counts_note({"messages": messages, "not_agreed": []})
        for messages in ([message], [message, {"reference": "NAT-2026-001"}])
    ]
    assert notes == [
        "Positions of groups, one for each group, counted whole.",
        "Positions taken by members or, where a message says so, of groups, counted whole.",
    ]
    assert with_signers("Minority view", {"side": "against", "text": [], "signers": 6, **unit}) == (
        "Minority view, signed by 6 groups"
    )
    assert how_many_are_asked(31, 11, "groups") == (
        "31 groups are asked about this wording. At least 11 must answer."
    )


def test_the_representative_reads_the_mandate_beside_the_form_and_nobody_elses(network):
    first, second = plenary.ready(network, "SOL", "UPL")
    asked = plenary.round_on(network)
    pages = [
        sign_in(Client(), person).get(asked.get_absolute_url()).content.decode()
        for person in (first, second, network.people["member"])
    ]
    read = [position_of(nation.afresh(person), asked)["mandate"] for person in (first, second)]
    others = [network.people["chair"], network.of["UPL"]["chair"]]

    assert [plenary.WORDS in page for page in pages] == [True, False, False]
    assert ["You are free to decide." in page for page in pages] == [False, True, False]
    assert ASKED_BY_GROUP in pages[2]
    assert read == [plenary.WORDS, "You are free to decide."]
    assert [position_of(nation.afresh(each), asked)["mandate"] for each in others] == ["", ""]


def test_a_meeting_is_quorate_by_groups(network, django_assert_num_queries):
    """Members of the network who represent nobody do not count; who leaves counted while there.

    Two questions more than in another meeting, however many groups there are.
    """
    people = plenary.ready(network, "SOL", "UPL", "FEN")
    meeting = plenary.meeting_on(network, state="open", quorum=3)
    for person in [*people, network.people["chair"], network.people["member"]]:
        Presence.objects.create(meeting=meeting, user=person, mode="video", began_at=now())
    with django_assert_num_queries(3):
        before = quorum(meeting, presences(meeting))
    with clock.at(now() + timedelta(hours=2)):
        representation = network.force["SOL"].representations.get()
        actions.end_representation(actor=nation.chair(network), representation=representation)
        Presence.objects.filter(user=people[0]).update(ended_at=now())
        later = quorum(meeting, presences(meeting))

    assert (needed_for(meeting), before.unit) == (3, "groups")
    assert (before.here, before.is_quorate) == (3, True)
    assert (later.here, later.is_quorate, len(later.moments)) == (2, False, 2)


def test_who_stays_in_the_meeting_counts_while_they_had_a_voice(network):
    """The vice-chair of the network spoke for a group; somebody else does from then on."""
    member, start = network.of["SOL"]["member"], now()
    MembershipFactory(user=member, group=network.host, role="vice_chair")
    _speaker, *others = plenary.ready(network, "SOL", "UPL", "FEN")
    meeting = plenary.meeting_on(network, state="open", quorum=3)
    for person in (member, *others):
        row = {"user": person, "mode": "video", "began_at": start + timedelta(minutes=1)}
        Presence.objects.create(meeting=meeting, **row)
    with clock.at(start + timedelta(hours=1)):
        before = quorum(meeting, presences(meeting))
        representation = network.force["SOL"].representations.get()
        actions.end_representation(actor=nation.chair(network), representation=representation)
    with clock.at(start + timedelta(hours=2)):
        later = quorum(meeting, presences(meeting))

    assert (before.here, before.is_quorate) == (3, True)
    assert (later.here, later.is_quorate) == (2, False)
    assert [moment.at for moment in later.moments] == [
        start + timedelta(minutes=1),
        start + timedelta(hours=1),
    ]


def test_a_meeting_that_is_over_was_quorate_as_it_was(network):
    """Whatever becomes of the national topic: cancelled, and put to the forces again."""
    people, start = plenary.ready(network, "SOL", "UPL", "FEN"), now()
    meeting = plenary.meeting_on(network, state="open", quorum=3, starts_at=start)
    for person in people:
        row = {"user": person, "mode": "video", "began_at": start + timedelta(minutes=1)}
        Presence.objects.create(meeting=meeting, **row)
    with clock.at(start + timedelta(hours=1)):
        end_meeting(actor=nation.chair(network), meeting=meeting)
    over = nation.afresh(meeting)
    before = quorum(over, presences(over))
    with clock.at(start + timedelta(hours=2)):
        actions.cancel_national_topic(
            actor=nation.chair(network), national_topic=nation.afresh(network.national_topic)
        )
        cancelled = quorum(over, presences(over))
        nation.opened(network)
        again = quorum(over, presences(over))

    assert (before.unit, [moment.is_quorate for moment in before.moments]) == ("groups", [True])
    assert (cancelled, again) == (before, before)


def test_a_group_that_is_no_network_is_asked_nothing_more(network, django_assert_num_queries):
    topic = TopicFactory(group=network.lead["SOL"])
    with django_assert_num_queries(0):
        voices = voices_of(topic)

    assert voices is None


def test_the_organisers_see_that_there_is_a_mandate_and_count_groups(
    network, django_assert_num_queries
):
    plenary.ready(network, "SOL", "UPL")
    plenary.takes_part(network, "FEN", "RWP")
    plenary.named(network, "FEN")
    with django_assert_num_queries(2):
        rows = speakers(network.national_topic)

    assert [(row.asked.group.code, row.has_mandate, row.has_a_voice) for row in rows] == [
        ("FEN", False, False),
        ("RWP", False, False),
        ("SOL", True, True),
        ("UPL", True, True),
    ]


def test_whoever_is_in_the_network_anyway_answers_only_while_they_speak_for_a_group(network):
    """The vice-chair of the network represents a group; then somebody else does."""
    nation.opened(network)
    plenary.takes_part(network, "SOL")
    member = network.of["SOL"]["member"]
    MembershipFactory(user=member, group=network.host, role="vice_chair")
    representation = plenary.admitted(network, "SOL")
    plenary.mandated(network, "SOL")
    asked = plenary.round_on(network)
    before = may(nation.afresh(member), "deliberation.take_position", nation.afresh(asked))
    actions.end_representation(actor=nation.chair(network), representation=representation)
    after = may(nation.afresh(member), "deliberation.take_position", nation.afresh(asked))

    assert (bool(before), bool(after), str(after.reason)) == (True, False, ASKED_BY_GROUP)
