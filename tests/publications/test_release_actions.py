from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Membership, Role, User
from core import clock
from core.audit.models import Record
from core.policy import Refused
from deliberation.models import KeyMessage, MinorityStatement
from publications import actions
from publications.models import Answer, Edition, Publication, Release
from tests.publications import harbour as world

State = Release.State


def again(person):
    """The same person in a new request."""
    return User.objects.get(pk=person.pk)


def stale(release):
    """The release as somebody still has it on the screen."""
    return Release.objects.get(pk=release.pk)


def events(harbour):
    return list(
        Record.objects.filter(group_id=harbour.group.pk).values_list("event", "actor__name")
    )


@pytest.mark.pdf
def test_the_whole_way_out_with_its_people_and_its_records(published):
    release = Release.objects.get()
    assert (
        release.state,
        release.prepared_by,
        release.checked_by,
        release.approved_by,
        release.published_by,
    ) == (State.PUBLISHED, published.sally, published.rob, published.marjorie, published.sally)
    assert events(published) == [
        ("release.prepared", "Sally Treloar"),
        ("release.fact_checked", "Rob Ansty"),
        ("release.approved", "Marjorie Penhale"),
        *[("key_message.sent", "Sally Treloar")] * 4,
        ("edition.published", "Sally Treloar"),
    ]


@pytest.mark.pdf
def test_publishing_sends_what_was_agreed_and_only_that(published):
    states = KeyMessage.objects.order_by("reference").values_list("state", "response_due")
    due = date(2026, 4, 30)
    assert list(states) == [
        ("sent", due),
        ("sent", due),
        ("sent", due),
        ("not_agreed", None),
        ("sent", due),
        ("agreed", None),
    ]


@pytest.mark.pdf
def test_the_publication_is_known_under_the_next_reference_and_the_title(published):
    assert list(Publication.objects.values_list("reference", "title", "audience")) == [
        ("HAR-2026-S01", world.draft().title, "public")
    ]


@pytest.mark.parametrize("name", ["marjorie", "doreen", "rob", "dele", "hannah", "joan"])
def test_only_the_secretary_prepares(harbour, name):
    with pytest.raises(Refused, match="Only the secretary can do this"):
        actions.prepare_release(
            actor=getattr(harbour, name), meeting=harbour.meeting, draft=world.draft()
        )


def test_a_meeting_that_has_not_ended_is_not_summarised(harbour):
    harbour.meeting.state = "open"
    with pytest.raises(Refused, match="once the meeting has ended"):
        actions.prepare_release(actor=harbour.sally, meeting=harbour.meeting, draft=world.draft())


def test_a_second_summary_of_the_same_meeting_waits_for_the_first(prepared):
    with pytest.raises(Refused, match="being prepared already"):
        actions.prepare_release(actor=prepared.sally, meeting=prepared.meeting, draft=world.draft())


def test_a_name_in_the_text_is_refused_and_nothing_is_kept(harbour):
    with pytest.raises(Refused, match="“Whitcombe” occurs in the title"):
        actions.prepare_release(
            actor=harbour.sally,
            meeting=harbour.meeting,
            draft=world.draft(title="What Mrs Whitcombe wants"),
        )
    assert Publication.objects.count() == 0


@pytest.mark.parametrize("name", ["sally", "marjorie", "doreen", "dele", "hannah"])
def test_only_the_police_lead_checks_facts(prepared, name):
    with pytest.raises(Refused, match="Only the police lead checks"):
        actions.check_release(actor=getattr(prepared, name), release=prepared.release, version=1)


@pytest.mark.parametrize("name", ["sally", "rob", "doreen", "dele", "hannah"])
def test_only_a_chair_approves(checked, name):
    with pytest.raises(Refused, match="Only the chair approves"):
        actions.approve_release(actor=getattr(checked, name), release=checked.release, version=1)


def test_the_chair_does_not_approve_before_the_facts_are_checked(prepared):
    with clock.at(world.PREPARED), pytest.raises(Refused, match="checks the facts first"):
        actions.approve_release(actor=prepared.marjorie, release=prepared.release, version=1)


@pytest.mark.parametrize("name", ["marjorie", "rob", "doreen", "dele", "hannah"])
def test_only_the_secretary_publishes(approved, name):
    with pytest.raises(Refused, match="Only the secretary can do this"):
        actions.publish_edition(actor=getattr(approved, name), release=approved.release, version=1)


def test_the_secretary_does_not_publish_before_the_chair_approved(checked):
    with pytest.raises(Refused, match="has not been approved by the chair"):
        actions.publish_edition(actor=checked.sally, release=checked.release, version=1)


def change_role(person, role):
    Membership.objects.filter(user=person).update(role=role)
    return again(person)


def test_one_person_never_prepares_and_approves(checked):
    sally = change_role(checked.sally, Role.VICE_CHAIR)
    with pytest.raises(Refused, match="two people at least"):
        actions.approve_release(actor=sally, release=checked.release, version=1)


def test_one_person_never_prepares_and_checks(prepared):
    sally = change_role(prepared.sally, Role.POLICE_LEAD)
    with pytest.raises(Refused, match="two people at least"):
        actions.check_release(actor=sally, release=prepared.release, version=1)


def test_the_database_refuses_one_person_twice_too(checked):
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.update(approved_by=checked.sally)


def test_the_police_send_it_back_with_a_note_and_it_begins_anew(prepared):
    actions.send_back(
        actor=prepared.rob, release=prepared.release, version=1, note="It is 15 May, not 14."
    )
    assert prepared.release.state == State.SENT_BACK
    actions.prepare_again(
        actor=prepared.sally, release=prepared.release, draft=world.draft(), version=1
    )
    assert (prepared.release.state, prepared.release.version) == (State.PREPARED, 2)


def test_sending_back_needs_a_note(prepared):
    with pytest.raises(Refused, match="Say what has to be put right"):
        actions.send_back(actor=prepared.rob, release=prepared.release, version=1, note=" ")


def test_the_police_lead_cannot_send_back_what_the_chair_has(checked):
    with pytest.raises(Refused):
        actions.send_back(actor=checked.rob, release=checked.release, version=1, note="Wait.")


def test_the_chair_sends_it_back_too(checked):
    actions.send_back(actor=checked.marjorie, release=checked.release, version=1, note="Too long.")
    assert checked.release.state == State.SENT_BACK


def test_preparing_again_takes_back_check_and_approval(approved):
    actions.prepare_again(
        actor=approved.sally, release=approved.release, draft=world.draft(lede="New."), version=1
    )
    release = Release.objects.get()
    assert (release.state, release.checked_by, release.approved_by) == (State.PREPARED, None, None)


def test_the_chair_approves_only_what_is_on_their_screen(checked):
    on_screen = stale(checked.release)
    draft = world.draft(lede="Quite another opening.")
    actions.prepare_again(actor=checked.sally, release=checked.release, draft=draft, version=1)
    actions.check_release(actor=checked.rob, release=checked.release, version=2)
    with pytest.raises(Refused, match="has moved on meanwhile"):
        actions.approve_release(actor=checked.marjorie, release=on_screen, version=1)


@pytest.mark.parametrize("step", ["check", "approve", "publish"])
def test_a_record_that_changed_meanwhile_stops_every_step(request, step):
    before = {"check": "prepared", "approve": "checked", "publish": "approved"}[step]
    world_now = request.getfixturevalue(before)
    MinorityStatement.objects.create(
        key_message=world_now.messages[0], text="We were few.", written_by=world_now.colin
    )
    action = {
        "check": (actions.check_release, world_now.rob),
        "approve": (actions.approve_release, world_now.marjorie),
        "publish": (actions.publish_edition, world_now.sally),
    }
    act, person = action[step]
    with pytest.raises(Refused, match="The record of HAR-2026-001 has changed"):
        act(actor=person, release=world_now.release, version=1)
    assert Edition.objects.count() == 0


def test_the_advice_of_a_tampered_snapshot_is_not_approved(checked):
    snapshot = checked.release.snapshot
    snapshot["messages"][0]["text"] = "Do move to online-only appointments."
    Release.objects.update(snapshot=snapshot)
    with pytest.raises(Refused, match="HAR-2026-001"):
        actions.approve_release(actor=checked.marjorie, release=stale(checked.release), version=1)


@pytest.mark.pdf
def test_a_member_who_joined_since_is_guarded_when_it_is_published(approved):
    User.objects.filter(pk=approved.doreen.pk).update(name="Doreen Harbour")
    with pytest.raises(Refused, match="“Harbour” in the title may be"):
        actions.publish_edition(actor=approved.sally, release=approved.release, version=1)
    assert Edition.objects.count() == 0
    assert set(KeyMessage.objects.values_list("state", flat=True)) == {"agreed", "not_agreed"}


@pytest.mark.pdf
def test_of_two_who_press_publish_at_once_the_second_is_refused(approved):
    first, second = stale(approved.release), stale(approved.release)
    actions.publish_edition(actor=approved.sally, release=first, version=1)
    with pytest.raises(Refused, match="has moved on meanwhile"):
        actions.publish_edition(actor=again(approved.sally), release=second, version=1)
    assert Edition.objects.count() == 1


@pytest.mark.pdf
def test_a_correction_is_edition_two_of_the_same_publication(published):
    with clock.at(world.PUBLISHED + timedelta(days=7)):
        release = actions.prepare_release(
            actor=published.sally, meeting=published.meeting, draft=world.draft(lede="Corrected.")
        )
        actions.check_release(actor=published.rob, release=release, version=1)
        actions.approve_release(actor=published.marjorie, release=release, version=1)
        second = actions.publish_edition(actor=published.sally, release=release, version=1)
    assert list(Edition.objects.values_list("publication__reference", "number")) == [
        ("HAR-2026-S01", 2),
        ("HAR-2026-S01", 1),
    ]
    dates = {(message["sent_on"], message["answer_due"]) for message in second.snapshot["messages"]}
    assert dates == {("2026-04-02", "2026-04-30")}


@pytest.mark.pdf
def test_an_edition_is_never_saved_again(published):
    with pytest.raises(TypeError, match="cannot be changed"):
        published.edition.save()


def test_an_edition_points_to_no_person_no_post_and_no_key_message():
    assert [field.name for field in Edition._meta.fields if field.is_relation] == ["publication"]
    assert [f.name for f in Publication._meta.fields if f.is_relation] == ["group"]
    assert [field.name for field in Answer._meta.fields if field.is_relation] == ["group"]


BOXES = (
    "These letters cannot be printed on this server: 警 察."
    " Ask whoever runs it to install fonts-noto-cjk."
)


def test_letters_that_cannot_be_printed_are_refused_and_nothing_is_kept(harbour, only_dejavu):
    with pytest.raises(Refused, match=f"^{BOXES}$"):
        actions.prepare_release(
            actor=harbour.sally, meeting=harbour.meeting, draft=world.draft(title="警察")
        )

    assert Release.objects.count() == 0


def test_a_release_whose_letters_are_gone_from_the_server_is_not_sealed(approved, only_dejavu):
    release = approved.release
    release.snapshot["lede"] = "The 警察 listen."
    release.save(update_fields=["snapshot"])

    with pytest.raises(Refused, match=f"^{BOXES}$"):
        actions.publish_edition(actor=approved.sally, release=release, version=release.version)

    assert Edition.objects.count() == 0
