"""The public page of a group: what was published for anyone, and nothing besides."""

from contextlib import suppress
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import AdvisoryGroup
from core import clock
from core.policy import Refused
from publications import actions
from publications.models import Edition, Publication
from publications.published import POST_LENGTH, Published, post_text
from publications.queries import Beside
from tests.factories import AdvisoryGroupFactory
from tests.pages.html import words_of
from tests.publications import harbour as world
from tests.publications.harbour import INSIDE, REASON, SENSITIVE, SURNAMES
from tests.signing_in import signed_in

pytestmark = pytest.mark.pdf
PAGE, FEED = "/public/HAR/", "/public/HAR/feed.xml"
ATOM = "{http://www.w3.org/2005/Atom}"
APRIL_24 = datetime(2026, 4, 24, 9, tzinfo=UTC)
MAY_4 = datetime(2026, 5, 4, 9, tzinfo=UTC)


def words(address=PAGE, client=None):
    """The page in one line, as it is sent."""
    return " ".join((client or Client()).get(address).text.split())


def answer(published, number, decision, reason="", review_on=None):
    message = published.messages[number - 1]
    message.refresh_from_db()
    with clock.at(APRIL_24):
        actions.answer_and_publish(
            actor=published.rob,
            key_message=message,
            decision=decision,
            reason=reason,
            review_on=review_on,
        )


def entries(client=None):
    """The entries of the feed: id, title, updated."""
    feed = ET.fromstring((client or Client()).get(FEED).content)
    parts = ("id", "title", "updated")
    return [
        tuple(entry.findtext(f"{ATOM}{part}") for part in parts)
        for entry in feed.iter(f"{ATOM}entry")
    ]


def test_there_is_no_page_of_a_group_that_has_published_nothing_for_anyone(approved):
    assert [Client().get(address).status_code for address in (PAGE, FEED)] == [404, 404]
    assert "Harbour" not in words("/public/")


def test_the_page_holds_each_message_with_its_outcome_and_since_when_a_response_is_awaited(
    published,
):
    with clock.at(APRIL_24):
        page = words()

    for number, (text, _counts, _outcome) in enumerate(world.MESSAGES, start=1):
        assert text in page
        assert f'id="HAR-2026-{number:03}"' in page
    assert page.count("Response awaited since 2 April 2026, due by 30 April 2026.") == 4
    assert "Agreed by consensus: 7 support" in page
    assert page.index("Discussed, no agreed view") < page.index("Move the desk into the library.")


def test_it_says_whom_the_group_advises_and_of_a_network_that_groups_decide_there(published):
    of_group = words()
    AdvisoryGroup.objects.filter(code="HAR").update(kind="national")
    of_network = words()

    sentences = ("Independent advisers to", "Advisory groups of many forces decide together here.")
    assert [[each in page for each in sentences] for page in (of_group, of_network)] == [
        [True, False],
        [False, True],
    ]


def test_what_is_overdue_says_since_when_it_is_awaited(published):
    with clock.at(MAY_4):
        page = words()

    assert "4 messages: 4 awaited, the first since 2 April 2026 (4 overdue)." in page
    assert "Response awaited since 2 April 2026. It was due by 30 April 2026." in page


def test_an_answer_is_on_the_page_with_its_reason(published):
    answer(published, 1, "accepted")
    answer(published, 2, "not_accepted", "The budget for this year is spent.")
    with clock.at(APRIL_24):
        page = words()

    assert (
        "4 messages: 1 accepted, 1 not accepted, 2 awaited, the first since 2 April 2026." in page
    )
    assert "The budget for this year is spent." in page


def test_an_answer_to_what_was_not_agreed_is_on_the_page_and_changes_its_entry(published):
    """It stays apart from the advice, and nothing is counted as owed or as given."""
    with clock.at(APRIL_24):
        before = {each[0]: each for each in entries()}
    answer(published, 4, "not_accepted", "The library has no room for a desk.")
    with clock.at(MAY_4):
        after = {each[0]: each for each in entries()}
        page = words()
    apart = page.partition("Discussed, no agreed view")[2]
    [changed] = set(after.values()) - set(before.values())

    assert "4 messages: 4 awaited" in page
    assert apart.count("The library has no room for a desk.") == 1
    assert changed[1] == "HAR-2026-004: Not accepted"
    assert (before[changed[0]][1], before[changed[0]][2] < changed[2]) == (
        "HAR-2026-004: No agreed view",
        True,
    )


@pytest.mark.parametrize("address", [PAGE, FEED])
def test_nothing_that_stays_inside_is_on_it(published, address):
    page = words(address)

    assert "Do not move to online-only appointments" in page
    assert [secret for secret in (*SURNAMES, INSIDE, REASON, SENSITIVE) if secret in page] == []


def test_whatever_the_police_type_nothing_of_inside_is_in_the_feed_or_on_a_page(published):
    """It is refused, or it stands there and holds no part of a name, no address, no run of a post."""
    taken = []
    for typed in world.PIECES:
        savepoint = transaction.savepoint()
        with suppress(Refused):
            answer(published, 1, "accepted", typed)
            taken.append(typed)
        texts = [
            words_of(words(address)) for address in (PAGE, FEED, "/publications/HAR-2026-S01/")
        ]
        transaction.savepoint_rollback(savepoint)
        assert (typed, [typed in each for each in texts]) == (typed, [typed in taken] * 3)
        assert (typed, [world.of_inside(each) for each in texts]) == (typed, [[], [], []])

    assert taken == [*world.PIECES[:3], "Call 01632 960 123."]


@pytest.mark.parametrize("address", [PAGE, FEED, "/public/", "/robots.txt"])
def test_it_is_the_same_for_everybody_may_be_kept_for_minutes_and_sets_no_cookie(
    published, address
):
    with clock.at(APRIL_24):
        anybody = Client().get(address)
        member = signed_in(published.doreen).get(address)

    assert anybody.content == member.content
    assert anybody.cookies == {}
    assert anybody.headers["Cache-Control"] == "public, max-age=300"
    assert "Vary" not in anybody.headers  # no cookie is read, and there is one language


def test_what_is_for_readers_is_on_no_public_page(published):
    """A later edition for readers takes the message from the page, with its publication."""
    Publication.objects.update(audience="readers")
    assert [Client().get(address).status_code for address in (PAGE, FEED)] == [404, 404]


def test_search_engines_find_public_pages_and_no_others(published):
    noindex = '<meta name="robots" content="noindex">'
    public = [PAGE, "/public/", "/publications/HAR-2026-S01/"]

    assert [noindex in words(address) for address in public] == [False] * 3
    assert [noindex in words(address) for address in ("/publications/", "/verify/", "/help/")] == [
        True
    ] * 3
    Edition.objects.update(snapshot={**published.edition.snapshot, "audience": "readers"})
    Publication.objects.update(audience="readers")
    member = signed_in(published.doreen)
    assert noindex in words("/publications/HAR-2026-S01/", member)


def test_the_feed_has_one_entry_a_message_with_an_id_that_stays(published):
    with clock.at(APRIL_24):
        before = entries()
    answer(published, 1, "accepted")
    with clock.at(MAY_4):
        after = entries()

    assert [entry[0] for entry in before] == [entry[0] for entry in after]
    assert len({entry[0] for entry in before}) == 5
    assert before[0][0] == "tag:localhost,2026-01-01:/message/HAR-2026-001/"
    assert [entry[1] for entry in (before[0], after[0])] == [
        "HAR-2026-001: Response awaited since 2 April 2026",
        "HAR-2026-001: Accepted",
    ]
    assert before[0][2] < after[0][2]


def test_the_feed_says_that_an_answer_does_not_address_the_advice_and_changes_its_entry(published):
    answer(published, 1, "accepted")
    given = published.messages[0].responses.get()
    with clock.at(MAY_4):
        before = entries()[0]
        actions.mark_answer_unaddressed(
            actor=published.marjorie, key_message=published.messages[0], seen=given.pk
        )
        after = entries()[0]

    assert (before[0], before[2] < after[2]) == (after[0], True)
    assert after[1] == "HAR-2026-001: Response awaited since 4 May 2026"
    sentence = "The group said on 4 May 2026 that this response does not address its advice."
    assert [sentence in words(address) for address in (FEED, PAGE)] == [True, True]


def test_what_is_written_like_a_tag_is_text_in_the_feed(published):
    answer(published, 1, "not_accepted", "Costs <b>too</b> much & more")
    feed = ET.fromstring(Client().get(FEED).content)

    assert (
        "Costs &lt;b&gt;too&lt;/b&gt; much &amp; more"
        in feed.find(f"{ATOM}entry/{ATOM}summary").text
    )


@pytest.mark.parametrize("copies", [1, 3])
def test_however_much_is_published_it_is_few_queries(
    published, copies, django_assert_max_num_queries
):
    for number in range(2, copies + 1):
        publication = Publication.objects.create(
            group=published.group,
            reference=f"HAR-2026-S{number:02}",
            title="More",
            audience="public",
        )
        row = Edition.objects.get(pk=published.edition.pk)
        row.pk, row.publication, row.code = None, publication, f"CODE-{number}"
        row.save()
    with django_assert_max_num_queries(4):
        Client().get(PAGE)


@given(
    text=st.text(min_size=1, max_size=1000),
    name=st.text(min_size=1, max_size=120),
    state=st.sampled_from(["accepted", "awaited"]),
)
def test_a_post_has_280_characters_at_most_and_says_where_it_is_from(text, name, state):
    group = AdvisoryGroupFactory.build(name=name, code="HARBOR")
    edition = Edition(publication=Publication(group=group, reference="HARBOR-2026-S01"))
    since = date(2026, 4, 2) if state == "awaited" else None
    message = {"reference": "HARBOR-2026-00001", "text": text, "outcome": "Agreed by consensus"}
    post = post_text(Published(message, edition, Beside([], since, since)))

    assert len(post) <= POST_LENGTH
    assert post.endswith("/public/HARBOR/#HARBOR-2026-00001")
