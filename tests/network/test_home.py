"""What of networks and other groups waits for somebody stands on home, until it is done."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AdvisoryGroup
from core.clock import now
from network import actions
from network.home import WAITS
from network.models import Forwarding
from tests.network import nation, plenary, test_forwarding_requests, test_who_knows
from tests.network.test_forwarding import groups, offered, send, sent
from tests.pages.html import problems, tree
from tests.signing_in import signed_in

__all__ = ["groups"]
ROLES = ("chair", "secretary", "member", "police_lead", "observer")


def everybody(world):
    """Everybody of two groups, of the network and outside, by a name for them."""
    places = {"SOL": world.of["SOL"], "UPL": world.of["UPL"], "NAT": world.people}
    return {
        **{f"{code} {role}": those[role] for code, those in places.items() for role in ROLES},
        "FEN chair": world.of["FEN"]["chair"],
        "reader": world.reader,
        "stranger": world.stranger,
    }


def waits_for(world, kind):
    """For whom something of this kind waits."""
    rows, _joins = WAITS[kind]
    return [who for who, person in everybody(world).items() if rows(nation.afresh(person)).exists()]


def cards(person):
    """The headings of the cards on home, each with what tells it apart, and where it leads."""
    page = signed_in(nation.afresh(person)).get("/")
    assert problems(page) == []
    titles = tree(page).xpath("//*[contains(@class, 'app-card__title')][.//a]")
    return {" ".join(each.text_content().split()): each.find(".//a").get("href") for each in titles}


def ask_two(world):
    nation.opened(world)
    plenary.takes_part(world, "FEN")


def decline(world):
    actions.decline_asked(actor=nation.chair(world, "SOL"), asked=world.asked["SOL"], reason="No.")
    plenary.takes_part(world, "UPL")


def enter_lead(world):
    force = nation.afresh(world.force["SOL"])
    force.state = "proposed"
    force.save()


def agree_to_lead(world):
    actions.agree_to_lead(actor=nation.chair(world, "SOL"), force=nation.afresh(world.force["SOL"]))


def name(world):
    nation.taking_part(world, "SOL", "UPL")
    world.representation = plenary.named(world, "SOL")


def let_in(world):
    actions.admit_representative(
        actor=nation.chair(world), representation=nation.afresh(world.representation)
    )


def call_plenary(world):
    name(world)
    let_in(world)
    plenary.mandated(world, "UPL")
    plenary.meeting_on(world)


def record(world):
    plenary.mandated(world, "SOL")


def offer(world):
    nation.taking_part(world, "SOL", "UPL")
    message = nation.agreed(world.local["SOL"], "Put it on the app: marigold")
    world.offers = nation.offered(world, "SOL", message)


def release(world):
    nation.released(world, "SOL", *world.offers)


def offer_to_group(world):
    world.row = offered(world)


def send_it(world):
    send(world, world.row)


def send_to_group(world):
    world.row = sent(world)


def acknowledge(world):
    actions.acknowledge_forwarding(
        actor=nation.afresh(world.of["UPL"]["secretary"]), forwarding=world.row
    )


def send_to_body(world):
    world.row = sent(world, world.body)


def receive(world):
    actions.acknowledge_forwarding(actor=nation.afresh(world.reader), forwarding=world.row)


def draft_question(world):
    world.enquiry = test_who_knows.drafted(world)


def ask_question(world):
    actions.ask_enquiry(actor=nation.chair(world, "SOL"), enquiry=world.enquiry)


def write_answer(world):
    world.answer = test_who_knows.offered(world, test_who_knows.asked(world), "UPL")


def give_answer(world):
    actions.give_answer(actor=nation.chair(world, "UPL"), answer=nation.afresh(world.answer))


def ask_to_send_on(world):
    send_to_group(world)
    acknowledge(world)
    world.request = test_forwarding_requests.asked(world, world.row)


def decline_request(world):
    test_forwarding_requests.declined(world, world.request)


ORGANISERS = ["SOL chair", "SOL secretary"]


@pytest.mark.parametrize(
    ("kind", "begin", "whom", "end"),
    [
        ("networks_ask", ask_two, [*ORGANISERS, "UPL chair", "UPL secretary"], decline),
        ("forces_to_lead", enter_lead, ["SOL chair"], agree_to_lead),
        ("representatives_to_admit", name, ["NAT chair"], let_in),
        ("mandates_to_record", call_plenary, ["SOL chair"], record),
        ("messages_to_release", offer, ["SOL chair"], release),
        ("messages_to_send", offer_to_group, ["SOL chair"], send_it),
        ("messages_received", send_to_group, ["UPL chair", "UPL secretary"], acknowledge),
        ("messages_received", send_to_body, ["reader"], receive),
        ("questions_to_ask", draft_question, ["SOL chair"], ask_question),
        ("answers_to_give", write_answer, ["UPL chair"], give_answer),
        ("requests_to_send_on", ask_to_send_on, ORGANISERS, decline_request),
    ],
)
def test_it_waits_for_those_whose_it_is_to_do_and_for_nobody_once_it_is_done(
    groups, kind, begin, whom, end
):
    before = waits_for(groups, kind)
    begin(groups)
    waits = waits_for(groups, kind)
    end(groups)

    assert (before, waits, waits_for(groups, kind)) == ([], whom, [])


@pytest.mark.parametrize(
    ("kind", "begin", "group"),
    [
        ("messages_to_release", offer, "SOL"),
        ("messages_to_send", offer_to_group, "SOL"),
        ("questions_to_ask", draft_question, "SOL"),
        ("answers_to_give", write_answer, "UPL"),
    ],
)
def test_what_a_second_person_must_do_waits_not_for_whoever_did_the_first_half(
    groups, kind, begin, group
):
    groups.of[group]["secretary"] = groups.of[group]["chair"]
    begin(groups)

    assert waits_for(groups, kind) == []


@pytest.mark.parametrize(
    ("kind", "begin", "group"),
    [
        ("networks_ask", ask_two, "SOL"),
        ("forces_to_lead", enter_lead, "SOL"),
        ("mandates_to_record", call_plenary, "SOL"),
        ("messages_to_release", offer, "SOL"),
        ("messages_to_send", offer_to_group, "SOL"),
        ("messages_to_send", offer_to_group, "UPL"),
        ("questions_to_ask", draft_question, "SOL"),
        ("answers_to_give", write_answer, "UPL"),
    ],
)
def test_of_a_group_that_is_closed_nothing_waits(groups, kind, begin, group):
    begin(groups)
    AdvisoryGroup.objects.filter(pk=groups.lead[group].pk).update(closed_at=now())

    others = ["UPL chair", "UPL secretary"] if kind == "networks_ask" else []
    assert waits_for(groups, kind) == others


def test_after_its_last_day_nothing_waits_for_an_answer(groups):
    ask_two(groups)
    test_who_knows.drafted(groups)
    write_answer(groups)

    with nation.after(200):
        kinds = ("networks_ask", "questions_to_ask", "answers_to_give")
        assert [waits_for(groups, kind) for kind in kinds] == [[], [], []]


def test_home_names_what_waits_and_leads_to_it(groups):
    ask_two(groups)
    enter_lead(groups)
    offer_to_group(groups)
    draft_question(groups)
    title, chair = groups.topic.title, nation.chair(groups, "SOL")

    page = signed_in(chair).get("/")

    assert cards(chair) == {
        f"A network asks your group: {title}": groups.asked["SOL"].get_absolute_url(),
        "Does your group speak for a force?: Solentshire Constabulary": (
            groups.force["SOL"].get_absolute_url()
        ),
        f"A message waits to be sent: {groups.row.reference}": groups.row.get_absolute_url(),
        "A question to other groups waits to be asked: Searches of under-18s": (
            groups.enquiry.get_absolute_url()
        ),
    }
    assert page.context["first"].words == "Say whether your group takes part"
    assert cards(groups.of["SOL"]["member"]) == {}


def test_the_other_kinds_have_their_cards_too(groups):
    write_answer(groups)
    row = sent(groups)
    release_of = groups.of["SOL"]["chair"]
    offer(groups)
    test_forwarding_requests.asked(groups, row)
    plenary.named(groups, "SOL")
    plenary.meeting_on(groups)
    title = groups.topic.title

    assert cards(groups.of["UPL"]["chair"]).keys() == {
        "An answer to another group waits to be given: Searches of under-18s",
        f"A group sent a message: {row.reference}",
        f"Your representative has no mandate: {title}",
    }
    assert cards(release_of).keys() == {
        f"Messages wait to be released: {title}",
        f"Your representative has no mandate: {title}",
        f"A request to send a message on: {row.reference}",
    }
    assert "A representative waits to be let in: Solentshire Constabulary" in cards(
        groups.people["chair"]
    )


def test_three_messages_cost_home_what_one_does(groups):
    asked = []
    for number in (1, 3):
        while Forwarding.objects.count() < number:
            message = nation.agreed(groups.topic_of, "Ask a guardian before: larkspur")
            send(groups, offered(groups, message=message))
        client = signed_in(nation.chair(groups, "UPL"))
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/")
        asked.append((len(page.context["messages_received"]), len(queries)))

    assert asked == [(1, asked[0][1]), (3, asked[0][1])]
