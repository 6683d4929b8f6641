"""A name is looked for in every group; each group is told of its own texts and of no other's."""

import re
from datetime import timedelta

import pytest

from accounts.actions import anonymise_person, ask_departure, decide_mentions
from accounts.models import Departure, LegalHold, Role
from core.audit.models import Record
from core.clock import now
from core.policy import Refused, pointer
from deliberation.models import BreakGlass, Space
from publications.models import Publication, Release
from tests.factories import (
    AdvisoryGroupFactory,
    MeetingFactory,
    MembershipFactory,
    PaperFactory,
    PaperVersionFactory,
    PostFactory,
    SlideFactory,
    TopicFactory,
    UserFactory,
)
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
SAID = "Fairbrass said so"


def texts_of(group, writer):
    """One text of each kind in ``group`` that holds the name; in the order of the list."""
    topic = TopicFactory(group=group, opened_by=writer)
    meeting = MeetingFactory(group=group, called_by=writer)
    version = PaperVersionFactory(paper=PaperFactory(meeting=meeting), file_name=f"{SAID}.pdf")
    publication = Publication.objects.create(group=group, reference=f"{group.code}-2026-S77")
    held = LegalHold.objects.create(group=group, thing=pointer(meeting), reason=SAID, set_by=writer)
    glass = BreakGlass.objects.create(
        topic_number=topic.pk,
        space=Space.SHARED,
        reason=SAID,
        asked_by=UserFactory(is_staff=True),
        ends_at=now() + timedelta(hours=1),
    )
    post = PostFactory(topic=topic, author=writer, body=SAID)
    slide = SlideFactory(version=version, text=SAID)
    release = Release.objects.create(
        publication=publication, meeting=meeting, snapshot={}, note=SAID, prepared_by=writer
    )
    return [f"{row._meta.verbose_name} {row.pk}".capitalize() for row in (
        held, glass, post, version, slide, release
    )]  # fmt: skip


def list_in(page):
    """The texts that a page lists, by kind and number."""
    match = re.search(r"former name stands.*?<ul[^>]*>(.*?)</ul>", page, re.DOTALL)
    items = re.findall(r"<li>(.*?)</li>", match[1], re.DOTALL) if match else []
    return [re.sub(r"<[^>]+>", "", item).strip() for item in items]


def shown(page):
    """The words of a page, without tokens and clocks."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2]).split())


def left(who, group):
    return signed_in(who).get(f"/groups/{group.pk}/people/left/").text


def end(place):
    place.ends_at = now()
    place.save()
    return place


@pytest.fixture
def administrator(db):
    return UserFactory(is_staff=True)


@pytest.fixture
def elsewhere(world):
    """Colin's place in another group, with its secretary; both of his places have ended."""
    place = MembershipFactory(user=world.colin, group=AdvisoryGroupFactory(name="Family advisers"))
    place.olive = MembershipFactory(group=place.group, role=Role.SECRETARY).user
    end(place)
    world.place = end(world.colin.memberships.get(group=world.group))
    return place


@pytest.fixture
def next_door(world):
    """A group where Colin never was."""
    group = AdvisoryGroupFactory(name="Next door")
    return MembershipFactory(group=group, role=Role.CHAIR).user, group


def test_each_group_lists_and_decides_its_own_texts_and_counts_no_others(
    world, elsewhere, administrator
):
    here, there = texts_of(world.group, world.ama), texts_of(elsewhere.group, elsewhere.olive)
    departure = ask_departure(actor=world.sally, membership=world.place)
    done = anonymise_person(actor=administrator, departure=departure)
    decide_mentions(actor=world.sally, departure=done)
    pages = left(world.sally, world.group), left(elsewhere.olive, elsewhere.group)

    assert (len(here), list_in(pages[0]), list_in(pages[1])) == (6, [], there)
    assert "in 6 texts" in pages[1]


def test_one_group_alone_lists_each_text_of_its_own(world, elsewhere, administrator):
    here = texts_of(world.group, world.ama)
    departure = ask_departure(actor=world.sally, membership=world.place)
    anonymise_person(actor=administrator, departure=departure)

    assert list_in(left(world.sally, world.group)) == here


def test_a_group_where_they_never_were_is_neither_counted_nor_told(
    world, elsewhere, administrator, next_door
):
    chair, group = next_door
    texts_of(group, chair)
    departure = ask_departure(actor=world.sally, membership=world.place)
    anonymise_person(actor=administrator, departure=departure)
    pages = [left(world.sally, world.group), left(elsewhere.olive, elsewhere.group)]

    assert ["former name stands" in page for page in pages] == [False, False]
    assert "Former member" not in left(chair, group)


def test_that_another_group_asked_makes_no_difference(world, elsewhere, administrator):
    """Neither to the answer nor to the page, nor to the record: else each asking would tell."""
    address = f"/people/memberships/{elsewhere.pk}/forget/"

    def asking():
        Departure.objects.filter(group=elsewhere.group).delete()
        asked = signed_in(elsewhere.olive, fresh=True)
        before = left(elsewhere.olive, elsewhere.group)
        answer = asked.post(address, follow=True)
        kinds = Record.objects.filter(group_id=elsewhere.group.pk).order_by("-number")
        return shown(before), answer.status_code, shown(answer.text), kinds[0].event

    alone = asking()
    ask_departure(actor=world.sally, membership=world.place)
    second = asking()

    assert alone == second
    assert second[1:] == (200, second[2], "departure.asked")
    assert "An administrator has been asked to forget the name." in second[2]


def test_two_groups_asked_and_it_is_done_once_with_one_number(world, elsewhere, administrator):
    both = [
        ask_departure(actor=world.sally, membership=world.place),
        ask_departure(actor=elsewhere.olive, membership=elsewhere),
    ]
    done = anonymise_person(actor=administrator, departure=both[1])
    with pytest.raises(Refused, match="This has been done already"):
        anonymise_person(actor=administrator, departure=both[0])
    records = Record.objects.filter(event="person.anonymised").values_list("group_id", "facts")

    assert done.pseudonym == "Former member 1"
    assert list(Departure.objects.values_list("number", flat=True)) == [1, 1]
    assert dict(records) == {
        departure.group_id: {"departure_id": departure.pk, "person_id": world.colin.pk}
        for departure in both
    }
    assert "Former member 1" in left(world.sally, world.group)


def test_a_text_that_is_gone_since_is_nobodys(world, elsewhere, administrator):
    """Whose it was can no longer be asked."""
    topic = TopicFactory(group=world.group, opened_by=world.ama)
    post = PostFactory(topic=topic, author=world.ama, body=SAID)
    departure = ask_departure(actor=world.sally, membership=world.place)
    anonymise_person(actor=administrator, departure=departure)
    post.delete()

    assert "former name stands" not in left(world.sally, world.group)
