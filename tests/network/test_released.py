"""What readers get of a group: the released words, and no trace of who says them."""

import csv
from io import StringIO

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from core.clock import now
from core.jobs import run_due_jobs
from core.search.queries import find
from network import actions
from network.models import ReleasedMessage
from tests.network import nation
from tests.signing_in import sign_in

TEXT = "Put it on the app: marigold"


@pytest.fixture
def solent(network):
    """Solentshire and Uplands take part; the words of Solentshire are out, in Welsh too."""
    nation.taking_part(network, "SOL", "UPL")
    message = nation.agreed(network.local["SOL"], TEXT)
    [offer] = nation.offered(network, "SOL", message, in_welsh={message.pk: "Ar yr ap: melyn"})
    [network.row] = nation.released(network, "SOL", offer)
    network.offer, network.message = nation.afresh(offer), message
    return network


def pages(world, row=None):
    row = row or world.row
    topic = row.national_topic_id
    return {
        "message": row.get_absolute_url(),
        "list": reverse("network:messages", args=[topic]),
        "table": reverse("network:messages-table", args=[topic]),
    }


def answers(world, person):
    client = Client(raise_request_exception=False)
    sign_in(client, nation.afresh(person), fresh=True)
    return {name: client.get(path) for name, path in pages(world).items()}


def everybody(world):
    """Somebody of each kind, by a name for it."""
    return {
        "network": world.people["member"],
        "reader": world.reader,
        "its group": world.of["SOL"]["member"],
        "another group": world.of["UPL"]["chair"],
        "its police lead": world.of["SOL"]["police_lead"],
        "its observer": world.of["SOL"]["observer"],
        "observer of the network": world.people["observer"],
        "stranger": world.stranger,
    }


def withdraw(world):
    actions.withdraw_released(actor=nation.chair(world, "SOL"), offer=world.offer)


def test_the_network_the_readers_and_the_group_itself_read_it_and_nobody_else(solent):
    """The group reads its own, and not the whole list; search finds what somebody may open."""
    run_due_jobs()
    statuses = {
        who: [answer.status_code for answer in answers(solent, person).values()]
        for who, person in everybody(solent).items()
    }
    hits = {
        who: [hit.kind for hit in find(nation.afresh(person), ["melyn"])]
        for who, person in everybody(solent).items()
    }

    assert {who: status for who, status in statuses.items() if 200 in status} == {
        "network": [200, 200, 200],
        "reader": [200, 200, 200],
        "its group": [200, 404, 404],
    }
    assert {status for each in statuses.values() for status in each} == {200, 404}
    assert [who for who, kinds in hits.items() if kinds == ["released_message"]] == [
        "network",
        "reader",
        "its group",
    ]


def test_nothing_that_a_reader_gets_tells_whose_it_is(solent):
    """Neither the page, the list, the table nor the results of a search; the words are there."""
    run_due_jobs()
    given = [answer.content.decode() for answer in answers(solent, solent.reader).values()]
    client = sign_in(Client(), solent.reader)
    given.append(client.get(solent.national_topic.get_absolute_url()).content.decode())
    given.append(client.post(reverse("search"), {"words": "melyn"}).content.decode())
    telling = [
        solent.lead["SOL"].name,
        solent.force["SOL"].organisation.name,
        "SOL-",
        f"/asked/{solent.asked['SOL'].pk}/",
        solent.of["SOL"]["chair"].name,
    ]

    assert [TEXT in html for html in given] == [True, True, True, False, True]
    assert [word for word in telling for html in given if word in html] == []
    assert [solent.row.reference in html for html in given] == [True, True, True, False, True]


def test_of_what_is_withdrawn_others_get_the_reference_and_the_day_and_the_group_its_words(solent):
    withdraw(solent)
    run_due_jobs()
    read = {
        who: [TEXT in answer.content.decode() for answer in answers(solent, person).values()]
        for who, person in everybody(solent).items()
    }
    reader = answers(solent, solent.reader)
    [row] = csv.DictReader(StringIO(reader["table"].content.decode().removeprefix("\ufeff")))
    own = list(find(nation.afresh(solent.of["SOL"]["member"]), ["melyn"]))

    assert [who for who, words in read.items() if any(words)] == ["its group"]
    assert [solent.row.reference in answer.content.decode() for answer in reader.values()] == [
        True,
        True,
        True,
    ]
    assert {name: value for name, value in row.items() if value} == {
        "reference": solent.row.reference,
        "national_topic": nation.TITLE,
        "released_on": solent.row.released_on.isoformat(),
        "withdrawn_on": solent.row.released_on.isoformat(),
        "address": f"{settings.PORTAL_ORIGIN}{solent.row.get_absolute_url()}",
    }
    assert (list(find(nation.afresh(solent.reader), ["melyn"])), own) == ([], [])


def test_a_cell_of_the_table_is_words_and_never_a_formula(solent):
    nation.out(solent, "UPL", "=1+1 is what we ask for")
    content = answers(solent, solent.reader)["table"].content.decode().removeprefix("\ufeff")
    rows = {row["message"]: row for row in csv.DictReader(StringIO(content))}

    assert sorted(rows) == ["'=1+1 is what we ask for", TEXT]
    assert (rows[TEXT]["in_welsh"], rows[TEXT]["support"], rows[TEXT]["reservations"]) == (
        "Ar yr ap: melyn",
        "5",
        "1",
    )


def test_pages_of_readers_ask_no_table_of_what_groups_say_among_themselves(solent):
    """Of deliberation the topic of the network alone, for its title and its marking."""
    client = sign_in(Client(), solent.reader, fresh=True)
    paths = [*pages(solent).values(), solent.national_topic.get_absolute_url()]
    tables = set()
    for path in paths:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        tables |= {
            name
            for query in asked
            for name in query["sql"].split('"')
            if name.startswith(("deliberation_", "meetings_"))
        }

    assert tables == {"deliberation_topic"}


def test_pages_cost_the_same_at_one_message_and_at_three(solent, django_assert_num_queries):
    reader = sign_in(Client(), solent.reader, fresh=True)
    member = sign_in(Client(), solent.of["SOL"]["member"])
    lists = [
        (reader, pages(solent)["list"], 7),
        (reader, pages(solent)["table"], 7),
        (reader, solent.national_topic.get_absolute_url(), 9),
        (member, solent.asked["SOL"].get_absolute_url(), 10),
    ]

    def ask():
        for client, path, queries in lists:
            client.get(path)
            with clock.at(now()), django_assert_num_queries(queries):
                client.get(path)

    ask()
    nation.out(solent, "SOL", "Say it early", "Count it")
    assert ReleasedMessage.objects.count() == 3
    ask()
