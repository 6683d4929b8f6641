"""A webcast beside a topic, and how people look at it."""

from django.urls import reverse

from tests.signing_in import signed_in
from webcasts import actions

PLAN = {
    "title": "National conference, day 1",
    "address": "https://conference.example/day-1",
    "starts_at": None,
    "telephone": "01632 960200, code 77",
    "captions": "The button CC",
    "transcript": "",
    "recording": "",
}
FORM = {name: words for name, words in PLAN.items() if words is not None}


def add(person, topic, **plan):
    return actions.add_webcast(actor=person, topic=topic, plan={**PLAN, **plan})


def mark(person, webcast, *, space="shared", second=760, words="Marigold: that is our question"):
    return actions.write_bookmark(
        actor=person, webcast=webcast, space=space, second=second, words=words
    )


def address(name, pk):
    return reverse(f"webcasts:{name}", args=[pk])


def get(person, name, pk, **query):
    return signed_in(person).get(address(name, pk), query)


def post(person, name, pk, **fields):
    return signed_in(person).post(address(name, pk), fields)
