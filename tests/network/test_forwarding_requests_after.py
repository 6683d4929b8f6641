"""What becomes of a request to send a message on: at home, on the record, in time."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AdvisoryGroup
from core.audit.models import Record
from core.clock import now
from core.jobs import run_due_jobs
from core.policy import Refused
from core.rights.registry import every_section
from deliberation.actions import hold_topic
from deliberation.models import Topic
from iag_portal.pages.queries import what_needs_you
from network import actions, queries
from network.models import Forwarding, ForwardingRequest
from tests.network import nation
from tests.network.test_forwarding import client_of, groups, offered, send, sent
from tests.network.test_forwarding_requests import (
    WHY,
    WHY_NOT,
    asked,
    declined,
    people,
    state_of,
    taken_back,
)
from tests.pages.html import problems, tree
from tests.refusals import refusal

__all__ = ["groups"]


def steps_of(groups, code, row):
    """What the secretary of a group can press beside the requests, as it is read aloud."""
    page = client_of(groups.of[code]["secretary"]).get(row.get_absolute_url())
    assert problems(page) == []
    buttons = tree(page).xpath("//h3/following-sibling::div[@class='govuk-button-group']/a")
    return [" ".join(button.text_content().split()) for button in buttons]


def test_it_waits_at_home_for_who_organises_the_sender_until_it_is_answered(groups):
    def waits():
        rows = {who: nation.afresh(person) for who, person in people(groups).items()}
        return [
            who for who, person in rows.items() if what_needs_you(person)["requests_to_send_on"]
        ]

    row = asked(groups, sent(groups))
    page = client_of(groups.of["SOL"]["chair"]).get("/").content.decode()
    waiting = waits()
    declined(groups, row)

    assert (waiting, waits()) == (["organiser of the sender"], [])
    assert "Answer a request to send a message on" in page
    assert f"{groups.lead['UPL'].name}</bdi> asks your group to send" in page
    assert "delphinium" not in page


def test_withdrawing_the_message_declines_what_is_asked_of_it_and_nothing_else(groups):
    row, other = sent(groups), sent(groups, groups.lead["RWP"])
    waits, answered = asked(groups, row), declined(groups, asked(groups, row, groups.body))
    elsewhere = asked(groups, other, person=groups.of["RWP"]["chair"])

    actions.withdraw_forwarding(actor=nation.chair(groups, "SOL"), forwarding=nation.afresh(row))
    run_due_jobs()

    assert [state_of(each) for each in (waits, answered, elsewhere)] == [
        "declined",
        "declined",
        "asked",
    ]
    assert (nation.afresh(waits).refusal, nation.afresh(answered).refusal) == ("", WHY_NOT)
    assert nation.recipients("forwarding_request.declined") == sorted(
        ["Upl Chairson", "Upl Secretaryson"] * 2
    )
    page = client_of(groups.of["UPL"]["chair"]).get(row.get_absolute_url()).content.decode()
    assert page.count("Declined") == 2


def test_whose_offer_somebody_may_not_know_of_they_do_not_meet_beside_a_request(groups):
    """The topic was narrowed since: neither is there a button that leads to an empty form."""
    row = sent(groups)
    request = asked(groups, row)
    offer = offered(groups, groups.lead["FEN"])
    before = steps_of(groups, "SOL", row)
    Topic.objects.filter(pk=groups.topic_of.pk).update(handling_first=True)
    narrowed = steps_of(groups, "SOL", row)
    page = client_of(groups.of["SOL"]["secretary"]).get(row.get_absolute_url()).content.decode()

    assert state_of(request) == "asked"
    assert before == ["Decline (Fenland IAG)"]
    assert narrowed == ["Decline (Fenland IAG)"]
    assert (offer.get_absolute_url() in page, "You cannot offer it now" in page) == (False, True)


def test_a_receiver_that_left_the_directory_is_not_offered_for(groups):
    row = sent(groups)
    asked(groups, row)
    before = steps_of(groups, "SOL", row)
    AdvisoryGroup.objects.filter(pk=groups.lead["FEN"].pk).update(
        listing=AdvisoryGroup.Listing.HIDDEN
    )

    assert before == ["Offer it (Fenland IAG)", "Decline (Fenland IAG)"]
    assert steps_of(groups, "SOL", row) == ["Decline (Fenland IAG)"]


def test_what_is_there_already_is_said_to_be_sent_on_and_nobody_learns_since_when(groups):
    row, there = sent(groups), sent(groups, groups.lead["FEN"])
    request, elsewhere = asked(groups, row), asked(groups, row, groups.body)
    secretary = nation.afresh(groups.of["SOL"]["secretary"])
    not_there = refusal(
        actions.grant_forwarding_request, actor=secretary, forwarding_request=elsewhere
    )
    buttons = steps_of(groups, "SOL", row)
    address = reverse("network:forwarding-request-grant", args=[request.pk])
    client_of(secretary).post(address)
    run_due_jobs()
    page = client_of(groups.of["UPL"]["chair"]).get(row.get_absolute_url()).content.decode()

    assert not_there == "The message has not been sent there. Offer it, or decline."
    assert buttons[2:] == ["Say that it is sent on (Fenland IAG)", "Decline (Fenland IAG)"]
    assert (state_of(request), state_of(elsewhere)) == ("sent_on", "asked")
    assert ("Sent on" in page, there.get_absolute_url() in page) == (True, False)
    assert nation.recipients("forwarding_request.granted") == ["Upl Chairson", "Upl Secretaryson"]


def test_once_the_message_is_withdrawn_no_reason_gives_its_words_to_whom_it_was_sent(groups):
    row = sent(groups)
    asked(groups, row, reason="It says: Ask a guardian before the search: larkspur")
    declined(groups, asked(groups, row, groups.body), "It says: larkspur")
    readers = [groups.of["UPL"]["chair"], groups.of["SOL"]["chair"]]

    def counts():
        pages = [client_of(each).get(row.get_absolute_url()).content.decode() for each in readers]
        return [page.count("It says") for page in pages]

    before = counts()
    actions.withdraw_forwarding(actor=nation.chair(groups, "SOL"), forwarding=nation.afresh(row))

    assert (before, counts()) == ([2, 2], [0, 2])


def test_who_takes_back_too_late_is_refused_on_their_own_record(groups):
    request = asked(groups, sent(groups))
    stale = nation.afresh(request)
    declined(groups, request)
    chair = nation.chair(groups, "UPL")
    with pytest.raises(Refused) as refused:
        actions.take_back_forwarding_request(actor=chair, forwarding_request=stale)

    assert str(refused.value) == "This was answered or taken back already."
    assert refused.value.group_id == groups.lead["UPL"].pk


def test_who_declines_what_was_taken_back_meanwhile_reads_why_and_keeps_their_words(groups):
    request = asked(groups, sent(groups))
    taken_back(groups, request)
    address = reverse("network:forwarding-request-decline", args=[request.pk])
    client = client_of(groups.of["SOL"]["secretary"])
    answer = client.post(address, {"refusal": WHY_NOT}, headers={"Sec-Fetch-Site": "same-origin"})
    page = answer.content.decode()

    assert answer.status_code == 403
    assert ("This was answered or taken back already." in page, WHY_NOT in page) == (True, True)


def test_each_is_on_the_record_of_whoever_did_it_and_those_concerned_are_told(groups):
    row = sent(groups)
    first, second = asked(groups, row), asked(groups, row, groups.body)
    declined(groups, first)
    send(groups, offered(groups, groups.body))
    asked(groups, sent(groups, groups.lead["RWP"]), person=groups.of["RWP"]["chair"])
    run_due_jobs()
    events = Record.objects.filter(event__startswith="forwarding_request.").order_by("pk")
    sender, receiver = groups.lead["SOL"].pk, groups.lead["UPL"].pk

    assert list(events.values_list("event", "group_id")) == [
        ("forwarding_request.asked", receiver),
        ("forwarding_request.asked", receiver),
        ("forwarding_request.declined", sender),
        ("forwarding_request.granted", sender),
        ("forwarding_request.asked", groups.lead["RWP"].pk),
    ]
    assert state_of(second) == "sent_on"
    assert nation.recipients("forwarding_request.asked") == sorted(
        ["Sol Chairson", "Sol Secretaryson"] * 3
    )
    receivers = ["Upl Chairson", "Upl Secretaryson"]
    assert nation.recipients("forwarding_request.declined") == receivers
    assert nation.recipients("forwarding_request.granted") == receivers


def test_the_page_asks_as_many_questions_for_three_requests_as_for_one(groups):
    row = sent(groups)
    receivers = [groups.lead["FEN"], groups.lead["RWP"], groups.body]
    client, numbers = client_of(groups.of["SOL"]["chair"]), []
    for receiver in receivers:
        asked(groups, row, receiver)
        client.get(row.get_absolute_url())
        with CaptureQueriesContext(connection) as queries_of_page:
            client.get(row.get_absolute_url())
        numbers.append(len(queries_of_page))

    assert numbers == [numbers[0]] * 3


def test_it_goes_with_its_message_which_stays_seven_years_after_it(groups):
    """A hold of its topic keeps both; a copy of one's own data has what one wrote."""
    row = sent(groups)
    request = asked(groups, row)
    long_ago = now() - timedelta(days=9)
    Forwarding.objects.update(offered_at=long_ago, sent_at=long_ago)
    declined(groups, request)
    section = dict(every_section())["forwarding_requests"]
    own = [
        [(entry["action"], entry["words"]) for entry in section(person)]
        for person in (groups.of["UPL"]["secretary"], groups.of["SOL"]["secretary"])
    ]
    early = queries.old_forwardings(now() - timedelta(days=3))
    with nation.after(1):
        due = queries.old_forwardings(now())
        hold_topic(actor=nation.chair(groups, "SOL"), topic=groups.topic_of, reason="An inquest")
        held = queries.old_forwardings(now())
        actions.remove_expired_forwardings(actor=None, ids=due)
        kept = ForwardingRequest.objects.count()

    assert own == [[("asked", WHY)], [("answered", WHY_NOT)]]
    assert (early, due, held, kept) == ([], [row.pk], [], 1)


def test_once_its_message_expires_it_is_gone(groups):
    request = asked(groups, sent(groups))
    with nation.after(1):
        actions.remove_expired_forwardings(actor=None, ids=queries.old_forwardings(now()))

    assert list(ForwardingRequest.objects.filter(pk=request.pk)) == []
    assert list(Forwarding.objects.all()) == []
