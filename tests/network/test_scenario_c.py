"""The national topic of the scenario: what has to hold of it, by the numbers that the scenario gives."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import AdvisoryGroup
from core import clock
from core.clock import now, today
from core.policy import Refused, may
from meetings.actions import open_meeting
from network import actions
from network.models import AskedForce, NationalTopic, NetworkForce
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
