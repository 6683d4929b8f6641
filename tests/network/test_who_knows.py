"""Who knows: a group asks others, those answer who want to, and silence is shown to nobody."""

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership
from core.audit.models import Record
from core.clock import now, today
from core.jobs import run_due_jobs
from core.rights.registry import every_section
from core.search.queries import find
from network import actions, queries
from network.models import EnquiredGroup, Enquiry, EnquiryAnswer
from tests.network import nation
from tests.refusals import refusal
from tests.signing_in import sign_in

QUESTION = "Who has advised on searches of under-18s? Larkspur."
WORDS = "We did, with a guardian present: delphinium."
YOURSELF_ASKED = "You wrote this yourself. Another chair asks it."
YOURSELF_GIVEN = "You wrote this yourself. Another chair gives it."
OVER = "It can no longer be answered: it was closed, or its last day is over."


def drafted(world, *codes, actor="secretary", **more):
    fields = {
        "title": "Searches of under-18s",
        "question": QUESTION,
        "closes_on": today() + timedelta(days=20),
        "groups": [world.lead[code] for code in codes or ("UPL", "FEN")],
        **more,
    }
    return actions.draft_enquiry(
        actor=nation.afresh(world.of["SOL"][actor]), group=world.lead["SOL"], **fields
    )


def asked(world, *codes):
    row = drafted(world, *codes)
    actions.ask_enquiry(actor=nation.chair(world, "SOL"), enquiry=row)
    return row


def offered(world, row, code, words=WORDS, **more):
    enquired = EnquiredGroup.objects.get(enquiry=row, group=world.lead[code])
    fields = {"publication": None, "shared": False, **more}
    actor = nation.afresh(world.of[code]["secretary"])
    return actions.offer_answer(actor=actor, enquired=enquired, words=words, **fields)


def given(world, row, code, words=WORDS, **more):
    answer = offered(world, row, code, words, **more)
    actions.give_answer(actor=nation.chair(world, code), answer=nation.afresh(answer))
    return nation.afresh(answer)


def everybody(world):
    """Somebody of each kind, by a name for it."""
    return {
        "asking": world.of["SOL"]["member"],
        "asked": world.of["UPL"]["secretary"],
        "member of asked": world.of["UPL"]["member"],
        "asked too": world.of["FEN"]["chair"],
        "not asked": world.of["RWP"]["chair"],
        "network": world.people["chair"],
        "reader": world.reader,
        "police of asking": world.of["SOL"]["police_lead"],
        "police of asked": world.of["UPL"]["police_lead"],
        "observer of asked": world.of["UPL"]["observer"],
        "stranger": world.stranger,
    }


def client_of(person, *, fresh=False):
    return sign_in(Client(raise_request_exception=False), nation.afresh(person), fresh=fresh)


def readers(world, rows):
    """Who may know of one of ``rows``."""
    return [
        who
        for who, person in everybody(world).items()
        if rows.visible_to(nation.afresh(person)).exists()
    ]


def test_a_question_is_for_those_who_ask_until_it_is_asked_and_then_for_those_who_are(network):
    row = drafted(network)
    before = readers(network, Enquiry.objects)
    actions.ask_enquiry(actor=nation.chair(network, "SOL"), enquiry=row)
    after = readers(network, Enquiry.objects)
    run_due_jobs()
    shown = [
        who
        for who, person in everybody(network).items()
        if "enquiry" in [hit.kind for hit in find(nation.afresh(person), ["larkspur"])]
    ]
    Membership.objects.filter(user=network.of["UPL"]["secretary"]).update(ends_at=now())

    assert before == ["asking"]
    assert after == shown == ["asking", "asked", "asked too"]
    assert readers(network, Enquiry.objects) == ["asking", "asked too"]


def test_an_answer_is_for_its_group_then_for_who_asks_and_for_the_others_where_it_lets_them(
    network,
):
    """Nothing says of a group that it has not answered; withdrawn, nobody else has the words."""
    row = asked(network)
    answer = offered(network, row, "UPL")
    waiting = readers(network, EnquiryAnswer.objects)
    actions.give_answer(actor=nation.chair(network, "UPL"), answer=nation.afresh(answer))
    kept = readers(network, EnquiryAnswer.objects)
    EnquiryAnswer.objects.update(shared=True)
    shared = readers(network, EnquiryAnswer.objects)
    page = client_of(network.of["FEN"]["chair"]).get(row.get_absolute_url()).content.decode()
    own = client_of(network.of["SOL"]["member"]).get(row.get_absolute_url()).content.decode()
    actions.withdraw_answer(actor=nation.chair(network, "UPL"), answer=nation.afresh(answer))
    other_page = client_of(network.of["SOL"]["member"]).get(row.get_absolute_url()).content.decode()

    assert waiting == ["asked"]
    assert kept == ["asking", "asked"]
    assert shared == ["asking", "asked", "asked too"]
    assert ("delphinium" in page, "Whom your group asks" in page) == (True, False)
    assert ("delphinium" in own, own.count(network.lead["FEN"].name)) == (True, 1)
    assert ("delphinium" in other_page, other_page.count(network.lead["UPL"].name)) == (False, 1)


def test_two_people_ask_and_two_answer_and_no_name_goes(network):
    own = drafted(network, actor="chair")
    naming = refusal(drafted, network, question="Ask Sol Memberson")
    row = asked(network)
    itself = refusal(drafted, network, "SOL")
    day = refusal(drafted, network, closes_on=today() - timedelta(days=1))
    answer = offered(network, row, "UPL")
    EnquiryAnswer.objects.update(offered_by=network.of["UPL"]["chair"])
    reasons = [
        refusal(actions.ask_enquiry, actor=nation.chair(network, "SOL"), enquiry=own),
        refusal(
            actions.give_answer, actor=nation.chair(network, "UPL"), answer=nation.afresh(answer)
        ),
        refusal(offered, network, row, "UPL"),
    ]
    named = refusal(offered, network, row, "FEN", "Fen Memberson knows")
    stranger = refusal(
        actions.ask_enquiry, actor=nation.afresh(network.of["SOL"]["secretary"]), enquiry=own
    )

    assert reasons == [
        YOURSELF_ASKED,
        YOURSELF_GIVEN,
        "Your group has an answer already. Take it back first.",
    ]
    assert ("Memberson" in naming, "Memberson" in named) == (True, True)
    assert (itself, day) == (
        "Choose groups from the list.",
        "Choose a last day within the next 180 days.",
    )
    assert stranger == "Only the chair can do this."


def test_after_its_last_day_or_once_it_is_closed_nobody_answers_and_whoever_did_is_thanked(network):
    row = asked(network)
    given(network, row, "UPL")
    waits = offered(network, row, "FEN")
    with nation.after(21):
        refusal_text = refusal(
            actions.give_answer, actor=nation.chair(network, "FEN"), answer=nation.afresh(waits)
        )
    actions.close_enquiry(
        actor=nation.afresh(network.of["SOL"]["secretary"]), enquiry=nation.afresh(row)
    )
    closed = refusal(
        actions.give_answer, actor=nation.chair(network, "FEN"), answer=nation.afresh(waits)
    )
    run_due_jobs()

    assert (refusal_text, closed) == (OVER, OVER)
    assert nation.recipients("enquiry.drafted") == ["Sol Chairson"]
    assert nation.recipients("enquiry.asked") == [
        "Fen Chairson",
        "Fen Secretaryson",
        "Upl Chairson",
        "Upl Secretaryson",
    ]
    assert nation.recipients("enquiry_answer.given") == ["Sol Chairson", "Sol Secretaryson"]
    assert nation.recipients("enquiry.closed") == ["Upl Chairson", "Upl Secretaryson"]
    records = Record.objects.filter(event__startswith="enquiry_answer.")
    assert set(records.values_list("group_id", flat=True)) == {
        network.lead["UPL"].pk,
        network.lead["FEN"].pk,
    }


def test_all_groups_of_a_network_are_asked_on_the_page_and_what_was_typed_comes_back(network):
    secretary = client_of(network.of["SOL"]["secretary"])
    form = reverse("network:enquiry-new", args=[network.lead["SOL"].pk])
    last = today() + timedelta(days=9)
    typed = {
        "title": "Searches",
        "question": QUESTION,
        "closes_on_day": last.day,
        "closes_on_month": last.month,
        "closes_on_year": last.year,
    }
    nobody = secretary.post(form, typed)
    secretary.post(form, typed | {"networks": [network.host.pk]})
    row = Enquiry.objects.get()
    chair = client_of(network.of["SOL"]["chair"], fresh=True)
    page = chair.get(reverse("network:enquiry-ask", args=[row.pk])).content.decode()
    chair.post(reverse("network:enquiry-ask", args=[row.pk]))
    enquired = EnquiredGroup.objects.get(group=network.lead["UPL"])
    answer = reverse("network:answer", args=[enquired.pk])
    organiser = client_of(network.of["UPL"]["secretary"])
    refused = organiser.post(answer, {"words": "Ask Upl Memberson", "shared": "on"})
    organiser.post(answer, {"words": WORDS})
    give = reverse("network:answer-give", args=[EnquiryAnswer.objects.get().pk])
    client_of(network.of["UPL"]["chair"], fresh=True).post(give)
    tried = [client_of(network.of["SOL"]["chair"], fresh=True).get(give).status_code]
    tried.append(client_of(network.of["FEN"]["chair"]).get(answer).status_code)

    assert (nobody.status_code, QUESTION in nobody.content.decode()) == (422, True)
    assert QUESTION in page
    assert sorted(EnquiredGroup.objects.values_list("group__code", flat=True)) == [
        "FEN",
        "RWP",
        "UPL",
    ]
    assert (refused.status_code, "Ask Upl Memberson" in refused.content.decode()) == (403, True)
    assert (EnquiryAnswer.objects.get().state, tried) == ("given", [404, 404])


def test_three_answers_cost_what_one_does_and_it_goes_two_years_after_its_end(network):
    row = asked(network, "UPL", "FEN", "RWP")
    given(network, row, "UPL")
    client = client_of(network.of["SOL"]["member"])
    client.get(row.get_absolute_url())
    with CaptureQueriesContext(connection) as for_one:
        client.get(row.get_absolute_url())
    given(network, row, "FEN")
    given(network, row, "RWP")
    with CaptureQueriesContext(connection) as three:
        client.get(row.get_absolute_url())
    sections = dict(every_section())
    wrote = [entry["answer"] for entry in sections["enquiry_answers"](network.of["UPL"]["chair"])]
    question = [entry["action"] for entry in sections["enquiries"](network.of["SOL"]["chair"])]
    with nation.after(22):
        due = queries.old_enquiries(now())
        actions.remove_expired_enquiries(actor=None, ids=due)

    assert len(for_one) == len(three)
    assert (wrote, question) == ([WORDS], ["asked"])
    assert due == [row.pk]
    assert [model.objects.count() for model in (Enquiry, EnquiredGroup, EnquiryAnswer)] == [0] * 3
