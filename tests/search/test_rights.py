"""Nobody finds what they may not open, and no number counts it."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import Role, User
from core.search.index import rebuild
from core.search.models import Document
from core.search.phrases import phrases
from core.search.queries import find
from core.search.registry import every_source
from deliberation.models import HandlingAcceptance, Topic
from tests.accounts.pages import Page
from tests.factories import OrganisationMembershipFactory, PostFactory
from tests.search.conftest import WORD, declare_interest, names


def meeting_of(world):
    return {
        "meeting": world.meeting,
        "paper": world.paper,
        "slide": [world.slide, world.careful_slide],
    }


def test_a_member_finds_both_spaces_drafts_and_what_names_them(world):
    assert world.find(world.doreen) == names(
        topic=[world.topic, world.named],
        post=[world.shared, world.members, world.early, world.named_post],
        key_message=[world.draft, world.sent],
        **meeting_of(world),
    )


def test_the_compiled_condition_lets_everybody_see_what_each_app_opens_to_them(world):
    """Asked twice, so that the second of a kind is answered by the condition of the first."""
    OrganisationMembershipFactory()
    for _ in range(2):
        for person in User.objects.all():
            opened = {
                (source.kind, pk)
                for source in every_source()
                for pk in source.rows_for(person).values_list("pk", flat=True)
            }
            there = set(Document.objects.values_list("kind", "row"))
            seen = set(Document.objects.visible_to(person).values_list("kind", "row"))
            assert (person, seen) == (person, opened & there)


def test_a_compiled_condition_is_refused_where_its_rows_have_another_name(world):
    inner = Document.objects.visible_to(world.doreen)
    with pytest.raises(TypeError, match="This condition is about rows of search_document"):
        list(Document.objects.filter(pk__in=inner.values("pk")))


def test_the_chair_does_not_find_a_topic_for_named_readers(world):
    results = world.find(world.marjorie)

    assert results == names(
        topic=world.topic,
        post=[world.shared, world.members, world.early],
        key_message=[world.draft, world.sent],
        **meeting_of(world),
    )


def test_the_police_lead_finds_what_they_are_invited_to_and_what_was_sent_to_them(world):
    assert world.find(world.rob) == names(
        topic=world.topic,
        post=world.shared,
        key_message=world.sent,
        meeting=world.meeting,
        paper=world.paper,
        slide=world.slide,
    )


def test_a_guest_who_is_invited_to_nothing_finds_nothing(world):
    assert world.find(world.dele) == []


def test_the_secretary_finds_the_members_space_only_where_the_terms_let_them(world):
    assert f"post {world.members.pk}" not in world.find(world.sally)

    world.group.secretary_in_members_space = True
    world.group.save()
    assert f"post {world.members.pk}" in world.find(User.objects.get(pk=world.sally.pk))


def test_who_joined_later_does_not_find_what_was_written_before(world):
    results = world.find(world.newcomer)

    assert f"post {world.shared.pk}" in results
    assert f"post {world.early.pk}" not in results


def test_a_topic_is_found_once_its_handling_is_accepted(world):
    PostFactory(topic=world.briefing, body="A marigold in confidence")
    before = world.find(world.doreen)
    HandlingAcceptance.objects.create(
        topic=world.briefing, user=world.doreen, version=world.briefing.handling_version
    )

    assert f"topic {world.briefing.pk}" not in before
    assert f"topic {world.briefing.pk}" in world.find(User.objects.get(pk=world.doreen.pk))


def test_who_declared_an_interest_finds_no_paper_on_it(world):
    declare_interest(world, world.doreen)
    results = world.find(world.doreen)

    assert f"meeting {world.meeting.pk}" in results
    assert not set(results) & set(names(paper=world.paper, slide=world.slide))


def test_a_hidden_slide_is_found_by_nobody(world):
    assert not Document.objects.filter(kind="slide", row=world.hidden.pk).exists()
    assert f"slide {world.hidden.pk}" not in world.find(world.marjorie)


def test_another_group_a_reader_and_a_visitor_find_nothing(world):
    reader = OrganisationMembershipFactory().user

    assert world.find(world.elsewhere) == world.find(reader) == []
    assert list(find(AnonymousUser(), phrases(WORD))) == []


def test_an_administrator_finds_nothing_of_a_group(world):
    world.dele.is_staff = True
    world.dele.save()

    assert world.find(world.dele) == []


@pytest.mark.parametrize(
    ("who", "number"), [("marjorie", 1), ("sally", 1), ("doreen", 0), ("rob", 0), ("elsewhere", 0)]
)
def test_people_are_found_by_those_who_keep_their_list(world, who, number):
    assert len(world.find(getattr(world, who), "Doreen", kind="person")) == number


def test_access_that_ends_ends_search_at_once(world):
    world.topic.guests.all().delete()

    assert world.find(User.objects.get(pk=world.rob.pk)) == names(
        key_message=world.sent, meeting=world.meeting
    )


def test_the_order_of_results_does_not_tell_how_often_a_word_stands_in_what_is_hidden(world):
    """bm25 weighs a word by the number of documents that have it: of hidden ones too."""
    here = {"topic": world.topic, "author": world.doreen}
    post = PostFactory(body="tulip tulip tulip daisy", **here)
    other = PostFactory(body="tulip daisy daisy daisy", **here)
    orders = []
    for _more in range(2):
        rebuild()
        orders.append([row.row for row in find(world.rob, phrases("tulip daisy"))])
        for _number in range(20):
            PostFactory(topic=world.named, body="daisy")

    assert orders[0] == orders[1]
    assert set(orders[0]) == {post.pk, other.pk}


def test_a_place_that_one_may_not_know_of_is_no_choice_and_tells_nothing(world):
    hidden = world.search(world.marjorie, place=f"topic.{world.named.pk}")
    nowhere = world.search(world.marjorie, place="topic.999999")

    assert (hidden.status_code, nowhere.status_code) == (422, 422)
    assert Page(hidden).texts == Page(nowhere).texts
    assert world.named.title not in hidden.content.decode()
    assert Topic.objects.filter(pk=world.named.pk).exists()


def test_who_wrote_a_message_cannot_be_found_out_by_the_name(world):
    """Who proposed it is for the members, and a name finds posts alone."""
    results = world.find(world.rob, person=world.draft.proposed_by.name)

    assert results == []
    assert world.find(world.rob, person="doree") == names(post=world.shared)
    assert Role.POLICE_LEAD in world.rob.roles.values()
