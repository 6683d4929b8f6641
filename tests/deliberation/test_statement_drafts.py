"""Both views of what was not agreed: put into words by an organiser, confirmed by who holds them."""

import pytest
from django.db import IntegrityError, transaction

from core.policy import ChangedMeanwhile, Refused
from deliberation import actions
from deliberation.models import KeyMessage, MinorityStatement, StatementDraft
from tests.deliberation.pages import page, post, words
from tests.deliberation.rounds import decided
from tests.factories import KeyMessageFactory

State = KeyMessage.State
WARM = "The library is warm and has a lift"


@pytest.fixture
def unsettled(people, topic):
    """The chair and the vice-chair are for it, the member objects."""
    sides = {"chair": "support", "vice_chair": "live_with", "member": "object"}
    return decided(people, KeyMessageFactory(topic=topic), State.NOT_AGREED, **sides)


@pytest.fixture
def draft(people, unsettled):
    return actions.draft_statement(
        actor=people.secretary, key_message=unsettled, side=MinorityStatement.Side.FOR, text=WARM
    )


def drafts():
    return list(StatementDraft.objects.values_list("side", "text", "version"))


def statements():
    return list(MinorityStatement.objects.values_list("side", "text", "written_by"))


def test_a_draft_becomes_the_statement_of_whoever_confirms_it(people, draft):
    before = statements()
    post(people.vice_chair, "statement-confirm", draft.pk, version=1)

    assert before == []
    assert statements() == [("for", WARM, people.vice_chair.pk)]
    assert drafts() == []


@pytest.mark.parametrize(
    ("role", "reason"),
    [
        ("member", "You took the other side"),
        ("secretary", "Only members of the group advise"),
        ("police_lead", "Only members of the group advise"),
    ],
)
def test_nobody_confirms_a_view_that_they_do_not_hold(people, draft, role, reason):
    with pytest.raises(Refused, match=reason):
        actions.confirm_statement(actor=getattr(people, role), draft=draft, version=1)

    assert (statements(), drafts()) == ([], [("for", WARM, 1)])


def test_who_read_an_earlier_draft_does_not_confirm_a_later_one(people, unsettled, draft):
    fields = {"text": "The library is open late", "after": 1}
    post(people.chair, "statement-draft", unsettled.pk, "for", **fields)
    answer = post(people.vice_chair, "statement-confirm", draft.pk, version=1)

    assert (answer.status_code, "The library is open late" in words(answer)) == (409, True)
    assert (statements(), drafts()) == ([], [("for", "The library is open late", 2)])


def test_of_two_who_confirm_it_one_does(people, draft):
    in_another_window = StatementDraft.objects.get()
    actions.confirm_statement(actor=people.vice_chair, draft=draft, version=1)
    with pytest.raises(ChangedMeanwhile):
        actions.confirm_statement(actor=people.chair, draft=in_another_window, version=1)

    assert statements() == [("for", WARM, people.vice_chair.pk)]


def test_two_who_draft_one_side_have_both_versions_on_the_page(people, unsettled, draft):
    answer = post(
        people.chair, "statement-draft", unsettled.pk, "for", text="It has a lift", after=0
    )

    assert answer.status_code == 409
    assert "It has a lift" in answer.content.decode()
    assert drafts() == [("for", WARM, 1)]
    with pytest.raises(IntegrityError), transaction.atomic():
        StatementDraft.objects.create(
            key_message=unsettled, side="for", text="Twice", written_by=people.chair
        )


def test_a_draft_is_thrown_away_by_who_could_have_written_it(people, draft):
    with pytest.raises(Refused, match="Only the chair and the secretary"):
        actions.discard_statement_draft(actor=people.member, draft=draft)
    kept = drafts()
    post(people.chair, "statement-discard", draft.pk)

    assert (kept, drafts()) == ([("for", WARM, 1)], [])


@pytest.mark.parametrize("state", [State.PROPOSED, State.AGREED, State.SENT])
def test_there_are_two_views_only_where_none_was_agreed(people, topic, state):
    message = KeyMessageFactory(topic=topic, state=state)

    with pytest.raises(Refused, match="did not reach a common one"):
        actions.draft_statement(
            actor=people.chair, key_message=message, side=MinorityStatement.Side.FOR, text=WARM
        )


def test_guests_read_no_draft_and_everybody_reads_the_statement(people, unsettled, draft):
    guests = ("police_lead", "observer")
    pages = {role: page(getattr(people, role), "key-message", unsettled.pk) for role in guests}
    inside = {
        role: WARM in words(page(getattr(people, role), "key-message", unsettled.pk))
        for role in ("chair", "member", "secretary")
    }
    hidden = [
        page(getattr(people, role), "statement-confirm", draft.pk).status_code for role in guests
    ]
    actions.confirm_statement(actor=people.vice_chair, draft=draft, version=1)

    assert [role for role in guests if WARM in words(pages[role])] == []
    assert inside == {"chair": True, "member": True, "secretary": True}
    assert hidden == [404, 404]
    assert WARM in words(page(people.police_lead, "key-message", unsettled.pk))


def test_another_word_than_for_or_against_is_no_side(people, unsettled):
    assert page(people.chair, "statement-draft", unsettled.pk, "maybe").status_code == 404


def test_a_view_is_confirmed_only_where_none_was_agreed(people, unsettled, draft):
    KeyMessage.objects.filter(pk=unsettled.pk).update(state=State.AGREED)
    draft.key_message.refresh_from_db()
    with pytest.raises(Refused, match="did not reach a common one"):
        actions.confirm_statement(actor=people.chair, draft=draft, version=1)

    assert (statements(), drafts()) == ([], [("for", WARM, 1)])


def test_a_close_is_not_taken_back_once_a_view_is_drafted(people, unsettled, draft):
    with pytest.raises(Refused, match="Ask the group again"):
        actions.reopen_agreement_round(actor=people.chair, agreement_round=unsettled.last_round)


def test_a_draft_that_came_too_late_says_so(people, unsettled, draft):
    actions.fix_views(references=[unsettled.reference], at=unsettled.proposed_at)

    text = words(page(people.chair, "key-message", unsettled.pk))
    assert "A draft that nobody confirmed before the views were published" in text
    assert "until somebody who took this side confirms it" not in text


def test_once_an_edition_holds_both_views_they_stand(people, unsettled, draft):
    statement = actions.write_minority_statement(
        actor=people.member, key_message=unsettled, text="Nobody reports it there"
    )
    actions.fix_views(references=[unsettled.reference], at=unsettled.proposed_at)
    unsettled.refresh_from_db()
    attempts = (
        lambda: actions.change_minority_statement(
            actor=people.member, statement=statement, text="Other", after=1
        ),
        lambda: actions.withdraw_minority_statement(actor=people.member, statement=statement),
        lambda: actions.confirm_statement(actor=people.chair, draft=draft, version=1),
        lambda: actions.write_minority_statement(
            actor=people.chair, key_message=unsettled, text="Late"
        ),
    )
    for attempt in attempts:
        with pytest.raises(Refused, match="sent or published"):
            attempt()

    assert statements() == [("against", "Nobody reports it there", people.member.pk)]
