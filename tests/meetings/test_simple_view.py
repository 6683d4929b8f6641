"""The simple view of a meeting: four things, one at a time, drawn from the regions of the whole page."""

import re

import pytest

from core.audit.models import Record
from meetings import actions
from meetings.models import SpeakerRequest
from tests.meetings.pages import get, press, questions, url, words
from tests.pages.html import problems, tree
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
LEFT_OUT = {"turns", "people", "agenda", "quorum", "watch", "organiser"}  # what people lead with


def regions(page):
    return re.findall(r'data-region="(\w+)"', page.content.decode())


def choose(user, view="simple", **more):
    fields = {"heard": "mine", "simple_view": view, **more}
    answer = signed_in(user).post("/accounts/meetings/", fields)
    user.refresh_from_db()
    return answer


def test_it_is_chosen_once_and_has_the_regions_of_the_whole_page_each_once(people, full):
    whole = get(people.member, "live", full.pk)
    chosen = choose(people.member, next=url("live", full.pk))
    simple = get(people.member, "live", full.pk)
    drawn = regions(simple)

    assert (chosen.status_code, chosen.url) == (302, url("live", full.pk))
    assert set(regions(whole)) - set(drawn) == LEFT_OUT
    assert sorted(drawn) == sorted(set(regions(whole)) - LEFT_OUT)
    assert problems(simple) == []
    assert Record.objects.filter(event="live_settings.changed").count() == 1
    assert (people.member.heard, people.member.simple_view) == ("mine", True)


def test_each_of_its_four_things_is_a_page_and_what_is_asked_comes_first(people, full):
    choose(people.member)
    choose(people.officer)
    pages = {
        name: tree(get(people.member, "live", full.pk, data={"show": name}))
        for name in ("papers", "speak", "write", "view", "elsewhere")
    }
    shown = {name: page.xpath("//@data-simple") for name, page in pages.items()}
    links = pages["write"].xpath("//nav//a[@data-shows]")
    hand = tree(get(people.officer, "live", full.pk)).xpath("//@data-simple")

    assert shown == {
        **{name: [name] for name in ("papers", "speak", "write", "view")},
        "elsewhere": ["view"],  # their answer is waited for
    }
    assert [link.get("href") for link in links] == [
        f"{url('live', full.pk)}?show={name}" for name in ("papers", "speak", "write", "view")
    ]
    assert [link.get("data-shows") for link in links if link.get("aria-current")] == ["write"]
    assert hand == ["papers"]


def test_who_leads_has_the_whole_page_and_it_costs_nobody_a_question(people, full):
    before = questions(signed_in(people.member), url("live", full.pk))
    for person in (people.chair, people.secretary, people.member):
        choose(person)

    assert [
        "data-simple" in get(person, "live", full.pk).content.decode()
        for person in (people.chair, people.secretary, people.member)
    ] == [False, False, True]
    fewer = before - 1  # who is here is not on it
    assert questions(signed_in(people.member), url("live", full.pk)) == fewer
    choose(people.member, view="whole")
    assert "data-simple" not in get(people.member, "live", full.pk).content.decode()


def test_a_choice_that_there_is_not_is_refused_with_what_was_chosen(people):
    answer = choose(people.member, heard="nothing")

    assert answer.status_code == 422
    assert "Select a valid choice" in words(answer)
    assert (people.member.heard, people.member.simple_view) == ("all", False)
    assert press(people.member, "live", 1).status_code == 405


def test_whoever_is_called_reads_it_in_each_of_the_four_things(people, full):
    choose(people.member)
    choose(people.officer)
    speaking = SpeakerRequest.objects.get(meeting=full, user=people.member)
    called = turn(people.member, full), turn(people.officer, full)
    actions.finish_speaker(actor=people.chair, request=speaking)

    assert called == (["It’s your turn to speak."], [])
    assert turn(people.member, full) == []


def turn(person, meeting):
    """What the simple view says above everything to whose turn it is, looking at the papers."""
    page = tree(get(person, "live", meeting.pk, data={"show": "papers"}))
    lines = page.xpath(
        "//p[contains(@class, 'app-simple__turn')][not(@hidden)]/strong[not(@hidden)]"
    )
    return [line.text.strip() for line in lines]
