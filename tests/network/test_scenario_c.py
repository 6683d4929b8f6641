"""The national topic of the scenario: what has to hold of it, by the numbers that the scenario gives."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import AdvisoryGroup
from core import clock
from core.clock import now, today
from core.jobs import run_due_jobs
from core.notices.kinds import named
from core.policy import Refused, may
from core.search.queries import find
from deliberation.actions import write_post
from meetings.actions import open_meeting
from network import actions
from network.models import (
    AskedForce,
    MessageOffer,
    NationalTopic,
    NetworkForce,
    ReleasedMessage,
    Theme,
)
from network.pack import page_of
from network.queries import message_figures
from tests.factories import AdvisoryGroupFactory, OrganisationFactory, TopicFactory, letters
from tests.network import nation, plenary
from tests.signing_in import sign_in

PLACE = {"lead_group": None, "code": "SOX", "row": None, "column": None}


def test_c_t7_a_second_lead_group_is_refused(network):
    """By the form, with what was typed; by the action; and by the database."""
    sol, second = network.force["SOL"], network.stranger.memberships.get().group
    AdvisoryGroup.objects.filter(pk=second.pk).update(listing="listed")
    nora = nation.chair(network)
    words = (
        "Solentshire Constabulary is in the network already, and Harbour District IAG leads it. A"
        " force has one lead group: change that one."
    )
    fields = {
        "organisation": sol.organisation_id,
        "standing": "force",
        "lead_group": second.pk,
        "code": "SOX",
    }
    page = sign_in(Client(), nora).post(
        reverse("network:force-add", args=[network.host.pk]), fields
    )

    assert (page.status_code, page.content.decode().count(words)) == (422, 2)
    with pytest.raises(Refused) as refused:
        actions.add_force(
            actor=nora,
            host=network.host,
            organisation=sol.organisation,
            standing="force",
            place={**PLACE, "lead_group": second},
        )
    assert str(refused.value) == words
    with pytest.raises(IntegrityError), transaction.atomic():
        NetworkForce.objects.create(
            host=network.host, organisation=sol.organisation, lead_group=second, code="SOX"
        )
    assert network.host.forces.filter(organisation=sol.organisation).count() == 1


def a_nation(forces, associates):
    """A national topic with so many forces asked, made as rows: only the sums are asked about."""
    host = AdvisoryGroupFactory(kind="national")
    national_topic = NationalTopic.objects.create(
        topic=TopicFactory(group=host), closes_on=today() + timedelta(days=5), state="open",
        opened_at=now(),
    )  # fmt: skip
    for number in range(forces + associates):
        force = NetworkForce.objects.create(
            host=host,
            organisation=OrganisationFactory(),
            standing="force" if number < forces else "associate",
            code=letters(number),
        )
        AskedForce.objects.create(
            national_topic=national_topic,
            force=force,
            group=AdvisoryGroupFactory(),
            standing=force.standing,
        )
    return national_topic


def test_c_t3_31_and_4_and_8_are_43_and_associates_are_counted_apart(db, django_assert_num_queries):
    national_topic = a_nation(forces=43, associates=3)
    keys = list(national_topic.asked.order_by("pk").values_list("pk", flat=True))
    answer = {"answered_by": national_topic.topic.opened_by, "answered_at": now()}
    rows = AskedForce.objects.all()
    rows.filter(pk__in=keys[:31] + keys[43:44]).update(state="accepted", **answer)
    rows.filter(pk__in=keys[31:35]).update(state="declined", reason="No time", **answer)
    with django_assert_num_queries(1):
        waiting = nation.counts(national_topic)
    with clock.at(now() + timedelta(days=6)):
        silent = nation.counts(national_topic)

    assert waiting == {
        "force": {"asked": 43, "accepted": 31, "declined": 4, "waiting": 8, "silent": 0},
        "associate": {"asked": 3, "accepted": 1, "declined": 0, "waiting": 2, "silent": 0},
    }
    assert silent == {
        "force": {"asked": 43, "accepted": 31, "declined": 4, "waiting": 0, "silent": 8},
        "associate": {"asked": 3, "accepted": 1, "declined": 0, "waiting": 0, "silent": 2},
    }


def test_c_t2_a_group_that_takes_part_talks_in_a_topic_of_its_own(network):
    """With the question, who asks and the last day; nobody of the network or the nation reads it."""
    nation.opened(network)
    topic = actions.accept_asked(actor=nation.chair(network, "SOL"), asked=network.asked["SOL"])
    outside = [*network.people.values(), network.reader, *network.of["UPL"].values()]
    asked = nation.afresh(network.asked["SOL"])

    assert (topic.group, topic.title, topic.ask) == (
        network.lead["SOL"],
        nation.TITLE,
        nation.QUESTION,
    )
    assert (topic.asker, topic.decision_due) == (
        "The portfolio office",
        network.national_topic.closes_on,
    )
    assert (asked.state, asked.topic, asked.answered_by) == (
        "accepted",
        topic,
        network.of["SOL"]["chair"],
    )
    readers = [
        person for person in outside if type(topic).objects.visible_to(person).filter(pk=topic.pk)
    ]
    assert readers == []


def test_c_t4_no_mandate_no_position(network):
    """Recorded in the meeting is too late; an ended representative and an associate have none."""
    nation.opened(network)
    plenary.takes_part(network, "SOL", "UPL", "FEN", "RWP")
    people = {code: plenary.admitted(network, code).user for code in network.force}
    for code in ("SOL", "FEN"):
        plenary.mandated(network, code, plenary.WORDS)
    meeting = plenary.meeting_on(network, starts_at=now())
    open_meeting(actor=nation.chair(network), meeting=meeting)
    with pytest.raises(Refused, match="A mandate is recorded before it"):
        plenary.mandated(network, "UPL")
    asked = plenary.round_on(network)
    actions.end_representation(
        actor=nation.chair(network), representation=network.force["FEN"].representations.get()
    )
    network_chair = {"network": nation.chair(network)}
    may_answer = {
        code: bool(may(nation.afresh(person), "deliberation.take_position", nation.afresh(asked)))
        for code, person in {**people, **network_chair}.items()
    }

    assert may_answer == {
        "SOL": True,
        "UPL": False,
        "FEN": False,
        "RWP": False,
        "network": False,
    }


THEMES = (17, 15, 13, 12, 10, 9, 8, 8, 7, 6, 5, 4, 3, 1)


def with_118(world):
    """118 messages of Solentshire in 14 themes, made as rows; one has its offer. Two of the railway."""
    national_topic = world.national_topic
    themes = [
        Theme.objects.create(national_topic=national_topic, name=f"Theme {number}", order=number)
        for number in range(1, 15)
    ]
    of = [theme for theme, number in zip(themes, THEMES, strict=True) for _row in range(number)]
    words = {
        "outcome": "Agreed unanimously",
        "counts": [["support", 9]],
        "counts_in_words": "9 support",
        "statements": [],
    }
    rows = [
        ReleasedMessage(
            national_topic=national_topic,
            asked=world.asked["SOL" if number < 118 else "RWP"],
            theme=theme,
            reference=f"NAT-2026-R{number:03d}",
            words={**words, "reference": f"NAT-2026-R{number:03d}", "text": f"Words {number}"},
        )
        for number, theme in enumerate([*of, themes[0], None])
    ]
    ReleasedMessage.objects.bulk_create(rows)
    people = world.of["SOL"]
    return MessageOffer.objects.create(
        asked=world.asked["SOL"],
        state="released",
        released=ReleasedMessage.objects.get(reference="NAT-2026-R117"),
        offered_by=people["secretary"],
        released_by=people["chair"],
        released_at=now(),
    )


def numbers(national_topic, *, apart=True):
    figures = message_figures(national_topic, apart=apart)
    return [of_row for _words, of_row in figures.rows], figures.unsorted, figures.withdrawn


def test_c_t3_118_are_the_sum_of_14_themes_and_those_of_associates_are_apart(
    network, django_assert_num_queries
):
    """Where the few associates are not told apart, they are among the messages of the forces."""
    nation.opened(network)
    with_118(network)
    with django_assert_num_queries(1):
        apart = numbers(network.national_topic)
    together = numbers(network.national_topic, apart=False)

    assert apart == ([[17, 1], *([number, 0] for number in THEMES[1:]), [0, 1], [118, 2]], 1, 0)
    assert together == ([[18], *([number] for number in THEMES[1:]), [1], [120]], 1, 0)


def test_c_t1_a_withdrawn_message_leaves_117_and_readers_are_told_that_one_was_withdrawn(network):
    """The pack for the meeting follows: the next one has it no more, and says the day."""
    nation.opened(network)
    offer = with_118(network)
    chair, client = nation.chair(network, "SOL"), sign_in(Client(), network.reader)
    actions.withdraw_released(actor=chair, offer=offer)
    run_due_jobs()
    rows, _unsorted, withdrawn = numbers(network.national_topic)
    kept = ReleasedMessage.objects.get(reference="NAT-2026-R117")
    page = client.get(network.national_topic.get_absolute_url()).content.decode()
    organisers = [network.people[role].name for role in ("chair", "secretary")]

    assert (rows[-1], sum(number for number, _apart in rows[:-1]), withdrawn) == ([117, 2], 117, 1)
    assert (kept.words["text"], kept.withdrawn_on) == ("Words 117", today())
    assert "One message was withdrawn." in page
    kind = "released_message.withdrawn"
    assert nation.recipients(kind) == sorted([network.reader.name, *organisers])
    assert str(named(kind).says) == "One released message has been withdrawn"
    assert client.get(kept.get_absolute_url()).content.decode().count("Words 117") == 0
    printed = " ".join(page_of(network.national_topic, "OFFICIAL").split())
    assert "119 messages that groups agreed and released stand on" in printed
    assert (printed.count("<article"), "Words 117" in printed) == (119, False)
    assert f"NAT-2026-R117, withdrawn on {today():%-d %B %Y}" in printed


def test_c_t2_a_reader_of_a_national_body_meets_no_local_word(network):
    """Neither by the address of the topic, nor by search for a name or for what members wrote."""
    nation.taking_part(network, "SOL")
    local, member = network.local["SOL"], network.of["SOL"]["member"]
    message = nation.agreed(local, "Tell people before: marigold")
    write_post(actor=member, topic=local, space="members", body="Our worry is shop cameras: zinnia")
    nation.released(network, "SOL", *nation.offered(network, "SOL", message))
    run_due_jobs()
    reader, chair = (
        sign_in(Client(raise_request_exception=False), person, fresh=True)
        for person in (network.reader, nation.chair(network, "SOL"))
    )
    addresses = [
        local.get_absolute_url(),
        message.get_absolute_url(),
        network.asked["SOL"].get_absolute_url(),
        reverse("network:release", args=[network.asked["SOL"].pk]),
        reverse("network:offer-withdraw", args=[MessageOffer.objects.get().pk]),
        reverse("accounts:group-people", args=[local.group_id]),
        reverse("stream", args=[f"topic.{local.pk}.members"]) + "?after=0",
    ]
    hits = {
        word: [(hit.kind, hit.row) for hit in find(nation.afresh(network.reader), [word])]
        for word in ("Memberson", "zinnia", "marigold")
    }

    assert {chair.get(address).status_code for address in addresses} == {200}
    assert {reader.get(address).status_code for address in addresses} == {404}
    assert (hits["Memberson"], hits["zinnia"]) == ([], [])
    assert sorted(kind for kind, _row in hits["marigold"]) == [
        "national_topic",
        "released_message",
    ]
    assert [hit.kind for hit in find(nation.afresh(member), ["zinnia"])] == ["post"]
