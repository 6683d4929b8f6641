"""The way out of a group: agreed messages alone, by two people, word for word, and back again."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import AdvisoryGroup
from core.audit.models import Record
from core.clock import today
from core.jobs import run_due_jobs
from core.rights.registry import every_section
from deliberation.actions import hold_topic, remove_expired_topics
from deliberation.models import KeyMessage, MinorityStatement, Topic
from network import actions
from network.models import MessageOffer, NationalTopic, ReleasedMessage
from tests.factories import PostFactory
from tests.network import nation
from tests.refusals import refusal

State = KeyMessage.State
NOT_AGREED = "Choose agreed messages that are not offered yet."
GONE = "Choose messages that are offered and still agreed. Look at them again."
LATE = "Somebody else did this meanwhile."


@pytest.fixture
def solent(network):
    """Solentshire takes part, and so do Uplands."""
    return nation.taking_part(network, "SOL", "UPL")


def test_an_agreed_message_goes_out_as_it_was_drawn_under_another_reference(solent):
    """Outcome, counts, reasons and statements; no word of whose it is."""
    message = nation.agreed(solent.local["SOL"], "Put it on the app, not on a sign")
    reasons = {"why": "Nobody reads signs", "why_version": 1, "why_by": message.proposed_by}
    KeyMessage.objects.filter(pk=message.pk).update(**reasons)
    MinorityStatement.objects.create(
        key_message=message,
        side="against",
        text="Not everybody has a telephone",
        written_by=solent.of["SOL"]["member"],
    )
    [offer] = nation.offered(solent, "SOL", message, in_welsh={message.pk: "Ar yr ap"})
    [released] = nation.released(solent, "SOL", offer)

    assert released.reference.startswith(f"NAT-{today().year}-R")
    assert released.words == {
        "reference": released.reference,
        "text": "Put it on the app, not on a sign",
        "why": ["Nobody reads signs"],
        "outcome": "Agreed by consensus",
        "counts": [["support", 5], ["reservations", 1], ["live_with", 0], ["stand_aside", 0],
                   ["object", 0]],
        "counts_in_words": "5 support, 1 with reservations",
        "statements": [{"side": "against", "text": ["Not everybody has a telephone"]}],
        "sent_on": "",
        "answer_due": "",
    }  # fmt: skip
    assert (released.in_welsh, released.released_on) == ("Ar yr ap", today())


def test_two_people_take_it_out_and_the_record_of_their_group_says_so(solent):
    [offer] = nation.offered(solent, "SOL", nation.agreed(solent.local["SOL"], "Say it early"))
    run_due_jobs()
    [released] = nation.released(solent, "SOL", offer)
    offer, people = nation.afresh(offer), solent.of["SOL"]
    events = ["message_offer.offered", "released_message.released"]
    records = Record.objects.filter(event__in=events).order_by("pk")

    assert (offer.state, offer.released) == ("released", released)
    assert (offer.offered_by, offer.released_by) == (people["secretary"], people["chair"])
    assert nation.recipients("message_offer.offered") == ["Sol Chairson"]
    assert [(record.event, record.group_id) for record in records] == [
        (event, solent.lead["SOL"].pk) for event in events
    ]


def test_only_agreed_messages_of_the_groups_own_topic_are_offered_and_each_once(solent):
    local = solent.local["SOL"]
    bad = {
        "being discussed": nation.agreed(local, "Ask first", state=State.PROPOSED),
        "no agreed view": nation.agreed(local, "Stop it", state=State.NOT_AGREED),
        "can be undone": nation.agreed(local, "Just now", days_ago=0),
        "of another group": nation.agreed(solent.local["UPL"], "Elsewhere"),
        "of another topic": nation.agreed(solent.topic, "The network's own"),
    }
    good = [nation.agreed(local, "Sent", state=state) for state in (State.SENT, State.SENT_INSIDE)]
    reasons = {why: refusal(nation.offered, solent, "SOL", bad[why]) for why in bad}
    offers = nation.offered(solent, "SOL", *good)
    twice = refusal(nation.offered, solent, "SOL", good[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        MessageOffer.objects.create(
            asked=solent.asked["SOL"], key_message=good[0], offered_by=solent.of["SOL"]["chair"]
        )

    assert (set(reasons.values()), twice) == ({NOT_AGREED}, NOT_AGREED)
    assert MessageOffer.objects.count() == len(offers) == 2


@pytest.mark.parametrize(
    ("rows", "change", "sentence"),
    [
        (Topic, {"marking": "official_sensitive"}, "Only advice from a topic that is OFFICIAL"),
        (Topic, {"readers_named": True}, "Only advice from a topic that is OFFICIAL"),
        (NationalTopic, {"state": "closed"}, "This is not open."),
        (AdvisoryGroup, {"closed_at": "now"}, "This group is closed."),
    ],
)
def test_nothing_leaves_what_does_not_open_to_everybody_or_is_over(solent, rows, change, sentence):
    """Neither is it offered, nor released where it was offered before; withdrawing stays possible."""
    local = solent.local["SOL"]
    first, second = (nation.agreed(local, text) for text in ("Tell people", "Say it early"))
    [out] = nation.released(solent, "SOL", *nation.offered(solent, "SOL", first))
    [offer] = nation.offered(solent, "SOL", second)
    third = nation.agreed(local, "Count it")
    keys = {Topic: local.pk, NationalTopic: solent.national_topic.pk,
            AdvisoryGroup: solent.lead["SOL"].pk}  # fmt: skip
    values = {name: local.opened_at if value == "now" else value for name, value in change.items()}
    rows.objects.filter(pk=keys[rows]).update(**values)

    assert refusal(nation.offered, solent, "SOL", third).startswith(sentence)
    assert refusal(nation.released, solent, "SOL", offer).startswith(sentence)
    actions.withdraw_released(actor=nation.chair(solent, "SOL"), offer=nation.afresh(out.offer))
    assert nation.afresh(out).withdrawn_on == today()


def test_who_offered_it_does_not_release_it_and_of_two_chairs_the_second_is_late(solent):
    message = nation.agreed(solent.local["SOL"], "Two days before")
    asked, chair = solent.asked["SOL"], nation.chair(solent, "SOL")
    [offer] = actions.offer_messages(
        actor=chair, asked=nation.afresh(asked), key_messages=[message], in_welsh={}
    )
    alone = refusal(nation.released, solent, "SOL", offer)
    actions.take_back_offer(actor=chair, offer=offer)
    [offer] = nation.offered(solent, "SOL", message)
    stale = nation.afresh(offer)
    nation.released(solent, "SOL", offer)

    assert alone == "You offered this yourself. Another chair releases it."
    assert refusal(nation.released, solent, "SOL", stale) == LATE
    assert ReleasedMessage.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        MessageOffer.objects.filter(pk=offer.pk).update(released_by=offer.offered_by)


def test_what_says_something_else_by_now_is_not_released(solent):
    """A statement that came meanwhile, words that were not on the screen, a message that is gone."""
    message = nation.agreed(solent.local["SOL"], "Two days before")
    [offer] = nation.offered(solent, "SOL", message)
    before = nation.seen([offer])
    MinorityStatement.objects.create(
        key_message=message, side="against", text="Late", written_by=solent.of["SOL"]["member"]
    )
    changed = refusal(nation.released, solent, "SOL", offer, seen=before)
    unseen = refusal(nation.released, solent, "SOL", offer, seen={})
    KeyMessage.objects.filter(pk=message.pk).update(state=State.PROPOSED)
    reopened = refusal(nation.released, solent, "SOL", offer)

    assert (changed, unseen, reopened) == (LATE, LATE, GONE)
    assert ReleasedMessage.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Ask memberson shops first", "The name “memberson” occurs in key message"),
        ("Put it on the wall of Harbour Hall", "Readers can tell from “Harbour” whose"),
        ("A van of Solentshire’s shows it", "Readers can tell from “Solentshire’s” whose"),
        ("SOL cameras show it", "Readers can tell from “SOL” whose"),
    ],
)
def test_what_may_name_somebody_or_tell_whose_it_is_goes_out_once_it_is_confirmed(
    solent, text, sentence
):
    [offer] = nation.offered(solent, "SOL", nation.agreed(solent.local["SOL"], text))

    assert sentence in refusal(nation.released, solent, "SOL", offer)
    [released] = nation.released(solent, "SOL", offer, is_confirmed=True)
    assert released.words["text"] == text


def test_a_whole_name_never_goes_out_and_a_solution_is_no_force(solent):
    texts = ("Ask Sol Memberson first", "A solution for each district")
    named, plain = (
        nation.offered(solent, "SOL", nation.agreed(solent.local["SOL"], text)) for text in texts
    )
    sentence = refusal(nation.released, solent, "SOL", *named, is_confirmed=True)

    assert sentence.startswith("The name “Sol Memberson” occurs in key message SOL-2026-")
    assert len(nation.released(solent, "SOL", *plain)) == 1


def test_welsh_that_is_typed_here_names_nobody_and_repeats_no_post(solent):
    local = solent.local["SOL"]
    secret = "rhywbeth a ddywedodd aelod yn breifat wrth y grŵp hwn neithiwr"
    PostFactory(topic=local, body=secret, author=solent.of["SOL"]["member"])
    message = nation.agreed(local, "Say it in both languages")
    named = refusal(
        nation.offered, solent, "SOL", message, in_welsh={message.pk: "Meddai Memberson"}
    )
    repeated = refusal(nation.offered, solent, "SOL", message, in_welsh={message.pk: secret})

    assert named == "“Memberson” occurs here. People outside read this: say it without a name."
    assert repeated.startswith("The words “rhywbeth a ddywedodd aelod")
    assert MessageOffer.objects.count() == 0


def test_taken_back_it_can_be_offered_again_and_its_welsh_goes_unless_it_is_held(solent):
    message = nation.agreed(solent.local["SOL"], "Two days before")
    [offer] = nation.offered(solent, "SOL", message, in_welsh={message.pk: "Dau ddiwrnod"})
    actions.take_back_offer(actor=nation.chair(solent, "SOL"), offer=offer)
    [again] = nation.offered(solent, "SOL", message)
    other = nation.agreed(solent.local["SOL"], "Three days before")
    [held] = nation.offered(solent, "SOL", other, in_welsh={other.pk: "Tri diwrnod"})
    secretary = nation.afresh(solent.of["SOL"]["secretary"])
    hold_topic(actor=secretary, topic=solent.local["SOL"], reason="An inquest was opened")
    actions.take_back_offer(actor=secretary, offer=held)

    assert (nation.afresh(held).state, nation.afresh(held).in_welsh) == (
        "taken_back",
        "Tri diwrnod",
    )
    assert (nation.afresh(offer).state, nation.afresh(offer).in_welsh) == ("taken_back", "")
    assert refusal(nation.released, solent, "SOL", offer) == LATE
    [released] = nation.released(solent, "SOL", again)
    refusal_text = refusal(
        actions.take_back_offer, actor=nation.chair(solent, "SOL"), offer=nation.afresh(again)
    )
    assert (refusal_text, nation.afresh(released).stands) == (
        "This was released or taken back already.",
        True,
    )


def test_a_hold_of_the_network_keeps_the_welsh_of_what_is_taken_back(solent):
    message = nation.agreed(solent.local["SOL"], "Two days before")
    [offer] = nation.offered(solent, "SOL", message, in_welsh={message.pk: "Dau ddiwrnod"})
    hold_topic(actor=nation.chair(solent), topic=solent.topic, reason="An inquest was opened")
    actions.take_back_offer(actor=nation.chair(solent, "SOL"), offer=offer)

    assert nation.afresh(offer).in_welsh == "Dau ddiwrnod"


def test_numbers_tell_neither_order_nor_whose_it_is_and_none_is_given_twice(solent):
    """Eight in one go do not stand in a row; the words never change."""
    texts = [f"Message number {number}" for number in range(8)]
    rows = nation.out(solent, "SOL", *texts)
    numbers = [int(row.reference.rpartition("R")[2]) for row in rows]

    assert len(set(numbers)) == 8
    assert numbers != list(range(numbers[0], numbers[0] + 8))
    with pytest.raises(TypeError, match="cannot be changed"):
        rows[0].save()


def test_the_schedule_of_a_group_takes_its_topic_and_what_was_released_stays(solent):
    """And the copy of one's own data says who offered and released."""
    [row] = nation.out(solent, "SOL", "Two days before")
    [kept] = nation.offered(solent, "SOL", nation.agreed(solent.local["SOL"], "Never released"))
    section = dict(every_section())["message_offers"]
    Topic.objects.filter(pk=solent.local["SOL"].pk).update(state="closed")
    remove_expired_topics(actor=None, ids=[solent.local["SOL"].pk])
    actor = nation.chair(solent, "SOL")

    assert (nation.afresh(row).words["text"], nation.afresh(kept).key_message) == (
        "Two days before",
        None,
    )
    assert [entry["action"] for entry in section(solent.of["SOL"]["secretary"])] == ["offered"] * 2
    assert [(entry["action"], entry["message"]) for entry in section(actor)] == [
        ("released", row.reference)
    ]
    actions.withdraw_released(actor=actor, offer=nation.afresh(row.offer))
    assert nation.afresh(row).withdrawn_on == today()
