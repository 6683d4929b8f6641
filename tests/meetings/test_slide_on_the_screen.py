"""The presenter's slide on the screen of the room, where nobody knows who else looks on."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from meetings import actions
from meetings.models import Attendance
from tests.factories import KeyMessageFactory, PaperFactory, PaperVersionFactory, SlideFactory
from tests.meetings.test_displays import come_in, screen_of

pytestmark = pytest.mark.django_db
Mode = Attendance.Mode
SHOWN, HIDDEN = (True, 200), (False, 404)


@pytest.fixture
def slides(people, open_meeting):
    """Two of a paper on the topic of the second item, the first on everybody's screen."""
    paper = PaperFactory(meeting=open_meeting, item=open_meeting.agenda.get(number=2))
    slides = SlideFactory.create_batch(2, version=PaperVersionFactory(paper=paper))
    for slide in slides:
        slide.large.save(f"papers/{paper.pk}/{slide.number}.webp", ContentFile(b"RIFF"))
    actions.show_slide(actor=people.chair, meeting=open_meeting, slide=slides[0])
    return slides


def picture(slide):
    return f"/display/slides/{slide.pk}.webp"


def seen(screen, slide):
    """Whether a slide is drawn, and what its picture answers."""
    drawn = screen.get("/display/news/").json()["regions"]["screen"]
    return picture(slide) in drawn, screen.get(picture(slide)).status_code


def start(people, meeting, slide):
    """Move to the item of a slide, and show it."""
    actions.start_item(actor=people.chair, meeting=meeting, item=slide.version.paper.item)
    actions.show_slide(actor=people.chair, meeting=meeting, slide=slide)


def test_the_slide_is_on_the_screen_while_everybody_in_the_room_reads_it_and_no_wording_is(
    people, open_meeting, topic, slides
):
    screen, slide = screen_of(people, open_meeting), slides[0]
    come_in(people, open_meeting, member=Mode.ROOM, police_lead=Mode.VIDEO, officer=Mode.VIDEO)
    of_another_item = seen(screen, slide)
    start(people, open_meeting, slide)
    shown_now = seen(screen, slide)
    asked = [(screen, slides[1]), (Client(), slide)]
    answers = [client.get(picture(other)).status_code for client, other in asked]
    seq = screen.get("/display/news/").json()["seq"]
    assert screen.get(f"/display/news/?after={seq}").status_code == 200  # drawn each time

    come_in(people, open_meeting, officer=Mode.ROOM)  # whom nobody let in to the topic
    with_an_officer = seen(screen, slide)
    actions.leave(actor=people.chair, meeting=open_meeting, user=people.officer)
    again = seen(screen, slide)
    message = KeyMessageFactory(topic=topic, text="Keep the desk open")
    actions.show_wording(actor=people.chair, meeting=open_meeting, wording=message.wordings.get())
    behind_a_wording = seen(screen, slide)
    actions.show_wording(actor=people.chair, meeting=open_meeting, wording=None)

    assert [shown_now, again, seen(screen, slide)] == [SHOWN] * 3
    assert [of_another_item, with_an_officer, behind_a_wording] == [HIDDEN] * 3
    assert answers == [404, 404]
    headers = screen.get(picture(slide)).headers
    policy = ("image/webp", "default-src 'none'; sandbox", "no-store, private")
    names = ("Content-Type", "Content-Security-Policy", "Cache-Control")
    assert tuple(headers[name] for name in names) == policy


def test_it_is_not_there_while_a_guest_may_sit_in_the_room_who_does_not_read_it(
    people, open_meeting, slides
):
    screen, slide = screen_of(people, open_meeting), slides[0]
    start(people, open_meeting, slide)
    while_an_officer_may_come = seen(screen, slide)  # who said “in the room”
    actions.say_attendance(actor=people.officer, meeting=open_meeting, mode=Mode.APOLOGIES)

    assert (while_an_officer_may_come, seen(screen, slide)) == (HIDDEN, SHOWN)


def test_no_sensitive_slide_is_there_nor_one_of_a_topic_that_became_so(
    people, open_meeting, topic, slides
):
    screen, slide = screen_of(people, open_meeting), slides[0]
    come_in(people, open_meeting, officer=Mode.VIDEO)
    start(people, open_meeting, slide)
    before = seen(screen, slide)
    topic.marking = "official_sensitive"
    topic.save()
    of_the_topic = seen(screen, slide)
    topic.marking, open_meeting.marking = "official", "official_sensitive"
    topic.save()
    open_meeting.save(update_fields=["marking"])

    assert [before, of_the_topic, seen(screen, slide)] == [SHOWN, HIDDEN, HIDDEN]
