"""An item for members: others know that it is there and how long it takes, and nothing else."""

from datetime import timedelta

import pytest

from core.policy import Refused
from meetings import actions
from meetings.live import MeetingPage
from meetings.models import AgendaItem, Meeting, Paper, Slide, VideoGrant, VideoKick
from meetings.personal_data import PERSONAL_DATA
from meetings.video.modes import Mode
from tests.factories import PaperFactory, PaperVersionFactory, SlideFactory
from tests.meetings.pages import get, press, words
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
TITLE, PAPER, SLIDE = "Zinnia: the vote of no confidence", "Zinnia draft", "Zinnia options"
HERE = ["chair", "vice_chair", "member"]
OTHERS = ["secretary", "police_lead", "officer", "observer", "interpreter"]


def plan(people, meeting, **more):
    planned = actions.PlannedItem(TITLE, timedelta(minutes=20), members_only=True, **more)
    return actions.add_item(actor=people.chair, meeting=meeting, planned=planned)


@pytest.fixture
def item(people, meeting):
    """With a paper of one slide."""
    item = plan(people, meeting)
    version = PaperVersionFactory(
        paper=PaperFactory(meeting=meeting, item=item, title=PAPER), state="ready", total=1
    )
    SlideFactory(version=version, title=SLIDE)
    return item


def live_words(person, meeting):
    """Every region as the socket would bring it to this person, and the page itself."""
    page = MeetingPage()
    thing = page.find(meeting.stream)
    audience = page.audiences(thing, [person.pk])[person.pk]
    drawn = "".join(page.draw(thing, audience, page.every_region()).values())
    return drawn + get(person, "live", meeting.pk).text


@pytest.mark.parametrize("role", [*HERE, *OTHERS])
def test_members_read_it_and_everybody_else_that_it_is_there_and_how_long(
    people, meeting, item, role
):
    page = get(getattr(people, role), "meeting", meeting.pk)
    text = words(page)

    assert ("Zinnia" in page.text) == (role in HERE)
    assert ("An item for members" in text, "20 minutes" in text) == (role not in HERE, True)


@pytest.mark.parametrize("role", OTHERS)
def test_no_address_gives_others_anything_of_it(people, meeting, item, role):
    person, paper = getattr(people, role), Paper.objects.get()
    slide = Slide.objects.get()
    statuses = [
        get(person, "paper", paper.pk).status_code,
        get(person, "paper-text", paper.pk).status_code,
        get(person, "slide", paper.pk, slide.number).status_code,
        press(person, "copy-ask", paper.pk).status_code,
        get(person, "interest-declare", item.pk).status_code,
        get(person, "item-change", item.pk).status_code,
        get(person, "item-remove", item.pk).status_code,
        press(person, "item-move", item.pk, fields={"to": "up"}).status_code,
    ]

    assert statuses == [404] * 8
    assert get(people.member, "paper", paper.pk).status_code == 200
    assert not paper.readers().filter(user=person).exists()


def test_the_secretary_reads_it_where_the_terms_let_them_in(people, meeting, item):
    people.group.secretary_in_members_space = True
    people.group.save()
    paper = Paper.objects.get()

    assert "Zinnia" in words(get(people.secretary, "meeting", meeting.pk))
    assert get(people.secretary, "paper", paper.pk).status_code == 200
    assert paper.readers().filter(user=people.secretary).exists()
    assert "Zinnia" not in get(people.police_lead, "meeting", meeting.pk).text


def test_the_readers_of_a_paper_are_those_who_see_it(people, meeting, item):
    paper = Paper.objects.get()
    seen = {
        role
        for role in [*HERE, *OTHERS]
        if Paper.objects.visible_to(getattr(people, role)).filter(pk=paper.pk).exists()
    }
    ids = set(paper.readers().values_list("user", flat=True))

    assert seen == {role for role in [*HERE, *OTHERS] if getattr(people, role).pk in ids}
    assert seen == set(HERE)


def test_the_secretary_arranges_around_it_and_reads_nothing_of_it(people, meeting, item):
    page = get(people.secretary, "agenda-change", meeting.pk)
    upload = get(people.secretary, "paper-new", meeting.pk)

    assert ("Zinnia" in page.text, "An item for members" in words(page)) == (False, True)
    assert ("Zinnia" in upload.text, "Front counter" in upload.text) == (False, True)
    assert "It is for members only" not in words(get(people.secretary, "item-add", meeting.pk))
    assert "It is for members only" in words(get(people.chair, "item-add", meeting.pk))


def test_the_interest_of_a_member_in_it_is_not_told_to_the_secretary(people, meeting, item):
    actions.declare_interest(actor=people.member, item=item, reason="Zinnia is my sister")

    assert "Zinnia is my sister" in words(get(people.chair, "meeting", meeting.pk))
    assert "Zinnia" not in get(people.secretary, "meeting", meeting.pk).text


def start(people, meeting, item):
    actions.open_meeting(actor=people.chair, meeting=meeting)
    actions.start_item(actor=people.chair, meeting=meeting, item=item)
    return Meeting.objects.get(pk=meeting.pk)


@pytest.mark.parametrize("role", [*HERE, *OTHERS])
def test_while_it_runs_the_live_page_keeps_it_from_others(people, meeting, item, role):
    running = start(people, meeting, item)
    text = live_words(getattr(people, role), running)

    assert running.slide is not None
    assert ("Zinnia" in text, "This item is for members." in text) == (
        role in HERE,
        role not in HERE,
    )


def test_before_and_after_it_the_live_page_keeps_it_from_others_too(people, meeting, item):
    running = actions.open_meeting(actor=people.chair, meeting=meeting)

    assert "Zinnia" in live_words(people.member, running)
    assert "Zinnia" not in live_words(people.police_lead, running)


def test_others_neither_speak_nor_listen_on_video_while_it_runs(people, meeting, item):
    actions.open_meeting(actor=people.chair, meeting=meeting)
    for person in (people.police_lead, people.member):
        actions.raise_hand(actor=person, meeting=Meeting.objects.get(pk=meeting.pk))
        VideoGrant.objects.create(
            meeting=meeting, user=person, moderator=False,
            issued_at=meeting.starts_at, expires_at=meeting.starts_at,
        )  # fmt: skip
    actions.start_item(actor=people.chair, meeting=meeting, item=item)
    running = Meeting.objects.get(pk=meeting.pk)

    assert list(VideoKick.objects.values_list("user", flat=True)) == [people.police_lead.pk]
    waiting = running.requests.filter(state="waiting")
    assert list(waiting.values_list("user", flat=True)) == [people.member.pk]
    for action in (
        lambda: actions.raise_hand(actor=people.police_lead, meeting=running),
        lambda: actions.join_video(actor=people.police_lead, meeting=running, mode=Mode.REMOTE),
    ):
        with pytest.raises(Refused, match="This item is for members"):
            action()

    first = running.agenda.get(number=1)
    actions.start_item(actor=people.chair, meeting=running, item=first)
    reopened = Meeting.objects.get(pk=meeting.pk)
    assert actions.raise_hand(actor=people.police_lead, meeting=reopened).state == "waiting"


def test_a_press_of_join_at_the_moment_it_starts_gives_no_token(people, meeting, item):
    actions.open_meeting(actor=people.chair, meeting=meeting)
    on_the_page = Meeting.objects.select_related("item").get(pk=meeting.pk)
    actions.start_item(actor=people.chair, meeting=meeting, item=item)

    with pytest.raises(Refused, match="This item is for members"):
        actions.join_video(actor=people.police_lead, meeting=on_the_page, mode=Mode.REMOTE)


def test_it_has_no_topic_and_is_planned_by_those_who_read_it(people, meeting, topic):
    with pytest.raises(Refused, match="has no topic"):
        plan(people, meeting, topic=topic)
    planned = actions.PlannedItem(TITLE, members_only=True)
    with pytest.raises(Refused, match="can read it"):
        actions.add_item(actor=people.secretary, meeting=meeting, planned=planned)

    fields = {"title": TITLE, "topic": topic.pk, "members_only": "on"}
    answer = press(people.chair, "item-add", meeting.pk, fields=fields)
    assert answer.status_code == 422
    assert "An item for members has no topic" in words(answer)


def test_with_a_paper_it_stays_for_members(people, meeting, item):
    opened = actions.PlannedItem(TITLE, timedelta(minutes=20))
    with pytest.raises(Refused, match="Papers were added"):
        actions.change_item(actor=people.chair, item=item, planned=opened, version=1)

    assert AgendaItem.objects.get(pk=item.pk).members_only


def test_the_chair_arranges_one_by_the_form(people, meeting):
    fields = {"title": TITLE, "minutes": "20", "members_only": "on"}
    answer = signed_in(people.chair).post(f"/meetings/{meeting.pk}/agenda/new/", fields)

    assert answer.status_code == 302
    assert meeting.agenda.get(title=TITLE).members_only


def test_who_looks_for_a_former_name_is_not_told_that_it_stands_in_one(people, item):
    slide = Slide.objects.get()
    for row in (item, Paper.objects.get(), slide.version, slide):
        where = [PERSONAL_DATA.where(person, row) for person in (people.chair, people.secretary)]
        assert where == [item.meeting.get_absolute_url(), None]
