"""What a key message of the network rests on: chosen from what groups released, and for no guest."""

import pytest
from django.test import Client
from django.urls import reverse

from core.clock import today
from core.policy import Refused
from deliberation.actions import invite_guest, open_agreement_round
from deliberation.models import KeyMessage
from network import actions
from network.models import NationalTopic, RestsOn
from tests.factories import OrganisationMembershipFactory, TopicFactory
from tests.network import nation, plenary
from tests.pages.html import tree
from tests.refusals import refusal
from tests.signing_in import sign_in


@pytest.fixture
def solent(network):
    """Three messages are out, and the network has one of its own."""
    nation.taking_part(network, "SOL", "UPL")
    network.rows = nation.out(network, "SOL", "Signs: zinnia", "Times", "Costs")
    network.message = plenary.message_of(network)
    network.address = reverse("network:rests-on", args=[network.message.pk])
    return network


def rest(world, *rows, remove=()):
    actions.rest_on(
        actor=world.people["member"],
        key_message=nation.afresh(world.message),
        add=[row.reference for row in rows],
        remove=[row.reference for row in remove],
    )


def chosen(world):
    rows = RestsOn.objects.filter(key_message=world.message).order_by("released_id")
    return [row.released for row in rows]


def withdraw(world, row):
    actions.withdraw_released(actor=nation.chair(world, "SOL"), offer=nation.afresh(row.offer))


def page(world, person, path=None):
    client = sign_in(Client(raise_request_exception=False), nation.afresh(person))
    return client.get(path or world.message.get_absolute_url())


def lines(answer):
    """What stands in the list of released messages on a page."""
    items = tree(answer).xpath("//section[@aria-labelledby='grounds-title']//li")
    return [" ".join(item.text_content().split()) for item in items]


def test_a_member_chooses_and_what_is_withdrawn_counts_no_more_and_says_its_day(solent):
    """On the page of the key message, and the other way round on that of the released one."""
    first, second, _third = solent.rows
    client = sign_in(Client(), solent.people["member"])
    given = {"released": [first.reference, second.reference]}
    saved = client.post(solent.address, given)
    withdraw(solent, first)
    answer = page(solent, solent.people["secretary"])
    html = answer.content.decode()
    day = today().strftime("%-d %B %Y")
    withdrawn = {
        who: solent.message.reference
        in page(solent, person, second.get_absolute_url()).content.decode()
        for who, person in {"network": solent.people["member"], "reader": solent.reader}.items()
    }

    assert (saved.status_code, saved["Location"]) == (302, solent.message.get_absolute_url())
    assert lines(answer) == sorted(
        [f"{first.reference} withdrawn on {day}", f"{second.reference} Times"]
    )
    assert ("It rests on 1 message that groups released." in html, "zinnia" in html) == (
        True,
        False,
    )
    assert withdrawn == {"network": True, "reader": False}


def test_who_is_not_of_the_networks_own_people_sees_nothing_of_it(solent):
    """An observer and the police lead see the key message; the address is none for them.

    Nor is it for a police lead who reads all that was released, for a national body.
    """
    OrganisationMembershipFactory(user=solent.people["police_lead"])
    for role in ("observer", "police_lead"):
        guest = {"topic": solent.topic, "user": solent.people[role]}
        invite_guest(actor=nation.chair(solent), **guest)
    rest(solent, solent.rows[0])
    people = {**solent.people, "elsewhere": solent.of["SOL"]["member"], "reader": solent.reader}
    statuses = {
        who: page(solent, person, solent.address).status_code for who, person in people.items()
    }
    KeyMessage.objects.filter(pk=solent.message.pk).update(state="agreed")  # guests see it now
    opens = {who: page(solent, person).status_code for who, person in people.items()}
    reads = {
        who: lines(page(solent, people[who])) for who, status in opens.items() if status == 200
    }
    own = [f"{solent.rows[0].reference} Signs: zinnia"]

    assert reads == {
        "chair": own,
        "secretary": own,
        "member": own,
        "police_lead": [],
        "observer": [],
    }
    assert statuses == dict.fromkeys(people, 404) | dict.fromkeys(
        ("chair", "secretary", "member"), 200
    )
    rows = {who: RestsOn.objects.visible_to(nation.afresh(people[who])).count() for who in people}
    assert rows == dict.fromkeys(people, 0) | {"chair": 1, "secretary": 1, "member": 1}


def test_of_two_who_choose_neither_undoes_the_other_and_a_withdrawal_loses_no_tick(solent):
    first, second, third = solent.rows
    rest(solent, first)
    client = sign_in(Client(), solent.people["secretary"])
    [form] = tree(client.get(solent.address)).xpath("//main//form")
    rest(solent, second)
    before = {"initial-released": [first.reference], "released": [third.reference]}
    saved = client.post(solent.address, before)
    after = chosen(solent)
    withdraw(solent, first)
    again = client.post(solent.address, {"released": [first.reference, third.reference]})
    ticked = tree(again).xpath("//input[@type='checkbox'][@checked]/@value")

    assert sorted(form.form_values()) == sorted(
        [("csrfmiddlewaretoken", dict(form.form_values())["csrfmiddlewaretoken"])]
        + [(name, first.reference) for name in ("initial-released", "released")]
    )
    assert (saved.status_code, after) == (302, [second, third])
    assert (again.status_code, ticked) == (422, [third.reference])
    assert "One of these was withdrawn meanwhile" in again.content.decode()


def test_it_is_chosen_before_people_are_asked_and_from_the_same_national_topic(solent):
    other = NationalTopic.objects.create(
        topic=TopicFactory(group=solent.host), closes_on=today(), state="open"
    )
    [elsewhere] = nation.out(solent, "UPL", "Elsewhere")
    type(elsewhere).objects.filter(pk=elsewhere.pk).update(national_topic=other)
    foreign = refusal(rest, solent, elsewhere)
    withdraw(solent, solent.rows[0])
    refusal_text = refusal(rest, solent, solent.rows[0])
    rest(solent, solent.rows[1])
    for code in ("SOL", "UPL"):
        plenary.admitted(solent, code)
        plenary.mandated(solent, code)
    open_agreement_round(
        actor=nation.chair(solent), key_message=solent.message, asked=plenary.everybody(solent)
    )
    with pytest.raises(Refused, match="round"):
        rest(solent, remove=[solent.rows[1]])

    assert {foreign, refusal_text} == {
        "One of these was withdrawn meanwhile. Look at the list again."
    }
    assert chosen(solent) == [solent.rows[1]]


def test_the_page_of_a_key_message_costs_the_same_at_one_and_at_three(
    solent, django_assert_num_queries
):
    client = sign_in(Client(), solent.people["member"])
    rest(solent, solent.rows[0])
    client.get(solent.message.get_absolute_url())
    with django_assert_num_queries(29):
        client.get(solent.message.get_absolute_url())
    rest(solent, *solent.rows[1:])
    with django_assert_num_queries(29):
        answer = client.get(solent.message.get_absolute_url())

    assert len(lines(answer)) == 3


def test_what_rests_on_it_goes_with_the_national_topic_and_the_key_message_stays(solent):
    rest(solent, *solent.rows)
    actions.remove_expired_national_topics(actor=None, ids=[solent.national_topic.pk])

    assert (RestsOn.objects.count(), NationalTopic.objects.count()) == (0, 0)
    assert nation.afresh(solent.message).reference == solent.message.reference
