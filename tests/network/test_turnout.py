"""How many talked about a national topic: counted once, shown as whole totals, no group alone."""

import pytest
from django.test import Client

from core.audit.models import Record
from core.clock import now
from network import actions
from network.jobs import count_turnout
from network.models import AskedForce
from network.queries import figures, turnouts
from tests.factories import PostFactory
from tests.network import nation
from tests.signing_in import sign_in

COUNTS = ("force__code", "members", "posted", "posts")


@pytest.fixture
def talking(network):
    """All four take part: the member writes twice, the police once, and the chair takes it back."""
    nation.opened(network, days=30)
    for code, asked in network.asked.items():
        topic = actions.accept_asked(actor=nation.chair(network, code), asked=asked)
        people = network.of[code]
        PostFactory(topic=topic, space="members", author=people["member"])
        PostFactory(topic=topic, author=people["member"])
        PostFactory(topic=topic, author=people["police_lead"])
        PostFactory(topic=topic, author=people["chair"], removed_at=now())
    return network


def test_each_topic_is_counted_once_in_the_night_after_the_last_day(talking):
    """Members and what they wrote that stands; nothing of what the police wrote."""
    with nation.after(30):
        count_turnout()
        too_early = AskedForce.objects.exclude(counted_at=None).count()
    with nation.after(31):
        count_turnout()
    PostFactory(topic=nation.afresh(talking.asked["SOL"]).topic, author=talking.of["SOL"]["chair"])
    with nation.after(32):
        count_turnout()
    counted = Record.objects.filter(event="asked_force.counted")

    assert too_early == 0
    assert sorted(AskedForce.objects.values_list(*COUNTS)) == [
        (code, 2, 1, 2) for code in ("FEN", "RWP", "SOL", "UPL")
    ]
    assert list(counted.values_list("actor", "group_id")) == [(None, talking.host.pk)] * 4


def test_nobody_reads_the_numbers_of_one_group_nor_those_of_fewer_than_three(talking):
    """Nor a part of the totals: they are shown when all is counted. The network's people too."""
    numbers = {"SOL": 1111, "UPL": 2222, "FEN": 3333, "RWP": 4444}
    for code, number in numbers.items():
        AskedForce.objects.filter(pk=talking.asked[code].pk).update(
            members=number, posted=number - 100, posts=number + 10000, counted_at=now()
        )
    national_topic = talking.national_topic
    with nation.after(31):
        pages = [
            sign_in(Client(), person).get(national_topic.get_absolute_url()).content.decode()
            for person in (talking.people["chair"], talking.reader, talking.of["SOL"]["chair"])
        ]
        AskedForce.objects.filter(pk=talking.asked["FEN"].pk).update(counted_at=None)
        read_by_others = figures(national_topic, small_too=False)
        some_to_count = turnouts(national_topic, read_by_others)
        AskedForce.objects.filter(pk=talking.asked["FEN"].pk).update(topic=None)
        of_two = turnouts(national_topic, read_by_others)

    sentence = "Forces: 6,666 members, of whom 6,366 wrote 36,666 posts."
    alone = [f"{n + more:,}" for n in numbers.values() for more in (0, -100, 10000)]
    assert [sentence in page for page in pages] == [True] * 3
    assert [number for number in alone for page in pages if number in page] == []
    assert (some_to_count, of_two) == ([], [])


def test_it_says_nothing_of_what_is_not_shown_beside_it(talking):
    """Of three forces one is named: that three are counted would say that the two take part."""
    sol = nation.afresh(talking.asked["SOL"])
    actions.change_named(actor=nation.chair(talking, "SOL"), asked=sol, named=True)
    with nation.after(31):
        count_turnout()
        pages = [
            sign_in(Client(), person).get(talking.national_topic.get_absolute_url())
            for person in (talking.reader, talking.people["chair"])
        ]

    words = [page.content.decode() for page in pages]
    assert ["Forces: 6 members" in page for page in words] == [False, True]
    assert ["Not shown" in page for page in words] == [True, False]
