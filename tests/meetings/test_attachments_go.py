"""Attachments go with the words of their post, with its topic, or by their author."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from accounts.models import LegalHold
from core.search.models import Document
from deliberation import actions as talk
from deliberation.models import Space
from meetings import actions
from meetings.models import Paper, PaperVersion, Slide
from tests.factories import MeetingFactory, PaperFactory, PaperVersionFactory
from tests.meetings.attached import attach, space_page, stored, upload
from tests.meetings.outcomes import recorded, refused
from tests.meetings.pages import get, press, words
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("way", ["withdraw", "remove", "take off"])
def test_the_files_go_with_the_words_or_when_the_author_takes_them_off(
    people, topic, attached, way, django_capture_on_commit_callbacks
):
    names, post = stored(attached), attached.post
    with recorded() as records, django_capture_on_commit_callbacks(execute=True):
        if way == "withdraw":
            talk.withdraw_post(actor=people.member, post=post)
        elif way == "remove":
            talk.remove_post(actor=people.chair, post=post, reason="It names somebody")
        else:
            actions.remove_paper(actor=people.member, paper=attached)
    actor = people.chair if way == "remove" else people.member
    facts = {
        "paper_id": attached.pk,
        "version_id": attached.version.pk,
        "topic_id": topic.pk,
        "post_id": post.pk,
        "space": "members",
    }

    assert (len(names), [name for name in names if default_storage.exists(name)]) == (4, [])
    assert records[0] == ("paper.removed", actor.pk, facts)
    assert (Slide.objects.count(), attached.version.state) == (0, "removed")
    attached.refresh_from_db()
    assert (attached.title, attached.version.file_name) == ("Removed file", "")
    assert not Document.objects.filter(kind__in=["paper", "slide"]).exists()
    assert "Notes of the visit" not in space_page(people.chair, topic, "members")
    status = get(people.chair, "paper", attached.pk).status_code
    assert status == (200 if way == "take off" else 404)


def test_only_its_author_takes_an_attachment_off_and_the_page_asks_first(people, attached):
    assert get(people.chair, "paper-remove", attached.pk).status_code == 403
    assert get(people.secretary, "paper-remove", attached.pk).status_code == 404
    answer = get(people.member, "paper-remove", attached.pk)
    done = press(people.member, "paper-remove", attached.pk)

    assert "Your post stays" in words(answer)
    assert (done.status_code, done.url) == (302, attached.post.get_absolute_url())
    another = attach(attached.post, people.chair)
    with refused("Only the person who wrote this post can do this."):
        actions.remove_paper(actor=people.chair, paper=another)


def test_under_a_legal_hold_of_its_topic_nothing_is_taken_off(people, topic, attached):
    LegalHold.objects.begin(topic, topic.group_id, people.chair, "An inquest")
    sentence = "A legal hold covers this topic: nothing in it is removed or changed."

    with refused(sentence):
        actions.remove_paper(actor=people.member, paper=attached)
    with refused(sentence):
        talk.withdraw_post(actor=people.member, post=attached.post)


def test_in_a_closed_topic_it_stays(people, topic, attached):
    talk.close_topic(actor=people.chair, topic=topic)

    with refused("This topic is closed."):
        actions.remove_paper(actor=people.member, paper=attached)


def test_a_press_decides_on_the_topic_as_it_is_by_then(people, topic, attached):
    on_the_page = Paper.objects.with_place().get(pk=attached.pk)
    talk.close_topic(actor=people.chair, topic=topic)

    with refused("This topic is closed."):
        actions.remove_paper(actor=people.member, paper=on_the_page)
    assert attached.versions.get().state != "removed"


def test_an_edited_post_keeps_its_attachment(people, topic, attached):
    talk.edit_post(actor=people.member, post=attached.post, body="Other words", after=1)

    assert "Notes of the visit" in space_page(people.chair, topic, "members")


@pytest.mark.parametrize("remove", [talk.remove_expired_posts, talk.remove_expired_topics])
def test_when_the_time_of_the_topic_is_over_it_goes_with_everything_of_it(
    people, topic, attached, remove, django_capture_on_commit_callbacks
):
    other = PaperVersionFactory(paper=PaperFactory(meeting=MeetingFactory(group=people.group)))
    names = stored(attached)
    talk.close_topic(actor=people.chair, topic=topic)
    with recorded() as records, django_capture_on_commit_callbacks(execute=True):
        remove(actor=None, ids=[topic.pk])

    assert records[0] == ("attachments.expired", None, {"topic_id": topic.pk, "number": 1})
    assert [name for name in names if default_storage.exists(name)] == []
    assert list(PaperVersion.objects.all()) == [other]
    assert Document.objects.filter(kind__in=["paper", "slide"]).count() == 0


def test_nobody_attaches_to_what_is_not_theirs_or_has_no_words(people, topic, notes):
    post = topic.posts.get(space=Space.SHARED)
    with refused("Only the person who wrote this post can do this."):
        actions.attach_to_post(actor=people.chair, post=post, uploads=[upload(notes)])
    talk.withdraw_post(actor=people.member, post=post)
    post.refresh_from_db()
    with refused("These words have been removed already."):
        actions.attach_to_post(actor=people.member, post=post, uploads=[upload(notes)])


def test_who_takes_the_words_away_is_told_that_the_files_go_too(people, topic, attached):
    plain = topic.posts.get(space=Space.SHARED)
    warns = {
        name: [
            "What is attached to it is deleted too." in words(signed_in(who).get(address))
            for post in (attached.post, plain)
            for address in [reverse(f"deliberation:{name}", args=[post.pk])]
        ]
        for name, who in (("post-withdraw", people.member), ("post-remove", people.chair))
    }

    assert warns == {"post-withdraw": [True, False], "post-remove": [True, False]}
    actions.remove_paper(actor=people.member, paper=attached)
    page = signed_in(people.member).get(
        reverse("deliberation:post-withdraw", args=[attached.post_id])
    )
    assert (page.status_code, "What is attached" in words(page)) == (200, False)
