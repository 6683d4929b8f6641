"""Statements are their author's: others sign them, nobody else changes, hides or reorders them."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import LegalHold
from core.audit.models import Record
from core.policy import ChangedMeanwhile, Refused
from deliberation import actions, advice
from deliberation.models import Entitlement, KeyMessage, MinorityStatement, StatementSignature
from iag_portal.pages.records import lines, records_for
from tests.deliberation.conftest import NAMES
from tests.deliberation.pages import page, post, words
from tests.deliberation.rounds import decided
from tests.factories import KeyMessageFactory

State = KeyMessage.State
HALF_SHUT = "Three days is a door half shut"


@pytest.fixture
def agreed(people, topic):
    """Agreed by the chair; the vice-chair and the member objected."""
    sides = {"chair": "support", "vice_chair": "object", "member": "object"}
    return decided(people, KeyMessageFactory(topic=topic), State.AGREED, **sides)


@pytest.fixture
def statement(people, agreed):
    return actions.write_minority_statement(actor=people.member, key_message=agreed, text=HALF_SHUT)


def sign(person, statement, version=1):
    return actions.sign_minority_statement(actor=person, statement=statement, version=version)


def kept():
    return list(MinorityStatement.objects.values_list("text", "version", "signers"))


def test_who_dissented_too_signs_it_and_takes_that_back(people, statement):
    sign(people.vice_chair, statement)
    signed = kept()
    actions.withdraw_signature(actor=people.vice_chair, statement=statement)

    assert (signed, kept()) == ([(HALF_SHUT, 1, 2)], [(HALF_SHUT, 1, 1)])
    events = Record.objects.filter(event__startswith="minority_statement.").order_by("number")
    assert [record.event.partition(".")[2] for record in events] == [
        "written",
        "signed",
        "unsigned",
    ]


@pytest.mark.parametrize(
    ("role", "reason"),
    [
        ("chair", "You took the other side"),
        ("member", "You wrote this statement"),
        ("secretary", "Only members of the group advise"),
        ("police_lead", "Only members of the group advise"),
        ("observer", "Only members of the group advise"),
    ],
)
def test_nobody_else_signs(people, statement, role, reason):
    with pytest.raises(Refused, match=reason):
        sign(getattr(people, role), statement)

    assert StatementSignature.objects.count() == 0


def test_nobody_signs_twice(people, statement):
    sign(people.vice_chair, statement)

    with pytest.raises(Refused, match="You have signed this statement"):
        sign(people.vice_chair, statement)
    with pytest.raises(IntegrityError), transaction.atomic():
        StatementSignature.objects.create(statement=statement, user=people.vice_chair)
    assert kept() == [(HALF_SHUT, 1, 2)]


def test_its_author_changes_it_and_nobody_stands_for_words_they_did_not_sign(people, statement):
    sign(people.vice_chair, statement)
    actions.change_minority_statement(
        actor=people.member, statement=statement, text="Keep five days", after=1
    )

    assert kept() == [("Keep five days", 2, 1)]
    assert StatementSignature.objects.count() == 0


def test_who_read_the_earlier_words_does_not_sign_the_new_ones(people, statement):
    actions.change_minority_statement(
        actor=people.member, statement=statement, text="Keep five days", after=1
    )
    with pytest.raises(ChangedMeanwhile):
        sign(people.vice_chair, statement, version=1)

    answer = post(people.vice_chair, "statement-sign", statement.pk, version=1)
    assert (answer.status_code, "Keep five days" in words(answer)) == (409, True)
    assert kept() == [("Keep five days", 2, 1)]


def test_two_windows_of_its_author_do_not_overwrite_each_other(people, statement):
    post(people.member, "statement-change", statement.pk, text="Keep five days", after=1)
    second = post(people.member, "statement-change", statement.pk, text="Keep six days", after=1)

    assert second.status_code == 409
    assert "Keep six days" in second.content.decode()
    assert kept() == [("Keep five days", 2, 1)]


def test_its_author_withdraws_it_with_the_signatures(people, statement):
    sign(people.vice_chair, statement)
    asked = words(page(people.member, "statement-withdraw", statement.pk))
    post(people.member, "statement-withdraw", statement.pk)

    assert HALF_SHUT in asked
    assert (kept(), StatementSignature.objects.count()) == ([], 0)


@pytest.mark.parametrize("role", sorted(set(NAMES) - {"member"}))
def test_nobody_else_changes_or_withdraws_it(people, statement, role):
    person = getattr(people, role)
    for action, more in (
        (actions.change_minority_statement, {"text": "Two days will do", "after": 1}),
        (actions.withdraw_minority_statement, {}),
    ):
        with pytest.raises(Refused, match="Only the person who wrote this statement"):
            action(actor=person, statement=statement, **more)

    assert kept() == [(HALF_SHUT, 1, 1)]


@pytest.mark.parametrize("state", [State.SENT_INSIDE, State.SENT])
def test_what_was_sent_stands(people, agreed, statement, state):
    sign(people.vice_chair, statement)
    KeyMessage.objects.filter(pk=agreed.pk).update(
        state=state, sent_at="2026-04-02T12:00Z", response_due="2026-04-30"
    )
    changing = {"text": "Keep five days", "after": 1}
    for action, actor, more in (
        (actions.change_minority_statement, people.member, changing),
        (actions.withdraw_minority_statement, people.member, {}),
        (actions.withdraw_signature, people.vice_chair, {}),
    ):
        with pytest.raises(Refused, match="before the message is sent"):
            action(actor=actor, statement=statement, **more)

    assert kept() == [(HALF_SHUT, 1, 2)]


def test_under_a_legal_hold_nothing_of_it_goes(people, topic, statement):
    sign(people.vice_chair, statement)
    LegalHold.objects.begin(topic, topic.group_id, people.chair, "An inquest")
    for action, actor, more in (
        (actions.change_minority_statement, people.member, {"text": "Other", "after": 1}),
        (actions.withdraw_minority_statement, people.member, {}),
        (actions.withdraw_signature, people.vice_chair, {}),
    ):
        with pytest.raises(Refused, match="legal hold"):
            action(actor=actor, statement=statement, **more)

    assert kept() == [(HALF_SHUT, 1, 2)]


def test_they_stand_in_the_order_in_which_they_were_written(people, agreed, statement):
    actions.write_minority_statement(actor=people.vice_chair, key_message=agreed, text="Another")
    sign(people.member, MinorityStatement.objects.get(text="Another"))
    actions.change_minority_statement(
        actor=people.member, statement=statement, text="First, in other words", after=1
    )

    assert [statement.text for statement in agreed.statements.all()] == [
        "First, in other words",
        "Another",
    ]


def test_a_statement_that_nobody_stands_for_cannot_be_kept(statement):
    with pytest.raises(IntegrityError), transaction.atomic():
        MinorityStatement.objects.update(signers=0)


def test_readers_read_how_many_signed_and_no_names(people, statement):
    alone = words(page(people.police_lead, "key-message", statement.key_message_id))
    sign(people.vice_chair, statement)
    together = page(people.police_lead, "key-message", statement.key_message_id)

    assert f"Minority statement {HALF_SHUT}" in alone
    assert f"Minority statement Signed by 2 members {HALF_SHUT}" in words(together)
    names = (NAMES["member"], NAMES["vice_chair"])
    assert [name for name in names if name in together.content.decode()] == []


def test_the_number_travels_with_the_words(people, agreed, statement):
    def views():
        message = advice.drawn(KeyMessage.objects.get(pk=agreed.pk))
        return [(advice.view_name(entry), entry["text"]) for entry in message["statements"]]

    alone = views()
    sign(people.vice_chair, statement)

    assert alone == [("Minority view", [HALF_SHUT])]
    assert views() == [("Minority view, signed by 2 members", [HALF_SHUT])]


def test_the_page_offers_each_person_what_they_can_do(people, statement):
    sign(people.vice_chair, statement)
    offers = (
        "Change my statement",
        "Withdraw my statement",
        "Sign this statement",
        "Withdraw my signature",
    )

    def offered(role):
        text = words(page(getattr(people, role), "key-message", statement.key_message_id))
        return [offer for offer in offers if offer in text]

    assert {role: offered(role) for role in ("member", "vice_chair", "chair", "secretary")} == {
        "member": ["Change my statement", "Withdraw my statement"],
        "vice_chair": ["Withdraw my signature"],
        "chair": [],
        "secretary": [],
    }


def test_who_declared_an_interest_since_withdraws_their_words_and_changes_none(people, statement):
    asked = Entitlement.objects.filter(round__key_message=statement.key_message)
    asked.filter(user=people.member).update(recused=True, reason="Her sister works there")
    text = words(page(people.member, "key-message", statement.key_message_id))
    with pytest.raises(Refused, match="declared an interest"):
        actions.change_minority_statement(
            actor=people.member, statement=statement, text="Other", after=1
        )
    before = kept()
    actions.withdraw_minority_statement(actor=people.member, statement=statement)

    assert ("Change my statement" in text, "Withdraw my statement" in text) == (False, True)
    assert (before, kept()) == ([(HALF_SHUT, 1, 1)], [])


@pytest.mark.parametrize(
    ("role", "name"), [("member", "statement-change"), ("vice_chair", "statement-sign")]
)
def test_its_pages_lead_back_to_the_message(people, statement, role, name):
    html = page(getattr(people, role), name, statement.pk).content.decode()

    assert html.count(f'href="{statement.key_message.get_absolute_url()}"') == 2  # and Cancel


def test_who_may_not_know_of_the_message_knows_of_no_statement(people, statement):
    names = ("statement-change", "statement-withdraw", "statement-sign", "signature-withdraw")

    assert [page(people.stranger, name, statement.pk).status_code for name in names] == [404] * 4


def test_the_secretary_reads_that_it_was_signed_and_not_by_whom(people, statement):
    sign(people.vice_chair, statement)

    def who(person):
        record_lines = lines(records_for(person, people.group), person, people.group)
        return [
            line.who for line in record_lines if line.record.event == "minority_statement.signed"
        ]

    assert (who(people.secretary), who(people.chair)) == (["Somebody"], [NAMES["vice_chair"]])
