"""Captions that are written in the portal: who writes, who reads along, and that nothing is kept."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import Needs, change_access_needs
from accounts.models import Membership
from core import clock
from core.audit.models import Record
from core.clock import now
from core.jobs.models import Job
from core.policy import Refused
from core.rights import export
from core.search.models import Document
from meetings import actions
from meetings.models import Caption
from meetings.models.captions import KEPT, LONGEST
from tests.meetings.outcomes import refused
from tests.meetings.pages import HTMX, get, press, url, words
from tests.meetings.test_displays import screen_of, shown
from tests.notices.conftest import told
from tests.pages.html import problems, words_of
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
MOVED_ON = "The meeting has moved to another item"


@pytest.fixture
def captioned(people, open_meeting):
    """The open meeting at its first item; the interpreter, who is no member, writes captions."""
    actions.arrange_captions(
        actor=people.secretary, meeting=open_meeting, address="", captioner=people.interpreter
    )
    start(people, open_meeting, 1)
    return open_meeting


def start(people, meeting, number):
    item = meeting.agenda.get(number=number)
    actions.start_item(actor=people.chair, meeting=meeting, item=item)
    meeting.refresh_from_db()


def write(people, meeting, text, **more):
    person = more.pop("by", people.interpreter)
    return actions.write_captions(
        actor=person, meeting=meeting, item_id=more.pop("item", meeting.item_id), text=text, **more
    )


def news(person, meeting, after=""):
    return get(person, "captions-news", meeting.pk, data={"after": after})


def read(person, meeting):
    """The words of the strip as they come to this person."""
    return words_of(news(person, meeting).json()["lines"])


def own_data(person):
    with zipfile.ZipFile(io.BytesIO(export.build(person))) as copy:
        return b"".join(copy.read(name) for name in copy.namelist())


def test_a_line_is_read_by_everybody_in_the_meeting_and_on_the_screen_of_the_room(
    people, captioned
):
    screen = screen_of(people, captioned)
    sent = press(
        people.interpreter,
        "captions-write",
        captioned.pk,
        fields={"text": "Good evening.", "item": captioned.item_id},
    )
    everybody = (people.chair, people.member, people.officer, people.observer, people.interpreter)

    assert sent.status_code == 302
    assert [read(person, captioned) for person in everybody] == ["Good evening."] * 5
    assert "Good evening." in shown(screen)
    pages = [get(people.interpreter, name, captioned.pk) for name in ("captions-write", "live")]
    pages.append(get(people.member, "captions-read", captioned.pk))
    assert [problems(page) for page in pages] == [[]] * 3
    assert ["Good evening." in words(page) for page in pages] == [True, False, True]


def test_whom_an_item_is_not_for_reads_nothing_of_it_and_nobody_does_once_it_is_over(
    people, captioned, topic
):
    screen = screen_of(people, captioned)
    captioned.captioner = people.chair
    captioned.save()
    captioned.agenda.filter(number=3).update(members_only=True)
    item = captioned.agenda.get(number=2)
    actions.declare_interest(actor=people.member, item=item, reason="I work there.")
    everybody = (people.chair, people.member, people.officer, people.stranger)
    seen, on_the_screen = [], []
    for number, text in ((3, "Zinnia among us"), (2, "Zinnia counter"), (1, "")):
        start(people, captioned, number)
        if text:
            write(people, captioned, text, by=people.chair)
        answers = [get(person, "captions-news", captioned.pk) for person in everybody]
        seen.append(["Zinnia" in answer.text for answer in answers])
        on_the_screen.append("Zinnia" in shown(screen))

    assert seen == [
        [True, True, False, False],
        [True, False, True, False],
        [False] * 4,  # what was said before is for nobody, whoever is back
    ]
    assert on_the_screen == [False, True, False]
    topic.handling_first = True
    topic.save()
    start(people, captioned, 2)
    assert [read(person, captioned) for person in everybody[1:3]] == [
        "You declared an interest in this item, so you take no part in it.",
        "The topic of this item does not open to you, so there are no captions of it for you.",
    ]


def test_a_captioner_who_is_no_member_writes_nothing_of_an_item_for_members(people, captioned):
    captioned.agenda.filter(number=3).update(members_only=True)
    start(people, captioned, 3)
    page = get(people.interpreter, "captions-write", captioned.pk)

    assert "This item is for members. You can come back when it is over." in words(page)
    with refused("This item is for members. You can come back when it is over."):
        write(people, captioned, "Zinnia")
    for person in (people.member, people.chair, people.observer):
        with refused("Somebody else writes the captions of this meeting, or nobody."):
            write(people, captioned, "Zinnia", by=person)
    assert Caption.objects.count() == 0


def test_what_was_begun_in_another_item_is_not_shown_and_comes_back_to_be_sent_again(
    people, captioned
):
    before = captioned.item_id
    start(people, captioned, 2)
    typed = {"text": "Zinnia of before", "item": before}
    answer = press(people.interpreter, "captions-write", captioned.pk, fields=typed)
    to_script = press(
        people.interpreter, "captions-write", captioned.pk, fields=typed, headers=HTMX
    )

    assert (answer.status_code, to_script.status_code) == (403, 403)
    assert MOVED_ON in words(answer)
    assert "Zinnia of before</textarea>" in answer.text
    assert to_script.text.startswith(MOVED_ON)
    assert "Zinnia" not in read(people.member, captioned)
    assert answer.context["form"]["item"].value() == captioned.item_id
    assert press(people.interpreter, "captions-write", captioned.pk).status_code == 422


def test_the_last_line_is_put_right_and_pages_see_that_it_is_another(people, captioned):
    first, last = write(people, captioned, "Good evening.\n\nDoreen has the flaw")
    state = news(people.member, captioned).json()["state"]
    again = news(people.member, captioned, after=state).status_code
    write(people, captioned, "Doreen has the floor.", corrects=last.pk)
    changed = news(people.member, captioned, after=state)

    assert again == 204
    assert words_of(changed.json()["lines"]) == "Good evening. Doreen has the floor."
    with refused(
        "This line cannot be corrected any more: another one came after it, or it is gone."
    ):
        write(people, captioned, "Zinnia", corrects=first.pk)


def test_a_correction_that_is_empty_comes_back_as_a_line_of_its_own(people, captioned):
    """The page without script: what is sent next must not take the place of the last line."""
    (last,) = write(people, captioned, "Doreen has the floor.")
    empty = {"text": " ", "item": captioned.item_id, "corrects": last.pk}
    page = press(people.interpreter, "captions-write", captioned.pk, fields=empty)
    form = page.context["form"]
    typed = {field.html_name: field.value() for field in form} | {"text": "Thank you."}
    press(people.interpreter, "captions-write", captioned.pk, fields=typed)

    assert (page.status_code, form.errors) == (422, {"text": ["Enter what is said"]})
    assert [str(line.text) for line in Caption.objects.all()] == [
        "Doreen has the floor.",
        "Thank you.",
    ]


def test_a_long_text_becomes_lines_and_few_are_kept_while_it_goes_on(people, captioned):
    write(people, captioned, "word " * (LONGEST // 2))
    lengths = [len(caption.text) for caption in Caption.objects.all()]
    write(people, captioned, "\n".join(f"line {number}" for number in range(KEPT + 5)))

    assert lengths == [LONGEST - 1, LONGEST - 1, 99]
    assert Caption.objects.count() == KEPT
    assert Caption.objects.order_by("pk").first().text == "line 5"


def test_nothing_older_than_ten_minutes_is_read_where_nobody_ended_the_meeting(people, captioned):
    write(people, captioned, "Good night.")
    written_at = now()
    lines = []
    for moment in (written_at + timedelta(minutes=9), written_at + timedelta(minutes=10)):
        with clock.at(moment):
            lines.append([str(line.text) for line in Caption.objects.of_now(captioned)])

    assert lines == [["Good night."], []]


def test_a_page_that_reads_along_drops_a_line_when_it_is_ten_minutes_old(people, captioned):
    write(people, captioned, "Good night.")
    written_at = now()
    with clock.at(written_at + timedelta(minutes=5)):
        write(people, captioned, "Mind the step.")
        state = news(people.member, captioned).json()["state"]
    with clock.at(written_at + timedelta(minutes=11)):
        later = news(people.member, captioned, after=state)

    assert later.status_code == 200
    assert words_of(later.json()["lines"]) == "Mind the step."


def test_nothing_is_kept_when_the_meeting_ends_also_where_the_end_is_taken_back(people, captioned):
    write(people, captioned, "Quagga said so.")
    write(people, captioned, "Quagga said more.")
    copies = [own_data(person) for person in (people.interpreter, people.member)]
    records = str(list(Record.objects.values("event", "facts")))
    elsewhere = records + str(list(Job.objects.values())) + str(list(Document.objects.values()))
    actions.end_meeting(actor=people.chair, meeting=captioned)
    ended = Caption.objects.count()
    actions.reopen_meeting(actor=people.chair, meeting=captioned)

    assert [b"Quagga" in copy for copy in copies] == [True, False]
    assert ("Quagga" in elsewhere, records.count("captions.began")) == (False, 1)
    assert ended == 0
    assert read(people.member, captioned) == "Nothing has been written of this item yet."


def test_they_come_unasked_to_who_said_that_they_need_them_and_to_nobody_else(people, captioned):
    place = Membership.objects.current().get(user=people.member, group=captioned.group)
    change_access_needs(actor=people.member, membership=place, needs=Needs(captions=True))
    needed = [
        news(person, captioned).json()["needed"] for person in (people.member, people.observer)
    ]

    assert needed == [True, False]


def test_only_somebody_invited_is_chosen_and_is_told(people, open_meeting, leroy):
    chosen = {"address": "", "captioner": people.stranger.pk}
    wrong = press(people.secretary, "captions-arrange", open_meeting.pk, fields=chosen)
    with pytest.raises(Refused):
        actions.arrange_captions(
            actor=people.chair, meeting=open_meeting, address="", captioner=people.stranger
        )
    chosen["captioner"] = people.observer.pk
    saved = press(people.secretary, "captions-arrange", open_meeting.pk, fields=chosen)

    assert (wrong.status_code, saved.status_code) == (422, 302)
    assert told("captions.arranged") == {people.observer.pk}
    open_meeting.refresh_from_db()
    assert open_meeting.captioner == people.observer


def test_the_same_sending_again_writes_nothing_twice(people, captioned):
    browser = signed_in(people.interpreter)
    write(people, captioned, "The first line is on record.")
    fields = {"text": "Yes.", "item": captioned.item_id}
    for key in ("one", "one", "two"):
        browser.post(url("captions-write", captioned.pk), {**fields, "form_key": key}, headers=HTMX)

    assert Caption.objects.filter(text="Yes.").count() == 2


@pytest.mark.parametrize("number", [1, 3])
def test_to_read_along_asks_the_database_little(people, captioned, number):
    browser, screen = signed_in(people.member), screen_of(people, captioned)
    write(people, captioned, "\n".join(["A line"] * number))
    state = browser.get(url("captions-news", captioned.pk)).json()["state"]
    seq = screen.get("/display/news/").json()["seq"]
    counts = []
    for client, address in (
        (browser, f"{url('captions-news', captioned.pk)}?after={state}"),
        (browser, url("captions-news", captioned.pk)),
        (screen, f"/display/news/?after={seq}"),
    ):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))

    assert counts == [7, 8, 6]
