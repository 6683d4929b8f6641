"""Follow a group by email without an account: asked twice, stopped with one press."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client

from core import clock
from core.jobs import run_due_jobs
from core.log import HIDDEN, LETS_IN
from publications import actions
from publications.jobs import tell_of_news
from publications.models import Edition, Follower, Publication, Subject
from tests.publications.harbour import PUBLISHED

pytestmark = pytest.mark.pdf
FOLLOW = "/public/HAR/follow/"
ADDRESS = "reader@example.org"
NOON = datetime(2026, 4, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def ask(address=ADDRESS, at=NOON, client=None):
    with clock.at(at):
        answer = (client or Client()).post(FOLLOW, {"address": address})
        run_due_jobs()
    return answer


def sent():
    """Emails to addresses outside; the people of the group get theirs besides."""
    return [message for message in mail.outbox if not message.to[0].startswith("person")]


def link(begin="/follow/"):
    return re.search(rf"http://localhost({begin}\S+)", sent()[-1].body)[1]


def drawn(answer):
    """The page without the token of its forms, which differs each time."""
    return re.sub(r'X-CSRFToken": "\w+', "", answer.text)


def follow(address=ADDRESS, at=NOON):
    """Ask and say yes; answers the follower."""
    ask(address, at)
    with clock.at(at):
        Client().post(link())
    return Follower.objects.get(address=address)


def news(at):
    """Let the hourly job look, and the worker send; answers who got an email."""
    before = len(sent())
    with clock.at(at):
        tell_of_news()
        run_due_jobs()
    return [message.to[0] for message in sent()[before:]]


def answer_one(published, at, number=1):
    message = published.messages[number - 1]
    message.refresh_from_db()
    with clock.at(at):
        actions.answer_and_publish(actor=published.rob, key_message=message, decision="accepted")


def test_nothing_is_sent_but_the_link_before_whoever_reads_the_mailbox_says_yes(published):
    page = ask()
    answer_one(published, NOON + DAY)

    assert "Look in your mailbox" in page.text
    assert news(NOON + 3 * DAY) == []
    assert [message.to for message in sent()] == [[ADDRESS]]


def test_a_program_that_opens_links_says_no_yes(published):
    ask()
    with clock.at(NOON):
        opened = Client().get(link())

    assert "Yes, write to me" in opened.text
    assert Follower.objects.get().confirmed_at is None


def test_who_said_yes_is_told_once_that_something_is_new_and_not_what(published):
    follow()
    assert news(NOON + 2 * DAY) == []
    answer_one(published, NOON + 2 * DAY)

    assert news(NOON + 3 * DAY) == [ADDRESS]
    assert news(NOON + 5 * DAY) == []
    email = sent()[-1]
    assert email.subject == "An advisory group has published something new"
    assert "http://localhost/public/HAR/" in email.body
    assert "telephone line" not in email.body
    stop = link(begin="/follow/stop/")
    assert email.extra_headers["List-Unsubscribe"] == f"<http://localhost{stop}>"
    assert email.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_however_much_is_published_it_is_one_email_a_day(published):
    follow()
    answer_one(published, NOON + DAY, 1)
    assert news(NOON + DAY + timedelta(hours=1)) == [ADDRESS]
    answer_one(published, NOON + DAY + timedelta(hours=2), 2)

    assert news(NOON + DAY + timedelta(hours=3)) == []
    assert news(NOON + 2 * DAY + timedelta(hours=2)) == [ADDRESS]


def test_what_is_for_readers_is_told_to_nobody_outside(published):
    follow()
    for_readers = Publication.objects.create(
        group=published.group, reference="HAR-2026-S09", title="For readers", audience="readers"
    )
    row = Edition.objects.get(pk=published.edition.pk)
    row.pk, row.publication, row.code = None, for_readers, "READERS"
    row.snapshot = {**row.snapshot, "audience": "readers"}
    row.published_at = NOON + DAY
    row.save()

    assert news(NOON + 3 * DAY) == []


@pytest.mark.parametrize("body", [{}, {"List-Unsubscribe": "One-Click"}])
def test_one_press_stops_and_the_address_is_gone(published, body):
    follower = follow()
    client = Client(enforce_csrf_checks="List-Unsubscribe" in body)
    stopped = client.post(follower.stop_path, body)
    again = client.post(follower.stop_path, body)

    assert [stopped.status_code, again.status_code] == [200, 200]
    assert not Follower.objects.exists()
    answer_one(published, NOON + DAY)
    assert news(NOON + 3 * DAY) == []


def test_looking_at_the_page_that_stops_stops_nothing(published):
    follower = follow()

    assert "Stop emails" in Client().get(follower.stop_path).text
    assert Follower.objects.count() == 1


def test_the_answer_is_the_same_for_an_address_that_follows_already(published):
    follow()
    first, again = ask("new@example.org"), ask()

    assert (first.status_code, drawn(first)) == (again.status_code, drawn(again))
    assert Follower.objects.get(address=ADDRESS).confirmed_at == NOON


def test_an_address_has_one_form_and_follows_once(published):
    follow()
    ask("Reader@EXAMPLE.org")

    assert Follower.objects.count() == 1


def test_a_link_works_for_two_days_and_what_is_unconfirmed_is_then_forgotten(published):
    ask()
    too_late = NOON + 2 * DAY + timedelta(minutes=1)
    with clock.at(too_late):
        page = Client().post(link())
        tell_of_news()

    assert page.status_code == 404
    assert "This link no longer works" in page.text
    assert not Follower.objects.exists()


@pytest.mark.parametrize("path", ["/follow/confirm/{}/", "/follow/stop/{}/"])
@pytest.mark.parametrize("token", ["1", "1.guessed", "x"])
def test_nobody_makes_a_link_up(published, path, token):
    follow()

    assert Client().post(path.format(token)).status_code == 404
    assert Follower.objects.count() == 1


def test_the_link_to_stop_does_not_say_yes(published):
    ask()
    token = Follower.objects.get().stop_path.removeprefix("/follow/stop/")
    with clock.at(NOON):
        assert Client().post(f"/follow/confirm/{token}").status_code == 404


def test_an_address_gets_three_links_a_day_and_the_page_does_not_say_so(published):
    pages = [drawn(ask()) for _ in range(5)]

    assert len(set(pages)) == 1
    assert len(sent()) == 3


def test_after_twenty_in_an_hour_from_one_network_what_was_typed_stays_and_nothing_is_sent(
    published,
):
    for number in range(20):
        Client().post(FOLLOW, {"address": f"reader{number}@example.org"})
    page = Client().post(FOLLOW, {"address": "one.more@example.org"})

    assert page.status_code == 429
    assert "Try again in an hour" in page.text
    assert "one.more@example.org" in page.text
    assert not Follower.objects.filter(address="one.more@example.org").exists()


@pytest.mark.parametrize("typed", ["", "nobody", "a@b"])
def test_what_is_no_address_stays_typed_with_the_reason(published, typed):
    page = Client().post(FOLLOW, {"address": typed})

    assert page.status_code == 422
    assert "govuk-error-summary" in page.text
    assert f'value="{typed}"' in page.text or not typed


def test_a_group_that_published_nothing_has_no_page_to_follow_it(approved):
    assert Client().get(FOLLOW).status_code == 404


def test_logs_do_not_keep_the_links(published):
    follower = follow()

    for path in (follower.stop_path, follower.confirm_path):
        kept = LETS_IN.sub(HIDDEN, path)
        assert path.split("/")[3] not in kept


def test_a_follower_of_an_edition_that_came_before_is_not_told_of_it(published):
    follow(at=PUBLISHED + DAY)

    assert news(PUBLISHED + 3 * DAY) == []


def test_a_topic_is_followed_whichever_group_publishes_under_it(published):
    topic, other = (Subject.objects.create(name=name) for name in ("Front counters", "Custody"))
    published.edition.publication.subjects.add(topic)
    address = f"/publications/topics/{topic.pk}/follow/"
    assert address in Client().get(f"/publications/?subject={topic.pk}").text
    assert Client().get(f"/publications/topics/{other.pk}/follow/").status_code == 404

    with clock.at(NOON):
        Client().post(address, {"address": ADDRESS})
        run_due_jobs()
        Client().post(link())
    follower = Follower.objects.get()
    assert "about “Front counters”" in sent()[0].body
    assert news(NOON + DAY / 2) == []
    answer_one(published, NOON + DAY)
    assert news(NOON + 2 * DAY) == [ADDRESS]
    assert f"/publications/?subject={topic.pk}" in sent()[-1].body

    Publication.objects.update(audience=Publication.Audience.READERS)
    answer_one(published, NOON + 3 * DAY, number=2)
    assert news(NOON + 5 * DAY) == []
    assert Client().get(address).status_code == 404
    Client().post(follower.stop_path, {"List-Unsubscribe": "One-Click"})
    assert Follower.objects.count() == 0
