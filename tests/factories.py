"""Make things with as little said as possible."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from accounts.models import (
    AdvisoryGroup,
    Membership,
    Organisation,
    OrganisationMembership,
    Role,
    User,
)
from core import text
from core.clock import now, today
from deliberation.models import Dictation, KeyMessage, Post, Space, Topic, TopicGuest, Wording
from meetings.models import (
    Action,
    AgendaItem,
    Attendance,
    DatePoll,
    Meeting,
    Paper,
    PaperVersion,
    PollDate,
    Slide,
)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"Person Number{n}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")


def letters(n: int) -> str:
    """A code of capitals for the n-th group."""
    return "".join(chr(ord("A") + n // 26**place % 26) for place in range(4))


class AdvisoryGroupFactory(DjangoModelFactory):
    class Meta:
        model = AdvisoryGroup

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Group {n}")
    code = factory.Sequence(letters)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    group = factory.SubFactory(AdvisoryGroupFactory)
    role = Role.MEMBER


class OrganisationMembershipFactory(DjangoModelFactory):
    class Meta:
        model = OrganisationMembership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory, kind=Organisation.Kind.NATIONAL)


# --- Deliberation ------------------------------------------------------------------------


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic

    group = factory.SubFactory(AdvisoryGroupFactory)
    title = factory.Sequence(lambda n: f"Topic {n}")
    ask = "What should the front counter become?"
    asker = "Chief Inspector Rob Ansty"
    decision_due = factory.LazyFunction(lambda: today() + timedelta(days=9))
    opened_by = factory.SubFactory(UserFactory)


class TopicGuestFactory(DjangoModelFactory):
    class Meta:
        model = TopicGuest

    topic = factory.SubFactory(TopicFactory)
    user = factory.SubFactory(UserFactory)


class PostFactory(DjangoModelFactory):
    class Meta:
        model = Post

    topic = factory.SubFactory(TopicFactory)
    space = Space.SHARED
    author = factory.SubFactory(UserFactory)
    body = factory.Sequence(lambda n: f"Words of post {n}")
    html = factory.LazyAttribute(lambda post: text.render(post.body))


class DictationFactory(DjangoModelFactory):
    """A post told by telephone today, by somebody without email."""

    class Meta:
        model = Dictation

    post = factory.SubFactory(PostFactory, author__email=None)
    entered_by = factory.SubFactory(UserFactory)
    via = Dictation.Via.TELEPHONE
    told_on = factory.LazyFunction(today)


class KeyMessageFactory(DjangoModelFactory):
    """A key message with its first wording, ``text``."""

    class Meta:
        model = KeyMessage
        skip_postgeneration_save = True

    topic = factory.SubFactory(TopicFactory)
    state = KeyMessage.State.PROPOSED
    reference = factory.Sequence(lambda n: f"TST-2026-{n:03d}")
    proposed_by = factory.SubFactory(UserFactory)
    sent_at = factory.LazyAttribute(
        lambda m: now() if m.state in KeyMessage.WITH_THE_POLICE else None
    )
    response_due = factory.LazyAttribute(
        lambda m: today() + timedelta(days=28) if m.state in KeyMessage.WITH_THE_POLICE else None
    )

    @factory.post_generation
    def text(self, create, extracted, **kwargs):
        words = extracted or f"Keep a telephone line ({self.reference})"
        WordingFactory(key_message=self, version=1, text=words, written_by=self.proposed_by)


class WordingFactory(DjangoModelFactory):
    class Meta:
        model = Wording

    key_message = factory.SubFactory(KeyMessageFactory)
    version = 2
    text = "Keep a telephone line, answered by a person"
    written_by = factory.SubFactory(UserFactory)


# --- Meetings ----------------------------------------------------------------------------


class MeetingFactory(DjangoModelFactory):
    """A meeting that starts in ten minutes. Nobody is invited and nothing is on its agenda."""

    class Meta:
        model = Meeting

    group = factory.SubFactory(AdvisoryGroupFactory)
    title = factory.Sequence(lambda n: f"Meeting {n}")
    starts_at = factory.LazyFunction(lambda: now() + timedelta(minutes=10))
    called_by = factory.SubFactory(UserFactory)


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    number = factory.LazyAttribute(lambda item: item.meeting.agenda.count() + 1)
    title = factory.Sequence(lambda n: f"Item {n}")


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = Attendance

    meeting = factory.SubFactory(MeetingFactory)
    user = factory.SubFactory(UserFactory)


class PaperFactory(DjangoModelFactory):
    class Meta:
        model = Paper

    meeting = factory.SubFactory(MeetingFactory)
    title = factory.Sequence(lambda n: f"Paper {n}")


class PaperVersionFactory(DjangoModelFactory):
    """A version whose slides are ready; the slides themselves are made apart."""

    class Meta:
        model = PaperVersion

    paper = factory.SubFactory(PaperFactory)
    file = "papers/original.pdf"
    file_name = "options.pdf"
    kind = "pdf"
    sha256 = "0" * 64
    state = PaperVersion.State.READY
    uploaded_by = factory.SubFactory(UserFactory)


class SlideFactory(DjangoModelFactory):
    class Meta:
        model = Slide

    version = factory.SubFactory(PaperVersionFactory)
    number = factory.LazyAttribute(lambda slide: slide.version.slides.count() + 1)
    title = factory.Sequence(lambda n: f"Slide words {n}")


class DatePollFactory(DjangoModelFactory):
    """A group is asked which dates suit, for five more days."""

    class Meta:
        model = DatePoll

    group = factory.SubFactory(AdvisoryGroupFactory)
    opened_by = factory.SubFactory(UserFactory)
    answers_until = factory.LazyFunction(lambda: today() + timedelta(days=5))


class PollDateFactory(DjangoModelFactory):
    """One of the dates, in two weeks."""

    class Meta:
        model = PollDate

    poll = factory.SubFactory(DatePollFactory)
    starts_at = factory.LazyFunction(lambda: now() + timedelta(days=14))


class ActionFactory(DjangoModelFactory):
    """An action that is due in two weeks, without its history."""

    class Meta:
        model = Action

    group = factory.SubFactory(AdvisoryGroupFactory)
    number = factory.Sequence(lambda n: 1001 + n)  # above those that actions give
    task = factory.Sequence(lambda n: f"Do the thing number {n}")
    owner = factory.SubFactory(UserFactory)
    due_on = factory.LazyFunction(lambda: today() + timedelta(days=14))
