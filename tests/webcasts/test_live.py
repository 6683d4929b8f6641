"""The page of a webcast while it is open: who is sent which moments, and who learns of nothing."""

import pytest

from core.live import streams
from tests.signing_in import signed_in
from tests.webcasts.watched import add, get, mark
from webcasts import actions
from webcasts.live import WebcastPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def webcast(people, topic):
    return add(people.chair, topic)


def sent(person, webcast, space, after):
    """What an open page is told: the answer of the stream, and the moments in it."""
    answer = signed_in(person).get(f"/stream/{webcast.stream(space)}/", {"after": after})
    is_drawn = answer.status_code == 200
    return answer.status_code, answer.json()["regions"]["moments"] if is_drawn else ""


def test_a_moment_of_members_reaches_members_alone_and_a_shared_one_everybody(people, webcast):
    before = {space: streams.current(webcast.stream(space)) for space in ("members", "shared")}
    mark(people.member, webcast, space="members", words="Zinnia is ours")
    inside = sent(people.chair, webcast, "members", before["members"])
    outside = sent(people.police_lead, webcast, "shared", before["shared"])
    peeping = sent(people.police_lead, webcast, "members", before["members"])
    step = streams.current(webcast.stream("shared"))
    mark(people.member, webcast, words="Marigold for all")
    shared = sent(people.police_lead, webcast, "shared", before["shared"])
    both = sent(people.chair, webcast, "members", before["members"])

    assert (inside[0], "Zinnia is ours" in inside[1]) == (200, True)
    assert step == before["shared"]
    assert outside == (204, "")
    assert peeping[0] == 404
    assert ("Marigold for all" in shared[1], "Zinnia" in shared[1]) == (True, False)
    assert ("Marigold for all" in both[1], "Zinnia is ours" in both[1]) == (True, True)


def test_the_region_is_what_the_page_shows_and_only_organisers_and_the_author_remove_a_moment(
    people, webcast
):
    bookmark = mark(people.member, webcast)
    own, links = f'data-own-of="{people.member.pk}"', {}
    for role in ("member", "police_lead", "chair"):
        page = get(getattr(people, role), "webcast", webcast.pk).content.decode()
        links[role] = (f"bookmarks/{bookmark.pk}/" in page, own in page, f"{own} hidden" in page)
    drawn = sent(people.police_lead, webcast, "shared", 0)[1]
    actions.remove_bookmark(actor=people.member, bookmark=bookmark)

    assert links == {
        "member": (True, True, False),
        "police_lead": (True, True, True),
        "chair": (True, False, False),
    }
    assert f"{own} hidden" in drawn
    assert "Nobody has marked a moment yet." in sent(people.police_lead, webcast, "shared", 0)[1]


def test_nothing_else_is_a_page_and_to_have_one_open_keeps_nobody_signed_in(webcast):
    page = WebcastPage()
    keys = ("webcast.x.shared", f"webcast.{webcast.pk}.public", f"webcast.{webcast.pk + 1}.shared")

    assert [page.find(key) for key in keys] == [None] * 3
    assert page.keeps_signed_in(page.find(webcast.stream("shared"))) is False
