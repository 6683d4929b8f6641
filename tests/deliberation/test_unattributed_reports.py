"""A report of a post without a name: its author has become an organiser, and nothing tells that."""

import pytest

from accounts.models import Membership, Role, User
from accounts.models.memberships import ORGANISERS
from core.policy import Refused
from deliberation import actions
from deliberation.models import PostReport
from tests.deliberation.pages import page, words
from tests.deliberation.pages import post as send
from tests.deliberation.unattributed import joined, let, write
from tests.notices.conftest import told

WORDS = "Campion: it says where he lives"
READS = "If the author of this post organises the group, now or later, they read your report"
READS_NOT = "does not see reports of their own posts"


@pytest.fixture
def unnamed(people, topic):
    """By Zenobia, who is the chair since, and alone organises the group."""
    let(people.group, people.chair)
    joined(people.group, "Leroy Bright")
    zenobia = joined(people.group, "Zenobia Quillfeather")
    post = write(zenobia, topic)
    Membership.objects.filter(group=people.group, role__in=ORGANISERS).delete()
    Membership.objects.filter(user=zenobia).update(role=Role.CHAIR)
    return post


@pytest.fixture
def zenobia(unnamed):
    return User.objects.get(pk=unnamed.author_id)  # with the role that she has now


def report(people, post):
    return actions.report_post(
        actor=people.member, post=post, reason=PostReport.Reason.OTHER, words=WORDS
    )


def test_who_reports_it_reads_that_its_author_may_read_that_and_of_named_posts_that_not(
    people, topic, unnamed
):
    named = topic.posts.get(space="shared", author=people.member)
    of_unnamed = words(page(people.member, "post-report", unnamed.pk))
    of_named = words(page(people.police_lead, "post-report", named.pk))

    assert "read your report, with your name: Zenobia Quillfeather, Chair" in of_unnamed
    assert [line in of_unnamed for line in (READS, READS_NOT)] == [True, False]
    assert [line in of_named for line in (READS, READS_NOT)] == [False, True]


def test_its_author_is_told_reads_and_ends_it_as_every_organiser(people, zenobia, unnamed):
    """Were it kept from her, it would lie there for nobody: that tells, and loses the report."""
    reported = report(people, unnamed)
    notices = told("post.reported")
    listed = page(zenobia, "reports", people.group.pk).text
    text = words(page(zenobia, "report", reported.pk))
    answer = send(zenobia, "report", reported.pk, state=PostReport.State.NOTHING, note="")
    reported.refresh_from_db()

    assert notices == {zenobia.pk}
    assert reported.get_absolute_url() in listed
    assert WORDS in text
    assert (answer.status_code, reported.state) == (302, PostReport.State.NOTHING)


def test_she_does_not_report_it_herself_nor_handle_what_she_wrote_by_her_name(
    people, topic, zenobia, unnamed
):
    named = actions.write_post(actor=zenobia, topic=topic, space="shared", body="Marigold")

    assert send(zenobia, "post-report", unnamed.pk, reason="other", words="x").status_code == 403
    assert send(people.member, "post-report", named.pk, reason="other").status_code == 403
    assert not PostReport.objects.exists()


def test_nobody_ends_it_by_having_asked_its_author(people, unnamed, zenobia):
    """The form does not offer it, and the action refuses it too."""
    made = report(people, unnamed)

    with pytest.raises(Refused, match="the post has no name"):
        actions.end_report(actor=zenobia, report=made, state=PostReport.State.ASKED)
    made.refresh_from_db()
    assert made.state == PostReport.State.OPEN
