"""What tells of an attachment: streams, notices, search, the record, a copy of one’s own data."""

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.urls import reverse

from core.jobs import run_due_jobs
from core.live.models import Stream
from core.live.pages import page_of
from core.notices.models import Notice
from deliberation import actions as talk
from deliberation.models import Space
from deliberation.queries.repeats import repeated_runs
from meetings import actions
from meetings.models import PaperVersion, Slide
from meetings.personal_data import PERSONAL_DATA, papers
from tests.factories import PaperFactory, PaperVersionFactory
from tests.meetings.attached import SECRET, space_page, write
from tests.meetings.outcomes import recorded
from tests.meetings.pages import get, questions, url, words
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def test_its_events_reach_the_space_of_the_post_alone_and_tell_nobody_beyond_the_post(
    people, topic, notes
):
    with recorded() as records:
        write(people, topic, notes, space=Space.MEMBERS)
        run_due_jobs()
    kinds = {kind for kind, _actor, _facts in records}

    assert kinds == {"post.written", "paper.uploaded", "paper.prepared"}
    assert set(Stream.objects.values_list("key", flat=True)) == {f"topic.{topic.pk}.members"}
    assert "paper.prepared" not in set(Notice.objects.values_list("kind", flat=True))


def test_the_space_is_drawn_again_when_the_slides_are_ready(people, topic):
    page = page_of(f"topic.{topic.pk}.shared")
    for name in ("paper.prepared", "paper.failed", "paper.rejected", "paper.removed"):
        assert page.changed_by([name]) == {"posts"}


def found_by(person, word):
    answer = signed_in(person).post(reverse("search"), {"words": word})
    return sorted(hit for hit in ("Slide 1", "Notes of the visit") if hit in words(answer))


def test_title_and_slides_are_found_by_those_who_read_them(people, attached):
    people_who_look = ("chair", "secretary", "police_lead", "stranger")
    titles = {who: found_by(getattr(people, who), "visit") for who in people_who_look}
    slides = {who: found_by(getattr(people, who), "Begonia") for who in people_who_look}

    nothing = {who: [] for who in people_who_look[1:]}
    assert titles == {"chair": ["Notes of the visit"], **nothing}
    assert slides == {"chair": ["Notes of the visit", "Slide 1"], **nothing}


def test_of_a_sensitive_topic_the_reader_is_written_down_and_named(people, topic, attached):
    topic.marking = "official_sensitive"
    topic.save()
    with recorded() as records:
        page = get(people.chair, "paper", attached.pk)

    assert [kind for kind, _actor, _facts in records][-1] == "paper.opened"
    assert "OFFICIAL-SENSITIVE" in words(page)


def test_a_page_with_attachments_asks_once_more_however_many_there_are(people, topic):
    client, post = signed_in(people.chair), topic.posts.get(space=Space.SHARED)
    counts = [questions(client, topic.get_absolute_url())]
    for _more in range(2):
        PaperVersionFactory(paper=PaperFactory(meeting=None, post=post))
        counts.append(questions(client, topic.get_absolute_url()))

    assert counts[1:] == [counts[0] + 1] * 2


def test_the_copy_of_ones_own_data_names_the_file_and_the_topic(people, topic, attached):
    [row] = papers(people.member)
    assert (row["meeting"], row["topic"], row["file"]) == (None, topic.pk, SECRET)


def test_words_in_it_are_looked_for_by_who_reads_it(people, attached):
    slide = Slide.objects.get()
    row = slide, slide.version, attached
    answers = {
        role: {PERSONAL_DATA.where(getattr(people, role), found_row) for found_row in row}
        for role in ("chair", "secretary", "stranger")
    }

    expected = {"chair": {url("paper", attached.pk)}, "secretary": {""}, "stranger": {None}}
    assert answers == expected
    assert {PERSONAL_DATA.group(found_row) for found_row in row} == {people.group.pk}


def test_a_job_that_finishes_after_the_post_is_withdrawn_keeps_nothing(people, topic, notes):
    post = write(people, topic, notes)
    talk.withdraw_post(actor=people.member, post=post)
    run_due_jobs()

    assert (Slide.objects.count(), PaperVersion.objects.get().state) == (0, "removed")


def test_what_the_scanner_refuses_is_gone_and_its_author_is_told_by_a_mail_without_words(
    people, topic, notes, django_capture_on_commit_callbacks
):
    post = write(people, topic, notes, space=Space.MEMBERS)
    version = PaperVersion.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        actions.reject_paper(actor=None, version=version)
        run_due_jobs()
    [letter] = [message for message in mail.outbox if message.to == [people.member.email]]

    assert not default_storage.exists(version.file.name)
    assert f"/papers/{version.paper_id}/" in letter.body
    assert "notes" not in f"{letter.subject} {letter.body}"
    assert "notes PDF · Refused by the virus scanner" in space_page(people.chair, topic, "members")
    assert "Upload another" not in words(get(people.member, "paper", version.paper_id))
    assert get(people.member, "paper-remove", version.paper_id).status_code == 403  # it is gone
    talk.withdraw_post(actor=people.member, post=post)
    assert "Refused by" not in space_page(people.chair, topic, "members")


def test_a_text_that_repeats_what_is_attached_to_a_post_is_noticed(people, attached):
    words_of_slide = "they came after midnight and woke the whole house up"
    Slide.objects.update(text=f"Notes: {words_of_slide}.")

    runs = repeated_runs([f"It is said that {words_of_slide}"], people.group)
    assert runs == [["they came after midnight and woke the whole"]]
