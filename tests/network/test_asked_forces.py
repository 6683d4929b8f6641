"""Asking forces, and what a lead group answers: who may, until when, and who is told."""

from datetime import timedelta

import pytest

from accounts.models import AdvisoryGroup, LegalHold
from core import clock
from core.audit.models import Record
from core.clock import now
from core.jobs import run_due_jobs
from core.rights.retention import run
from core.search.models import Document
from deliberation.models import Topic
from network import actions
from network.jobs import remind_of_asks
from network.models import AskedForce, NationalTopic, ReleasedMessage
from tests.network import nation
from tests.refusals import refusal


def test_the_whole_list_is_asked_or_chosen_forces_each_of_them_once(network):
    nation.drafted(network)
    again = refusal(
        actions.ask_force,
        actor=nation.chair(network),
        national_topic=network.national_topic,
        forces=[network.force["SOL"]],
    )
    rows = list(
        AskedForce.objects.order_by("force__code").values_list("force__code", "group__code")
    )

    assert rows == [("FEN", "FEN"), ("RWP", "RWP"), ("SOL", "SOL"), ("UPL", "UPL")]
    assert again == "Choose forces that are not asked yet."


def test_nobody_is_asked_what_they_cannot_read(network):
    """They would be told of nothing, and be silent in the figures once it is OFFICIAL again."""
    nation.opened(network)
    network.national_topic.asked.filter(force=network.force["SOL"]).delete()
    Topic.objects.filter(pk=network.topic.pk).update(marking="official_sensitive")
    sentence = refusal(
        actions.ask_force,
        actor=nation.chair(network),
        national_topic=nation.afresh(network.national_topic),
        forces=[network.force["SOL"]],
    )

    assert sentence == (
        "Only a topic that is OFFICIAL, for the whole group, and opens without accepting its"
        " handling first is put to other groups."
    )


@pytest.mark.parametrize("change", [{"lead_group": None}, {"left_on": clock.today}])
def test_a_force_without_a_lead_group_or_that_has_left_is_not_asked(network, change):
    fields = {name: value() if callable(value) else value for name, value in change.items()}
    type(network.force["SOL"]).objects.filter(pk=network.force["SOL"].pk).update(**fields)

    assert refusal(nation.drafted, world=network) == "Choose forces that are not asked yet."


def test_groups_are_told_when_it_is_opened_and_the_network_when_they_answer(network):
    nation.drafted(network)
    run_due_jobs()
    before = nation.recipients("asked_force.asked")
    actions.open_national_topic(actor=nation.chair(network), national_topic=network.national_topic)
    run_due_jobs()
    actions.accept_asked(actor=nation.chair(network, "SOL"), asked=network.asked["SOL"])
    actions.decline_asked(
        actor=network.of["UPL"]["secretary"], asked=network.asked["UPL"], reason="No time"
    )
    run_due_jobs()

    assert before == [], "a draft is nobody's business yet"
    assert nation.recipients("national_topic.opened") == sorted(
        people[role].name for people in network.of.values() for role in ("chair", "secretary")
    )
    organisers = ["Nora Chairson", "Nora Secretaryson"]
    assert nation.recipients("asked_force.accepted") == organisers
    assert nation.recipients("asked_force.declined") == organisers


def test_an_answer_is_on_the_record_of_the_group_and_not_on_that_of_the_network(network):
    nation.opened(network)
    actions.accept_asked(actor=nation.chair(network, "SOL"), asked=network.asked["SOL"])
    record = Record.objects.get(event="asked_force.accepted")

    assert record.group_id == network.lead["SOL"].pk
    assert {r.group_id for r in Record.objects.filter(event="asked_force.asked")} == {
        network.host.pk
    }


def test_an_answer_stands_and_nobody_answers_after_the_last_day(network):
    nation.opened(network, days=3)
    sol, upl = network.asked["SOL"], network.asked["UPL"]
    chair = nation.chair(network, "SOL")
    actions.accept_asked(actor=chair, asked=sol)
    twice = refusal(actions.decline_asked, actor=chair, asked=sol, reason="After all not")
    with clock.at(now() + timedelta(days=4)):
        refusal_text = refusal(actions.accept_asked, actor=nation.chair(network, "UPL"), asked=upl)

    assert twice == "Your group has answered already."
    assert refusal_text == "It can no longer be answered: it was closed, or its last day is over."
    assert Topic.objects.exclude(group=network.host).count() == 1


def test_a_reason_names_nobody_of_the_group(network):
    nation.opened(network)
    fields = {"actor": nation.chair(network, "UPL"), "asked": network.asked["UPL"]}
    named = refusal(actions.decline_asked, **fields, reason="Memberson is ill")
    empty = refusal(actions.decline_asked, **fields, reason="")

    assert named == "“Memberson” occurs here. Another group reads this: say it without a name."
    assert empty == "Say why your group does not take part."


def test_a_closed_group_no_longer_takes_part(network):
    nation.opened(network)
    AdvisoryGroup.objects.filter(pk=network.lead["SOL"].pk).update(closed_at=now())
    sentence = refusal(
        actions.accept_asked, actor=nation.chair(network, "SOL"), asked=network.asked["SOL"]
    )

    assert sentence == "This group is closed. Nobody new joins it, and nothing new begins in it."


def test_people_of_a_closed_group_are_neither_told_nor_reminded(network):
    """They could not answer: the group was closed after it was asked."""
    nation.drafted(network, days=3)
    AdvisoryGroup.objects.filter(pk=network.lead["SOL"].pk).update(closed_at=now())
    actions.open_national_topic(actor=nation.chair(network), national_topic=network.national_topic)
    run_due_jobs()
    remind_of_asks()
    others = sorted(
        people[role].name
        for code, people in network.of.items()
        for role in ("chair", "secretary")
        if code != "SOL"
    )

    assert nation.recipients("national_topic.opened") == others
    assert nation.recipients("asked_force.closes_soon") == others


def test_who_has_not_answered_is_reminded_a_week_before_and_on_the_last_day(network):
    nation.opened(network, days=8)
    actions.accept_asked(actor=nation.chair(network, "SOL"), asked=network.asked["SOL"])
    start, numbers = now(), {}
    for day in (0, 1, 2, 8, 9):
        with clock.at(start + timedelta(days=day)):
            remind_of_asks()
        kinds = ("asked_force.closes_soon", "asked_force.last_day")
        numbers[day] = [len(nation.recipients(kind)) for kind in kinds]

    assert numbers == {0: [0, 0], 1: [6, 0], 2: [6, 0], 8: [6, 6], 9: [6, 6]}


def test_it_goes_seven_years_after_its_end_and_no_hold_of_a_group_that_took_part(network):
    """The topic of the network stays as long; that of the group may go before."""
    nation.opened(network)
    local = actions.accept_asked(actor=nation.chair(network, "SOL"), asked=network.asked["SOL"])
    actions.close_national_topic(actor=nation.chair(network), national_topic=network.national_topic)
    Topic.objects.update(state="closed")
    hold = LegalHold.objects.begin(local, local.group_id, network.of["SOL"]["chair"], "An inquest")
    days, left = 366 * 8, []
    with clock.at(now() + timedelta(days=days)):
        run(apply=True)
        left.append((NationalTopic.objects.count(), Topic.objects.count()))
        LegalHold.objects.filter(pk=hold.pk).delete()
        run(apply=True)
        left.append(
            (NationalTopic.objects.count(), AskedForce.objects.count(), Topic.objects.count())
        )

    assert left == [(1, 2), (0, 0, 0)]


def test_the_topic_of_a_group_can_go_before_the_national_topic(network):
    nation.opened(network)
    local = actions.accept_asked(actor=nation.chair(network, "SOL"), asked=network.asked["SOL"])
    Topic.objects.update(state="closed")
    LegalHold.objects.begin(network.topic, network.host.pk, nation.chair(network), "An inquest")
    with clock.at(now() + timedelta(days=366 * 8)):
        run(apply=True)

    assert list(Topic.objects.all()) == [network.topic], "a held national topic keeps its own"
    assert nation.afresh(network.asked["SOL"]).topic is None
    assert not Topic.objects.filter(pk=local.pk).exists()


@pytest.mark.parametrize("world", [nation.drafted, nation.opened])
def test_what_nobody_closed_goes_seven_years_after_its_last_day(network, world):
    """With its topic, and with the reasons: nobody could answer any more, so nobody came back."""
    world(network, days=30)
    Topic.objects.update(state="closed")
    left = []
    for days in (365 * 7, 366 * 7 + 30, 366 * 8):
        with clock.at(now() + timedelta(days=days)):
            run(apply=True)
        left.append((NationalTopic.objects.count(), AskedForce.objects.count()))

    assert left == [(1, 4), (0, 0), (0, 0)]
    assert list(Topic.objects.all()) == []


def test_what_was_released_for_it_leaves_search_with_it(network):
    nation.taking_part(network, "SOL", "UPL")
    nation.out(network, "SOL", "Put it on the app: marigold")
    there = Document.objects.filter(kind="released_message").count()
    with clock.at(now() + timedelta(days=366 * 8)):
        run(apply=True)

    assert (there, ReleasedMessage.objects.count()) == (1, 0)
    assert not Document.objects.filter(kind="released_message").exists()
