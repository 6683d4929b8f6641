"""The pages of networks: what was typed comes back, grave steps ask once more, steps lead on."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core.clock import today
from network import actions
from network.models import AskedForce, NationalTopic, NetworkForce
from tests.factories import OrganisationFactory, TopicFactory
from tests.network import nation
from tests.pages.html import tree
from tests.signing_in import sign_in


def address(name, *args):
    return reverse(f"network:{name}", args=args)


def boxes(day):
    return {"closes_on_day": day.day, "closes_on_month": day.month, "closes_on_year": day.year}


@pytest.fixture
def organiser(network):
    return sign_in(Client(), network.people["secretary"])


def test_from_the_first_force_to_the_answer_of_its_group(network, organiser):
    """Each page leads to the next: add, put, ask, open; then the group takes part."""
    new = OrganisationFactory(name="Newmarsh Police")
    force = {"organisation": new.pk, "standing": "force", "code": "nmp", "row": "1", "column": "2"}
    organiser.post(address("force-add", network.host.pk), force)
    answer = organiser.post(
        address("national-topic-new", network.host.pk),
        {"topic": network.topic.pk, **boxes(today() + timedelta(days=20))},
    )
    national_topic = NationalTopic.objects.get()
    chosen = [network.force[code].pk for code in ("SOL", "RWP")]
    ask = organiser.post(address("ask", national_topic.pk), {"forces": chosen})
    organiser.post(address("national-topic-open", national_topic.pk))
    row = AskedForce.objects.get(force=network.force["SOL"])
    chair = sign_in(Client(), nation.chair(network, "SOL"))
    page = chair.get(row.get_absolute_url()).content.decode()
    chair.post(address("asked-accept", row.pk))
    after = chair.get(row.get_absolute_url()).content.decode()
    topic = nation.afresh(row).topic

    assert NetworkForce.objects.get(organisation=new).code == "NMP"
    assert answer.url == address("ask", national_topic.pk)
    assert ask.url == national_topic.get_absolute_url()
    assert (address("asked-accept", row.pk) in page, nation.QUESTION in page) == (True, True)
    assert (address("asked-accept", row.pk) in after, topic.get_absolute_url() in after) == (
        False,
        True,
    )
    assert nation.QUESTION in chair.get(topic.get_absolute_url()).content.decode()
    assert chair.get(f"/groups/{topic.group_id}/").content.decode().count('"/network/"') == 1


@pytest.mark.parametrize(
    ("name", "fields", "sentence"),
    [
        ("force-add", {"code": "S0L"}, "Enter 2 to 4 letters from A to Z"),
        ("force-add", {"code": "SOL"}, "Solentshire Constabulary has these letters already."),
        ("force-add", {"code": "NMP", "row": "1"}, "Enter both the row and the column, or neither"),
        ("force-add", {"code": "NMP", "row": "13"}, "Enter a number from 1 to 12"),
        ("national-topic-new", {"days": -1}, "The last day must be today or later"),
        ("national-topic-new", {"days": 91}, "The last day must not be after the decision"),
        ("window-change", {"days": -1}, "The last day must be today or later"),
        ("window-change", {"days": 30}, "The last day must be later than "),
        ("ask", {"forces": []}, "Select at least one force"),
        ("asked-decline", {"reason": " "}, "Say why your group does not take part"),
    ],
)
def test_bad_input_comes_back_with_what_was_typed(network, organiser, name, fields, sentence):
    sent, client, about = fields, organiser, network.host
    if name == "force-add":
        sent = {"organisation": OrganisationFactory().pk, "standing": "force", **fields}
    if name == "national-topic-new":
        sent = {"topic": network.topic.pk, **boxes(today() + timedelta(days=fields["days"]))}
    if name == "window-change":
        about = nation.opened(network, days=30).national_topic
        sent = boxes(today() + timedelta(days=fields["days"]))
    if name in {"ask", "asked-decline"}:
        about = nation.opened(network).national_topic
        network.national_topic.asked.exclude(force=network.force["SOL"]).delete()
    if name == "asked-decline":
        about, client = network.asked["SOL"], sign_in(Client(), nation.chair(network, "SOL"))
    page = client.post(address(name, about.pk), sent)
    [form] = tree(page).xpath("//main//form")
    typed = {field: str(value) for field, value in sent.items() if value != []}
    filled = dict(form.form_values())  # a line break begins each text area, for browsers

    assert (page.status_code, page.content.decode().count(sentence)) == (422, 2)
    assert {field: filled.get(field, "").removeprefix("\n") for field in typed} == typed


def test_a_wrong_column_is_the_one_thing_said_about_a_tile(network, organiser):
    """Its row is there and right."""
    fields = {"organisation": OrganisationFactory().pk, "standing": "force", "code": "NMP"}
    page = organiser.post(
        address("force-add", network.host.pk), {**fields, "row": "2", "column": "13"}
    )

    assert page.status_code == 422
    assert page.context["form"].errors == {"column": ["Enter a number from 1 to 12"]}


def test_of_two_who_ask_the_same_force_the_second_is_told_so(network, organiser):
    """In words, with the other forces still ticked: a number would tell them nothing."""
    nation.drafted(network)
    network.national_topic.asked.exclude(force=network.force["SOL"]).delete()
    chosen = [network.force[code].pk for code in ("SOL", "UPL")]
    page = organiser.post(address("ask", network.national_topic.pk), {"forces": chosen})
    html = page.content.decode()

    assert page.status_code == 422
    assert page.context["form"].errors == {
        "forces": ["One of them is asked already, or can no longer be. Look at your choice again"]
    }
    assert (html.count(" checked"), network.national_topic.asked.count()) == (1, 1)


def test_steps_are_asked_once_more_and_cannot_be_taken_back(network, organiser):
    nation.opened(network)
    national_topic, host = network.national_topic, network.host
    states = []
    for name in ("close", "cancel"):
        page = address(f"national-topic-{name}", national_topic.pk)
        states.append((organiser.get(page).status_code, nation.afresh(national_topic).state))
    organiser.post(address("national-topic-close", national_topic.pk))
    again = organiser.post(address("national-topic-cancel", national_topic.pk))
    member = sign_in(Client(), network.people["member"])
    change = address("force-change", network.force["SOL"].pk)
    before = organiser.get(address("forces", host.pk)).content.decode()
    organiser.post(address("force-end", network.force["SOL"].pk))

    assert change in before
    assert states == [(200, "open"), (200, "open")]
    assert (nation.afresh(national_topic).state, again.status_code) == ("closed", 403)
    assert member.get(address("forces", host.pk)).status_code == 403
    assert organiser.get(change).status_code == 404
    assert change not in organiser.get(address("forces", host.pk)).content.decode()


def test_the_list_leads_each_to_what_is_theirs_and_nobody_else_has_any(network, organiser):
    nation.opened(network)
    title = nation.TITLE.split(":")[0]
    pages = {
        "network": organiser,
        "lead group": sign_in(Client(), network.of["SOL"]["member"]),
        "reader": sign_in(Client(), network.reader),
        "police lead": sign_in(Client(), network.of["SOL"]["police_lead"]),
        "stranger": sign_in(Client(), network.stranger),
    }
    html = {who: client.get(address("networks")).content.decode() for who, client in pages.items()}

    assert [who for who, page in html.items() if title in page] == [
        "network",
        "lead group",
        "reader",
    ]
    assert [who for who, page in html.items() if "Harbour District IAG</bdi></a>:" in page] == [
        "lead group"
    ]
    assert [who for who, page in html.items() if address("forces", network.host.pk) in page] == [
        "network"
    ]


def test_the_list_has_what_can_be_answered_longest_first(network, organiser):
    nation.opened(network, days=40)
    other = TopicFactory(
        group=network.host, title="Drones over crowds", decision_due=today() + timedelta(days=90)
    )
    actions.draft_national_topic(
        actor=nation.chair(network), topic=other, closes_on=today() + timedelta(days=20)
    )
    page = tree(organiser.get(address("networks")))
    links = page.xpath("//a[contains(@class, 'app-list__link')]")

    assert [link.text_content().strip() for link in links] == [nation.TITLE, "Drones over crowds"]
