"""Pages of rounds: one position each, counted once, shown to whom it may be shown."""

import re

import pytest

from accounts.models import AdvisoryGroup
from core.audit.models import Record
from core.marking import Marking
from deliberation import actions
from deliberation.models import (
    AgreementRound,
    Choice,
    Position,
    Topic,
)
from tests.deliberation.conftest import REASON
from tests.deliberation.pages import page, post, url, words
from tests.deliberation.rounds import close, open_round, settled, take
from tests.factories import KeyMessageFactory, MembershipFactory, UserFactory
from tests.signing_in import signed_in

GUESTS = ("police_lead", "observer")
OUTSIDE = ("officer", "interpreter", "stranger", "administrator")


def test_a_round_outside_a_meeting_asks_every_member_of_the_group(people, message, more_members):
    text = words(page(people.chair, "round-open", message.pk))
    post(people.chair, "round-open", message.pk)

    asked = set(AgreementRound.objects.get().entitlements.values_list("user", flat=True))
    expected = {people.chair, people.vice_chair, people.member, *more_members}
    assert "12 members are asked about this wording. At least 4 must answer." in text
    assert asked == {user.pk for user in expected}


def test_the_round_keeps_the_quorum_that_the_page_promised(people, message, more_members):
    """A suspended member cannot vote, so they are not counted as a voting member."""
    suspended = UserFactory(name="Susan Oxborrow", is_active=False)
    MembershipFactory(user=suspended, group=people.group)

    text = words(page(people.chair, "round-open", message.pk))
    post(people.chair, "round-open", message.pk)

    agreement_round = AgreementRound.objects.get()
    assert "12 members are asked about this wording. At least 4 must answer." in text
    assert (agreement_round.quorum, agreement_round.entitlements.count()) == (4, 12)


def test_a_group_with_a_quorum_of_its_own_promises_and_keeps_that(people, message, more_members):
    AdvisoryGroup.objects.filter(pk=people.group.pk).update(quorum=6)

    text = words(page(people.chair, "round-open", message.pk))
    post(people.chair, "round-open", message.pk)
    AdvisoryGroup.objects.filter(pk=people.group.pk).update(quorum=3)

    assert "12 members are asked about this wording. At least 6 must answer." in text
    assert AgreementRound.objects.get().quorum == 6


def test_a_position_is_taken_and_changed_without_scripts(people, agreement_round):
    address = url("key-message", agreement_round.key_message_id)
    first = post(people.member, "position-take", agreement_round.pk, choice="support")
    post(people.member, "position-take", agreement_round.pk, choice="object", reason=REASON)

    position = Position.objects.get()
    assert first.url == address
    assert (position.user, position.choice, position.reason) == (people.member, "object", REASON)


def test_with_htmx_the_form_alone_is_answered(people, agreement_round):
    client = signed_in(people.member)
    address = url("position-take", agreement_round.pk)

    form = client.get(address, headers={"HX-Request": "true"})
    saved = client.post(address, {"choice": "live_with"}, headers={"HX-Request": "true"})

    root = rf'<div\s+id="position-{agreement_round.pk}"'
    for response in (form, saved):
        assert response.status_code == 200
        assert re.match(root, response.content.decode().strip())
    assert "Your position: <strong>I can live with it</strong>." in saved.content.decode()
    counted = rf'<div id="answers-{agreement_round.pk}"[^>]* hx-swap-oob="true">'
    assert re.search(counted, saved.content.decode())  # on the page above the form
    numbers = AgreementRound.objects.with_numbers().get(pk=agreement_round.pk)
    assert f"1 of {numbers.asked_count}" in saved.content.decode()
    assert not re.search(counted, form.content.decode())


def test_a_missing_reason_keeps_the_choice(people, agreement_round):
    response = post(people.member, "position-take", agreement_round.pk, choice="object")

    assert response.status_code == 422
    assert "Say in a few words why" in words(response)
    assert re.search(r'value="object"[^>]*checked', response.content.decode())
    assert Position.objects.count() == 0


def test_after_the_close_the_form_gives_way_to_the_outcome_and_tells_no_guest_of_interests(
    people, message, more_members
):
    voting = (people.chair, people.vice_chair, people.member, more_members[0])
    asked = [actions.Asked(user) for user in voting]
    last = open_round(people, message, [*asked, actions.Asked(more_members[1], recusal="Mine")])
    for user in voting:
        take(user, last)
    during = words(page(people.member, "position-take", last.pk))
    close(people, last)

    assert "1 person declared an interest" in during
    for role in ("member", "police_lead"):
        after = words(page(getattr(people, role), "position-take", last.pk))
        assert "unanimous" in after
        assert "declared an interest" not in after
        assert "Positions are shown when the chair closes the round" not in after


def test_after_a_position_the_person_comes_back_to_where_they_were(people, agreement_round):
    args = {"choice": "support", "next": "/meetings/7/live/"}
    assert post(people.member, "position-take", agreement_round.pk, **args).url == (
        "/meetings/7/live/"
    )
    args["next"] = "//evil.example/"
    assert post(people.member, "position-take", agreement_round.pk, **args).url == url(
        "key-message", agreement_round.key_message_id
    )


def test_a_position_after_the_close_is_refused_and_recorded(people, agreement_round):
    actions.close_agreement_round(actor=people.chair, agreement_round=agreement_round)

    response = post(people.member, "position-take", agreement_round.pk, choice="support")

    assert response.status_code == 403
    assert "This round is not open." in words(response)
    assert Record.objects.get(event="refused").facts["permission"] == "deliberation.take_position"
    assert Position.objects.count() == 0


def test_a_recused_member_sees_why_there_is_no_form(people, message):
    asked = [actions.Asked(people.chair), actions.Asked(people.member, recusal="Bus company")]
    agreement_round = actions.open_agreement_round(
        actor=people.chair, key_message=message, asked=asked
    )

    response = page(people.member, "key-message", message.pk)

    assert "You declared an interest, so you take no position on this." in words(response)
    assert url("position-take", agreement_round.pk) not in response.content.decode()


@pytest.mark.parametrize("role", [*GUESTS, *OUTSIDE])
def test_a_round_is_not_there_for_others(people, agreement_round, role):
    for name in ("position-take", "position-record", "round-close", "round-positions"):
        assert page(getattr(people, role), name, agreement_round.pk).status_code == 404


def test_the_secretary_records_a_position(people, agreement_round):
    """The member reads by which way they told it, changes it while they can, and reads it after."""
    fields = {"user": people.member.pk, "via": "telephone", "choice": "support", "reason": ""}
    message = agreement_round.key_message_id
    response = post(people.secretary, "position-record", agreement_round.pk, **fields)

    position = Position.objects.get()
    assert response.url == url("key-message", message)
    assert (position.user, position.recorded_by) == (people.member, people.secretary)
    by = "The secretary wrote it down; you told them by telephone."
    now = words(page(people.member, "key-message", message))
    assert (
        f"Your position: I support it . {by} Confirm that this is right Change my position" in now
    )
    assert "You can change it until the round closes." in now
    assert by in words(page(people.member, "position-take", agreement_round.pk))

    close(people, agreement_round)
    after = words(page(people.member, "key-message", message))
    assert f"Your position was: I support it . {by}" in after


def test_the_secretary_is_told_plainly_that_somebody_has_answered_themselves(
    people, agreement_round
):
    take(people.member, agreement_round, Choice.OBJECT, REASON)
    fields = {"user": people.member.pk, "via": "telephone", "choice": "support", "reason": ""}

    response = post(people.secretary, "position-record", agreement_round.pk, **fields)

    assert "They have taken a position themselves. Only they can change it." in words(response)
    assert REASON not in response.content.decode()
    assert Position.objects.get().choice == "object"
    assert Record.objects.get(event="refused").facts == {
        "permission": "",
        "thing": f"agreementround.{agreement_round.pk}",
        "page": "deliberation:position-record",
        "topic_id": agreement_round.topic_id,
    }


def test_the_secretary_records_for_those_who_are_asked_only(people, agreement_round):
    content = page(people.secretary, "position-record", agreement_round.pk).content.decode()
    offered = set(map(int, re.findall(r'<option value="(\d+)"', content)))

    assert offered == {people.chair.pk, people.vice_chair.pk, people.member.pk}


def test_closing_says_how_many_have_answered(people, agreement_round):
    actions.take_position(
        actor=people.member, agreement_round=agreement_round, choice=Choice.SUPPORT
    )
    text = words(page(people.chair, "round-close", agreement_round.pk))
    post(people.chair, "round-close", agreement_round.pk)
    agreement_round.refresh_from_db()

    assert "1 of 3 have answered. Nobody can answer afterwards" in text
    assert agreement_round.outcome == "not_quorate"


def test_every_page_of_a_sensitive_topic_has_its_banner_above_and_below(people, topic, closed):
    """Also the lists, the questions that are asked once more, and the forms."""
    Topic.objects.update(marking=Marking.OFFICIAL_SENSITIVE)
    message = KeyMessageFactory(topic=topic)
    asked = [actions.Asked(people.chair)]
    agreement_round = actions.open_agreement_round(
        actor=people.chair, key_message=message, asked=asked
    )
    on_a_topic = ("topic", "topic-members", "topic-guests", "topic-close", "key-message-new")
    on_a_message = ("key-message", "wording-new", "key-message-withdraw")
    client, dissenting = signed_in(people.chair), signed_in(people.member)
    addresses = [
        *(url(name, topic.pk) for name in on_a_topic),
        *(url(name, message.pk) for name in on_a_message),
        *(url(name, agreement_round.pk) for name in ("position-take", "round-close")),
        url("round-positions", settled(closed).pk),
        url("guest-invite", topic.pk, people.officer.pk),
    ]

    statement = url("statement-new", closed.key_message_id)
    for browser, address in [
        *((client, address) for address in addresses),
        (dissenting, statement),
    ]:
        response = browser.get(address)
        assert response.status_code == 200, address
        assert response.content.decode().count("app-marking--sensitive") == 2, address


@pytest.mark.parametrize("role", GUESTS)
def test_guests_find_no_earlier_round_and_so_no_draft(people, message, agreement_round, role):
    """Counting up the numbers of rounds; the members find each."""
    members = (people.chair, people.vice_chair, people.member)
    actions.change_wording(actor=people.member, key_message=message, text="As agreed", after=2)
    last = open_round(people, message, [actions.Asked(user) for user in members])
    for user in members:
        take(user, last)
    close(people, last)

    pages = [
        page(getattr(people, role), "position-take", asked_round.pk)
        for asked_round in (agreement_round, last)
    ]
    assert [answer.status_code for answer in pages] == [404, 200]
    assert "Keep a telephone line" in words(
        page(people.member, "position-take", agreement_round.pk)
    )
