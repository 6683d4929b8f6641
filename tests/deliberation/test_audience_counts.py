"""How many wrote in a space is for those who read it, also where more people are to read it."""

import re

from deliberation.models import AudienceChange, Space, Topic
from tests.deliberation.audiences import named_topic, propose
from tests.deliberation.pages import page, words
from tests.factories import PostFactory

Kind = AudienceChange.Kind
NUMBERS = re.compile(r"\d+ of \d+ who wrote there|\d+ other (?:person|people) wrote here")


def numbers(user, name, *args):
    return NUMBERS.findall(words(page(user, name, *args)))


def test_guests_are_told_that_authors_are_asked_and_not_how_many(people, topic):
    """It opens both spaces, so the number counts those who wrote to the members' space."""
    Topic.objects.update(history="from_joining")
    PostFactory(topic=topic, space=Space.MEMBERS, author=people.vice_chair, body="Zinnia")
    topic.refresh_from_db()
    change = propose(people, topic, kind=Kind.FROM_START, user=None)
    roles = ("member", "secretary", "police_lead", "observer")
    shown_numbers = {r: numbers(getattr(people, r), "audience-change", change.pk) for r in roles}

    assert shown_numbers == {
        "member": ["0 of 2 who wrote there"],
        "secretary": [],
        "police_lead": [],
        "observer": [],
    }
    text = words(page(people.observer, "audience-change", change.pk))
    assert "Those who wrote there are asked. It happens once all of them have agreed;" in text


def test_of_the_shared_space_everybody_who_reads_it_is_told(people, topic):
    change = propose(people, topic, user=people.officer)

    assert numbers(people.observer, "audience-change", change.pk) == ["0 of 1 who wrote there"]


def test_a_secretary_who_names_a_member_is_not_told_how_many_wrote_among_the_members(people):
    topic = named_topic(people, people.member, people.chair, people.secretary)
    PostFactory(topic=topic, space=Space.MEMBERS, author=people.member, body="Zinnia")
    args = ("reader-name", topic.pk, people.vice_chair.pk)

    assert numbers(people.chair, *args) == ["1 other person wrote here"]
    assert numbers(people.secretary, *args) == []
    assert "Whoever else wrote here is asked first." in words(page(people.secretary, *args))
