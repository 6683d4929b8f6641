"""A network sorts what groups released: each message in one theme or in none, and no sum is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from core.clock import today
from core.policy import Refused
from deliberation.actions import hold_topic
from network import actions
from network.models import NationalTopic, ReleasedMessage, Theme
from network.queries import message_figures
from tests.factories import TopicFactory
from tests.network import nation
from tests.pages.html import tree
from tests.refusals import refusal
from tests.signing_in import sign_in


@pytest.fixture
def solent(network):
    """Three messages are out; two themes are named."""
    nation.taking_part(network, "SOL")
    network.rows = nation.out(network, "SOL", "Signs", "Times", "Costs")
    fields = {"actor": nation.chair(network), "national_topic": network.national_topic}
    network.signs = actions.add_theme(name="Signs in the street", **fields)
    network.costs = actions.add_theme(name="What it costs", **fields)
    return network


def sort(world, themes):
    actions.sort_messages(
        actor=nation.chair(world), national_topic=world.national_topic, themes=themes
    )


def rows(world):
    return message_figures(world.national_topic, apart=True).rows


def names(world):
    return [(theme.order, theme.name) for theme in world.national_topic.themes.all()]


def test_messages_are_sorted_and_out_again_and_what_is_withdrawn_is_in_no_theme(solent):
    first, second, third = solent.rows
    sort(solent, {first.pk: solent.signs.pk, second.pk: solent.costs.pk, third.pk: solent.costs.pk})
    sort(solent, {second.pk: None})
    actions.withdraw_released(actor=nation.chair(solent, "SOL"), offer=nation.afresh(third.offer))
    sort(solent, {third.pk: solent.signs.pk})

    assert rows(solent) == [
        ("Signs in the street", [1]),
        ("Not sorted yet", [1]),
        ("All that stand", [2]),
    ]
    assert nation.afresh(third).theme is None


def test_themes_are_named_once_moved_among_each_other_and_removed_when_empty(solent):
    nora = nation.chair(solent)
    times = actions.add_theme(actor=nora, national_topic=solent.national_topic, name="Times")
    actions.change_theme(actor=nora, theme=times, name="When", order=1)
    moved = names(solent)
    sort(solent, {solent.rows[0].pk: solent.signs.pk})
    of_signs = {"actor": nora, "theme": solent.signs}
    sentences = [
        refusal(actions.change_theme, **of_signs, name="when", order=2),
        refusal(actions.remove_theme, **of_signs),
    ]
    actions.remove_theme(actor=nora, theme=times)
    with pytest.raises(Refused, match="no longer there"):
        actions.remove_theme(actor=nora, theme=times)

    assert moved == [(1, "When"), (2, "Signs in the street"), (3, "What it costs")]
    assert sentences == [
        "Another theme has this name.",
        "Sort its messages into other themes first.",
    ]
    assert names(solent) == [(1, "Signs in the street"), (2, "What it costs")]


def test_a_theme_of_another_national_topic_takes_no_message(solent):
    another = NationalTopic.objects.create(topic=TopicFactory(group=solent.host), closes_on=today())
    elsewhere = Theme.objects.create(national_topic=another, name="Elsewhere", order=1)
    with pytest.raises(Refused, match="One of the themes is no longer there"):
        sort(solent, {solent.rows[0].pk: elsewhere.pk})

    assert ReleasedMessage.objects.filter(theme=None).count() == 3


def test_of_two_who_sort_at_once_neither_takes_back_what_the_other_did(solent):
    """A page says what was chosen when it was drawn: what nobody touched there is not sent."""
    address = reverse("network:themes", args=[solent.national_topic.pk])
    client = sign_in(Client(), solent.people["secretary"])
    [form] = tree(client.get(address)).xpath("//main//form")
    first, second, _third = solent.rows
    sort(solent, {first.pk: solent.signs.pk})
    fields = dict(form.form_values()) | {f"theme_{second.reference}": str(solent.costs.pk)}
    answer = client.post(address, fields)
    wrong = client.post(address, fields | {f"theme_{second.reference}": "99"})

    assert (answer.status_code, wrong.status_code) == (302, 422)
    assert rows(solent)[:2] == [("Signs in the street", [1]), ("What it costs", [1])]


def test_only_the_chairs_and_the_secretary_of_the_network_sort(solent):
    pages = {
        "themes": solent.national_topic.pk,
        "theme-add": solent.national_topic.pk,
        "theme-change": solent.signs.pk,
        "theme-remove": solent.signs.pk,
    }
    people = {
        "organiser": solent.people["secretary"],
        "member": solent.people["member"],
        "reader": solent.reader,
        "group": solent.of["SOL"]["chair"],
    }
    statuses = {
        who: [
            sign_in(Client(raise_request_exception=False), person)
            .get(reverse(f"network:{name}", args=[pk]))
            .status_code
            for name, pk in pages.items()
        ]
        for who, person in people.items()
    }

    assert statuses == {
        "organiser": [200] * 4,
        "member": [403] * 4,
        "reader": [404] * 4,
        "group": [404] * 4,
    }


def test_under_a_legal_hold_no_theme_loses_its_name_and_others_are_added(solent):
    """The page offers nothing that it would refuse."""
    nora = nation.chair(solent)
    address = reverse("network:themes", args=[solent.national_topic.pk])
    change = reverse("network:theme-change", args=[solent.signs.pk])
    before = change in sign_in(Client(), nora).get(address).content.decode()
    hold_topic(actor=nora, topic=solent.topic, reason="An inquest was opened")
    empty = actions.add_theme(actor=nora, national_topic=solent.national_topic, name="Times")
    with pytest.raises(Refused, match="A legal hold covers this topic"):
        actions.change_theme(actor=nora, theme=empty, name="Days", order=3)
    with pytest.raises(Refused, match="A legal hold covers this topic"):
        actions.remove_theme(actor=nora, theme=empty)
    held = change in sign_in(Client(), nora).get(address).content.decode()

    assert (before, held) == (True, False)
    assert names(solent) == [(1, "Signs in the street"), (2, "What it costs"), (3, "Times")]
