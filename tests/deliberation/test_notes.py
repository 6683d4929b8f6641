"""A note to the chair or the secretary is between two people, whoever takes an office over."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import LegalHold, Membership, Role
from core.clock import at, now
from core.notices.models import Notice
from core.policy import Refused
from core.rights.registry import show_mention
from core.rights.retention import run
from deliberation import actions
from deliberation.models import Note, NoteAnswer
from deliberation.models.notes import addressees
from deliberation.personal_data.expiries import is_held, old_topics
from deliberation.personal_data.sections import notes
from iag_portal.pages.records import lines, records_for
from tests.deliberation.pages import NOWHERE, page, questions, url, words
from tests.deliberation.pages import post as send
from tests.factories import MembershipFactory, UserFactory
from tests.notices.conftest import told
from tests.rights.test_redaction import words_anywhere
from tests.signing_in import signed_in

WORDS = "Larkspur: I may have to stand down"
ANSWER = "Bryony: let us speak on Thursday"


@pytest.fixture
def note(people):
    """From the member to the chair."""
    return write(people.member, people.chair, people.group)


def write(person, addressee, group, topic=None):
    return actions.write_note(
        actor=person, group=group, addressee=addressee, body=WORDS, topic=topic
    )


def answer(person, note):
    return actions.answer_note(actor=person, note=note, body=ANSWER)


def place_of(person):
    return Membership.objects.get(user=person).pk


def test_the_two_read_and_answer_it_and_each_is_told_of_what_the_other_wrote(people, note):
    assert told("note.written") == {people.chair.pk}
    assert WORDS in words(page(people.chair, "note", note.pk))
    send(people.chair, "note", note.pk, body=ANSWER)
    assert told("note.answered") == {people.member.pk}
    assert ANSWER in words(page(people.member, "note", note.pk))
    send(people.member, "note", note.pk, body="Thank you")

    assert [note_answer.written_by for note_answer in note.answers.all()] == [
        people.chair,
        people.member,
    ]


def test_it_is_new_until_the_other_has_it_on_the_screen(people, note):
    def is_new(person):
        home = signed_in(person).get(reverse("home")).content.decode()
        return "New" in words(page(person, "notes", people.group.pk)), "wrote to you" in home

    assert (is_new(people.chair), is_new(people.member)) == ((True, True), (False, False))
    page(people.chair, "note", note.pk)
    assert is_new(people.chair) == (False, False)
    answer(people.chair, note)
    assert (is_new(people.chair), is_new(people.member)) == ((False, False), (True, True))


def test_what_came_while_the_page_was_drawn_stays_new(people, note):
    before = Note.objects.get(pk=note.pk)
    answer(people.member, note)
    Note.objects.note_read(before, people.chair)

    assert Note.objects.unread_by(people.chair).exists()


@pytest.mark.parametrize(
    "role", ["vice_chair", "secretary", "police_lead", "observer", "stranger", "administrator"]
)
def test_nobody_else_reads_it_finds_it_or_is_told(people, note, role):
    person = getattr(people, role)
    answer(people.chair, note)
    told("note.answered")
    client = signed_in(person)
    places = (
        reverse("home"),
        "/groups/",
        f"/groups/{people.group.pk}/",
        reverse("accounts:notices"),
    )
    texts = [client.get(address).content.decode() for address in places]
    texts.append(client.get(url("notes", people.group.pk)).content.decode())

    assert not any(WORDS in text or note.get_absolute_url() in text for text in texts)
    assert client.get(note.get_absolute_url()).status_code == 404
    assert client.post(note.get_absolute_url(), {"body": "x"}).status_code == 404
    assert show_mention(person, f"note.{note.pk}") is None
    assert show_mention(person, f"noteanswer.{note.answers.get().pk}") is None
    with pytest.raises(Refused, match="Only the two people"):
        answer(person, note)
    assert not Notice.objects.filter(recipient=person).exists()


def test_who_takes_the_chair_over_does_not_read_it_and_who_had_it_still_does(people, note):
    Membership.objects.filter(user=people.chair).update(role=Role.MEMBER)
    new = MembershipFactory(group=people.group, role=Role.CHAIR).user

    assert page(new, "note", note.pk).status_code == 404
    assert "No notes yet" in words(page(new, "notes", people.group.pk))
    drawn = words(page(people.chair, "note", note.pk))
    assert WORDS in drawn
    assert "no longer organises this group" in drawn
    with pytest.raises(Refused, match="no longer organises"):
        answer(people.member, note)


def test_who_left_the_group_reads_it_no_more_and_gets_no_answer(people, note):
    Membership.objects.filter(user=people.member).update(ends_at=now())

    assert page(people.member, "note", note.pk).status_code in {403, 404}
    with pytest.raises(Refused, match="can no longer read"):
        answer(people.chair, note)


@pytest.mark.parametrize("role", ["police_lead", "officer", "observer", "interpreter", "stranger"])
def test_guests_write_no_notes(people, role):
    with pytest.raises(Refused, match="Only members of the group and its secretary"):
        write(getattr(people, role), people.chair, people.group)


def test_it_goes_to_who_organises_the_group_and_may_know_of_the_topic(people, topic, secret):
    def to(topic, writer):
        return {place.user for place in addressees(people.group, topic, writer)}

    organisers = {people.chair, people.vice_chair, people.secretary}
    assert to(None, people.member) == to(topic, people.member) == organisers
    assert to(None, people.chair) == organisers - {people.chair}
    assert to(secret, people.member) == {people.vice_chair}
    with pytest.raises(Refused, match="organisers who can see this topic"):
        write(people.member, people.observer, people.group)
    with pytest.raises(Refused, match="organisers who can see this topic"):
        write(people.vice_chair, people.chair, people.group, secret)
    with pytest.raises(Refused, match="people who were invited"):
        write(people.member, people.vice_chair, people.group, secret)


def test_the_form_names_nobody_who_may_not_know_of_the_topic(people, secret):
    address = url("note-new", people.group.pk)
    own = signed_in(people.vice_chair).get(address, {"topic": secret.pk})
    client = signed_in(people.member)
    hidden, nothing = (client.get(address, {"topic": pk}) for pk in (secret.pk, NOWHERE))

    assert "There is nobody to write to" in words(own)
    assert (hidden.status_code, nothing.status_code) == (404, 404)


def test_the_form_gives_back_what_was_typed(people, topic):
    address = url("note-new", people.group.pk) + f"?topic={topic.pk}"
    client = signed_in(people.member)
    unsaid = client.post(address, {"body": WORDS})
    foreign = client.post(address, {"body": WORDS, "addressee": place_of(people.observer)})
    right = client.post(address, {"body": WORDS, "addressee": place_of(people.secretary)})
    made = Note.objects.get()

    assert (unsaid.status_code, foreign.status_code) == (422, 422)
    assert WORDS in words(unsaid)
    assert "Select to whom you write" in words(unsaid)
    assert right.url == made.get_absolute_url()
    assert (made.topic, made.addressee) == (topic, people.secretary)


def test_a_note_about_a_topic_goes_out_of_sight_with_the_topic(people, topic):
    made = write(people.member, people.secretary, people.group, topic)
    topic.readers_named = True
    topic.save()

    assert page(people.secretary, "note", made.pk).status_code == 404


def test_the_record_says_that_there_was_a_note_and_not_whose(people, note):
    answer(people.chair, note)
    for reader in (people.vice_chair, people.secretary):
        shown = lines(records_for(reader, people.group), reader, people.group)
        assert [(line.record.event, line.who, line.about) for line in shown] == [
            ("note.answered", "Somebody", f"note {note.pk}"),
            ("note.written", "Somebody", f"note {note.pk}"),
        ]


def test_everybody_has_a_copy_of_their_own_words(people, note):
    answer(people.chair, note)

    assert [row["words"] for row in notes(people.member)] == [WORDS]
    assert [row["words"] for row in notes(people.chair)] == [ANSWER]


def test_notes_go_two_years_after_the_newest_words_but_for_those_under_a_hold(people, topic, note):
    held = write(people.member, people.secretary, people.group, topic)
    answer(people.secretary, held)
    answer(people.chair, note)
    LegalHold.objects.begin(topic, people.group.pk, UserFactory(), "An inquest")
    with at(now() + timedelta(days=700)):
        run(apply=True)
        assert Note.objects.count() == 2
    with at(now() + timedelta(days=740)):
        run(apply=True)

    assert list(Note.objects.all()) == [held]
    assert NoteAnswer.objects.count() == 1
    assert is_held(people.member)
    assert is_held(people.secretary)
    assert not is_held(people.vice_chair)


def test_a_note_goes_with_its_topic(people, topic):
    answer(people.chair, write(people.member, people.chair, people.group, topic))
    actions.close_topic(actor=people.chair, topic=topic)
    actions.remove_expired_topics(actor=None, ids=[topic.pk])

    assert words_anywhere(WORDS) == words_anywhere(ANSWER) == []


def test_a_note_of_today_keeps_a_topic_that_was_over(people, topic):
    actions.close_topic(actor=people.chair, topic=topic)
    with at(now() + timedelta(days=8 * 365)):
        since = now() - timedelta(days=7 * 365)
        assert old_topics(since) == [topic.pk]

        write(people.member, people.chair, people.group, topic)
        assert old_topics(since) == []


@pytest.mark.parametrize("number", [1, 3])
def test_three_notes_cost_no_more_than_one(people, note, number):
    for _ in range(number):
        answer(people.chair, write(people.member, people.chair, people.group))
        answer(people.member, note)
    client = signed_in(people.member)

    assert questions(client, url("notes", people.group.pk)) == 6
    assert questions(client, note.get_absolute_url()) == 12
    assert questions(client, reverse("home")) == 8
