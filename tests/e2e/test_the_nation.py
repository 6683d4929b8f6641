"""What goes beyond one evening of one group, by the buttons that people press.

A message goes to a network and is read by the nation, a webcast is watched by two at home, and a
member goes out with the police. Who is at home has a telephone of 320 px.
"""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core.clock import today
from iag_portal.story.messages import AGREED, DRAFT, OFFERED, THEMES
from iag_portal.story.nation import TITLE
from tests.e2e import noting
from tests.e2e.people import PHONE
from tests.e2e.pressing import press, said
from tests.e2e.reading import pdf_text
from tests.meetings.slides.photographs import photograph

pytestmark = pytest.mark.browser

GROUP = "Glan Hafren IAG"
LOCAL = ["Glan Hafren", "Gwenllian", "Emrys", "HGH-", "It costs money", OFFERED.text]
SAID = "She shows the desk in the library: ours has one."
HALF = "And who opens it on a"
TWO_LINES = 80  # px
SAW = "Two people were searched. Both were told why, and one was told twice."
SHOWS = "An empty street with its lamps on"
OVER = """
from datetime import timedelta
from core.clock import now
from visits.jobs import end_visits
from visits.models import Visit

evening = {"starts_at": now() - timedelta(hours=4), "ends_at": now()}
Visit.objects.filter(state="booked", observer__email="kerry@example.org").update(**evening)
end_visits()
"""
DRAWN = """
from visits.jobs import prepare_photograph
from visits.models import VisitPhotograph

prepare_photograph(VisitPhotograph.objects.get(state="waiting").pk)
"""


def at_home(people, short):
    return people.page(short, viewport=PHONE)


def follow(page, words):
    page.get_by_role("main").get_by_role("link", name=words).first.click()


def in_the_portal(portal, code):
    """What time and the worker do; all that is due would take as long as the rest of a story."""
    portal.manage("shell", "--no-imports", "--verbosity", "0", "-c", code)


def fits(page):
    """Nothing on the page is wider than the telephone."""
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], page.url


@pytest.mark.long("four people, and a document to print")
def test_a_message_is_released_by_two_people_and_read_by_the_nation(people):
    local = offer(people.page("emrys"))
    reference = release(people, at_home(people, "gwenllian"))
    sort(people.page("nadia"), reference)
    imran = at_home(people, "imran")
    read(people, imran, reference)
    assert imran.request.get(local).status == 404


def offer(secretary):
    """The address of the topic in which the group talks, once a message of it is offered."""
    secretary.goto("/network/")
    follow(secretary, GROUP)
    topic = secretary.get_by_role("link", name="Go to the topic of your group")
    local = topic.get_attribute("href")
    press(secretary, "Offer messages")
    secretary.get_by_label(AGREED.text).check()
    press(secretary, "Offer them")
    said(secretary, "Done")
    return local


def release(people, chair):
    """The reference under which the other person, on a telephone, lets exactly this message go."""
    chair.goto("/network/")
    follow(chair, GROUP)
    press(chair, "Read and release")
    people.show_again(chair, "gwenllian")
    message = chair.get_by_role("article").filter(has_text=AGREED.text)
    fits(chair)
    chair.get_by_role("checkbox", name=message.get_attribute("aria-label")).check()
    press(chair, "Release them")
    released = chair.get_by_role("listitem").filter(has_text=AGREED.text)
    expect(released.get_by_role("link", name="NAT-").first).to_be_visible()
    fits(chair)
    return re.search(r"NAT-\d{4}-R\d+", released.inner_text())[0]


def sort(network, reference):
    """The network finds it a theme, and says that its own message rests on it too."""
    network.goto("/network/")
    menu = network.get_by_role("navigation", name="Menu")
    assert menu.bounding_box()["height"] < TWO_LINES
    follow(network, TITLE)
    follow(network, "Sort")
    network.get_by_label(f"Theme of {reference}").select_option(THEMES[2])
    press(network, "Save")
    said(network, "Done")
    network.goto("/key-messages/")
    follow(network, DRAFT)
    follow(network, "Choose released messages")
    network.get_by_label(AGREED.text).check()
    press(network, "Save")
    grounds = network.get_by_role("region", name="Released messages it rests on")
    expect(grounds).to_contain_text("It rests on 4 messages that groups released.")
    expect(grounds.get_by_role("link", name=reference)).to_be_visible()


def read(people, reader, reference):
    """In its theme, with no word of the group whose it is; and all of them to print."""
    reader.goto("/network/")
    follow(reader, TITLE)
    fits(reader)
    follow(reader, "Read")
    main = reader.get_by_role("main")
    expect(main.locator(f"h2:has-text('{THEMES[2]}') + article")).to_contain_text(AGREED.text)
    words = main.inner_text()
    assert [word for word in LOCAL if word in words] == []
    fits(reader)
    follow(reader, "All of them to print (PDF)")
    reader.get_by_label("Security code").fill(people.app("imran").code())
    with reader.expect_download() as taken:
        press(reader, "Continue")
    pack = pdf_text(Path(taken.value.path()).read_bytes())
    assert [words for words in (reference, AGREED.text, THEMES[2]) if words not in pack] == []
    assert [word for word in LOCAL if word in pack] == []


def test_a_moment_that_is_marked_at_home_comes_to_whoever_watches_too(people):
    doreen, gwen = at_home(people, "doreen"), people.page("gwen")
    for page in (gwen, doreen):
        page.goto("/topics/1/")
        follow(page, "Webcasts and recordings")
        follow(page, "Counters that stayed open")
        expect(page.get_by_text("New moments appear by themselves")).to_be_visible()
    fits(doreen)
    box = gwen.get_by_label("What do you want to say?")
    box.fill(HALF)
    doreen.get_by_label("Which moment?").fill("14.20")
    doreen.get_by_label("What do you want to say?").fill(SAID)
    doreen.get_by_label("Everybody who reads the topic").check()
    press(doreen, "Mark the moment")
    mine, theirs = (page.locator("[data-region=moments] li") for page in (doreen, gwen))
    expect(theirs.filter(has_text=SAID)).to_contain_text("14:20")
    expect(box).to_have_value(HALF)
    expect(box).to_be_focused()
    fits(doreen)
    expect(mine.filter(has_text=SAID).get_by_role("link", name="Remove it")).to_be_visible()
    expect(theirs.filter(has_text=SAID).get_by_role("link", name="Remove it")).to_be_hidden()


@pytest.mark.long("a visit from the first word to its note that anybody reads, by seven people")
def test_a_member_goes_out_with_the_police_and_others_read_of_it(people, portal):
    kerry, sally = at_home(people, "kerry"), people.page("sally")
    visit = ask(kerry)
    book(sally, visit)
    in_the_portal(portal, OVER)
    report(kerry, visit, portal)
    approve(sally, visit)
    member = at_home(people, "colin")
    member.goto(visit)
    main = member.get_by_role("main")
    expect(main).to_contain_text(SAW)
    expect(main).not_to_contain_text("Kerry")
    picture = main.get_by_role("img", name=SHOWS)
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("picture => picture.naturalWidth") == 400
    fits(member)
    lead = people.page("ansty")
    seen = picture.get_attribute("src")
    assert [lead.request.get(address).status for address in (visit, seen)] == [404, 404]
    noting.offer(kerry, visit, SHOWS, fits)
    published = noting.publish(people)
    stranger = people.stranger(viewport=PHONE)
    noting.read(stranger, published, SHOWS, fits)
    noting.unname(kerry, visit, stranger, published)


def ask(member):
    """The address of the visit for which a member asks, with its risks accepted."""
    member.goto("/groups/1/visits/")
    press(member, "Ask for a visit")
    member.get_by_label("What do you want to see?").fill("Stops on a Friday night")
    member.get_by_label("Which dates and times suit you?").fill("Any Friday")
    fits(member)
    press(member, "Ask for a visit")
    press(member, "Read the risk assessment")
    member.get_by_label("I have read it, and I accept it").check()
    fits(member)
    press(member, "Accept it")
    expect(member.get_by_role("main")).to_contain_text("Next: the chair or the secretary confirms")
    fits(member)
    return member.url


def book(secretary, visit):
    secretary.goto(visit)
    press(secretary, "Confirm the checks")
    secretary.get_by_label("The member is 18 or over").check()
    fill_day(secretary, today() - timedelta(days=1))
    press(secretary, "Confirm the checks")
    press(secretary, "Book it")
    fill_day(secretary, today() + timedelta(days=3))
    secretary.get_by_label("Start").fill("6:30pm")
    secretary.get_by_label("Where do they meet?").fill("The front counter")
    secretary.get_by_label("Whom do they go with?").fill("The sergeant of the shift")
    press(secretary, "Book it")
    expect(secretary.get_by_role("main")).to_contain_text("The sergeant of the shift")


def fill_day(page, on):
    for part, value in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
        page.get_by_label(part, exact=True).fill(str(value))


def report(member, visit, portal):
    """Written, with a photograph, and sent from a telephone."""
    member.goto(visit)
    press(member, "Write the report")
    member.get_by_label("With respect, each time").check()
    member.get_by_label("Yes, each time").check()
    member.get_by_label("What did you see?").fill(SAW)
    fits(member)
    press(member, "Save it")
    follow(member, "Add a photograph")
    file = {"name": "street.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    member.get_by_label("Photograph").set_input_files(file)
    member.get_by_label("What does it show?").fill(SHOWS)
    fits(member)
    press(member, "Add it")
    in_the_portal(portal, DRAWN)
    press(member, "Check and send it")
    for box in member.get_by_role("main").get_by_role("checkbox").all():
        box.check()
    fits(member)
    press(member, "Send the report")
    expect(member.get_by_role("main")).to_contain_text("Sent")


def approve(secretary, visit):
    secretary.goto(visit)
    press(secretary, "Read and approve it")
    press(secretary, "Approve it")
    expect(secretary.get_by_role("main")).to_contain_text("Approved")
