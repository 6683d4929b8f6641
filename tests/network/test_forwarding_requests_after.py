"""What becomes of a request to send a message on: at home, on the record, in time."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.audit.models import Record
from core.clock import now
from core.jobs import run_due_jobs
from core.rights.registry import every_section
from deliberation.actions import hold_topic
from iag_portal.pages.queries import what_needs_you
from network import actions, queries
from network.models import Forwarding, ForwardingRequest
from tests.network import nation
from tests.network.test_forwarding import client_of, groups, offered, send, sent
from tests.network.test_forwarding_requests import WHY, WHY_NOT, asked, declined, people, state_of

__all__ = ["groups"]


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
    assert (page.count("Declined"), "Why not" in page) == (2, True)


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
