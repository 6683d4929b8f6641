"""What people are told of their questions."""

from __future__ import annotations

from functools import partial
from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from core.notices.kinds import Kind
from deliberation.events import QuestionAnswered, QuestionDeclined
from deliberation.models import Post
from deliberation.notices import people

of_question = partial(
    Kind,
    about=Post,
    fact="post_id",
    place=attrgetter("topic.place"),
    shows=attrgetter("topic"),
    joins=("topic",),
)
OF_QUESTIONS = (
    of_question(
        event=QuestionAnswered, says=_("Your question has been answered"), people=people.author
    ),
    of_question(
        event=QuestionAnswered,
        own_name="question.answered_unattributed",
        says=_("A question of yours has been answered"),
        people=people.unnamed_author,
        confided=True,
    ),
    of_question(
        event=QuestionDeclined,
        says=_("A question of yours is not taken, with a reason"),
        people=people.author,
    ),
    of_question(
        event=QuestionDeclined,
        own_name="question.declined_unattributed",
        says=_("It is said what becomes of a question of yours"),
        people=people.unnamed_author,
        confided=True,
    ),
)
