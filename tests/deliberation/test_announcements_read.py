"""Who has read an announcement: said by oneself, or told by telephone and written down."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import record_delivery
from accounts.models import User
from core.audit.models import Record
from core.clock import at, now, today
from core.jobs import run_due_jobs
from core.notices.models import Notice
from core.policy import Refused
from deliberation import actions
from deliberation.models import Announcement, AnnouncementReading, Readers
from tests.deliberation.announced import TITLE, WEEK, announce, asked_on_home, text
from tests.deliberation.pages import page, post, words
from tests.factories import MembershipFactory
from tests.signing_in import signed_in


@pytest.fixture
def leroy(people):
    """A member on the telephone."""
    place = MembershipFactory(group=people.group, user__email=None, user__name="Leroy Bright")
    return place.user


def readers(announcement):
    return set(announcement.readings.values_list("user", "recorded_by"))


def test_what_i_have_read_leaves_my_home_and_nobody_elses(people):
    announcement = announce(people)
    client = signed_in(people.member)
    answer = client.post(f"/announcements/{announcement.pk}/read/", {"version": 1, "next": "/"})

    assert (answer.status_code, answer.url) == (302, "/")
    assert (asked_on_home(client), asked_on_home(signed_in(people.chair))) == ([], [TITLE])
    assert "You have read this" in words(page(people.member, "announcement", announcement.pk))
    assert readers(announcement) == {(people.member.pk, None)}


def test_reading_it_is_told_once_and_marks_its_notice_as_seen(people):
    announcement = announce(people)
    run_due_jobs()
    for _ in range(2):
        actions.read_announcement(actor=people.member, announcement=announcement, version=1)

    assert Record.objects.filter(event="announcement.read").count() == 1
    seen = Notice.objects.exclude(seen_at=None).values_list("recipient", flat=True)
    assert list(seen) == [people.member.pk]


def test_only_the_chair_and_the_secretary_see_who_has_read_it(people):
    announcement = announce(people, readers=Readers.GROUP)
    actions.read_announcement(actor=people.observer, announcement=announcement, version=1)
    observer = str(people.observer)
    shown = words(page(people.chair, "announcement", announcement.pk))

    assert "Read by 1 of 7" in shown
    assert shown.index("Not yet read by") < shown.index(str(people.member))
    assert observer in shown
    for person in (people.member, people.police_lead):
        others = words(page(person, "announcement", announcement.pk))
        assert ("Read by" in others, observer in others) == (False, False)


def test_who_left_or_is_no_longer_asked_is_counted_nowhere(people):
    announcement = announce(people, readers=Readers.GROUP)
    for person in (people.member, people.officer):
        actions.read_announcement(actor=person, announcement=announcement, version=1)
    people.member.memberships.update(ends_at=now())
    actions.change_announcement(
        actor=people.secretary, announcement=announcement, text=text(), after=1, minor=True
    )

    assert "Read by 0 of 2" in words(page(people.chair, "announcement", announcement.pk))


@pytest.mark.parametrize(("minor", "homes"), [(True, []), (False, [TITLE])])
def test_after_more_than_a_small_correction_everybody_is_asked_anew(people, minor, homes):
    announcement = announce(people)
    actions.read_announcement(actor=people.member, announcement=announcement, version=1)
    actions.change_announcement(
        actor=people.secretary,
        announcement=announcement,
        text=text(body="Until the 21st, Tariq does."),
        after=1,
        minor=minor,
    )

    assert asked_on_home(signed_in(people.member)) == homes


def test_a_change_after_its_day_asks_nobody_so_who_has_read_it_has_still_read_it(people):
    announcement = announce(people)
    actions.read_announcement(actor=people.member, announcement=announcement, version=1)
    with at(now() + WEEK + WEEK):
        past = text(body="Others", stands_until=announcement.stands_until)
        actions.change_announcement(
            actor=people.chair, announcement=announcement, text=past, after=1
        )
        run_due_jobs()
        assert readers(announcement) == {(people.member.pk, None)}
        assert not Notice.objects.filter(kind="announcement.changed").exists()
        again = text(body="Others", stands_until=today() + WEEK)
        actions.change_announcement(
            actor=people.chair, announcement=announcement, text=again, after=2
        )
        run_due_jobs()

    assert readers(announcement) == set()
    assert Notice.objects.filter(kind="announcement.changed", recipient=people.member).exists()


def test_nobody_confirms_words_that_were_not_on_their_screen(people):
    announcement = announce(people)
    actions.change_announcement(
        actor=people.secretary, announcement=announcement, text=text(body="Others"), after=1
    )
    client = signed_in(people.member)
    answer = client.post(f"/announcements/{announcement.pk}/read/", {"version": 1, "next": "/"})

    assert "changed meanwhile" in words(client.get(answer.url))
    assert readers(announcement) == set()
    assert not Record.objects.filter(event="refused").exists()


@pytest.mark.parametrize("who", ["police_lead", "stranger", "secretary"])
def test_nobody_confirms_what_is_not_for_them_or_their_own(people, who):
    announcement = announce(people)
    with pytest.raises(Refused, match="Only people who are asked"):
        actions.read_announcement(actor=getattr(people, who), announcement=announcement, version=1)
    post(getattr(people, who), "announcement-read", announcement.pk, version=1)

    assert readers(announcement) == set()


# --- people without email -------------------------------------------------------------------------


def test_who_was_told_by_telephone_has_read_it_and_leaves_the_list_to_call(people, leroy):
    announcement = announce(people)
    run_due_jobs()
    client = signed_in(people.secretary)
    call_list = f"/groups/{people.group.pk}/people/call/"
    waiting = [person for person, _lines in client.get(call_list).context["people"]]
    path = f"/announcements/{announcement.pk}/told/{leroy.pk}/"
    answer = page(people.secretary, "announcement", announcement.pk)
    client.post(path, {"version": 1})

    assert (waiting, path in answer.text) == ([leroy], True)
    assert readers(announcement) == {(leroy.pk, people.secretary.pk)}
    assert client.get(call_list).context["people"] == []
    assert "told by Sally Treloar" in words(page(people.chair, "announcement", announcement.pk))
    assert Record.objects.get(event="announcement.told").facts == {
        "announcement_id": announcement.pk,
        "user_id": leroy.pk,
    }


def test_nobody_was_told_words_that_the_organiser_did_not_have_on_the_screen(people, leroy):
    announcement = announce(people)
    actions.change_announcement(
        actor=people.chair, announcement=announcement, text=text(body="Others"), after=1
    )
    client = signed_in(people.secretary)
    answer = client.post(f"/announcements/{announcement.pk}/told/{leroy.pk}/", {"version": 1})
    stands = client.get(answer.url)

    assert ("changed meanwhile" in words(stands), "Others" in words(stands)) == (True, True)
    assert readers(announcement) == set()
    assert not Record.objects.filter(event="refused").exists()
    assert '<input type="hidden" name="version" value="2">' in stands.text


def test_done_on_the_list_to_call_says_that_it_was_read(people, leroy):
    announcement = announce(people)
    run_due_jobs()
    notice = Notice.objects.get(recipient=leroy)
    record_delivery(actor=people.chair, group=people.group, notice=notice)

    assert readers(announcement) == {(leroy.pk, people.chair.pk)}


@pytest.mark.parametrize("end", ["for members alone", "withdrawn"])
def test_done_ends_the_line_also_of_somebody_who_is_no_longer_asked(people, end):
    MembershipFactory(group=people.group, role="observer", user__email=None)
    announcement = announce(people, readers=Readers.GROUP)
    run_due_jobs()
    notice = Notice.objects.get(recipient__email=None)
    client = signed_in(people.chair)
    call_list = f"/groups/{people.group.pk}/people/call/"
    listed = [client.get(call_list).text.count(f"/notices/{notice.pk}/done/")]
    if end == "withdrawn":
        actions.withdraw_announcement(actor=people.chair, announcement=announcement)
    else:
        actions.change_announcement(
            actor=people.chair, announcement=announcement, text=text(), after=1, minor=True
        )
    listed.append(client.get(call_list).text.count(f"/notices/{notice.pk}/done/"))
    record_delivery(actor=people.chair, group=people.group, notice=notice)  # on a page from before
    notice.refresh_from_db()

    assert listed == [1, 0]
    assert (notice.delivered_by, readers(announcement)) == (people.chair, set())


def test_nobody_is_called_for_what_is_withdrawn_or_past_its_day(people, leroy):
    withdrawn, past = announce(people), announce(people)
    run_due_jobs()
    actions.withdraw_announcement(actor=people.chair, announcement=withdrawn)
    Announcement.objects.filter(pk=past.pk).update(stands_until=now() - timedelta(days=2))
    listed = signed_in(people.chair).get(f"/groups/{people.group.pk}/people/call/")

    assert Notice.objects.filter(recipient=leroy).count() == 2
    assert listed.context["people"] == []


def test_nobody_says_it_for_a_person_who_gets_emails_or_is_not_asked(people, leroy):
    announcement = announce(people)
    guest = MembershipFactory(group=people.group, role="observer", user__email=None).user

    def record(actor, user):
        actions.record_announcement_told(
            actor=actor, announcement=announcement, user=user, version=1
        )

    with pytest.raises(Refused, match="gets emails"):
        record(people.chair, people.member)
    with pytest.raises(Refused, match="not asked to read it"):
        record(people.chair, guest)
    with pytest.raises(Refused, match="Only the chair and the secretary"):
        record(people.member, leroy)
    assert readers(announcement) == set()


def test_who_gets_their_emails_back_can_be_told_by_telephone(people):
    announcement = announce(people)
    User.objects.filter(pk=people.member.pk).update(bounced_at=now())
    person = User.objects.get(pk=people.member.pk)
    actions.record_announcement_told(
        actor=people.chair, announcement=announcement, user=person, version=1
    )

    assert readers(announcement) == {(person.pk, people.chair.pk)}


def test_the_card_to_print_holds_what_was_told(people, leroy):
    announcement = announce(people)
    actions.record_announcement_told(
        actor=people.secretary, announcement=announcement, user=leroy, version=1
    )
    place = leroy.memberships.get()
    card = words(signed_in(people.chair).get(f"/people/memberships/{place.pk}/recorded/"))

    assert f"Told the announcement “{TITLE}”" in card


# --- pages in few questions -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["home", "list", "page"])
def test_three_cost_no_more_than_one(people, leroy, name):
    counts = []
    client = signed_in(people.chair)
    for number in (1, 2):
        made = [announce(people) for _ in range(number)]
        for person in (people.member, people.vice_chair)[:number]:
            AnnouncementReading.objects.create(announcement=made[0], user=person)
        address = {
            "home": "/",
            "list": f"/groups/{people.group.pk}/announcements/",
            "page": made[0].get_absolute_url(),
        }[name]
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))

    assert counts[0] == counts[1]
