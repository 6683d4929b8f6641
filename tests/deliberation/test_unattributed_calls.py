"""Whom to ring tells nobody who wrote without a name: neither who is on the list, nor who is not.

No email reaches Zenobia and Yvonne, so the secretary tells them. Zenobia wrote.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from accounts.models import Membership, Role
from core.clock import at, now
from core.jobs.run import run_due_jobs
from core.notices.models import Following, Level, Notice
from core.notices.queries import by_hand
from deliberation import actions
from deliberation.models import PostReport, Space
from tests.deliberation.pages import words
from tests.deliberation.unattributed import joined, let, write
from tests.notices.conftest import told
from tests.signing_in import signed_in

MIDDAY, HOUR = datetime(2026, 11, 30, 12, tzinfo=UTC), timedelta(hours=1)
BOTH = ["Yvonne Zimmer", "Zenobia Quillfeather"]


@pytest.fixture(autouse=True)
def midday():
    with at(MIDDAY):
        yield


@pytest.fixture
def zenobia(people):
    let(people.group, people.chair)
    users = [joined(people.group, name) for name in reversed(BOTH)]
    type(users[0]).objects.filter(pk__in=[user.pk for user in users]).update(bounced_at=now())
    return users[0]


@pytest.fixture
def both_follow(people, topic, zenobia):
    for user in zenobia, *type(zenobia).objects.filter(name="Yvonne Zimmer"):
        Following.objects.create(user=user, place=topic.place, level=Level.ALL)


def rung(people, kind):
    """Who is told of this by telephone; the page has nobody else."""
    run_due_jobs()
    with at(MIDDAY + HOUR):  # emails would have gone out
        address = reverse("accounts:call-list", args=[people.group.pk])
        page = words(signed_in(people.secretary).get(address))
        notices = by_hand().select_related("recipient")
        assert [name for name in BOTH if name in page] == sorted(
            {notice.recipient.name for notice in notices}
        )
        return sorted(notice.recipient.name for notice in notices if notice.kind == kind)


def answer(people, topic, post, body="Yes"):
    return actions.write_post(
        actor=people.member, topic=topic, space=Space.SHARED, body=body, reply_to=post
    )


@pytest.mark.usefixtures("both_follow")
def test_a_reply_to_it_is_a_new_post_to_its_author_as_to_everybody(people, topic, zenobia):
    answer(people, topic, write(zenobia, topic))

    assert rung(people, "post.written") == BOTH
    assert told("post.replied_unattributed") == {zenobia.pk}


@pytest.mark.usefixtures("both_follow")
def test_of_a_reply_without_a_name_its_author_is_told_once(people, topic, zenobia):
    yvonne = type(zenobia).objects.get(name="Yvonne Zimmer")
    write(yvonne, topic, reply_to=write(zenobia, topic))
    kinds = told("post.replied_unattributed") and Notice.objects.filter(recipient=zenobia)

    assert list(kinds.values_list("kind", flat=True)) == ["post.replied_unattributed"]


def test_a_reply_that_mentions_both_is_told_to_both(people, topic, zenobia):
    """Also where they are mentioned only since it was changed."""
    names = " and ".join(f"@{name}" for name in BOTH)
    post = write(zenobia, topic)
    answer(people, topic, post, names)
    later = answer(people, topic, post)
    actions.edit_post(actor=people.member, post=later, body=names, after=1)

    assert rung(people, "post.mentioned") == BOTH
    assert rung(people, "post.mentioned_later") == BOTH


def test_who_writes_without_a_name_does_not_follow_by_that(people, topic, zenobia):
    write(zenobia, topic)
    actions.write_post(actor=people.member, topic=topic, space=Space.SHARED, body="A new one")

    assert rung(people, "post.written") == []
    assert list(Following.objects.values_list("user", flat=True)) == [people.member.pk]


def test_a_report_of_it_is_told_to_its_author_who_is_an_organiser_now(people, topic, zenobia):
    post = write(zenobia, topic)
    Membership.objects.filter(user__name__in=BOTH).update(role=Role.VICE_CHAIR)
    actions.report_post(actor=people.member, post=post, reason=PostReport.Reason.OTHER)

    assert rung(people, "post.reported") == BOTH
