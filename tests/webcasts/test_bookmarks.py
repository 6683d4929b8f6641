"""Moments of a webcast: each is read in its space alone, comes back when it is wrong, and goes."""

import pytest

from core.policy import Refused
from core.search.phrases import phrases
from core.search.queries import Narrowed, find
from deliberation import actions as talk
from iag_portal.pages.records import records_for
from tests.webcasts.watched import add, get, mark, post
from webcasts import actions
from webcasts.forms.bookmarks import seconds_of
from webcasts.models import Bookmark

pytestmark = pytest.mark.django_db
SECRET = "Zinnia: among ourselves"


@pytest.fixture
def webcast(people, topic):
    return add(people.member, topic)


def test_what_members_say_of_a_moment_is_read_and_found_by_members_alone(people, webcast):
    mark(people.member, webcast, space="members", words=SECRET)
    shared = mark(people.police_lead, webcast)
    everybody = ("chair", "member", "police_lead", "observer")
    pages = {
        who: get(getattr(people, who), "webcast", webcast.pk).content.decode() for who in everybody
    }
    by_author = [
        hit.row
        for hit in find(people.chair, ["marigold"], Narrowed(person=people.police_lead.name))
    ]
    finds = {
        who: find(getattr(people, who), phrases("zinnia"), Narrowed()).exists() for who in everybody
    }

    readers = {"chair": True, "member": True, "police_lead": False, "observer": False}
    assert {who: SECRET in page for who, page in pages.items()} == readers
    assert {who: shared.words in page for who, page in pages.items()} == dict.fromkeys(
        everybody, True
    )
    assert (finds, by_author) == (readers, [shared.pk])


def test_the_record_tells_of_a_moment_to_whom_its_space_is_open(people, webcast):
    """The secretary of this group does not read the members' space."""
    for space in ("members", "shared"):
        mark(people.member, webcast, space=space)
    seen = {
        role: list(
            records_for(getattr(people, role), people.group).filter(event="bookmark.written")
        )
        for role in ("chair", "secretary")
    }

    assert {role: len(rows) for role, rows in seen.items()} == {"chair": 2, "secretary": 1}
    assert seen["secretary"][0].facts["space"] == "shared"


def test_a_moment_is_marked_where_its_author_may_write_and_nowhere_else(people, webcast):
    fields = {"moment": "1:02:40", "words": "That is it", "space": "members"}
    statuses = {
        who: post(getattr(people, who), "webcast", webcast.pk, **fields).status_code
        for who in ("member", "police_lead", "observer", "officer")
    }
    answer = post(people.police_lead, "webcast", webcast.pk, **{**fields, "space": "shared"})
    rows = Bookmark.objects.values_list("author__name", "space", "second")

    assert statuses == {"member": 302, "police_lead": 422, "observer": 422, "officer": 404}
    assert (answer.status_code, answer.url) == (302, Bookmark.objects.last().get_absolute_url())
    assert list(rows) == [
        (people.member.name, "members", 3760),
        (people.police_lead.name, "shared", 3760),
    ]
    with pytest.raises(Refused):
        mark(people.observer, webcast)
    with pytest.raises(Refused):
        mark(people.police_lead, webcast, space="members")


def test_the_form_is_there_for_who_may_write_and_comes_back_when_that_ends(people, topic, webcast):
    """An observer reads along; a topic that is closed while somebody types keeps what they typed."""
    forms = {
        who: 'name="moment"' in get(getattr(people, who), "webcast", webcast.pk).content.decode()
        for who in ("member", "police_lead", "observer")
    }
    talk.close_topic(actor=people.chair, topic=topic)
    fields = {"moment": "12:05", "words": SECRET, "space": "members"}
    answer = post(people.member, "webcast", webcast.pk, **fields)
    page = answer.content.decode()

    assert forms == {"member": True, "police_lead": True, "observer": False}
    assert (answer.status_code, SECRET in page, "This topic is closed" in page) == (403, True, True)


def test_its_words_keep_their_lines(people, webcast):
    mark(people.member, webcast, words="The desk\nIn the library")
    page = get(people.police_lead, "webcast", webcast.pk).content.decode()

    assert "<bdi>The desk<br>In the library</bdi>" in page


def test_what_was_typed_comes_back_with_the_reason(people, webcast):
    answer = post(
        people.member, "webcast", webcast.pk, moment="soon", words=SECRET, space="members"
    )
    page = answer.content.decode()

    assert (answer.status_code, SECRET in page, "such as 1:02:40" in page) == (422, True, True)
    assert Bookmark.objects.count() == 0


MOMENTS = {
    "12:05": 725,
    "1:02:40": 3760,
    "62:40": 3760,
    "2.40": 160,
    "7": 420,
    **dict.fromkeys(("1:75:00", "soon", "12:75", "-1:00", "", "١٢:٠٥")),
}


def test_a_moment_is_read_as_people_write_it():
    assert {clock: seconds_of(clock) for clock in MOMENTS} == MOMENTS


def test_it_is_taken_away_by_its_author_and_by_organisers_and_never_under_a_hold(
    people, topic, webcast
):
    rows = [mark(people.police_lead, webcast, second=second) for second in (1, 2, 3)]
    statuses = [
        post(person, "bookmark-remove", row.pk).status_code
        for person, row in zip(
            (people.member, people.police_lead, people.secretary), rows, strict=True
        )
    ]
    talk.hold_topic(actor=people.chair, topic=topic, reason="A court asked")
    with pytest.raises(Refused, match="legal hold"):
        actions.remove_bookmark(actor=people.police_lead, bookmark=rows[0])

    assert statuses == [403, 302, 302]
    assert list(Bookmark.objects.values_list("second", flat=True)) == [1]
