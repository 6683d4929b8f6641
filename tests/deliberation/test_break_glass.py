"""Break-glass: two people, a reason, an end; the chair knows at once and can end it."""

import pytest
from django.db import IntegrityError, transaction

from core.audit.models import Record
from core.policy import Refused
from deliberation import actions
from deliberation.models import BreakGlass
from iag_portal.pages.records import records_for
from tests.deliberation.conftest import MEMBERS_WORDS, SHARED_WORDS
from tests.deliberation.glasses import WHY, ask, look
from tests.deliberation.pages import NOWHERE, page, url, words
from tests.signing_in import signed_in

State = BreakGlass.State


# --- Two people --------------------------------------------------------------------------


def test_asking_opens_nothing(people, topic):
    glass = ask(people, topic)
    answer = look(people.administrator, glass)

    assert (answer.status_code, MEMBERS_WORDS in answer.content.decode()) == (403, False)
    assert BreakGlass.objects.get().looks == 0


def test_one_person_alone_never_confirms(people, topic):
    glass = ask(people, topic)

    with pytest.raises(Refused, match="One person alone never breaks the glass"):
        actions.confirm_break_glass(actor=people.administrator, glass=glass)
    client = signed_in(people.administrator, fresh=True)
    assert client.post(url("break-glass-confirm", glass.pk)).status_code == 403
    assert BreakGlass.objects.get().state == State.ASKED
    assert MEMBERS_WORDS not in look(people.administrator, glass).content.decode()


@pytest.mark.parametrize("there", [True, False])
def test_being_refused_does_not_tell_whether_there_is_such_a_topic(people, topic, there):
    """A refusal that went to the record of the group would be missing in the installation's."""
    glass = ask(people, topic if there else NOWHERE)
    signed_in(people.administrator, fresh=True).post(url("break-glass-confirm", glass.pk))

    records = records_for(people.administrator, None).exclude(event__startswith="session.")
    assert [record.event for record in records] == ["refused", "break_glass.asked"]


@pytest.mark.parametrize(
    ("role", "action"), [("chair", "confirm"), ("chair", "end"), ("member", "withdraw"), ("secretary", "end")]
)  # fmt: skip
def test_whoever_of_the_group_is_refused_or_turns_it_down_is_not_named_to_who_asked(
    people, topic, role, action
):
    """A name from the group in the installation's record would tell that there is the topic."""
    glass = ask(people, topic)
    who = getattr(people, role)
    refused = signed_in(who, fresh=True).post(url(f"break-glass-{action}", glass.pk))
    signed_in(people.secretary, fresh=True).post(url("break-glass-withdraw", glass.pk))
    records = records_for(people.administrator, None).exclude(event__startswith="session.")
    inside = records_for(people.chair, topic.group).filter(facts__topic_id=topic.pk)

    assert refused.status_code == 403
    assert [record.event for record in records] == ["break_glass.asked"]
    assert {record.actor for record in records} == {people.administrator}
    assert [(record.event, record.actor) for record in inside[:2]] == [
        ("break_glass.withdrawn", people.secretary),
        ("refused", who),
    ]


def test_the_database_itself_refuses_one_person(people, topic):
    glass = ask(people, topic)

    with pytest.raises(IntegrityError), transaction.atomic():
        BreakGlass.objects.filter(pk=glass.pk).update(
            state=State.RUNNING, confirmed_by=people.administrator
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        BreakGlass.objects.filter(pk=glass.pk).update(state=State.RUNNING)


@pytest.mark.parametrize("who", ["second", "secretary"])
def test_another_administrator_or_the_secretary_confirms_with_a_fresh_factor(
    people, topic, second, who
):
    glass = ask(people, topic)
    person = {"second": second, "secretary": people.secretary}[who]
    address = url("break-glass-confirm", glass.pk)

    stale = signed_in(person).post(address)
    before = BreakGlass.objects.get().state
    signed_in(person, fresh=True).post(address)

    assert (stale.status_code, before) == (302, State.ASKED)
    assert "/accounts/2fa/" in stale.url
    assert BreakGlass.objects.get().state == State.RUNNING


@pytest.mark.parametrize("role", ["chair", "member", "police_lead", "stranger"])
def test_nobody_else_confirms(people, topic, role):
    glass = ask(people, topic)

    with pytest.raises(Refused):
        actions.confirm_break_glass(actor=getattr(people, role), glass=glass)
    assert MEMBERS_WORDS not in look(people.administrator, glass).content.decode()


def test_asking_needs_a_fresh_factor_and_is_for_administrators(people, topic):
    fields = {"topic_number": topic.pk, "space": "members", "reason": WHY, "hours": 2}
    address = url("break-glass-new")

    assert signed_in(people.administrator).post(address, fields).status_code == 302
    assert signed_in(people.secretary, fresh=True).post(address, fields).status_code == 404
    assert BreakGlass.objects.count() == 0
    signed_in(people.administrator, fresh=True).post(address, fields)
    assert BreakGlass.objects.get().reason == WHY


@pytest.mark.parametrize(
    ("field", "value"), [("reason", ""), ("hours", 25), ("hours", 0), ("space", "venue")]
)
def test_without_a_reason_or_an_end_within_a_day_nothing_is_asked(people, topic, field, value):
    fields = {"topic_number": topic.pk, "space": "members", "reason": WHY, "hours": 2, field: value}
    answer = signed_in(people.administrator, fresh=True).post(url("break-glass-new"), fields)

    assert (answer.status_code, BreakGlass.objects.count()) == (422, 0)


@pytest.mark.parametrize("hours", [25, 0, -1])
def test_the_action_holds_the_limit_too(people, topic, hours):
    with pytest.raises(Refused, match="an end within 24 hours"):
        ask(people, topic, hours=hours)


def test_whether_there_is_such_a_topic_is_not_told_to_one_person(people, topic):
    client = signed_in(people.administrator)
    there, missing = ask(people, topic), ask(people, NOWHERE)
    pages = [
        client.get(url("break-glass", glass.pk)).content.decode().replace(str(number), "N")
        for glass, number in ((there, topic.pk), (missing, NOWHERE))
    ]

    assert "Harbour front counter" not in pages[0]
    assert "Petunia" not in pages[0]
    assert len(pages[0].split()) == len(pages[1].split())


# --- While it runs -----------------------------------------------------------------------


def test_the_one_person_reads_the_one_space(people, running):
    text = words(look(people.administrator, running))

    assert MEMBERS_WORDS in text
    assert SHARED_WORDS not in text


def test_no_other_page_opens(people, topic, running):
    client = signed_in(people.administrator)
    look(people.administrator, running)
    addresses = [
        url("topic", topic.pk),
        url("topic-members", topic.pk),
        f"/stream/{topic.stream('members')}/?after=0",
        url("topic-audience", topic.pk),
    ]

    assert [client.get(address).status_code for address in addresses] == [404] * 4
    write = client.post(url("post-new", topic.pk, "members"), {"body": "Hello"})
    assert (write.status_code, topic.posts.filter(body="Hello").count()) == (404, 0)
    assert "Harbour" not in client.get(url("topics")).content.decode()


@pytest.mark.parametrize("who", ["second", "chair", "secretary", "police_lead", "stranger"])
def test_nobody_else_reads_through_it(people, second, running, who):
    person = second if who == "second" else getattr(people, who)
    answer = look(person, running)

    assert answer.status_code in (403, 404)
    assert MEMBERS_WORDS not in answer.content.decode()
    assert BreakGlass.objects.get().looks == 0


def test_reading_is_a_post_so_that_no_look_is_unrecorded(people, running):
    client = signed_in(people.administrator)

    assert client.get(url("break-glass-read", running.pk)).status_code == 405
    assert MEMBERS_WORDS not in client.get(url("break-glass", running.pk)).content.decode()


def test_every_look_is_recorded(people, topic, running):
    for _look in range(3):
        look(people.administrator, running)
    records = Record.objects.filter(event="break_glass.used")

    assert [record.facts for record in records] == [
        {"break_glass_id": running.pk, "topic_id": topic.pk}
    ] * 3
    assert {(record.actor_id, record.group_id) for record in records} == {
        (people.administrator.pk, people.group.pk)
    }
    assert "Looks 3" in words(page(people.chair, "break-glass", running.pk))
