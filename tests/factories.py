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
from deliberation.models import KeyMessage, Post, Space, Topic, TopicGuest, Wording
from iag_portal import text
from iag_portal.clock import now, today


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


class KeyMessageFactory(DjangoModelFactory):
    """A key message with its first wording, ``text``."""

    class Meta:
        model = KeyMessage
        skip_postgeneration_save = True

    topic = factory.SubFactory(TopicFactory)
    state = KeyMessage.State.PROPOSED
    reference = factory.Sequence(lambda n: f"TST-2026-{n:03d}")
    proposed_by = factory.SubFactory(UserFactory)
    sent_at = factory.LazyAttribute(lambda m: now() if m.state == KeyMessage.State.SENT else None)
    response_due = factory.LazyAttribute(
        lambda m: today() + timedelta(days=28) if m.state == KeyMessage.State.SENT else None
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
