"""What the people of the story write to each other. Force, people, figures: all invented."""

from typing import NamedTuple

from deliberation.models import Post, Space

Label = Post.Label
SHARED, MEMBERS = Space.SHARED, Space.MEMBERS


class Said(NamedTuple):
    """One post, so many days ago.

    :ivar answers: whose latest post in the same space it replies to; empty for no reply.
    :ivar agree: who agrees with it, and ``helpful``: who finds it helpful.
    """

    days: int
    who: str
    space: Space
    body: str
    label: str = ""
    answers: str = ""
    agree: str = ""
    helpful: str = ""


FRONT_COUNTER = [
    Said(
        34,
        "ansty",
        SHARED,
        "The decision has not been taken. I will take your advice to the command team and tell you what they said, whichever way it goes. The deck will be with you eight days before the meeting.",
    ),
    Said(
        33,
        "doreen",
        SHARED,
        "An appointment I can only make online is not an appointment for me. I want **a number with a person on it**.",
        Label.CONCERN,
        agree="gwen harpreet nuala",
    ),
    Said(
        33,
        "gwen",
        SHARED,
        "The draft impact assessment says “minimal impact on disabled users”. Twelve in a hundred of your visitors is not minimal.",
        Label.CONCERN,
        agree="doreen",
    ),
    Said(
        32,
        "colin",
        MEMBERS,
        "I will say it here first: the counter is empty most days. I would rather have the officer out on the street.",
    ),
    Said(
        32,
        "harpreet",
        MEMBERS,
        "Empty for whom? My neighbour went there the day her husband locked her out. She would not have rung anybody.",
        Label.CONCERN,
        answers="colin",
        agree="gwen nuala",
    ),
    Said(
        31,
        "marjorie",
        MEMBERS,
        "@Colin Fairbrass, @Harpreet Gill: both views belong in our advice. Let us write down what each of us could live with before we meet the police.",
        Label.SUGGESTION,
        answers="harpreet",
        helpful="piotr colin",
    ),
    Said(
        30,
        "nuala",
        SHARED,
        "Put the text-relay number and the sign language video link on the door, not only the web address.",
        Label.SUGGESTION,
        agree="doreen tariq",
    ),
    Said(
        29,
        "gwen",
        SHARED,
        "Slide 6 says that 41 % of visitors are over 65. Where does that figure come from?",
        Label.QUESTION,
    ),
    Said(
        26,
        "adeyemi",
        SHARED,
        "Slide 6 has been corrected: 31 %, not 41 %, of visitors are over 65. Thank you, @Gwen Pritchard, for asking where the figure came from.",
        answers="gwen",
        helpful="gwen",
    ),
    Said(
        26,
        "zainab",
        SHARED,
        "I am on shift that night. My question on slide 8: who was asked for the impact assessment, and when?",
        Label.QUESTION,
        agree="gwen",
    ),
    Said(
        25,
        "piotr",
        MEMBERS,
        "If hours fall, the evening must stay. People on shifts do not have a Tuesday morning.",
        Label.SUGGESTION,
    ),
]
BEFORE_THE_MEETING = """\
Before the meeting:

- Nobody here wants appointments that can only be made online.
- The impact assessment is questioned: one visitor in eight has a disability.
- Still open: which hours matter most."""
AFTER_THE_MEETING = """\
After the meeting:

- Nobody here wants appointments that can only be made online: the group agreed that.
- The notice on the door is to say who answers, and how to reach them by text and in sign language.
- The impact assessment is to be done again, with disabled and older residents.
- If hours fall, most prefer three fixed days with one evening; two keep five days.
- On the library the group has no agreed view."""
SUMMARIES = [(28, BEFORE_THE_MEETING), (19, AFTER_THE_MEETING)]  # (days ago, words)

DOOR_OFFER = "I can check the sign language link on my own telephone, if somebody sends it to me, @Sally Treloar."
DOOR_QUESTION = "Who answers the number on the door after eight in the evening?"
DOOR_CARRIED = "May the notice hang at the library too, while nothing is decided there?"
DOOR_TOLD = (
    "Read it to somebody over the telephone before you print it. If they cannot write the number "
    "down the first time, it is too long."
)
TAGS = ("Access", "Opening hours", "Transport", "Victims and witnesses")

HOW_WE_WORK = """\
- We meet four times a year, at the Harbour Community Hub: ring beside the door, and somebody comes \
down. Anybody can ask for a meeting between.
- Papers come eight days before. What comes later is for the next meeting.
- We say what we think, and nobody speaks for everybody from where they come."""
HOW_WE_WORK_NOW = f"""\
{HOW_WE_WORK}
- Members who cannot come to the hub or to a screen take part by telephone. Their papers go by \
post, in large print."""
INTERESTS = """\
If you, your family or your employer could gain or lose by an item, say so before it begins. You \
leave the discussion of that item and take no position on it. The chair can let you stay and listen, \
if you ask before the item begins. Everything else stays yours.

Not sure whether it counts? Somebody whose brother cleans the front counter asked, and stayed.

Write a note to the chair or the secretary: nobody else reads it."""

LIFT = """\
The lift at the Harbour Community Hub is out of order until Friday. Our room is upstairs.

If you planned to come and cannot do the stairs, ring me: the ground-floor room is booked as well, \
with the same screen and microphones."""

NOTE = "The deck on the front counter has pictures without words on slides 5 and 7. Can I have them before Tuesday?"
NOTE_ANSWER = "Yes. The words stand under each slide since noon. Thank you for saying so early."
NOTE_UNREAD = (
    "My mother comes home from hospital this week. I may have to leave the next meeting at seven."
)
