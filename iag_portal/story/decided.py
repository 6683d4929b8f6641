"""A national topic that is over: groups took part, and one of them released what it agreed.

It is told last, so that nothing told before it has another number. :mod:`.plenary` goes on from it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

from django.utils.timezone import localdate

from accounts.models import AdvisoryGroup, Role, User
from core.notices.models import Notice
from deliberation import actions as talk
from deliberation.models import Space, Topic
from iag_portal.story import messages, plenary
from iag_portal.story.moments import then
from iag_portal.story.people import Cast
from network import actions
from network.jobs import count_turnout
from network.models import NationalTopic

TITLE = "Body-worn video: who may see a recording?"
QUESTION = """Officers record what they do with a camera on their jacket. Few people know that they can ask for the recording.

- What must the police tell somebody they stop?
- How soon must the police reply to a request?
- Who looks at recordings of force that nobody complains about?"""
POSTS = {  # what each group that takes part talks about, by its name
    "Northmoor IAG": "Our custody visitors have never seen a recording. Could they?",
    "Westmarch IAG": "A mother here waited seven months for a recording of her son.",
    "Peakshire IAG": "The slip that people get after a search says nothing about the recording.",
    "Glan Hafren IAG": "The slip should say it in Welsh and in English.",
    "Railway IAG": "On a train it is not clear which police force to ask.",
}
UNNAMED = "Westmarch IAG"  # which takes part, and does not let others read so
DECLINES = {
    "Harbour District IAG": "The front counter takes all the time that our members have.",
    "Fenland IAG": "We have no meeting before the last day.",
}
READ_ON = "Nobody I asked knew that they can see it."
RELEASED = (
    messages.Advice(
        "Say how to ask for the recording on the slip that people get.",
        "Dywedwch ar y slip sut i ofyn am y recordiad.",
        0,
    ),
    messages.Advice("Reply to a request in weeks, not in months.", "", 0),
    messages.Advice("Let people from outside the police look at recordings of force.", "", 1),
)
THEMES = ("Asking for a recording", "Recordings of force")
# How many days ago.
ASKED, RELEASED_ON, CLOSED, DECIDES = 75, 50, 42, 1


def decide_together(company: Cast, today: datetime) -> None:
    """Five groups take part, a meeting decides four messages, and the police reply to three."""
    nadia, told_before = company.people["nadia"], Notice.objects.latest("pk").pk
    national_topic = _ask(company, today)
    opened_by = _take_part(national_topic, today - timedelta(days=ASKED))
    references = _release(company, national_topic, today - timedelta(days=RELEASED_ON))
    with then(today - timedelta(days=CLOSED)):
        count_turnout()
        actions.close_national_topic(actor=nadia, national_topic=national_topic)
        Notice.objects.filter(pk__gt=told_before).mark_seen()  # weeks ago
    plenary.decide(company, national_topic, references, today)
    with then(today - timedelta(hours=3)):
        for chair, topic in (*opened_by, (nadia, national_topic.topic)):
            talk.close_topic(actor=chair, topic=topic)


def _ask(company: Cast, today: datetime) -> NationalTopic:
    """The network puts the topic to every force it has, for 32 days."""
    nadia, opened = company.people["nadia"], today - timedelta(days=ASKED)
    host = AdvisoryGroup.objects.get(code="NAT")
    with then(opened):
        topic = talk.open_topic(
            actor=nadia,
            group=host,
            title=TITLE,
            ask=QUESTION,
            asker="The NPCC portfolio office",
            decision_due=localdate(today - timedelta(days=DECIDES)),
        )
        national_topic = actions.draft_national_topic(
            actor=nadia, topic=topic, closes_on=localdate(today - timedelta(days=CLOSED + 1))
        )
        actions.ask_force(
            actor=nadia, national_topic=national_topic, forces=list(host.forces.all())
        )
        actions.open_national_topic(actor=nadia, national_topic=national_topic)
    return national_topic


def _take_part(national_topic: NationalTopic, opened: datetime) -> list[tuple[User, Topic]]:
    """Five groups take part and talk, two decline and two do not answer; each chair and topic."""
    asked = national_topic.asked.select_related("group", "national_topic").order_by("pk")
    opened_by: list[tuple[User, Topic]] = []
    for day, row in enumerate(asked, start=1):
        name, chair = row.group.name, _chair(row.group)
        with then(opened + timedelta(days=day)):
            if name in DECLINES:
                actions.decline_asked(actor=chair, asked=row, reason=DECLINES[name])
            elif name in POSTS:
                topic = actions.accept_asked(actor=chair, asked=row, named=name != UNNAMED)
                talk.write_post(actor=chair, topic=topic, space=Space.MEMBERS, body=POSTS[name])
                opened_by.append((chair, topic))
    return opened_by


def _chair(group: AdvisoryGroup) -> User:
    return User.objects.get(memberships__group=group, memberships__role=Role.CHAIR)


def _release(company: Cast, national_topic: NationalTopic, on: datetime) -> list[str]:
    """Glan Hafren agrees three messages and releases them; the references that they then have."""
    emrys, gwenllian, nadia = (company.people[name] for name in ("emrys", "gwenllian", "nadia"))
    asked = national_topic.asked.select_related("topic", "group").get(group__name=messages.GROUP)
    topic = cast("Topic", asked.topic)
    members = [User.objects.get(name=name) for name in messages.MEMBERS]
    with then(on - timedelta(days=4)):
        talk.write_post(actor=members[0], topic=topic, space=Space.MEMBERS, body=READ_ON)
    with then(on - timedelta(days=2)):
        agreed = messages.agree_each(topic, RELEASED, [gwenllian, *members])
    with then(on - timedelta(days=1)):
        offers = messages.offer_each(emrys, asked, agreed, RELEASED)
    with then(on):
        rows = messages.release_each(gwenllian, asked, offers)
        messages.sort_each(nadia, national_topic, rows, THEMES, RELEASED)
    return [row.reference for row in rows]
