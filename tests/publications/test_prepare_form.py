"""What the secretary is offered to publish: messages that they see themselves."""

import pytest

from deliberation.actions import accept_handling, change_handling
from publications.forms import PrepareForm
from tests.publications import harbour as world
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
BOXES = (
    "These letters cannot be printed on this server: 警 察."
    " Ask whoever runs it to install fonts-noto-cjk."
)
MISSING = "Some are missing: accept first how their topic is handled."


@pytest.fixture
def harbour(db):
    """The chair has changed how the topic is handled, and everybody accepts it first."""
    harbour = world.harbour()
    topic = harbour.messages[0].topic
    change_handling(actor=harbour.marjorie, topic=topic, text="Do not copy", first=True)
    harbour.topic = topic
    return harbour


def page(harbour):
    answer = signed_in(harbour.sally).get(f"/publications/release/meeting/{harbour.meeting.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_before_the_handling_is_accepted_no_word_of_its_messages_is_offered(harbour):
    html = page(harbour)

    assert [words for words, _counts, _outcome in world.MESSAGES if words in html] == []
    assert [number for number in range(1, 6) if f"HAR-2026-{number:03}" in html] == []
    assert MISSING in html


def test_afterwards_all_of_them_are(harbour):
    accept_handling(
        actor=harbour.sally, topic=harbour.topic, version=harbour.topic.handling_version
    )

    html = page(harbour)

    assert [words for words, _counts, _outcome in world.MESSAGES if words not in html] == []
    assert MISSING not in html


def test_a_reference_that_was_not_offered_is_not_taken(harbour):
    fields = {
        "title": "x",
        "lede": "x",
        "asked": "x",
        "audience": "readers",
        "references": ["HAR-2026-001"],
    }
    path = f"/publications/release/meeting/{harbour.meeting.pk}/"

    answer = signed_in(harbour.sally).post(path, fields)

    assert answer.status_code == 422
    assert world.MESSAGES[0][0] not in answer.content.decode()
    assert harbour.meeting.releases.count() == 0


def test_letters_that_cannot_be_printed_are_named_beside_their_field(db, only_dejavu):
    harbour, draft = world.harbour(), world.draft(lede="The 警察 listen.", next_steps=[])
    typed = {name: getattr(draft, name) for name in ("title", "audience", "lede", "asked")}
    typed["references"] = draft.references

    form = PrepareForm(typed, meeting=harbour.meeting, person=harbour.sally)

    assert form.errors == {"lede": [BOXES]}
