"""The card for Leroy: what was recorded in his name, and nothing that its printer may not know."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Acceptance, Agreement, Membership, Reach, User
from core.clock import at, now, today
from core.dates import day
from deliberation import actions
from deliberation.models import Choice, Dictation, NamedReader, Position, Space
from meetings.models import Attendance, Recusal, SpeakerRequest
from tests.deliberation.audiences import named_topic
from tests.deliberation.pages import words
from tests.factories import (
    AgendaItemFactory,
    DictationFactory,
    KeyMessageFactory,
    MeetingFactory,
    MembershipFactory,
    PostFactory,
)
from tests.moments import days_ago
from tests.signing_in import signed_in

DAY = timedelta(days=1)
WORDS = "Celandine: the 14 bus never comes"
WHY = "Foxglove: not on a Friday"


@pytest.fixture
def place(people):
    long_ago = now() - 90 * DAY
    return MembershipFactory(
        group=people.group, user__name="Leroy Bright", user__email=None, starts_at=long_ago
    )


@pytest.fixture
def leroy(place):
    return place.user


def card(who, place, **query):
    return signed_in(who).get(f"/people/memberships/{place.pk}/recorded/", query)


def told(leroy, topic, **more):
    post = {"topic": topic, "author": leroy, "body": WORDS, **more}
    return DictationFactory(post=PostFactory(**post)).post


def position(people, topic, leroy, *, by, reference="HAR-2026-009"):
    """What Leroy holds in a round that is open."""
    message = KeyMessageFactory(topic=topic, reference=reference)
    agreement_round = actions.open_agreement_round(
        actor=people.chair, key_message=message, asked=[actions.Asked(leroy)]
    )
    kept = {"recorded_by": by, "recorded_via": Position.Via.TELEPHONE}
    agreement_round.positions.create(user=leroy, choice=Choice.OBJECT, reason=WHY, **kept)
    return agreement_round


def close(people, made):
    with at(now() - timedelta(minutes=5)):
        actions.close_agreement_round(actor=people.chair, agreement_round=made)


def test_it_says_what_was_recorded_when_by_whom_and_whether_he_confirmed_it(
    people,
    topic,
    place,
    leroy,
):
    meeting = MeetingFactory(group=people.group, title="March meeting")
    by = {"user": leroy, "recorded_by": people.secretary}
    Attendance.objects.create(meeting=meeting, mode="telephone", **by)
    SpeakerRequest.objects.create(meeting=meeting, mode="telephone", state="done", **by)
    item = AgendaItemFactory(meeting=meeting, title="Front counter")
    Recusal.objects.create(item=item, reason="My sister works there", **by)
    version = Agreement.objects.create(version=3, text="Keep it here.")
    Acceptance.objects.create(agreement=version, how="telephone", **by)
    post = told(leroy, topic)
    actions.confirm_post(
        actor=people.chair, post=post, via=Dictation.Via.LETTER, confirmed_on=today(), after=1
    )

    text = words(card(people.secretary, place))
    assert f"On the telephone, in “March meeting” of {day(meeting.starts_at)}" in text
    assert "Hand raised (Has spoken), in “March meeting”" in text
    assert "Interest declared in “Front counter”, in “March meeting”" in text
    assert "Accepted version 3 of the confidentiality agreement" in text
    assert f"Told by telephone on {day(today())}; confirmed by letter on {day(today())}." in text
    assert WORDS in text
    assert text.count("Recorded by Sally Treloar") == 4


def test_what_he_did_himself_is_not_on_it(people, topic, place, leroy):
    meeting = MeetingFactory(group=people.group, title="March meeting")
    Attendance.objects.create(meeting=meeting, user=leroy, mode="room")
    PostFactory(topic=topic, author=leroy, body=WORDS)

    text = words(card(people.secretary, place))
    assert "Nothing was recorded in your name" in text
    assert (WORDS in text, "March meeting" in text) == (False, False)


@pytest.mark.parametrize("who", ["chair", "secretary"])
def test_a_position_in_a_running_round_is_on_no_card(people, topic, place, leroy, who):
    made = position(people, topic, leroy, by=people.secretary)

    def shown():
        page = card(getattr(people, who), place).text
        return ["HAR-2026-009" in page, WHY in page, "Object" in page]

    assert shown() == [False, False, False]
    actions.close_agreement_round(actor=people.chair, agreement_round=made)
    assert shown() == [False, False, False], "nobody looks, takes the close back and asks again"


def test_once_it_has_closed_the_chair_reads_it_and_so_does_who_recorded_it(
    people,
    topic,
    place,
    leroy,
):
    colleague = MembershipFactory(group=people.group, role="secretary").user
    close(people, position(people, topic, leroy, by=people.secretary))

    everybody = (people.chair, people.secretary, colleague)
    read = [WHY in card(who, place).text for who in everybody]
    assert read == [True, True, False]
    wording = Position.objects.get().round.wording.text
    assert f"Position on HAR-2026-009, “{wording}”: I object" in words(card(people.chair, place))


def test_where_the_terms_keep_the_secretary_out_they_print_nothing_of_it(
    people,
    topic,
    place,
    leroy,
):
    told(leroy, topic, space=Space.MEMBERS)

    assert WORDS in card(people.chair, place).text
    assert WORDS not in card(people.secretary, place).text


def test_a_topic_that_the_printer_or_leroy_may_not_know_of_is_not_on_it(
    people,
    place,
    leroy,
):
    secret = named_topic(people, people.vice_chair, leroy)
    told(leroy, secret)
    pages = {who: card(getattr(people, who), place).text for who in ("chair", "vice_chair")}

    assert {who: WORDS in page for who, page in pages.items()} == {
        "chair": False,
        "vice_chair": True,
    }
    assert secret.title not in pages["chair"]
    NamedReader.objects.filter(topic=secret, user=leroy).delete()
    assert WORDS not in card(people.vice_chair, place).text


def test_another_group_is_not_on_it(people, topic, place, leroy):
    next_door = MembershipFactory(user=leroy)
    MembershipFactory(user=people.secretary, group=next_door.group, role="secretary")
    meeting = MeetingFactory(group=next_door.group, title="Moorside meeting")
    by = {"user": leroy, "recorded_by": people.secretary}
    Attendance.objects.create(meeting=meeting, mode="room", **by)

    assert "Moorside meeting" in card(people.secretary, next_door).text
    assert "Moorside meeting" not in card(people.secretary, place).text


def test_it_begins_on_the_day_that_is_asked_for(people, topic, place, leroy):
    told(leroy, topic, written_at=days_ago(40))

    def since(on):
        fields = {"since_day": on.day, "since_month": on.month, "since_year": on.year}
        return WORDS in card(people.secretary, place, **fields).text

    assert [since(today() - 40 * DAY), since(today() - 39 * DAY)] == [True, False]
    wrong = card(people.secretary, place, since_day="32", since_month="1", since_year="2026")
    assert (wrong.status_code, WORDS in wrong.text) == (422, False)


def test_it_is_in_large_print_for_who_asked_for_it(people, place, leroy):
    Reach.objects.create(user=leroy, way=Reach.Way.LARGE_PRINT, address="7 Lobelia Steps")
    large = card(people.secretary, place).text
    Reach.objects.update(way=Reach.Way.LETTER)

    assert 'class="app-letter app-letter--large"' in large
    assert 'class="app-letter"' in card(people.secretary, place).text


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("member", 404),
        ("police_lead", 404),
        ("observer", 404),
        ("administrator", 404),
        ("stranger", 404),
        ("vice_chair", 200),
    ],
)
def test_only_who_organises_the_group_prints_it(people, topic, place, leroy, who, status):
    told(leroy, topic)

    page = card(getattr(people, who), place)
    assert (page.status_code, WORDS in page.text) == (status, status == 200)


def test_nobody_prints_it_of_who_signs_in_or_has_left(people, topic, place, leroy):
    told(leroy, topic)
    User.objects.filter(pk=leroy.pk).update(email="leroy@example.org")
    signs_in = card(people.secretary, place)
    User.objects.filter(pk=leroy.pk).update(email=None)
    Membership.objects.filter(pk=place.pk).update(ends_at=now())
    left = card(people.secretary, place)

    assert [(page.status_code, WORDS in page.text) for page in (signs_in, left)] == [
        (403, False),
        (403, False),
    ]


def test_a_card_with_a_sensitive_topic_is_marked_so(people, topic, place, leroy):
    assert card(people.secretary, place).context["marking"] == "OFFICIAL"
    topic.marking = "official_sensitive"
    topic.save()
    told(leroy, topic)

    assert card(people.secretary, place).context["marking"] == "OFFICIAL-SENSITIVE"


def test_three_lines_of_a_kind_cost_no_more_queries_than_one(people, topic, place, leroy):
    client, asked = signed_in(people.secretary), []
    for more in (1, 2):
        for number in range(more):
            told(leroy, topic)
            meeting = MeetingFactory(group=people.group)
            by = {"user": leroy, "recorded_by": people.secretary}
            Attendance.objects.create(meeting=meeting, mode="room", **by)
            kept = {"by": people.secretary, "reference": f"HAR-2026-{more}0{number}"}
            close(people, position(people, topic, leroy, **kept))
        client.get(f"/people/memberships/{place.pk}/recorded/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/people/memberships/{place.pk}/recorded/")
        asked.append(len(queries))

    assert asked[0] == asked[1]
