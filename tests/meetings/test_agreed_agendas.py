"""The secretary drafts an agenda, the chair agrees to it, and what is changed since is said."""

from meetings import actions
from meetings.actions import PlannedItem
from meetings.models import Meeting
from tests.meetings.outcomes import recorded, refused
from tests.meetings.pages import get, press, words

State = Meeting.AgendaState


def state(meeting):
    meeting.refresh_from_db()
    return meeting.agenda_state


def test_a_draft_waits_is_agreed_is_changed_and_is_agreed_anew(people, meeting):
    states = [state(meeting)]
    with recorded() as records:
        actions.ask_agenda(actor=people.secretary, meeting=meeting)
        states.append(state(meeting))
        actions.agree_agenda(actor=people.chair, meeting=meeting, version=1)
        states.append(state(meeting))
        actions.move_item(actor=people.secretary, item=meeting.agenda.get(number=1), up=False)
        states.append(state(meeting))
        actions.agree_agenda(actor=people.chair, meeting=meeting, version=2)
        states.append(state(meeting))

    assert states == [State.DRAFT, State.WAITS, State.AGREED, State.CHANGED, State.AGREED]
    pointer = {"meeting_id": meeting.pk}
    agendas = [record for record in records if record[0].startswith("agenda.")]
    assert agendas == [
        ("agenda.asked", people.secretary.pk, pointer),
        ("agenda.agreed", people.chair.pk, {**pointer, "before": 0}),
        ("agenda.agreed", people.chair.pk, {**pointer, "before": 1}),
    ]
    assert meeting.agenda_agreed_by == people.chair


def test_nobody_agrees_to_what_they_have_not_read(people, meeting):
    actions.add_item(actor=people.secretary, meeting=meeting, planned=PlannedItem("Bus patrols"))

    with refused("Somebody changed this meanwhile. Compare both before you save."):
        actions.agree_agenda(actor=people.chair, meeting=meeting, version=1)
    answer = press(people.chair, "agenda-agree", meeting.pk, fields={"version": 1})

    assert answer.url == meeting.get_absolute_url()
    assert state(meeting) == State.DRAFT


def test_asking_twice_agreeing_twice_or_to_nothing_is_refused(people, meeting):
    actions.ask_agenda(actor=people.secretary, meeting=meeting)
    with refused("The chair is asked already."):
        actions.ask_agenda(actor=people.secretary, meeting=meeting)
    actions.agree_agenda(actor=people.chair, meeting=meeting, version=1)
    with refused("The agenda is agreed as it stands."):
        actions.agree_agenda(actor=people.chair, meeting=meeting, version=1)
    for item in meeting.agenda.all():
        actions.remove_item(actor=people.secretary, item=item)
    with refused("A meeting has at least one agenda item."):
        actions.agree_agenda(actor=people.chair, meeting=meeting, version=4)


def test_the_second_chair_to_agree_is_told_so_on_the_page_and_nothing_is_recorded(people, meeting):
    press(people.chair, "agenda-agree", meeting.pk, fields={"version": 1})
    with recorded() as records:
        second = press(
            people.vice_chair, "agenda-agree", meeting.pk, fields={"version": 1}, follow=True
        )

    assert second.redirect_chain == [(meeting.get_absolute_url(), 302)]
    assert "The agenda is agreed already." in words(second)
    assert (state(meeting), meeting.agenda_agreed_by) == (State.AGREED, people.chair)
    assert records == []
    member = press(people.member, "agenda-agree", meeting.pk, fields={"version": 1})
    assert member.status_code == 403


def test_the_page_says_how_the_agenda_stands_and_offers_what_each_may_do(people, meeting):
    draft = {role: words(get(getattr(people, role), "meeting", meeting.pk))
             for role in ("chair", "secretary", "member", "observer")}  # fmt: skip
    press(people.secretary, "agenda-ask", meeting.pk)
    again = press(people.secretary, "agenda-ask", meeting.pk, follow=True)
    assert "The chair is asked already." in again.text  # by another window
    waits = words(get(people.chair, "meeting", meeting.pk))
    press(people.chair, "agenda-agree", meeting.pk, fields={"version": 1})
    agreed = words(get(people.observer, "meeting", meeting.pk))
    press(people.secretary, "item-add", meeting.pk, fields={"title": "Bus patrols"})
    changed = words(get(people.member, "meeting", meeting.pk))
    press(people.secretary, "agenda-ask", meeting.pk)
    anew = words(get(people.chair, "meeting", meeting.pk))

    assert all("Agenda Draft" in text for text in draft.values())
    buttons = {role: "gree the agenda" in text for role, text in draft.items()}
    assert buttons == {"chair": True, "secretary": True, "member": False, "observer": False}
    assert "Agenda Waits for the chair Agree the agenda" in waits
    assert "Agenda Agreed Agreed by Marjorie Penhale on " in agreed
    assert "Agenda Changed since it was agreed Agreed by Marjorie Penhale on " in changed
    assert "Waits for the chair Changed since it was agreed. Agreed by Marjorie Penhale on " in anew
    assert "Agreed the agenda Marjorie Penhale" in changed  # its history
