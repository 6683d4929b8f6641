"""Captions that somebody from outside writes: where they stand, and who is told."""

import pytest

from accounts.actions import Needs, change_access_needs
from accounts.models import Membership
from core.audit.models import Record
from core.notices.tell import tell_of
from core.policy import Refused
from meetings import actions
from meetings.video.settings import JitsiSettings
from tests.meetings.on_the_floor import drawn
from tests.meetings.outcomes import recorded
from tests.meetings.pages import get, press, words
from tests.meetings.video_host import HOST
from tests.notices.conftest import told
from tests.pages.html import problems, tree

pytestmark = pytest.mark.django_db
ADDRESS = "https://captions.example.org/7?room=harbour"
NOBODY = "Nobody writes captions in this meeting."


def arrange(person, meeting, address=ADDRESS):
    actions.arrange_captions(actor=person, meeting=meeting, address=address)


def need_captions(person, group):
    place = Membership.objects.current().get(user=person, group=group)
    change_access_needs(actor=person, membership=place, needs=Needs(captions=True))


def links(person, meeting):
    return tree(drawn(person, meeting, "captions")).xpath("//a[@target='_blank']")


def on_the_page(person, meeting):
    return ADDRESS in get(person, "meeting", meeting.pk).text.replace("&amp;", "&")


def test_the_secretary_says_where_and_it_stands_beside_the_picture_in_a_window_of_its_own(
    people, open_meeting
):
    saved = press(
        people.secretary, "captions-arrange", open_meeting.pk, fields={"address": f" {ADDRESS} "}
    )
    [link] = links(people.observer, open_meeting)

    assert saved.status_code == 302
    assert (link.get("href"), link.get("rel")) == (ADDRESS, "noopener noreferrer")
    assert problems(get(people.member, "live", open_meeting.pk)) == []


@pytest.mark.parametrize(
    "address",
    [
        "http://captions.example.org/",
        "javascript:alert(1)",
        "https://sally:secret@captions.example.org/",
        "captions",
        "https://captions.example.org/" + "7" * 500,
    ],
)
def test_what_is_no_page_by_https_is_refused_and_what_was_typed_stays(
    people, open_meeting, address
):
    answer = press(
        people.secretary, "captions-arrange", open_meeting.pk, fields={"address": address}
    )

    assert answer.status_code == 422
    assert address in answer.text
    open_meeting.refresh_from_db()
    assert open_meeting.captions == ""


def test_who_said_that_they_need_captions_is_told_and_nobody_else(people, open_meeting):
    need_captions(people.member, open_meeting.group)
    need_captions(people.secretary, open_meeting.group)
    with recorded() as records:
        arrange(people.secretary, open_meeting)
        arrange(people.secretary, open_meeting)  # as it is: nothing happens

    assert [event for event, *_rest in records] == ["captions.arranged"]
    assert told("captions.arranged") == {people.member.pk}  # who did it knows


def test_they_are_told_of_what_was_recorded_before_a_release_that_knows_who_writes(
    people, open_meeting
):
    """A job that waits while the portal is upgraded."""
    need_captions(people.member, open_meeting.group)
    arrange(people.secretary, open_meeting)
    record = Record.objects.get(event="captions.arranged")
    del record.facts["captioner_id"]
    tell_of(record)

    assert told("captions.arranged") == {people.member.pk}


def test_for_whom_an_item_is_not_there_is_no_way_to_read_along(people, open_meeting):
    arrange(people.chair, open_meeting)
    theirs, members = open_meeting.agenda.get(number=2), open_meeting.agenda.get(number=3)
    open_meeting.agenda.filter(pk=members.pk).update(members_only=True)
    actions.declare_interest(actor=people.member, item=theirs, reason="I work there.")
    seen, beside = [], []
    for item in (members, theirs):
        actions.start_item(actor=people.chair, meeting=open_meeting, item=item)
        everybody = (people.chair, people.member, people.officer)
        seen.append([len(links(person, open_meeting)) for person in everybody])
        beside += [on_the_page(person, open_meeting) for person in everybody]

    assert seen == [[1, 1, 0], [1, 0, 1]]
    assert beside == [False] * 6  # nor on the page from which one comes


def test_before_the_meeting_it_stands_on_its_page(people, meeting):
    arrange(people.secretary, meeting)
    assert on_the_page(people.officer, meeting)


def test_it_is_said_honestly_where_nobody_writes_captions(people, open_meeting, settings):
    notices = []
    for host in (None, {**HOST, "JITSI_CAPTIONS": ""}, {**HOST, "JITSI_CAPTIONS": "1"}):
        settings.JITSI = JitsiSettings.from_mapping(host or {}, profile="test")
        notices.append(NOBODY in drawn(people.member, open_meeting, "captions"))

    assert notices == [False, True, False]
    with pytest.raises(Refused):
        arrange(people.member, open_meeting)
    assert "Say where captions are written" in words(get(people.secretary, "live", open_meeting.pk))
