"""The chair and the secretary announce something to their group; some of it is for members alone."""

from datetime import timedelta

import pytest

from core.audit.models import Record
from core.clock import at, now, today
from core.jobs import run_due_jobs
from core.notices.models import Notice
from core.policy import Refused
from core.rights.retention import run
from core.search.models import Document
from deliberation import actions
from deliberation.models import Announcement, AnnouncementReading, Readers
from tests.deliberation.announced import (
    BODY,
    INSIDE,
    ROLES,
    TITLE,
    WEEK,
    announce,
    asked_on_home,
    fields,
    text,
)
from tests.deliberation.pages import page, post, words
from tests.moments import in_days
from tests.signing_in import signed_in


def who(people, name, pk):
    return [role for role in ROLES if page(getattr(people, role), name, pk).status_code == 200]


def test_an_announcement_is_read_by_those_it_is_for(people):
    inside = announce(people)
    everybody = announce(people, title="How to park", readers=Readers.GROUP)

    assert who(people, "announcement", inside.pk) == INSIDE
    assert who(people, "announcement", everybody.pk) == ROLES
    for outsider in (people.stranger, people.administrator):
        assert page(outsider, "announcement", everybody.pk).status_code == 404
        assert page(outsider, "announcements", people.group.pk).status_code == 404


def test_the_list_holds_what_is_for_this_person_and_nothing_else(people):
    announce(people)
    announce(people, title="How to park", readers=Readers.GROUP)
    member, police = (
        words(page(person, "announcements", people.group.pk))
        for person in (people.member, people.police_lead)
    )

    assert (TITLE in member, "How to park" in member) == (True, True)
    assert (TITLE in police, "How to park" in police) == (False, True)
    assert "Announce something" not in member


def test_the_people_who_are_asked_are_those_who_may_see_it_but_its_writer(people):
    for readers in Readers:
        announcement = announce(people, readers=readers)
        ids = set(announcement.people().values_list("pk", flat=True))
        reading = {
            role
            for role in (*ROLES, "interpreter")
            if Announcement.objects.visible_to(getattr(people, role))
            .filter(pk=announcement.pk)
            .exists()
        }
        roles = {role for role in (*ROLES, "interpreter") if getattr(people, role).pk in ids}
        assert roles == reading - {"secretary"}


def test_the_secretary_announces_it_and_it_stands_on_home_until_its_day(people):
    answer = post(people.secretary, "announcement-new", people.group.pk, **fields())
    announcement = Announcement.objects.get()
    client = signed_in(people.member)
    homes = [asked_on_home(client)]
    with at(in_days(7)):
        homes.append(asked_on_home(signed_in(people.member)))
    with at(in_days(8)):
        later = signed_in(people.member)
        homes.append(asked_on_home(later))
        listed = words(page(people.member, "announcements", people.group.pk))

    assert (answer.status_code, answer.url) == (302, announcement.get_absolute_url())
    assert (announcement.title, announcement.body, announcement.written_by) == (
        TITLE,
        BODY,
        people.secretary,
    )
    assert homes == [[TITLE], [TITLE], []]
    assert TITLE in listed
    home = client.get("/").text
    assert "Until the <strong>14th</strong>, Marjorie answers the telephone." in home


def test_it_stands_for_two_weeks_where_nothing_else_is_said(people):
    form = page(people.secretary, "announcement-new", people.group.pk).context["form"]

    assert form["stands_until"].value() == today() + timedelta(days=14)


def test_home_of_others_has_nothing_of_what_is_for_members(people):
    announce(people)

    assert asked_on_home(signed_in(people.chair)) == [TITLE]
    for other in (people.secretary, people.police_lead, people.observer, people.stranger):
        assert TITLE not in signed_in(other).get("/").text


@pytest.mark.parametrize("role", ["member", "police_lead", "observer"])
def test_nobody_else_announces_changes_or_withdraws(people, role):
    announcement = announce(people, readers=Readers.GROUP)
    person = getattr(people, role)
    answers = [
        post(person, "announcement-new", people.group.pk, **fields()).status_code,
        post(person, "announcement-change", announcement.pk, **fields(after=1)).status_code,
        post(person, "announcement-withdraw", announcement.pk).status_code,
    ]

    assert answers == [403] * 3
    assert list(Announcement.objects.values_list("title", "version")) == [(TITLE, 1)]


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"title": ""}, "Enter a title for the announcement"),
        ({"body": " "}, "Enter what you announce"),
        ({"readers": ""}, "Select who the announcement is for"),
        ({"stands_until_year": "2001"}, "The day must be today or later"),
        ({"stands_until_year": "2099"}, "The day must be within a year from today"),
        ({"stands_until_day": ""}, "The date must include a day"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_lost(people, changed, error):
    answer = post(people.secretary, "announcement-new", people.group.pk, **fields(**changed))

    assert (answer.status_code, error in words(answer)) == (422, True)
    assert BODY in answer.text or "body" in changed
    assert not Announcement.objects.exists()


@pytest.mark.parametrize(
    ("days", "reason"), [(-1, "must be today or later"), (367, "must be within a year from today")]
)
def test_a_day_that_has_passed_or_is_far_ahead_is_refused_by_the_action_too(people, days, reason):
    announcement = announce(people)
    day = today() + timedelta(days=days)
    with pytest.raises(Refused, match=reason):
        announce(people, stands_until=day)
    with pytest.raises(Refused, match=reason):
        actions.change_announcement(
            actor=people.chair, announcement=announcement, text=text(stands_until=day), after=1
        )


def test_a_change_is_marked_and_a_day_that_has_passed_may_stay(people):
    announcement = announce(people)
    with at(now() + WEEK + WEEK):
        until = announcement.stands_until
        boxes = {f"stands_until_{part}": getattr(until, part) for part in ("day", "month", "year")}
        sent = fields(title="Sally was away", after=1, **boxes)
        answer = post(people.secretary, "announcement-change", announcement.pk, **sent)
        shown = words(page(people.member, "announcement", announcement.pk))

    assert answer.status_code == 302
    assert ("Sally was away" in shown, "Edited" in shown) == (True, True)
    assert "Edited" not in words(page(people.member, "announcement", announce(people).pk))


def test_who_was_slower_sees_both_and_loses_nothing(people):
    announcement = announce(people)
    actions.change_announcement(
        actor=people.chair, announcement=announcement, text=text(body="Theirs"), after=1
    )
    mine = fields(body="My own words", after=1)
    answer = post(people.secretary, "announcement-change", announcement.pk, **mine)
    shown = words(answer)

    assert answer.status_code == 409
    assert ("Theirs" in shown, "My own words" in shown) == (True, True)
    assert Announcement.objects.get().body == "Theirs"
    again = post(people.secretary, "announcement-change", announcement.pk, **mine | {"after": 2})
    assert (again.status_code, Announcement.objects.get().body) == (302, "My own words")


def test_what_is_withdrawn_leaves_home_and_search_and_says_so_in_its_place(people):
    announcement = announce(people)
    document = Document.objects.filter(kind="announcement", row=announcement.pk)
    before = document.exists()
    asked = page(people.chair, "announcement-withdraw", announcement.pk)
    post(people.chair, "announcement-withdraw", announcement.pk)
    stands = page(people.member, "announcement", announcement.pk)
    listed = page(people.member, "announcements", people.group.pk)

    assert (before, document.exists()) == (True, False)
    assert f"Withdraw “{TITLE}”?" in words(asked)
    assert "withdrew this announcement" in words(stands)
    assert "On the home page until" not in words(stands)
    assert "Withdrawn announcement" in words(listed)
    assert [TITLE in answer.text or BODY in answer.text for answer in (stands, listed)] == [
        False
    ] * 2
    assert asked_on_home(signed_in(people.member)) == []
    with pytest.raises(Refused, match="was withdrawn"):
        actions.change_announcement(
            actor=people.chair, announcement=announcement, text=text(), after=1
        )


def test_what_is_withdrawn_is_kept_by_the_last_day_on_which_it_stood(people):
    early, later = announce(people), announce(people)
    actions.withdraw_announcement(actor=people.chair, announcement=early)
    until = later.stands_until
    with at(now() + WEEK + WEEK):
        actions.withdraw_announcement(actor=people.chair, announcement=later)
    days = Announcement.objects.order_by("pk").values_list("stands_until", flat=True)

    assert list(days) == [today(), until]


@pytest.mark.parametrize(("readers", "roles"), [("inside", INSIDE), ("group", ROLES)])
def test_those_it_is_for_get_a_notice_and_nobody_of_a_small_correction(people, readers, roles):
    announcement = announce(people, readers=readers)
    for version, minor in ((1, True), (2, False)):
        actions.change_announcement(
            actor=people.chair,
            announcement=announcement,
            text=text(readers=readers, body=f"Version {version}"),
            after=version,
            minor=minor,
        )
    run_due_jobs()

    def told(kind):
        ids = Notice.objects.filter(kind=kind).values_list("recipient", flat=True)
        return [role for role in ROLES if getattr(people, role).pk in list(ids)]

    assert told("announcement.written") == [role for role in roles if role != "secretary"]
    changed = [role for role in roles if role not in ("secretary", "chair")]
    assert told("announcement.changed") == changed
    assert Notice.objects.filter(kind="announcement.changed", recipient=people.member).count() == 1


def test_the_record_names_the_announcement_and_none_of_its_words(people):
    announcement = announce(people)

    assert Record.objects.get(event="announcement.written").facts == {
        "announcement_id": announcement.pk
    }


def test_two_years_after_its_day_it_goes_with_who_read_it_and_leaves_search(people):
    old, kept = announce(people), announce(people, title="Kept")
    documents = Document.objects.filter(kind="announcement").order_by("row")
    before = list(documents.values_list("row", flat=True))
    actions.read_announcement(actor=people.member, announcement=old, version=1)
    long_ago = today() - timedelta(days=3 * 365)
    Announcement.objects.filter(pk=old.pk).update(stands_until=long_ago)

    assert dict(run(apply=True))["announcements"] == [old.pk]
    assert list(Announcement.objects.all()) == [kept]
    assert not AnnouncementReading.objects.exists()
    assert before == [old.pk, kept.pk]
    assert list(documents.values_list("row", flat=True)) == [kept.pk]
    record = Record.objects.get(event="announcement.expired")
    assert (record.group_id, record.facts) == (people.group.pk, {"announcement_id": old.pk})
