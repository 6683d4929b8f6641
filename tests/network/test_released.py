"""What readers get of a group: the released words, and no trace of who says them."""

import csv
from io import StringIO

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from core import clock
from core.clock import now
from core.jobs import run_due_jobs
from core.marking import Marking
from core.search.queries import find
from deliberation.models import Topic
from network import actions
from network.models import ReleasedMessage
from network.queries import Figures
from network.search import read_released, show_released
from tests.network import nation
from tests.network.conftest import TEXT
from tests.pdf.reading import body, failures
from tests.signing_in import sign_in


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


def test_a_topic_that_is_no_longer_for_the_group_keeps_its_title_and_the_way_back_stays(solent):
    """The chair finds the message, reads its words, and withdraws it; its readers read it no more."""
    words = {"marking": Marking.OFFICIAL_SENSITIVE, "title": "Operation Marigold"}
    Topic.objects.filter(pk=solent.topic.pk).update(**words)
    run_due_jobs()
    chair = sign_in(Client(), nation.chair(solent, "SOL"), fresh=True)
    page = chair.get(solent.row.get_absolute_url()).content.decode()
    [hit] = find(nation.chair(solent, "SOL"), ["melyn"])
    answer = chair.post(reverse("network:offer-withdraw", args=[solent.offer.pk]), follow=True)
    statuses = [answer.status_code for answer in answers(solent, solent.reader).values()]

    assert (TEXT in page, "Operation" in page, "SENSITIVE" in page) == (True, False, False)
    assert (hit.kind, show_released(nation.afresh(solent.row)).where) == (
        "released_message",
        solent.host.name,
    )
    assert (answer.status_code, nation.afresh(solent.row).stands) == (200, False)
    assert statuses == [404] * 3


def test_neither_pages_nor_search_say_what_was_released_in_one_go(solent):
    """No key is on a page, which would be the next; and of one day search knows the lot alone."""
    rows = [solent.row, *nation.out(solent, "UPL", "Say it early", "Count it")]
    themes = reverse("network:themes", args=[solent.national_topic.pk])
    fields = {"actor": nation.chair(solent), "national_topic": solent.national_topic}
    actions.add_theme(name="Signs", **fields)
    html = sign_in(Client(), solent.people["chair"]).get(themes).content.decode()
    moments = [read_released(row).at for row in sorted(rows, key=lambda row: row.reference)]

    assert [f'name="theme_{row.pk}"' in html for row in rows] == [False] * 3
    assert [f'name="theme_{row.reference}"' in html for row in rows] == [True] * 3
    assert moments == sorted({*moments})
    assert {localdate(at) for at in moments} == {solent.row.released_on}


def test_messages_of_few_associates_are_in_no_column_of_their_own(network):
    """The network knows which one takes part; so it would know whose its messages are."""
    nation.taking_part(network, "SOL", "UPL", "FEN", "RWP")
    nation.out(network, "RWP", "Say it in the carriages")
    page = sign_in(Client(), network.people["chair"]).get(network.national_topic.get_absolute_url())
    columns = ([3, 1], [3, 0], [3, 3], [2, 3], [3, None])
    hidden = [Figures([], [("Take part", column)], []).hide_whose for column in columns]

    assert "Not sorted yet" in page.content.decode()
    assert "Of associates" not in page.content.decode()
    assert hidden == [False, True, True, False, False]


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


@pytest.mark.pdf
def test_the_pack_is_pdf_ua_has_what_the_list_has_and_tells_nobody_whose_it_is(solent):
    """For the network and readers; the group itself and others have no such address."""
    [row] = nation.out(solent, "UPL", "Say it early")
    actions.withdraw_released(actor=nation.chair(solent, "UPL"), offer=row.offer)
    address = reverse("network:messages-pack", args=[solent.national_topic.pk])
    clients = {
        who: sign_in(Client(raise_request_exception=False), nation.afresh(person), fresh=True)
        for who, person in everybody(solent).items()
    }
    statuses = {who: client.get(address).status_code for who, client in clients.items()}
    pdf = clients["reader"].get(address)
    drawn_text = body(pdf.content)
    hidden = ["Harbour", "Solentshire", "SOL-", "Say it early", "Uplands"]

    assert failures(pdf.content) == []
    assert {who for who, status in statuses.items() if status == 200} == {"network", "reader"}
    assert [words in drawn_text for words in (TEXT, "Ar yr ap: melyn", solent.row.reference)] == [
        True
    ] * 3
    assert f"{row.reference}, withdrawn on" in drawn_text
    assert [words for words in hidden if words in drawn_text] == []
