"""Group to group: two people send it, one receiver reads it, and nothing else of the group goes."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AdvisoryGroup, Membership
from core.audit.models import Record
from core.clock import now
from core.jobs import run_due_jobs
from core.rights.registry import every_section
from core.search.queries import find
from deliberation.actions import hold_topic
from deliberation.advice import drawn, fingerprint
from deliberation.models import Topic
from iag_portal.pages.records import lines
from network import actions, queries
from network.models import Forwarding
from tests.factories import OrganisationFactory, OrganisationMembershipFactory, TopicFactory
from tests.network import nation
from tests.refusals import refusal
from tests.signing_in import sign_in

TEXT = "Ask a guardian before the search: larkspur"
YOURSELF = "You offered this yourself. Another chair sends it."
NOT_OPEN = (
    "Only advice from a topic that is OFFICIAL, for the whole group, and opens without"
    " accepting its handling first goes out."
)


@pytest.fixture
def groups(network):
    """Solentshire agreed a message; Uplands and a body may receive it, Fenland does not."""
    network.topic_of = TopicFactory(group=network.lead["SOL"], title="Searches: zinnia")
    network.message = nation.agreed(network.topic_of, TEXT)
    network.body = network.reader.organisation_memberships.get().organisation
    network.elsewhere = OrganisationMembershipFactory(organisation=OrganisationFactory()).user
    return network


def offered(world, receiver=None, message=None):
    return actions.offer_forwarding(
        actor=nation.afresh(world.of["SOL"]["secretary"]),
        group=world.lead["SOL"],
        key_message=message or world.message,
        receiver=receiver or world.lead["UPL"],
    )


def sent(world, receiver=None, **more):
    return send(world, offered(world, receiver), **more)


def send(world, row, actor=None, **more):
    seen = fingerprint(drawn(nation.afresh(row.key_message)))
    fields = {"seen": seen, "is_confirmed": False, **more}
    actor = actor or nation.chair(world, "SOL")
    actions.send_forwarding(actor=actor, forwarding=nation.afresh(row), **fields)
    return nation.afresh(row)


def everybody(world):
    """Somebody of each kind, by a name for it."""
    return {
        "sender": world.of["SOL"]["member"],
        "receiver": world.of["UPL"]["member"],
        "a third group": world.of["FEN"]["chair"],
        "the network": world.people["chair"],
        "a reader": world.reader,
        "a reader for another body": world.elsewhere,
        "police of the sender": world.of["SOL"]["police_lead"],
        "police of the receiver": world.of["UPL"]["police_lead"],
        "observer of the receiver": world.of["UPL"]["observer"],
        "stranger": world.stranger,
    }


def client_of(person, *, fresh=False):
    return sign_in(Client(raise_request_exception=False), nation.afresh(person), fresh=fresh)


def who_read(world, row):
    """Who may know of it, who reads its words on its page, who finds them."""
    run_due_jobs()
    opens, words, readers_found = [], [], []
    for who, person in everybody(world).items():
        fresh = nation.afresh(person)
        if Forwarding.objects.visible_to(fresh).filter(pk=row.pk).exists():
            opens.append(who)
        page = client_of(person).get(row.get_absolute_url()).content.decode()
        words += [who] if "larkspur" in page else []
        hits = [hit.kind for hit in find(fresh, ["larkspur"])]
        readers_found += [who] if "forwarding" in hits else []
    return opens, words, readers_found


@pytest.mark.parametrize(("to", "reader"), [("UPL", "receiver"), ("body", "a reader")])
def test_what_waits_is_for_the_group_alone_and_what_is_sent_for_one_receiver_too(
    groups, to, reader
):
    """Once it is withdrawn, the receiver keeps the reference and the day; the group the words."""
    receiver = groups.body if to == "body" else groups.lead[to]
    row = offered(groups, receiver)
    waiting = who_read(groups, row)
    row = send(groups, row)
    standing = who_read(groups, row)
    actions.withdraw_forwarding(actor=nation.chair(groups, "SOL"), forwarding=row)
    withdrawn = who_read(groups, row)
    both = ["sender", reader]

    assert waiting == (["sender"], ["sender"], [])
    assert standing == (both, both, both)
    assert withdrawn == (both, ["sender"], [])


def test_whoever_receives_it_reads_whose_it_is_and_nothing_else_of_the_group(groups):
    """No topic, no name of a person, and no step of the sender; the same query count for three."""
    row = sent(groups)
    client = client_of(groups.of["UPL"]["chair"])
    page = client.get(row.get_absolute_url()).content.decode()
    kept = ["zinnia", groups.topic_of.get_absolute_url(), "Sol Chairson", "Sol Secretaryson"]
    with CaptureQueriesContext(connection) as for_one:
        client.get(reverse("network:forwardings"))
    for number in range(2):
        send(groups, offered(groups, message=nation.agreed(groups.topic_of, f"More {number}")))
    with CaptureQueriesContext(connection) as three:
        client.get(reverse("network:forwardings"))
    steps = [
        client.get(reverse(f"network:forwarding-{step}", args=[row.pk])).status_code
        for step in ("send", "take-back", "withdraw")
    ]
    own = client_of(groups.of["SOL"]["chair"])
    theirs = [
        own.get(reverse(f"network:forwarding-{step}", args=[row.pk])).status_code
        for step in ("acknowledge", "discuss")
    ]

    assert (TEXT in page, groups.lead["SOL"].name in page) == (True, True)
    assert [word for word in kept if word in page] == []
    assert len(for_one) == len(three)
    assert (steps, theirs) == ([302, 404, 302], [404, 404])


def test_two_people_send_what_was_on_the_screen_and_no_name_goes(groups):
    """Whoever offered it does not send it; words that changed, names and narrowed topics stay."""
    chair = nation.chair(groups, "SOL")
    own = actions.offer_forwarding(
        actor=chair,
        group=groups.lead["SOL"],
        key_message=groups.message,
        receiver=groups.lead["UPL"],
    )
    named = nation.agreed(groups.topic_of, "Sol Memberson says so")
    naming = offered(groups, message=named)
    twice = refusal(offered, groups)
    itself = refusal(offered, groups, groups.lead["SOL"])
    early = refusal(offered, groups, message=nation.agreed(groups.topic_of, "Now", days_ago=0))
    other = refusal(
        offered, groups, message=nation.agreed(TopicFactory(group=groups.lead["FEN"]), "Theirs")
    )
    reasons = [
        refusal(send, groups, own),
        refusal(send, groups, own, seen="of before"),
        "Memberson" in refusal(send, groups, naming, is_confirmed=True),
        refusal(send, groups, naming, actor=nation.afresh(groups.of["SOL"]["secretary"])),
    ]
    Topic.objects.filter(pk=groups.topic_of.pk).update(marking="official_sensitive")
    narrowed = refusal(send, groups, own)

    assert reasons == [YOURSELF, YOURSELF, True, "Only the chair can do this."]
    assert (twice, itself) == (
        "This message is on its way there, or there already.",
        "Choose a group or a body from the list.",
    )
    assert (early, other) == ("Choose a message that your group has agreed.",) * 2
    assert narrowed == NOT_OPEN
    assert {row.words == {} for row in Forwarding.objects.all()} == {True}


def test_a_page_of_before_sends_nothing_and_a_narrowed_topic_hides_what_waits(groups):
    """The chair is told when a topic is narrowed after its message was sent."""
    row, sent_row = offered(groups), sent(groups, groups.body)
    refusal_text = refusal(send, groups, row, seen="of before")
    Topic.objects.filter(pk=groups.topic_of.pk).update(readers_named=True)
    member = client_of(groups.of["SOL"]["member"])
    chair = client_of(groups.of["SOL"]["chair"])
    warned = chair.get(sent_row.get_absolute_url()).content.decode()

    assert refusal_text == "Somebody else did this meanwhile."
    assert member.get(row.get_absolute_url()).status_code == 404
    assert "no longer opens to your whole group" in warned
    assert (
        "no longer opens"
        not in client_of(groups.reader).get(sent_row.get_absolute_url()).content.decode()
    )


def test_its_receiver_acknowledges_it_and_opens_a_topic_of_which_the_sender_learns_nothing(groups):
    """The topic leads to the message and has no copy of it."""
    row = sent(groups)
    secretary = nation.afresh(groups.of["UPL"]["secretary"])
    refused = refusal(
        actions.acknowledge_forwarding,
        actor=nation.afresh(groups.of["UPL"]["member"]),
        forwarding=row,
    )
    actions.acknowledge_forwarding(actor=secretary, forwarding=row)
    again = refusal(actions.acknowledge_forwarding, actor=secretary, forwarding=nation.afresh(row))
    client = client_of(groups.of["UPL"]["member"])
    form = reverse("network:forwarding-discuss", args=[row.pk])
    empty = client.post(form, {"title": "Guardians", "ask": ""})
    client.post(form, {"title": "Guardians", "ask": "Do we agree?"})
    topic = Topic.objects.get(title="Guardians")
    page = client.get(topic.get_absolute_url()).content.decode()
    theirs = client.get(row.get_absolute_url()).content.decode()
    own = client_of(groups.of["SOL"]["chair"]).get(row.get_absolute_url()).content.decode()
    on_record = dict(
        Record.objects.filter(event__startswith="forwarding.").values_list("event", "group_id")
    )

    assert refused.startswith("Only the chair, the vice-chair or the secretary")
    assert again == "It is acknowledged already."
    assert (empty.status_code, 'value="Guardians"' in empty.content.decode()) == (422, True)
    assert (row.get_absolute_url() in page, "larkspur" in page, topic.group) == (
        True,
        False,
        groups.lead["UPL"],
    )
    assert ("Guardians" in theirs, "Guardians" in own, "Acknowledged" in own) == (True, False, True)
    assert on_record == {
        "forwarding.offered": groups.lead["SOL"].pk,
        "forwarding.sent": groups.lead["SOL"].pk,
        "forwarding.acknowledged": groups.lead["UPL"].pk,
        "forwarding.discussed": groups.lead["UPL"].pk,
    }


def test_a_body_acknowledges_it_under_no_name_and_who_left_reads_nothing(groups):
    row = sent(groups, groups.body)
    elsewhere = refusal(
        actions.acknowledge_forwarding, actor=nation.afresh(groups.elsewhere), forwarding=row
    )
    actions.acknowledge_forwarding(actor=nation.afresh(groups.reader), forwarding=row)
    chair, records = nation.chair(groups, "SOL"), Record.objects.filter(event="forwarding.received")
    shown = lines(list(records), chair, groups.lead["SOL"])
    groups.reader.organisation_memberships.update(ends_at=now())
    to_group = sent(groups)
    Membership.objects.filter(user=groups.of["UPL"]["member"]).update(ends_at=now())

    assert elsewhere.startswith("Only the chair, the vice-chair or the secretary")
    assert [str(line.who) for line in shown] == ["Somebody from outside the group"]
    page = client_of(groups.of["UPL"]["member"]).get(to_group.get_absolute_url())
    assert page.status_code == 404
    assert Forwarding.objects.visible_to(nation.afresh(groups.reader)).count() == 0
    assert Forwarding.objects.visible_to(nation.afresh(groups.of["UPL"]["member"])).count() == 0


def test_who_is_concerned_is_told_in_fixed_words(groups):
    row = sent(groups)
    to_body = sent(groups, groups.body)
    actions.acknowledge_forwarding(
        actor=nation.afresh(groups.of["UPL"]["secretary"]), forwarding=row
    )
    actions.withdraw_forwarding(actor=nation.chair(groups, "SOL"), forwarding=to_body)
    run_due_jobs()

    assert nation.recipients("forwarding.offered") == ["Sol Chairson"] * 2
    assert nation.recipients("forwarding.sent") == sorted(
        ["Upl Chairson", "Upl Secretaryson", groups.reader.name]
    )
    assert nation.recipients("forwarding.withdrawn") == [groups.reader.name]
    assert nation.recipients("forwarding.acknowledged") == ["Sol Chairson", "Sol Secretaryson"]


def test_it_goes_after_seven_years_unless_a_topic_on_either_side_is_held(groups):
    """A copy of one's own data says who offered and sent; a closed group receives nothing."""
    row, held = sent(groups), sent(groups, groups.body)
    actions.discuss_forwarding(
        actor=nation.chair(groups, "UPL"), forwarding=row, title="Guardians", ask="Do we?"
    )
    section = dict(every_section())["forwardings"]
    logged_actions = [entry["action"] for entry in section(groups.of["SOL"]["secretary"])]
    closed = offered(groups, groups.lead["FEN"])
    AdvisoryGroup.objects.filter(pk=groups.lead["FEN"].pk).update(closed_at=now())
    refusal_text = refusal(send, groups, closed)
    topic = nation.afresh(row).discussed_in
    hold_topic(actor=nation.chair(groups, "UPL"), topic=topic, reason="An inquest was opened")
    with nation.after(1):
        due = queries.old_forwardings(now())
        actions.remove_expired_forwardings(actor=None, ids=[row.pk, *due])

    assert logged_actions == ["offered", "offered"]
    assert refusal_text == "The group that was to receive it is closed."
    assert due == [held.pk, closed.pk]
    assert list(Forwarding.objects.values_list("pk", flat=True)) == [row.pk]
