"""What a summary says of a national topic: totals, and nothing of a group that did not let others read."""

import pytest

from core.policy import Refused
from deliberation.models import Topic
from network import actions
from network.models import ReleasedMessage
from publications.actions import prepare_again
from publications.canonical import text
from publications.extras import lock_extras, national_of
from publications.national import released_parts
from publications.snapshot import draw
from tests.network import nation, summaries
from tests.publications import harbour


@pytest.fixture
def decided(network):
    """The last day is over, and the meeting too."""
    summaries.took_part(network)
    with nation.after(40):
        summaries.met(network)
        yield network


def drawn(world, **changes):
    return draw(
        world.meeting, summaries.draft(world, **changes), reference="NAT-2026-S01", edition=1
    )


def test_it_has_the_totals_the_named_forces_and_the_welsh(decided):
    """The question, what there was to read, and who answers; representatives are counted."""
    fen = nation.afresh(decided.asked["FEN"])
    actions.change_named(actor=nation.chair(decided, "FEN"), asked=fen, named=True)
    snapshot = drawn(decided)
    lines = text(snapshot).splitlines()
    [national] = snapshot["national"]
    welsh = [(each["reference"], each["text"]) for each in national["in_welsh"]]
    begins = lines.index(f"Put to the forces: {nation.TITLE}")
    released = lines.index("What groups released")

    assert lines[begins + 2 : begins + 11] == [
        nation.QUESTION,
        "Answer\tForces\tAssociates",
        "Took part\t3\t–",
        "Declined\t0\t–",
        "No reply\t0\t–",
        "Asked\t3\t1",
        "A dash stands for what would tell the answer of one force.",
        "Forces that took part: Fenland Police; Solentshire Constabulary; Uplands Police.",
        "",
    ]
    assert lines[released + 1 : released + 4] == [
        "3 messages that groups agreed and their chairs released stood on the day of publication.",
        "Theme\tMessages",
        "In no theme\t3",
    ]
    assert welsh == sorted((row.reference, row.in_welsh) for row in decided.rows)
    assert "https://www.example.org/cameras/words" in lines
    assert lines.count("The portfolio office answers within 28 days of publication.") == 5
    assert "Way of taking part\tRepresentatives" in lines
    assert snapshot["took_part"] == [["On video", "fewer than 5"]]
    national["answers"][0] |= {"took_part": 31, "others": 28}
    names = "Fenland Police; Solentshire Constabulary; Uplands Police; and 28 others."
    assert f"Forces that took part: {names}" in text(snapshot).splitlines()


def test_it_holds_no_unnamed_force_no_local_word_and_no_person(decided):
    drawn_text = text(drawn(decided)) + str(drawn(decided))
    people = [person.name for group in decided.of.values() for person in group.values()]
    hidden = [*people, "Fenland", "Railway", "Harbour", "Uplands IAG", "zinnia", "FEN-", "SOL-"]

    assert [words for words in hidden if words in drawn_text] == []
    assert "Forces that took part: Solentshire Constabulary; Uplands Police." in drawn_text
    assert "Took part\t–\t–" in drawn_text  # of the three that were asked one is unnamed


def test_of_two_groups_nothing_stands_in_welsh_and_a_sensitive_topic_is_in_no_summary(decided):
    """Two of three that wrote Welsh would be known; and what is raised reaches nobody any more."""
    [row] = [row for row in decided.rows if "fenx" in row.in_welsh]
    actions.withdraw_released(actor=nation.chair(decided, "FEN"), offer=row.offer)
    of_two = drawn(decided)["national"][0]["in_welsh"]
    Topic.objects.filter(pk=decided.topic.pk).update(marking="official_sensitive")

    assert (of_two, "national" in drawn(decided)) == ([], False)


def test_a_topic_of_which_the_summary_has_no_message_is_left_out_of_it(decided):
    """On the agenda as well; and representatives are counted where groups decided something."""
    no_message = drawn(decided, references=[])

    assert "national" not in no_message
    assert [
        words for words in (nation.TITLE, "cameras", "Uplands") if words in text(no_message)
    ] == []


def test_welsh_has_no_empty_lines_in_a_summary(decided):
    """As the chair typed it, with a line between two paragraphs."""
    row = decided.rows[0]
    ReleasedMessage.objects.filter(pk=row.pk).update(in_welsh="Arwyddion solx\n\n  Rhif ffôn\n")
    [part] = [
        part for part in released_parts(drawn(decided)) if part.heading == "Messages in Welsh"
    ]
    [item] = [item for item in part.items if item.title == row.reference]

    assert item.lines == ["Arwyddion solx", "Rhif ffôn"]


def test_a_group_that_is_no_network_says_nothing_of_it_and_is_asked_nothing_more(
    decided, django_assert_num_queries
):
    world = harbour.harbour("HBR")
    with django_assert_num_queries(0):
        lock_extras(world.meeting)
        national = national_of(world.meeting, ["HBR-2026-001"])
    drawn_text = text(draw(world.meeting, harbour.draft(), reference="HBR-2026-S01", edition=1))

    assert (national, "Members by way of taking part." in drawn_text) == ([], True)


def test_what_was_withdrawn_after_the_preview_sends_back_and_the_next_one_has_the_new_words(
    decided,
):
    """So does a force that is no longer named; and later withdrawals leave the edition as it is."""
    release = summaries.prepared(decided)
    first, *_others = decided.rows
    actions.withdraw_released(actor=nation.chair(decided, "SOL"), offer=nation.afresh(first.offer))
    with pytest.raises(Refused, match="what groups released, has changed since this was prepared"):
        summaries.published(decided, release)
    again = prepare_again(
        actor=nation.afresh(decided.people["secretary"]),
        release=nation.afresh(release),
        draft=summaries.draft(decided),
        version=1,
    )

    assert nation.afresh(release).state == "prepared"
    assert release.snapshot["national"][0]["released"] == 3
    assert again.snapshot["national"][0]["released"] == 2
