"""Write to the secretary from outside; the list that the organisers read."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote_from_bytes

import pytest
from django.test import Client

from core import clock
from core.jobs import run_due_jobs
from core.notices.models import Notice
from publications import actions
from publications.models import Feedback
from publications.personal_data import old_feedback
from tests.factories import AdvisoryGroupFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.pdf
FORM = "/public/HAR/feedback/"
WORDS = "Chicory: the new door is too heavy for my mother"
APRIL_24 = datetime(2026, 4, 24, 9, tzinfo=UTC)


def listed(published, who="sally"):
    return signed_in(getattr(published, who)).get(f"/groups/{published.group.pk}/feedback/")


def given(published, words=WORDS, at=APRIL_24):
    with clock.at(at):
        return actions.give_feedback(actor=None, group=published.group, words=words)


def test_what_somebody_outside_writes_reaches_the_secretary_and_promises_nothing(published):
    form = " ".join(Client().get(FORM).text.split())
    sent = Client().post(FORM, {"words": WORDS})
    run_due_jobs()

    assert "They may not answer, and nothing you send is confidential" in form
    assert "It has been sent" in sent.text
    assert WORDS in listed(published).text
    recipients = Notice.objects.filter(kind="feedback.given").values_list("recipient", flat=True)
    assert list(recipients) == [published.sally.pk]


@pytest.mark.parametrize(
    ("who", "status"),
    [("sally", 200), ("marjorie", 200), ("doreen", 403), ("rob", 403), ("hannah", 403)],
)
def test_only_who_organises_the_group_reads_it(published, who, status):
    given(published)
    page = listed(published, who)

    assert (page.status_code, WORDS in page.text) == (status, status == 200)


def test_what_was_written_to_another_group_is_not_in_the_list(published):
    actions.give_feedback(actor=None, group=AdvisoryGroupFactory(), words="Sorrel elsewhere")

    assert "Sorrel" not in listed(published).text
    assert "Nobody has written" in listed(published).text


@pytest.mark.parametrize("typed", ["", "   ", "x" * 2001])
def test_what_is_empty_or_too_long_stays_typed_with_the_reason(published, typed):
    page = Client().post(FORM, {"words": typed})

    assert page.status_code == 422
    assert "govuk-error-summary" in page.text
    assert typed.strip() in page.text
    assert not Feedback.objects.exists()


def test_after_five_in_an_hour_from_one_network_what_was_typed_stays(published):
    answers = [Client().post(FORM, {"words": f"{WORDS} {n}"}) for n in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert f"{WORDS} 5" in answers[-1].text
    assert Feedback.objects.count() == 5


def test_the_secretary_deletes_spam_after_being_asked_once_more(published):
    row = given(published)
    client = signed_in(published.sally)
    path = f"/feedback/{row.pk}/remove/"

    asked = client.get(path).text
    assert WORDS in asked
    assert "Delete it for good" in asked
    assert Feedback.objects.exists()
    assert client.post(path).status_code == 302
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("who", ["doreen", "rob", "hannah"])
def test_nobody_else_deletes_it(published, who):
    row = given(published)

    assert signed_in(getattr(published, who)).post(f"/feedback/{row.pk}/remove/").status_code == 404
    assert Feedback.objects.exists()


def test_what_is_written_like_a_tag_is_shown_as_written(published):
    given(published, "<script>alert(1)</script>")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in listed(published).text


@pytest.mark.parametrize("rows", [1, 3])
def test_a_long_list_is_few_queries(published, rows, django_assert_max_num_queries):
    for number in range(rows):
        given(published, f"{WORDS} {number}")
    client = signed_in(published.sally)
    client.get(f"/groups/{published.group.pk}/feedback/")
    with django_assert_max_num_queries(16):
        client.get(f"/groups/{published.group.pk}/feedback/")


def test_it_goes_a_year_after_it_was_sent(published):
    old = given(published)
    given(published, at=APRIL_24 + timedelta(days=2))
    actions.remove_expired_feedback(actor=None, ids=old_feedback(APRIL_24 + timedelta(days=1)))

    assert not Feedback.objects.filter(pk=old.pk).exists()
    assert Feedback.objects.count() == 1


def test_a_group_that_published_nothing_has_no_form(approved):
    assert Client().get(FORM).status_code == 404


@pytest.mark.parametrize(
    "typed", [b"\xff\xfe\x00", b"words\x00words", b"\xed\xa0\x80", b"a" * 100_000]
)
def test_bytes_that_are_no_words_and_far_too_many_break_nothing(published, typed):
    answers = [
        Client()
        .post(
            f"/public/HAR/{form}/",
            f"{field}={quote_from_bytes(typed)}",
            content_type="application/x-www-form-urlencoded",
        )
        .status_code
        for form, field in (("feedback", "words"), ("follow", "address"))
    ]

    assert [status for status in answers if status >= 500] == []
    assert answers[1] in {400, 422}
    assert [row.words for row in Feedback.objects.all() if "\x00" in row.words] == []
