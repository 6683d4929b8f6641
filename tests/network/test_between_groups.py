"""Between groups: what keeps words and groups inside, and who stands on both sides."""

from datetime import timedelta

from django.urls import reverse

from accounts.models import AdvisoryGroup, Role
from core.audit.chain import REFUSED
from core.audit.models import Record
from core.clock import today
from network import actions
from network.models import EnquiredGroup
from tests.factories import MembershipFactory, PostFactory, TopicFactory
from tests.network import nation
from tests.network.test_forwarding import groups, sent
from tests.network.test_who_knows import QUESTION, WORDS, asked, client_of, drafted, offered
from tests.refusals import refusal

__all__ = ["groups"]
WRITTEN = "We were told in confidence that the custody suite has no guardian after ten"


def test_whoever_belongs_to_both_has_the_steps_of_both_sides(groups):
    row = sent(groups)
    MembershipFactory(user=groups.of["SOL"]["chair"], group=groups.lead["UPL"], role=Role.CHAIR)
    pages = {
        who: client_of(groups.of[who]["chair"]).get(row.get_absolute_url()).content.decode()
        for who in ("SOL", "UPL")
    }

    steps = ("Withdraw it", "Acknowledge it", "Open a topic on it")
    assert {who: [step in page for step in steps] for who, page in pages.items()} == {
        "SOL": [True, True, True],
        "UPL": [False, True, True],
    }


def test_the_record_of_the_sender_says_nothing_of_what_its_receiver_does_or_tries(groups):
    """Nor does a refusal of the sender point at the topic that the receiver opened."""
    row = sent(groups)
    to_body = sent(groups, groups.body)
    member, chair = client_of(groups.of["UPL"]["member"]), client_of(groups.of["SOL"]["chair"])
    address = reverse("network:forwarding-discuss", args=[row.pk])
    member.post(address, {"title": "Guardians", "ask": "Do we agree?"})
    tries = [
        member.post(address, {"title": "Guardians", "ask": "Do we agree?"}),
        member.get(reverse("network:forwarding-acknowledge", args=[row.pk])),
        client_of(groups.reader).get(reverse("network:forwarding-discuss", args=[to_body.pk])),
        chair.get(reverse("network:forwarding-take-back", args=[row.pk])),
    ]

    refused = Record.objects.filter(event=REFUSED).order_by("pk")
    assert [answer.status_code for answer in tries] == [403] * 4
    assert [(record.group_id, record.facts.get("topic_id")) for record in refused] == [
        (groups.lead["UPL"].pk, None),
        (groups.lead["UPL"].pk, None),
        (None, None),
        (groups.lead["SOL"].pk, None),
    ]


def test_a_group_that_has_left_the_directory_is_neither_offered_nor_asked(network):
    """It speaks for a force of the network still, and wants nobody outside to know of it."""
    hidden = network.lead["FEN"]
    AdvisoryGroup.objects.filter(pk=hidden.pk).update(listing=AdvisoryGroup.Listing.HIDDEN)
    secretary = client_of(network.of["SOL"]["secretary"])
    form = reverse("network:enquiry-new", args=[network.lead["SOL"].pk])
    page = secretary.get(form).content.decode()
    last = today() + timedelta(days=9)
    day = {"closes_on_day": last.day, "closes_on_month": last.month, "closes_on_year": last.year}
    fields = {"title": "Searches", "question": QUESTION, **day}
    secretary.post(form, fields | {"networks": [network.host.pk]})

    assert (hidden.name in page, network.lead["UPL"].name in page) == (False, True)
    codes = EnquiredGroup.objects.values_list("group__code", flat=True)
    assert sorted(codes) == ["RWP", "UPL"]
    assert refusal(drafted, network, "FEN") == "Choose groups from the list."


def test_words_of_a_post_stay_and_what_the_group_agreed_or_was_asked_may_go(network):
    """Copied from a post nothing goes, not by a chair either."""
    topics = {code: TopicFactory(group=network.lead[code]) for code in ("SOL", "UPL")}
    for topic in topics.values():
        for body in (WRITTEN, f"They ask: {QUESTION}"):
            PostFactory(topic=topic, body=body)
    copied = refusal(drafted, network, question=f"{WRITTEN}. Do you?")
    repeated = refusal(drafted, network)
    nation.agreed(topics["SOL"], QUESTION)
    row = asked(network)
    answered = refusal(offered, network, row, "UPL", f"We know: {WRITTEN}.")
    offered(network, row, "UPL", f"{QUESTION} {WORDS}")

    refused = [copied, repeated, answered]
    assert ["stand in a post too" in sentence for sentence in refused] == [True] * 3


def test_a_chair_confirms_that_what_may_be_a_name_is_none(network):
    MembershipFactory(group=network.lead["UPL"], user__name="Grace Guardian")
    MembershipFactory(group=network.lead["SOL"], user__name="Rose Larkspur")
    row = drafted(network)
    chair = nation.chair(network, "SOL")
    naming = refusal(actions.ask_enquiry, actor=chair, enquiry=row)
    actions.ask_enquiry(actor=chair, enquiry=row, is_confirmed=True)
    answer = offered(network, row, "UPL")
    give = reverse("network:answer-give", args=[answer.pk])
    client = client_of(network.of["UPL"]["chair"], fresh=True)
    page = client.get(give).content.decode()
    unread = client.post(give)
    client.post(give, {"is_confirmed": "on"})

    assert ("“Larkspur” occurs here" in naming, nation.afresh(row).state) == (True, "asked")
    assert ("“guardian” occurs here" in page, unread.status_code) == (True, 403)
    assert nation.afresh(answer).state == "given"
