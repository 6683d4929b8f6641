"""What is wrong with a national topic is put right before it goes out, and its last day later."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from core.audit.models import Record
from core.clock import today
from core.jobs import run_due_jobs
from core.notices.models import Notice
from deliberation.actions import change_topic
from deliberation.models import TopicVersion
from network import actions
from network.models import AskedForce, NationalTopic
from tests.network import nation
from tests.refusals import refusal
from tests.signing_in import sign_in


def in_days(number):
    return today() + timedelta(days=number)


def move(world, days):
    actions.change_window(
        actor=nation.chair(world),
        national_topic=nation.afresh(world.national_topic),
        closes_on=in_days(days),
    )


def decide(topic, actor, days):
    """Give a topic another day of decision."""
    topic = nation.afresh(topic)
    fields = {"title": topic.title, "ask": topic.ask, "after": topic.version}
    return change_topic(actor=actor, topic=topic, **fields, decision_due=in_days(days))


def boxes(name, day):
    return {f"{name}_{part}": getattr(day, part) for part in ("day", "month", "year")}


def test_a_draft_is_put_right_and_what_is_out_only_gets_more_time(network):
    nation.drafted(network, days=30)
    nora, national_topic = nation.chair(network), network.national_topic
    move(network, 20)
    actions.remove_asked(actor=nora, asked=network.asked["UPL"])
    ask_again = {"national_topic": national_topic, "forces": [network.force["UPL"]]}
    actions.ask_force(actor=nora, **ask_again)
    actions.remove_asked(actor=nora, asked=network.asked["FEN"])
    actions.open_national_topic(actor=nora, national_topic=nation.afresh(national_topic))
    change = {"actor": nora, "national_topic": nation.afresh(national_topic)}
    sentences = [
        refusal(actions.remove_asked, actor=nora, asked=nation.afresh(network.asked["SOL"])),
        refusal(actions.change_window, **change, closes_on=in_days(20)),
        refusal(actions.change_window, **change, closes_on=in_days(91)),
    ]
    move(network, 21)
    with nation.after(22):
        refusal_text = refusal(actions.change_window, **change, closes_on=in_days(30))

    assert sentences == [
        "This is no draft any more.",
        "Groups rely on the last day: it only moves later.",
        "The last day must not be after the decision.",
    ]
    assert refusal_text == "The last day is over: it cannot be moved any more."
    assert nation.afresh(national_topic).closes_on == in_days(21)
    assert sorted(row.force.code for row in national_topic.asked.all()) == ["RWP", "SOL", "UPL"]


def test_the_day_of_a_group_follows_unless_the_group_has_moved_it(network):
    """By itself: its record and its earlier versions name nobody of the network."""
    nation.opened(network, days=30)
    own = {
        code: actions.accept_asked(actor=nation.chair(network, code), asked=network.asked[code])
        for code in ("SOL", "UPL")
    }
    declined = {"actor": nation.chair(network, "FEN"), "asked": network.asked["FEN"]}
    actions.decline_asked(**declined, reason="No time")
    decide(own["UPL"], nation.chair(network, "UPL"), 25)
    run_due_jobs()
    Notice.objects.all().delete()
    move(network, 40)
    run_due_jobs()
    moved = Record.objects.filter(event="topic.changed", group_id=network.lead["SOL"].pk)
    versions = TopicVersion.objects.filter(topic=own["SOL"]).values_list(
        "decision_due", "written_by__name"
    )

    assert nation.afresh(own["SOL"]).decision_due == in_days(40)
    assert nation.afresh(own["UPL"]).decision_due == in_days(25)
    assert list(moved.values_list("actor", flat=True)) == [None]
    assert list(versions) == [(in_days(30), "Sol Chairson"), (in_days(40), None)]
    assert nation.recipients("national_topic.window_changed") == sorted(
        network.of[code][role].name
        for code in ("SOL", "UPL", "RWP")
        for role in ("chair", "secretary")
    )
    page = sign_in(Client(), nation.chair(network, "SOL")).get(
        reverse("deliberation:topic-versions", args=[own["SOL"].pk])
    )
    assert "when whoever asks moved the day" in page.content.decode()


def test_the_decision_does_not_come_before_the_last_day_of_the_groups(network):
    """In words at the field; once it is over the network decides when it likes."""
    nation.opened(network, days=30)
    nora, topic = nation.chair(network), network.topic
    fields = {"title": topic.title, "ask": topic.ask, "marking": topic.marking, "after": 1}
    page = sign_in(Client(), nora).post(
        reverse("deliberation:topic-change", args=[topic.pk]),
        {**fields, **boxes("decision_due", in_days(29))},
    )
    sentence = refusal(decide, topic=topic, actor=nora, days=29)
    decide(topic, nora, 30)
    actions.close_national_topic(actor=nora, national_topic=network.national_topic)
    decide(topic, nora, 10)

    assert page.status_code == 422
    [words] = page.context["form"].errors["decision_due"]
    assert sentence == f"{words}."
    assert sentence.startswith("Other groups have until ")
    assert nation.afresh(topic).decision_due == in_days(10)


def test_a_topic_that_was_cancelled_is_put_again_and_each_keeps_its_sums(network):
    nation.opened(network)
    actions.accept_asked(actor=nation.chair(network, "SOL"), asked=network.asked["SOL"])
    cancelled = network.national_topic
    nora = nation.chair(network)
    put = {"actor": nora, "topic": network.topic, "closes_on": in_days(40)}
    too_early = refusal(actions.draft_national_topic, **put)
    actions.cancel_national_topic(actor=nora, national_topic=cancelled)
    nation.opened(network)

    assert too_early == "This topic is a national topic already."
    assert nation.counts(cancelled)["force"] == {
        "asked": 3, "accepted": 1, "declined": 0, "waiting": 0, "silent": 2,
    }  # fmt: skip
    assert nation.counts(network.national_topic)["force"] == {
        "asked": 3, "accepted": 0, "declined": 0, "waiting": 3, "silent": 0,
    }  # fmt: skip
    assert AskedForce.objects.count() == 8
    with pytest.raises(IntegrityError), transaction.atomic():
        NationalTopic.objects.create(topic=network.topic, closes_on=today())
