"""What lies ahead: days on which people may not be free, dates, a secret ballot, a hot seat."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate, localtime

from core.working_days import working_day_after
from deliberation import actions as talk
from deliberation.models import Choice, Method, Post, Reaction, Space, Topic
from iag_portal.story import words
from iag_portal.story.moments import then
from iag_portal.story.people import Cast
from meetings import actions as meet
from meetings.actions import BusyDays
from meetings.models import Attendance, PollAnswer
from webcasts import actions as webcasts

DATES = (
    BusyDays("Ramadan", date(2027, 2, 8), date(2027, 3, 9), "Sunset about 6pm: ask members", True),
    BusyDays("Half-term", date(2027, 2, 15), date(2027, 2, 19)),
    BusyDays("Local elections", date(2027, 5, 6), date(2027, 5, 6), "Halls are polling stations"),
    BusyDays("Diwali", date(2027, 10, 29), date(2027, 10, 29)),
)

Can, Mode = PollAnswer.Can, Attendance.Mode
ANSWERS = (  # who, for each date, and how they would take part
    ("marjorie", (Can.YES, Can.YES, Can.NO), Mode.ROOM),
    ("doreen", (Can.YES, Can.IF_NEED_BE, Can.YES), Mode.VIDEO),
    ("leroy", (Can.IF_NEED_BE, Can.YES, Can.NO), Mode.TELEPHONE),
)


def ask_for_dates(cast: Cast, today: datetime) -> None:
    """Sally asks which evening in five weeks suits; three have answered, Leroy on the telephone."""
    sally, asked_on = cast.people["sally"], today - timedelta(days=2)
    evening = localtime(today + timedelta(days=35)).replace(hour=18, minute=30, second=0)
    dates = [evening.replace(microsecond=0) + timedelta(days=day) for day in (0, 1, 2)]
    with then(asked_on):
        poll = meet.open_poll(
            actor=sally,
            group=cast.group,
            dates=dates,
            answers_until=localdate(today + timedelta(days=7)),
        )
    with then(asked_on + timedelta(hours=3)):
        keys = list(poll.dates.values_list("pk", flat=True))
        for name, can, mode in ANSWERS:
            by_phone = name == "leroy"
            meet.answer_poll(
                actor=sally if by_phone else cast.people[name],
                poll=poll,
                answers=dict(zip(keys, can, strict=True)),
                mode=mode,
                user=cast.people[name] if by_phone else None,
            )


def ask_in_secret(cast: Cast, topic: Topic, today: datetime) -> None:
    """Marjorie asks in a secret ballot; two have voted. Whoever declared an interest is not asked."""
    people = cast.people
    with then(today - timedelta(hours=4)):
        message = talk.propose_key_message(
            actor=people["marjorie"], topic=topic, text=words.BALLOT_MESSAGE
        )
        asked = [talk.Asked(place.user) for place in topic.advisers().select_related("user")]
        ballot = talk.open_agreement_round(
            actor=people["marjorie"], key_message=message, asked=asked, method=Method.BALLOT
        )
        for name, choice in (("harpreet", Choice.SUPPORT), ("nuala", Choice.OBJECT)):
            talk.cast_ballot(actor=people[name], agreement_round=ballot, choice=choice)


def keep_dates(cast: Cast, today: datetime) -> None:
    """The administrator writes down the dates with which meetings would clash."""
    with then(today - timedelta(days=90)):
        for days in DATES:
            meet.add_busy_date(actor=cast.people["tom"], days=days)


def watch_together(cast: Cast, topic: Topic, today: datetime) -> None:
    """Doreen adds the recording of a talk; two have marked moments, one of them for members."""
    people = cast.people
    with then(today - timedelta(days=3)):
        webcast = webcasts.add_webcast(actor=people["doreen"], topic=topic, plan=words.TALK)
        webcasts.write_bookmark(
            actor=people["doreen"],
            webcast=webcast,
            space="shared",
            second=760,
            words=words.TALK_SAID,
        )
        webcasts.write_bookmark(
            actor=people["nuala"],
            webcast=webcast,
            space="members",
            second=1845,
            words=words.TALK_AMONG_MEMBERS,
        )


def invite_to_the_hot_seat(cast: Cast, topic: Topic, today: datetime) -> None:
    """Rob answers questions in two days, from 7pm; two are put, and Piotr asks one of them too."""
    people, day = cast.people, localtime(today + timedelta(days=2))
    begins = day.replace(hour=19, minute=0, second=0, microsecond=0)
    with then(today - timedelta(hours=3)):
        talk.plan_hot_seat(
            actor=people["sally"],
            topic=topic,
            plan=talk.SeatPlan(
                guest=people["ansty"],
                guest_name="",
                opens_at=begins,
                closes_at=begins + timedelta(hours=1),
                answers_by=working_day_after(localdate(begins), 5),
            ),
        )
    with then(today - timedelta(hours=1)):
        for name, body in words.TO_THE_GUEST:
            post = talk.write_post(
                actor=people[name],
                topic=topic,
                space=Space.SHARED,
                body=body,
                label=Post.Label.QUESTION,
            )
        talk.react_to_post(actor=people["piotr"], post=post, kind=Reaction.Kind.AGREE)
