"""People with a place in a group, in one line."""

from tests.factories import MembershipFactory, UserFactory


def in_group(group, role, **more):
    """The membership of a new person; ``more`` is about the person."""
    return MembershipFactory(group=group, user=UserFactory(**more), role=role)
