"""What a key message rests on: each sees what they can read, and hears nothing of the rest."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from core.audit.models import Record
from core.marking import Marking
from core.policy import Refused
from deliberation import actions, queries
from deliberation.advice import drawn
from deliberation.forms.evidence import EvidenceForm
from deliberation.models import Evidence, Post, Space
from deliberation.queries.evidence import MOST_OFFERED
from deliberation.slides import Page, slides
from tests.deliberation.rounds import decided
from tests.factories import (
    AgendaItemFactory,
    AttendanceFactory,
    MeetingFactory,
    PaperFactory,
    PaperVersionFactory,
    PostFactory,
    SlideFactory,
    TopicFactory,
)
from tests.signing_in import signed_in

HIDDEN = "Zinnia: said among the members only"


@pytest.fixture
def pack(people, topic):
    """The newest version of a paper on the topic, for a meeting to which the observer is invited."""
    meeting = MeetingFactory(group=people.group)
    AttendanceFactory(meeting=meeting, user=people.observer)
    item = AgendaItemFactory(meeting=meeting, topic=topic)
    paper = PaperFactory(meeting=meeting, item=item, title="Front counter")
    SlideFactory(version=PaperVersionFactory(paper=paper, number=1), title="An older slide")
    newest = PaperVersionFactory(paper=paper, number=2)
    return [SlideFactory(version=newest, title=f"Visits {n}", hidden=n == 3) for n in (1, 2, 3)]


@pytest.fixture
def rested(people, message, pack):
    """A message that rests on a post of each space, and on a slide."""
    posts = Post.objects.values_list("pk", flat=True)
    add(people.member, message, posts=posts, slides=[pack[1].pk])
    return message


def add(user, message, **chosen):
    actions.add_evidence(actor=user, key_message=message, **chosen)


def found(user, message):
    return [basis.words for basis in queries.evidence_of(message, user)]


def test_each_sees_what_they_can_read_and_no_trace_of_the_rest(people, topic, rested):
    shared = "Doreen Whitcombe: Marigold: said to everybody who was let in"
    members = f"Doreen Whitcombe, in the members’ space: {HIDDEN}"
    slide = "Front counter, version 2, slide 2: Visits 2"

    assert found(people.chair, rested) == [shared, members, slide]
    assert found(people.secretary, rested) == [shared, slide]
    assert found(people.stranger, rested) == []
    page = signed_in(people.secretary).get(rested.get_absolute_url()).content.decode()
    assert ("Marigold" in page, "Zinnia" in page) == (True, False)
    hidden = Evidence.objects.get(post__space=Space.MEMBERS)
    remove = reverse("deliberation:evidence-remove", args=[hidden.pk])
    assert signed_in(people.secretary).post(remove).status_code == 404
    assert "Zinnia" not in str(list(Record.objects.values_list("facts", flat=True)))


def test_three_things_cost_the_queries_of_one(people, message, pack):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            evidence = found(User.objects.get(pk=people.member.pk), message)
        return len(evidence), len(queries)

    post = Post.objects.first()
    add(people.member, message, posts=[post.pk], slides=[pack[0].pk])
    (two, before), more = asked(), PostFactory.create_batch(2, topic=message.topic)
    add(people.member, message, posts=[post.pk for post in more], slides=[pack[1].pk])

    assert (two, asked()) == (2, (5, before))


def test_what_is_withdrawn_or_hidden_later_is_seen_no_more(people, topic, rested, pack):
    shared = Post.objects.get(space=Space.SHARED)
    actions.withdraw_post(actor=people.member, post=shared)
    type(pack[1]).objects.filter(pk=pack[1].pk).update(hidden=True)

    assert [words for words in found(people.chair, rested) if "Zinnia" not in words] == []


def test_of_a_slide_that_a_newer_version_replaced_no_words_stay(people, rested, pack):
    newer = PaperVersionFactory(paper=pack[1].version.paper, number=3)
    SlideFactory(version=newer, number=1, title="Corrected")

    drawn_now = [
        basis for basis in queries.evidence_of(rested, people.chair) if "slide" in basis.words
    ]
    assert [(basis.words, basis.href) for basis in drawn_now] == [
        (
            "Front counter, version 2, slide 2. A newer version has replaced it.",
            newer.paper.get_absolute_url(),
        )
    ]


def test_a_slide_of_a_more_careful_marking_is_not_named_on_the_page(people, topic, rested, pack):
    meeting = pack[1].version.paper.meeting
    meeting.marking = Marking.OFFICIAL_SENSITIVE
    meeting.save()
    assert [words for words in found(people.chair, rested) if "Visits" in words] == []
    assert slides().offered(people.chair, topic.pk) == []

    topic.marking = Marking.OFFICIAL_SENSITIVE
    topic.save()
    assert len(found(people.chair, rested)) == 3


def test_only_what_one_reads_can_be_chosen_and_each_thing_once(people, topic, rested, pack):
    other = PostFactory(topic=TopicFactory(group=people.group), author=people.chair, body="Else")
    members = Post.objects.get(space=Space.MEMBERS)
    posts, pages = queries.evidence_to_add(rested, people.secretary)

    assert [page.pk for page in slides().offered(people.chair, topic.pk)] == [
        pack[0].pk,
        pack[1].pk,
    ]
    assert ([page.pk for page in posts], [page.pk for page in pages]) == ([], [pack[0].pk])
    for user, chosen in (
        (people.secretary, {"posts": [members.pk]}),
        (people.member, {"posts": [other.pk]}),
        (people.member, {"slides": [pack[2].pk]}),
        (people.member, {"posts": [10**6]}),
    ):
        with pytest.raises(Refused, match="cannot read one of these"):
            add(user, rested, **chosen)
    with pytest.raises(Refused, match="Choose a post or a slide"):
        add(people.member, rested)

    add(people.chair, rested, slides=[pack[1].pk])  # two chose it at once
    assert Evidence.objects.count() == 3


def test_the_form_says_when_only_the_newest_posts_are_offered():
    posts = [Page(number, "Two buses each way", "") for number in range(1, MOST_OFFERED + 1)]
    helped = [
        EvidenceForm(posts=offered, slides=[]).fields["posts"].help_text
        for offered in (posts, posts[1:])
    ]

    assert helped == ["The newest 50 are offered.", ""]


def test_the_page_offers_takes_and_takes_away_until_people_are_asked(people, message, pack):
    doreen, page = (
        signed_in(people.member),
        reverse("deliberation:evidence-add", args=[message.pk]),
    )
    assert doreen.post(page, {}).status_code == 422
    doreen.post(page, {"slides": [pack[0].pk, pack[1].pk]})
    assert len(found(people.member, message)) == 2
    first = Evidence.objects.first()
    doreen.post(reverse("deliberation:evidence-remove", args=[first.pk]))
    assert found(people.member, message) == ["Front counter, version 2, slide 2: Visits 2"]

    decided(people, message, "agreed", chair="support", vice_chair="support", member="support")
    assert doreen.get(page).status_code == 403
    assert "Visits" not in str(drawn(message))
