"""Which force did what is the network's own business: not a reader's, nor that of another group."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.clock import now
from core.marking import Marking
from core.search.queries import find
from deliberation.actions import accept_handling, change_handling
from deliberation.models import Topic
from network import actions
from network.models import AskedForce, NationalTopic
from tests.factories import TopicFactory
from tests.network import nation
from tests.signing_in import sign_in

CELLS = re.compile(r"cell--numeric\">\s*([^<]*?)\s*</td>")
REASON = "Zinnia: our members are away until June"


def page(person, name, row):
    """What somebody reads at an address, with its status."""
    client = Client(raise_request_exception=False)
    answer = sign_in(client, person).get(reverse(f"network:{name}", args=[row.pk]))
    return answer.status_code, answer.content.decode()


@pytest.fixture
def answered(network):
    """Solentshire takes part, Uplands declined, Fenland and the railway have not answered."""
    nation.opened(network)
    sol, upl = network.asked["SOL"], network.asked["UPL"]
    actions.accept_asked(actor=nation.chair(network, "SOL"), asked=sol)
    reason = f"{REASON}\nThen gladly"
    actions.decline_asked(actor=nation.chair(network, "UPL"), asked=upl, reason=reason)
    return network


def names_of(html, world, *, but=()):
    """Forces and lead groups that a page names, and the reason."""
    words = [f.organisation.name for code, f in world.force.items() if code not in but]
    words += [g.name for code, g in world.lead.items() if code not in but]
    return [word for word in [*words, REASON] if word in html]


def test_the_networks_people_see_each_force_and_only_its_organisers_the_reasons(answered):
    national_topic = answered.national_topic
    status, chairs = page(answered.people["chair"], "national-topic", national_topic)
    _status, members = page(answered.people["member"], "national-topic", national_topic)
    _status, own = page(nation.chair(answered, "UPL"), "asked", answered.asked["UPL"])
    in_lines = f"<bdi>{REASON}<br>Then gladly</bdi>"

    assert status == 200
    assert len(names_of(chairs, answered)) == 9
    assert len(names_of(members, answered)) == 8
    assert (REASON in chairs, REASON in members) == (True, False)
    assert (in_lines in chairs, in_lines in own) == (True, True)


def test_a_reader_and_a_lead_group_read_the_question_and_how_many_and_no_force(answered):
    national_topic = answered.national_topic
    answers = [
        page(answered.reader, "national-topic", national_topic),
        page(answered.of["FEN"]["member"], "national-topic", national_topic),
    ]

    assert [status for status, _html in answers] == [200, 200]
    assert [nation.QUESTION in html for _status, html in answers] == [True, True]
    assert names_of(answers[0][1], answered) == []
    assert names_of(answers[1][1], answered, but=["FEN"]) == []
    assert ["<td" in html for _status, html in answers] == [True, True]


def test_the_answer_of_the_only_associate_is_no_figure_for_others(answered):
    """Everybody knows which force that is; the network's own people read its answer anyway."""

    def railway(person):
        _status, html = page(person, "national-topic", answered.national_topic)
        return CELLS.findall(html)[1::2]

    outside = [railway(p) for p in (answered.reader, answered.of["FEN"]["chair"])]

    assert outside == [["Not shown", "Not shown", "Not shown", "1"]] * 2
    assert railway(answered.people["member"]) == ["0", "0", "1", "1"]


def test_a_group_reads_its_own_ask_and_nobody_elses(answered):
    statuses = {
        (who, code): page(person, "asked", answered.asked[code])[0]
        for who, person in {
            "its member": answered.of["FEN"]["member"],
            "its police lead": answered.of["FEN"]["police_lead"],
            "the network": answered.people["chair"],
            "a reader": answered.reader,
        }.items()
        for code in ("FEN", "UPL")
    }

    assert [key for key, status in statuses.items() if status == 200] == [("its member", "FEN")]
    assert set(statuses.values()) == {200, 404}


def test_nobody_outside_knows_of_a_draft_or_of_one_whose_topic_is_no_longer_for_everybody(network):
    """Neither by address nor by search; and those who know it lose it with its marking."""
    nation.drafted(network)
    outside = [network.reader, network.of["SOL"]["chair"], network.people["police_lead"]]
    inside = network.people["member"]

    def knows(*people):
        return [
            (
                NationalTopic.objects.visible_to(person).exists(),
                AskedForce.objects.visible_to(person).exists(),
                [hit.kind for hit in find(person, ["marigold"])] == ["national_topic"],
            )
            for person in map(nation.afresh, people)
        ]

    draft = knows(*outside)
    actions.open_national_topic(actor=nation.chair(network), national_topic=network.national_topic)
    opened = knows(*outside)
    Topic.objects.filter(pk=network.topic.pk).update(marking=Marking.OFFICIAL_SENSITIVE)
    sensitive = knows(*outside)

    assert draft == [(False, False, False)] * 3
    assert opened == [(True, False, True), (True, True, True), (False, False, False)]
    assert sensitive == [(False, False, False)] * 3
    assert knows(inside) == [(True, True, True)]


def test_whoever_reads_the_question_reads_how_it_is_handled(network):
    handling = "Nothing of it goes to the press before the decision"
    Topic.objects.filter(pk=network.topic.pk).update(handling=handling)
    network.topic.refresh_from_db()
    nation.opened(network)
    pages = [
        page(network.of["SOL"]["member"], "asked", network.asked["SOL"]),
        page(network.of["SOL"]["member"], "national-topic", network.national_topic),
        page(network.reader, "national-topic", network.national_topic),
    ]

    assert [html.count(handling) for _status, html in pages] == [1, 1, 1]


def test_whoever_has_yet_to_accept_the_handling_reads_the_question_nowhere(network):
    """Not in the network itself either: its topic would ask them to accept it first."""
    nation.opened(network)
    organiser, member = nation.chair(network), network.people["member"]
    before = page(member, "national-topic", network.national_topic)
    topic = nation.afresh(network.topic)
    change_handling(actor=organiser, topic=topic, text="Tell nobody outside", first=True)
    after = page(member, "national-topic", network.national_topic)
    hits = [hit.kind for hit in find(nation.afresh(member), ["marigold"])]
    accept_handling(actor=nation.afresh(member), topic=nation.afresh(topic), version=2)
    accepted = page(member, "national-topic", network.national_topic)

    assert [nation.QUESTION in html for _status, html in (before, after, accepted)] == [
        True,
        False,
        True,
    ]
    assert (after[0], hits) == (404, [])


def test_pages_cost_the_same_at_one_force_and_at_four(network, django_assert_num_queries):
    nation.opened(network)
    client = sign_in(Client(), network.people["chair"])
    address = network.national_topic.get_absolute_url()
    client.get(address)
    with clock.at(now() + timedelta(seconds=1)), django_assert_num_queries(11):
        with_four = client.get(address)
    network.national_topic.asked.exclude(pk=network.asked["SOL"].pk).delete()
    with clock.at(now() + timedelta(seconds=1)), django_assert_num_queries(11):
        with_one = client.get(address)

    assert [answer.content.decode().count("app-tile ") for answer in (with_four, with_one)] == [
        4,
        1,
    ]


def test_lists_cost_the_same_at_one_row_and_at_more(network, django_assert_num_queries):
    lead, organiser = network.of["SOL"]["chair"], network.people["chair"]
    forces = reverse("network:forces", args=[network.host.pk])
    lists = [(lead, "/network/", 8), (organiser, "/network/", 8), (organiser, forces, 5)]
    clients = [sign_in(Client(), person) for person, _path, _queries in lists]

    def rows():
        numbers = []
        for client, (_person, path, queries) in zip(clients, lists, strict=True):
            client.get(path)
            with clock.at(now() + timedelta(seconds=1)), django_assert_num_queries(queries):
                page = client.get(path)
            numbers.append(page.content.decode().count('"app-list__item"'))
        return numbers

    nation.opened(network)
    before = rows()
    for _number in range(2):
        again = {"decision_due": network.topic.decision_due, "asker": network.topic.asker}
        network.topic = TopicFactory(group=network.host, **again)
        nation.opened(network)
    network.host.forces.exclude(pk=network.force["SOL"].pk).update(left_on=clock.today())

    assert (before, rows()) == ([1, 1, 4], [3, 3, 1])
