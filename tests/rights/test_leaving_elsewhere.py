"""A name is looked for in every group; each group is told of its own texts and of no other's."""

import re
from datetime import timedelta

import pytest

from accounts.actions import anonymise_person, ask_departure, end_membership
from accounts.models import LegalHold, Role
from deliberation.models import BreakGlass, Space
from iag_portal.clock import now
from iag_portal.policy import pointer
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
CLOSED = "A text that you cannot open"
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


def listed(world, colin, administrator):
    """What the secretary reads of the texts in which the name of Colin stands."""
    place = colin.memberships.get()
    end_membership(actor=world.sally, membership=place)
    place.refresh_from_db()
    departure = ask_departure(actor=world.sally, membership=place)
    anonymise_person(actor=administrator, departure=departure)
    page = signed_in(world.sally).get(f"/groups/{world.group.pk}/people/left/").text
    told = re.search(r"former name stands.*?<ul[^>]*>(.*?)</ul>", page, re.DOTALL)[1]
    return [re.sub(r"<[^>]+>", "", one) for one in re.findall(r"<li>(.*?)</li>", told, re.DOTALL)]


@pytest.fixture
def administrator(db):
    return UserFactory(is_staff=True)


def test_of_ones_own_group_each_text_is_listed(world, administrator):
    texts = texts_of(world.group, world.ama)

    assert listed(world, world.colin, administrator) == texts


def test_of_another_group_neither_kind_nor_number_is(world, administrator):
    other = AdvisoryGroupFactory(name="Family advisers")
    texts = texts_of(other, MembershipFactory(group=other, role=Role.CHAIR).user)

    assert listed(world, world.colin, administrator) == [CLOSED for _text in texts]


def test_a_text_that_is_gone_since_is_nobodys(world, administrator):
    """Whose it was can no longer be asked."""
    post = PostFactory(topic=TopicFactory(opened_by=world.ama), author=world.ama, body=SAID)
    colin = world.colin
    place = colin.memberships.get()
    end_membership(actor=world.sally, membership=place)
    place.refresh_from_db()
    departure = ask_departure(actor=world.sally, membership=place)
    anonymise_person(actor=administrator, departure=departure)
    post.delete()
    page = signed_in(world.sally).get(f"/groups/{world.group.pk}/people/left/").text

    assert (CLOSED in page, f"Post {post.pk}" in page) == (True, False)
