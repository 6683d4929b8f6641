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


def test_the_slide_is_on_the_screen_while_everybody_in_the_room_reads_it_and_no_wording_is(
    people, open_meeting, topic
):
    screen, counter = screen_of(people, open_meeting), open_meeting.agenda.get(number=2)
    paper = PaperFactory(meeting=open_meeting, item=counter)
    slides = SlideFactory.create_batch(2, version=PaperVersionFactory(paper=paper))
    for slide in slides:
        slide.large.save(f"papers/{paper.pk}/{slide.number}.webp", ContentFile(b"RIFF"))
    come_in(people, open_meeting, member=Mode.ROOM, police_lead=Mode.VIDEO)
    actions.show_slide(actor=people.chair, meeting=open_meeting, slide=slides[0])
    picture, other = (f"/display/slides/{slide.pk}.webp" for slide in slides)

    def seen():
        drawn = screen.get("/display/news/").json()["regions"]["screen"]
        return picture in drawn, screen.get(picture).status_code

    of_another_item = seen()
    actions.start_item(actor=people.chair, meeting=open_meeting, item=counter)
    actions.show_slide(actor=people.chair, meeting=open_meeting, slide=slides[0])
    while_an_officer_may_come = seen()  # whom nobody let in to the topic
    come_in(people, open_meeting, officer=Mode.VIDEO)
    shown_now = seen()
    answers = [client.get(address) for client, address in ((screen, other), (Client(), picture))]
    seq = screen.get("/display/news/").json()["seq"]
    assert screen.get(f"/display/news/?after={seq}").status_code == 200  # drawn each time

    come_in(people, open_meeting, officer=Mode.ROOM)
    with_an_officer = seen()
    actions.leave(actor=people.chair, meeting=open_meeting, user=people.officer)
    again = seen()
    asked = KeyMessageFactory(topic=topic, text="Keep the desk open")
    actions.show_wording(actor=people.chair, meeting=open_meeting, wording=asked.wordings.get())
    behind_a_wording = seen()
    actions.show_wording(actor=people.chair, meeting=open_meeting, wording=None)
    without_it = seen()
    topic.marking = "official_sensitive"
    topic.save()
    of_a_sensitive_topic = seen()
    topic.marking = "official"
    topic.save()
    open_meeting.marking = "official_sensitive"
    open_meeting.save()

    assert [shown_now, again, without_it] == [(True, 200)] * 3
    hidden = [of_another_item, while_an_officer_may_come, with_an_officer, behind_a_wording]
    assert [*hidden, of_a_sensitive_topic, seen()] == [(False, 404)] * 6
    assert [answer.status_code for answer in answers] == [404, 404]
