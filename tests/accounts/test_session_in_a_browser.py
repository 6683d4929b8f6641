"""The warning before a session ends, pressed by key in a real browser; nothing typed is lost."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from core.clock import now
from deliberation.models import Post
from tests.accounts.test_joining_in_a_browser import browser_at, origin  # noqa: F401 -- a fixture
from tests.factories import MembershipFactory, PostFactory, TopicFactory
from tests.signing_in import session_key, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "Keep a telephone line, answered by a person"
MINUTES = 60_000  # milliseconds


def enter(page, person, address):
    key = session_key(signed_in(person))
    page.context.add_cookies([{"name": "sessionid", "value": key, "url": address}])
    return key


def minutes_left(key):
    return round((Session.objects.get(session_key=key).expire_date - now()) / timedelta(minutes=1))


def ends_in(key, seconds):
    Session.objects.filter(session_key=key).update(expire_date=now() + timedelta(seconds=seconds))


@pytest.fixture(autouse=True)
def beside_the_browser(monkeypatch):
    """Playwright's loop runs in this thread, and Django would think that we are inside it."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def topic(member):
    topic = TopicFactory()
    MembershipFactory(user=member, group=topic.group)
    return topic


def typing(page, member, topic, origin):  # noqa: F811
    key = enter(page, member, origin)
    page.clock.install()
    page.goto(f"/topics/{topic.pk}/")
    box = page.locator("textarea").first
    box.fill(WORDS)
    return key, box


def test_one_key_press_stays_and_what_was_typed_is_there(origin, member, topic):  # noqa: F811
    with browser_at(origin) as page:
        key, box = typing(page, member, topic, origin)
        ends_in(key, 110)
        page.clock.fast_forward(29 * MINUTES)
        warning = page.get_by_role("dialog", name="You will be signed out in 2 minutes")
        expect(warning).to_be_visible()
        expect(page.get_by_role("button", name="Stay signed in")).to_be_focused()
        with page.expect_response("**/accounts/stay/"):
            page.keyboard.press("Enter")
        expect(warning).to_be_hidden()
        expect(box).to_be_focused()
        expect(box).to_have_value(WORDS)
        assert (minutes_left(key), page.complaints) == (30, [])


def test_escape_is_being_there_too(origin, member, topic):  # noqa: F811
    with browser_at(origin) as page:
        key, _box = typing(page, member, topic, origin)
        ends_in(key, 110)
        page.clock.fast_forward(29 * MINUTES)
        expect(page.get_by_role("dialog")).to_be_visible()
        with page.expect_response("**/accounts/stay/"):
            page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        assert minutes_left(key) == 30


def test_another_tab_that_is_used_needs_no_warning(origin, member, topic):  # noqa: F811
    with browser_at(origin) as page:
        typing(page, member, topic, origin)  # the server has more than two minutes left
        with page.expect_response("**/accounts/stay/"):
            page.clock.fast_forward(29 * MINUTES)
        expect(page.get_by_role("dialog")).to_be_hidden()


def test_after_the_end_the_page_stays_and_sends_once_signed_in_again(origin, member, topic):  # noqa: F811
    with browser_at(origin) as page:
        key, box = typing(page, member, topic, origin)
        Session.objects.filter(session_key=key).delete()
        page.clock.fast_forward(29 * MINUTES)
        ended = page.get_by_role("region", name="You are signed out")
        expect(ended).to_be_visible()
        expect(ended.get_by_role("link", name="Sign in (opens in a new tab)")).to_have_attribute(
            "target", "_blank"
        )
        expect(box).to_have_value(WORDS)
        enter(page, member, origin)  # in the other tab
        with page.expect_response("**/accounts/stay/"):
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(ended).to_be_hidden()
        expect(page.get_by_role("heading", level=1)).to_have_text("What you typed")
        expect(page).to_have_title("What you typed")
        box.locator("xpath=ancestor::form").locator("button[type=submit]").first.click()
        expect(page.get_by_text(WORDS).first).to_be_visible()
        assert [post.body for post in Post.objects.all()] == [WORDS]


@pytest.mark.parametrize("reachable", [True, False])
def test_after_the_end_the_page_forgets_what_it_showed_and_keeps_what_was_typed(
    origin,  # noqa: F811
    member,
    topic,
    reachable,
):
    PostFactory(topic=topic, body="Lobelia")
    with browser_at(origin) as page:
        key, box = typing(page, member, topic, origin)
        expect(page.get_by_text("Lobelia")).to_be_visible()
        Session.objects.filter(session_key=key).delete()
        page.context.set_offline(not reachable)
        page.clock.fast_forward(31 * MINUTES)
        expect(page.get_by_role("region", name="You are signed out")).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")
        expect(box).to_have_value(WORDS)
        assert [
            word for word in ("Lobelia", topic.title, topic.ask) if word in page.content()
        ] == []


def test_where_nothing_was_typed_the_page_comes_back_whole_after_signing_in_again(
    origin,  # noqa: F811
    member,
    topic,
):
    with browser_at(origin) as page:
        key, box = typing(page, member, topic, origin)
        box.fill("")
        Session.objects.filter(session_key=key).delete()
        page.clock.fast_forward(31 * MINUTES)
        expect(page.locator("main")).to_have_text("You are signed out")
        enter(page, member, origin)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.get_by_role("heading", name=topic.title)).to_be_visible()


def test_a_stream_that_ends_after_the_session_changes_nothing_any_more(origin, member, topic):  # noqa: F811
    with browser_at(origin) as page:
        key, box = typing(page, member, topic, origin)
        box.fill("")
        Session.objects.filter(session_key=key).delete()
        asked = []
        page.route("**/stream/**", lambda route: asked.append(route))  # noqa: PLW0108 -- a bound method of a list has no signature
        page.clock.fast_forward(31 * MINUTES)
        expect(page.locator("main")).to_have_text("You are signed out")
        with page.expect_response("**/stream/**") as answer:
            asked[0].continue_()
        assert answer.value.status == 401
        page.clock.run_for(1000)
        expect(page.locator("main")).to_have_text("You are signed out")


def test_when_the_twelve_hours_are_over_a_press_says_so(origin, member, topic):  # noqa: F811
    with browser_at(origin) as page:
        key, box = typing(page, member, topic, origin)
        store = signed_in(member).session.__class__(key)
        store["began_at"] = (now() - timedelta(hours=12) + timedelta(seconds=100)).timestamp()
        store.ends_at = None
        store.save()
        ends_in(key, 100)
        page.clock.fast_forward(29 * MINUTES)
        page.get_by_role("button", name="Stay signed in").click()
        last = page.get_by_role("dialog", name="Your 12 hours end in 2 minutes")
        expect(last).to_be_visible()
        page.keyboard.press("Enter")
        expect(last).to_be_hidden()
        expect(box).to_have_value(WORDS)
