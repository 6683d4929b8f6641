"""What can become of a question."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from deliberation.events.topics import PostEvent


class QuestionEvent(PostEvent):
    """Something was said of a question in the shared space."""


class QuestionAnswered(QuestionEvent):
    """A question was answered, by a post or elsewhere.

    :ivar answer_id: of that post; 0 where it was answered elsewhere.
    """

    name: ClassVar[str] = "question.answered"
    label = _("Marked a question as answered")
    answer_id: int = 0


class QuestionCarried(QuestionEvent):
    """A question is to be asked at the meeting."""

    name: ClassVar[str] = "question.carried"
    label = _("Carried a question to the meeting")


class QuestionDeclined(QuestionEvent):
    """A question is not taken; the reason stands beside it."""

    name: ClassVar[str] = "question.declined"
    label = _("Said that a question is not taken")


class QuestionWithdrawn(QuestionEvent):
    """Its author no longer asks a question; the words stay."""

    name: ClassVar[str] = "question.withdrawn"
    label = _("Withdrew a question")


class QuestionReopened(QuestionEvent):
    """A question is open again."""

    name: ClassVar[str] = "question.reopened"
    label = _("Opened a question again")
