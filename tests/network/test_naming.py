"""Which forces take part is read by others where a chair lets them, and never by what is left over."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from core.audit.models import Record
from core.clock import now
from core.policy import Refused
from network import actions
from network.models import AskedForce
from network.queries import figures
from tests.network import nation
from tests.network.test_scenario_c import a_nation
from tests.signing_in import sign_in

CELLS = re.compile(r"cell--numeric\">\s*([^<]*?)\s*</td>")


def page(person, national_topic):
    return sign_in(Client(), person).get(national_topic.get_absolute_url()).content.decode()


def test_a_chair_lets_others_read_the_force_when_it_accepts_and_changes_it_later(network):
    """The secretary can accept, and is not asked; no other name appears, nor what is left over."""
    nation.opened(network)
    sol, upl = network.asked["SOL"], network.asked["UPL"]
    secretary = network.of["UPL"]["secretary"]
    with pytest.raises(Refused, match="Only the chair or the vice-chair of the lead group"):
        actions.accept_asked(actor=secretary, asked=upl, named=True)
    sign_in(Client(), secretary).post(reverse("network:asked-accept", args=[upl.pk]), {"named": 1})
    client = sign_in(Client(), nation.chair(network, "SOL"))
    accept = reverse("network:asked-accept", args=[sol.pk])
    pages = [client.get(accept).content.decode()]
    client.post(accept, {"named": "on"})
    pages.append(client.get(sol.get_absolute_url()).content.decode())
    named = page(network.reader, network.national_topic)
    naming = reverse("network:asked-naming", args=[sol.pk])
    linked = naming in client.get(sol.get_absolute_url()).content.decode()
    client.post(naming, {})
    unnamed = page(network.reader, network.national_topic)
    twice = client.post(naming, {}).status_code
    changed = Record.objects.filter(event="asked_force.naming_changed")

    names = [force.organisation.name for force in network.force.values()]
    assert ["in the summary of the network too" in html for html in pages] == [True, True]
    assert [name for name in names if name in named] == ["Solentshire Constabulary"]
    assert [name for name in names if name in unnamed] == []
    assert CELLS.findall(named)[::2] == ["Not shown", "Not shown", "Not shown", "3"]
    assert CELLS.findall(unnamed)[::2] == ["2", "0", "1", "3"]
    assert ("other" in named.split("let it be known")[1].split("</p>")[0], linked, twice) == (
        False,
        True,
        422,
    )
    assert list(changed.values_list("group_id", flat=True)) == [network.lead["SOL"].pk]
    assert [row.named for row in (nation.afresh(sol), nation.afresh(upl))] == [False, False]


def test_of_31_that_take_part_27_have_a_name_and_4_are_others(db, django_assert_num_queries):
    national_topic = a_nation(forces=43, associates=2)
    keys = list(national_topic.asked.order_by("pk").values_list("pk", flat=True))
    answer = {"answered_by": national_topic.topic.opened_by, "answered_at": now()}
    rows = AskedForce.objects.all()
    rows.filter(pk__in=[*keys[:31], keys[43]]).update(state="accepted", **answer)
    rows.filter(pk__in=[*keys[:27], keys[43]]).update(named=True)
    with django_assert_num_queries(2):
        others_read = figures(national_topic, small_too=False)
    with django_assert_num_queries(1):
        own_people_read = figures(national_topic, small_too=True)
    rows.filter(pk__in=keys[27:41]).update(state="accepted", named=True, **answer)
    two_are_left = figures(national_topic, small_too=False)

    assert [(part.words, len(part.names), part.others) for part in others_read.named] == [
        ("Forces", 27, 4),
        ("Associates", 1, None),
    ]
    assert [numbers for _words, numbers in others_read.rows] == [
        [31, None], [0, None], [12, None], [43, 2],
    ]  # fmt: skip
    assert (own_people_read.named, own_people_read.are_whole) == ([], True)
    assert [numbers[0] for _words, numbers in two_are_left.rows] == [None, None, None, 43]
