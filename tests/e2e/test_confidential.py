"""What people do seldom and must be able to trust: audiences, break-glass, leaving, a sign-in reset.

Each page on the way is measured at both widths; nothing is done but what pages offer.
"""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from core.clock import today
from tests.e2e.pressing import heading, press, said

pytestmark = pytest.mark.browser

QUESTION = "Where shall the new camera hang?"
DOREENS = "Not above the door of the food bank."


def agree_again(people, page, who):
    """Show a factor once more, where the page asks for it."""
    if "reauthenticate" in page.url:
        people.show_again(page, who)


@pytest.mark.long("four people at their browsers, one after the other")
def test_a_topic_of_named_readers_grows_only_when_its_author_agrees(people, look):
    marjorie, doreen, colin = people.page("marjorie"), people.page("doreen"), people.page("colin")
    people.answers_expected.add(404)
    topic = open_for_doreen_alone(marjorie)
    doreen.goto(topic)
    doreen.get_by_label("Your post").fill(DOREENS)
    press(doreen, "Post to the shared space")
    assert colin.goto(topic).status == 404

    marjorie.goto(topic)
    marjorie.get_by_role("link", name="Who can read this").click()
    look(marjorie, "deliberation:topic-audience")
    marjorie.get_by_role("link", name="Name Colin Fairbrass").click()
    look(marjorie, "deliberation:reader-name")
    expect(marjorie.get_by_role("main")).to_contain_text("1 other person wrote here")
    press(marjorie, "Ask them")

    assert colin.goto(topic).status == 404
    doreen.goto("/")
    doreen.get_by_role("link", name="May more people read what you wrote?").click()
    look(doreen, "deliberation:audience-change")
    press(doreen, "I agree")
    said(doreen, "Everybody has agreed: it is done.")
    colin.goto(topic)
    expect(colin.locator("article.app-post")).to_contain_text(DOREENS)

    marjorie.goto(f"{topic}audience/")
    marjorie.get_by_role("link", name="Remove Colin Fairbrass").click()
    look(marjorie, "deliberation:reader-remove")
    press(marjorie, "Remove")
    assert colin.goto(topic).status == 404
    hide_and_show_the_past(marjorie, topic, look)


def open_for_doreen_alone(marjorie):
    """The address of a topic that only the chair and Doreen know of."""
    marjorie.goto("/topics/new/?group=1")
    marjorie.get_by_label("Title").fill(QUESTION)
    marjorie.get_by_label("What is the group asked?").fill("Please look at the plan.")
    marjorie.get_by_text("More options").click()
    marjorie.get_by_label("Who asks?").fill("Chief Inspector Rob Ansty")
    due = marjorie.get_by_role("group", name="When will the police decide?")
    on = today() + timedelta(days=100)
    for part, number in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
        due.get_by_label(part).fill(str(number))
    marjorie.get_by_text("Only some people?").click()
    readers = marjorie.get_by_role("group", name="Is this for named readers only?")
    readers.get_by_label("Doreen Whitcombe").check()
    press(marjorie, "Open the topic")
    heading(marjorie, QUESTION)
    return re.search(r"/topics/\d+/", marjorie.url).group(0)


def hide_and_show_the_past(marjorie, topic, look):
    """Narrowing needs one press; widening asks those who wrote, and can be taken back."""
    marjorie.goto(f"{topic}audience/")
    marjorie.get_by_role("link", name="Hide what was written before somebody joined").click()
    look(marjorie, "deliberation:history-narrow")
    press(marjorie, "Hide it")
    marjorie.get_by_role("link", name="Show it from the start").click()
    look(marjorie, "deliberation:history-widen")
    press(marjorie, "Ask them")
    marjorie.get_by_role("link", name=re.compile("from (its|the) start")).last.click()
    marjorie.get_by_role("link", name="Withdraw this proposal").click()
    look(marjorie, "deliberation:audience-change-withdraw")
    press(marjorie, "Withdraw it")
    said(marjorie, "The proposal is withdrawn.")


def test_words_are_removed_with_a_reason_and_handling_is_accepted_first(people, look):
    marjorie, doreen = people.page("marjorie"), people.page("doreen")
    doreen.goto("/topics/3/")
    doreen.get_by_label("Your post").fill("Ring Mr Bray, he lives at number 9.")
    press(doreen, "Post to the shared space")
    marjorie.goto("/topics/3/")
    post = marjorie.locator("article.app-post", has_text="Mr Bray")
    post.get_by_role("link", name="Remove").click()
    look(marjorie, "deliberation:post-remove")
    marjorie.get_by_label("Why?").fill("It names a person who has no part in this.")
    press(marjorie, "Remove the words")
    expect(doreen.locator("article.app-post").last).to_contain_text("no part in this")
    expect(doreen.get_by_role("main")).not_to_contain_text("Mr Bray")

    marjorie.goto("/topics/3/handling/")
    marjorie.get_by_role("textbox", name="Handling").fill("Do not print this.")
    marjorie.get_by_label("Readers accept it before they can open the topic").check()
    press(marjorie, "Save as a new version")
    doreen.goto("/topics/3/")
    doreen.get_by_text("Before you open this topic").wait_for()
    look(doreen, "deliberation:handling-accept")
    expect(doreen.get_by_role("main")).to_contain_text("Do not print this.")
    assert doreen.locator("article.app-post").count() == 0
    press(doreen, "I accept this: open the topic")
    expect(doreen.locator("article.app-post").last).to_contain_text("no part in this")


@pytest.mark.long("three people at their browsers, one after the other")
def test_the_glass_breaks_for_two_people_and_the_chair_sees_it_and_ends_it(people, look):
    tom, sally, marjorie = people.page("tom"), people.page("sally"), people.page("marjorie")
    tom.goto("/break-glass/new/")
    agree_again(people, tom, "tom")
    tom.get_by_label("Which topic?").fill("1")
    tom.get_by_label("Shared space").check()
    tom.get_by_label("Why?").fill("A court has ordered a copy.")
    tom.get_by_label("For how many hours?").fill("2")
    press(tom, "Ask")
    look(tom, "deliberation:break-glass")
    glass = re.search(r"/break-glass/\d+/", tom.url).group(0)
    expect(tom.get_by_role("button", name="Read the space now")).to_have_count(0)

    sally.goto(f"{glass}confirm/")
    agree_again(people, sally, "sally")
    look(sally, "deliberation:break-glass-confirm")
    expect(sally.get_by_role("main")).to_contain_text("A court has ordered a copy.")
    press(sally, "Confirm")
    said(sally, "It is confirmed.")

    tom.goto(glass)
    press(tom, "Read the space now")
    look(tom, "deliberation:break-glass-read")
    assert tom.locator("article.app-post").count() > 0
    marjorie.goto("/")
    marjorie.locator(f"a[href='{glass}']").first.click()
    marjorie.get_by_role("link", name="End it now").click()
    look(marjorie, "deliberation:break-glass-end")
    press(marjorie, "End it")
    expect(tom.get_by_role("main")).to_contain_text("This reading has ended.")
    tom.goto(glass)
    expect(tom.get_by_role("button", name="Read the space now")).to_have_count(0)


@pytest.mark.long("three people at their browsers, one after the other")
def test_somebody_leaves_and_her_name_goes_and_what_she_said_stays(people, look):
    marjorie, tom, ama = people.page("marjorie"), people.page("tom"), people.page("ama")
    ama.goto("/topics/1/")
    marjorie.goto("/groups/1/people/")
    marjorie.get_by_role("link", name="End membership Ama Boateng").click()
    agree_again(people, marjorie, "marjorie")
    press(marjorie, re.compile("^End"))
    people.answers_expected.add(404)
    assert ama.goto("/topics/1/").status == 404

    marjorie.goto("/groups/1/people/left/")
    marjorie.get_by_role("link", name="Ask to forget the name").click()
    look(marjorie, "accounts:departure-ask")
    press(marjorie, "Ask for it")
    tom.goto("/administration/")
    tom.get_by_role("link", name=re.compile("Ama Boateng")).first.click()
    agree_again(people, tom, "tom")
    look(tom, "accounts:anonymise")
    press(tom, "Forget the name")
    said(tom, "From now on it says")
    for page in ("/groups/1/people/", "/groups/1/people/left/", "/topics/1/", "/meetings/1/"):
        marjorie.goto(page)
        expect(marjorie.get_by_role("main")).not_to_contain_text("Ama Boateng")


def test_a_person_takes_a_copy_of_what_is_held_about_her(people, portal):
    doreen = people.page("doreen")
    doreen.goto("/accounts/my-data/")
    agree_again(people, doreen, "doreen")
    press(doreen, "Ask for a copy")
    portal.work()
    doreen.goto("/accounts/my-data/")
    with doreen.expect_download() as taken:
        press(doreen, "Download")
    with zipfile.ZipFile(io.BytesIO(taken.value.path().read_bytes())) as copy:
        assert "Doreen Whitcombe" in copy.read("data.json").decode()
        assert "Marjorie Penhale" not in copy.read("data.json").decode()
