"""Make things with as little said as possible."""

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
