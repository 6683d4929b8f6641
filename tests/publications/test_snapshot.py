from datetime import date

from core.marking import Marking
from deliberation.actions import send_key_message
from deliberation.models import MinorityStatement
from meetings.models import Attendance, Presence
from publications import canonical
from publications.snapshot import changed, complete, draw, figure, offered, took_part
from tests.publications import harbour as world


def snapshot_of(harbour, **changes):
    return draw(harbour.meeting, world.draft(**changes), reference="HAR-2026-S01", edition=1)


def test_people_are_counted_by_way_and_small_figures_are_not_told(harbour):
    assert took_part(harbour.meeting) == [
        ["In the room", "5"],
        ["On video", "fewer than 5"],
        ["On the telephone", "fewer than 5"],
    ]


def test_four_people_are_fewer_than_five_and_five_are_five():
    assert [figure(number) for number in (1, 4, 5, 21)] == [
        "fewer than 5",
        "fewer than 5",
        "5",
        "21",
    ]


def test_police_secretary_observer_and_interpreter_are_not_counted(harbour):
    for name in ("rob", "dele", "sally", "hannah", "joan"):
        Presence.objects.filter(user=getattr(harbour, name)).update(mode=Attendance.Mode.WRITING)
    assert [way for way, _ in took_part(harbour.meeting)] == [
        "In the room",
        "On video",
        "On the telephone",
    ]


def test_counts_of_positions_stand_whole(harbour):
    assert snapshot_of(harbour)["messages"][2]["counts"] == [
        ["support", 6],
        ["reservations", 1],
        ["live_with", 0],
        ["stand_aside", 1],
        ["object", 2],
    ]


def test_what_was_not_agreed_is_never_under_advice_given_and_keeps_both_views(harbour):
    snapshot = snapshot_of(harbour)
    assert [message["reference"] for message in snapshot["messages"]] == [
        "HAR-2026-001",
        "HAR-2026-002",
        "HAR-2026-003",
        "HAR-2026-005",
    ]
    assert [message["reference"] for message in snapshot["not_agreed"]] == ["HAR-2026-004"]
    assert canonical.two_views(snapshot["not_agreed"][0]) == [
        ("For", [world.FOR]),
        ("Against", [world.AGAINST]),
    ]


def test_a_view_that_nobody_wrote_is_said_to_be_missing(harbour):
    MinorityStatement.objects.filter(side="for").delete()
    assert canonical.two_views(snapshot_of(harbour)["not_agreed"][0])[0] == (
        "For",
        ["Nobody put this view into words."],
    )


def test_official_sensitive_messages_are_not_offered_and_not_drawn_when_asked_for(harbour):
    assert [message.reference for message in offered(harbour.meeting)] == [
        f"HAR-2026-{number:03}" for number in range(1, 6)
    ]
    everything = [f"HAR-2026-{number:03}" for number in range(1, 7)]
    assert world.SENSITIVE not in canonical.text(snapshot_of(harbour, references=everything))


def test_another_groups_messages_are_not_drawn(harbour):
    other = world.harbour("FOR")
    assert snapshot_of(harbour, references=["FOR-2026-001"])["messages"] == []
    assert {message.reference for message in offered(other.meeting)}.isdisjoint(
        {message.reference for message in offered(harbour.meeting)}
    )


def test_the_text_is_these_lines(harbour):
    snapshot = complete(
        snapshot_of(harbour, references=["HAR-2026-003", "HAR-2026-004"]),
        approved_on=date(2026, 4, 1),
        published_on=date(2026, 4, 2),
        unchecked=False,
        second_checked=False,
        already_sent={},
    )
    expected = f"""\
The front counter at Harbour police station
The group asks the police to keep a person on the telephone, to hear disabled and older residents first, and to keep an evening.

Reference\tHAR-2026-S01, edition 1
Group\tHarbour District IAG
Advises\tSolentshire Constabulary
Meeting\tTuesday 24 March 2026
Handling\tOFFICIAL. For: Anyone.
Published\t2 April 2026

What the group was asked
The force is deciding on 15 May 2026 whether to keep, shorten or close the counter.
The group was asked what matters most, who would be left out, and what to do about it.

At a glance
HAR-2026-003\tAgreed by a majority, with dissent\tIf hours must fall, prefer three fixed days including one evening.
HAR-2026-004\tNo agreed view\tMove the desk into the library.

Advice given
HAR-2026-003
If hours must fall, prefer three fixed days including one evening.
Agreed by a majority, with dissent: 6 support, 1 with reservations, 1 stand aside, 2 object.
The police answer by 30 April 2026.
Minority view
{world.MINORITY}

Discussed, no agreed view
The group did not reach a common view on this. It is not advice. Both views are recorded.
HAR-2026-004
Move the desk into the library.
No agreed view: 4 support, 1 can live with it, 1 stand aside, 4 object.
For
{world.FOR}
Against
{world.AGAINST}

What happens next
The police hold a workshop on the impact assessment with six residents or more, by 24 April 2026.
The police tell the group what was decided on 15 May, by 20 May 2026.

Who took part
Members by way of taking part. Figures under 5 are not shown.
Way of taking part\tMembers
In the room\t5
On video\tfewer than 5
On the telephone\tfewer than 5

How each message was decided
Positions taken by members, counted whole.
Message\tSupport\tWith reservations\tCan live with it\tStand aside\tObject
HAR-2026-003\t6\t1\t0\t1\t2
HAR-2026-004\t4\t0\t1\t1\t4

Signed by the chair of Harbour District IAG on 1 April 2026.
"""
    assert canonical.text(snapshot) == expected


def test_a_draft_says_what_is_still_to_come(harbour):
    text = canonical.text(snapshot_of(harbour))
    assert "Published\twhen the secretary publishes it" in text
    assert "The police answer within 28 days of publication." in text
    assert text.endswith("To be signed by the chair of Harbour District IAG.\n")


def test_nothing_has_changed_until_the_record_changes(harbour):
    snapshot = snapshot_of(harbour)
    assert changed(snapshot, harbour.meeting) == []
    send_key_message(actor=harbour.sally, key_message=harbour.messages[0])
    assert changed(snapshot, harbour.meeting) == []


def test_a_new_statement_a_new_marking_and_a_tampered_text_are_changes(harbour):
    snapshot = snapshot_of(harbour)
    MinorityStatement.objects.create(
        key_message=harbour.messages[1], text="We doubt it.", written_by=harbour.colin
    )
    assert changed(snapshot, harbour.meeting) == ["HAR-2026-002"]
    snapshot["messages"][0]["text"] = "Do move to online-only appointments."
    assert changed(snapshot, harbour.meeting) == ["HAR-2026-001", "HAR-2026-002"]
    harbour.messages[0].topic.__class__.objects.update(marking=Marking.OFFICIAL_SENSITIVE)
    assert changed(snapshot, harbour.meeting) == [f"HAR-2026-{n:03}" for n in range(1, 6)]
