"""What people are told of summaries on their way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Role, User
from accounts.models.memberships import CHAIRS, OWN_PEOPLE
from core.notices.kinds import Kind
from publications.events import (
    EditionPublished,
    ReleaseApproved,
    ReleaseFactChecked,
    ReleasePrepared,
    ReleaseSentBack,
)
from publications.models import Edition, Publication, Release

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from django.db.models import QuerySet

    from core.notices.kinds import Facts


def _in_roles(roles: Collection[str]) -> Callable[[Release, Facts], QuerySet[User]]:
    def people(release: Release, _facts: Facts) -> QuerySet[User]:
        places = Membership.objects.current().filter(group=release.group_id, role__in=roles)
        return User.objects.filter(pk__in=places.values("user"))

    return people


def _own_people(edition: Edition, _facts: Facts) -> QuerySet[User]:
    places = Membership.objects.current().filter(
        group=edition.publication.group_id, role__in=OWN_PEOPLE
    )
    return User.objects.filter(pk__in=places.values("user"))


def _its_publication(row: Release | Edition) -> Publication:
    return row.publication


def _in_state(state: str) -> Callable[[Release], bool]:
    return lambda release: release.state == state


NOTICES = (
    Kind(
        event=ReleasePrepared,
        says=_("Check the facts of a summary"),
        about=Release,
        shows=_its_publication,
        joins=("publication",),
        fact="release_id",
        people=_in_roles({Role.POLICE_LEAD}),
        still=_in_state(Release.State.PREPARED),
    ),
    Kind(
        event=ReleaseFactChecked,
        says=_("Approve a summary"),
        about=Release,
        shows=_its_publication,
        joins=("publication",),
        fact="release_id",
        people=_in_roles(CHAIRS),
        still=_in_state(Release.State.FACT_CHECKED),
    ),
    Kind(
        event=ReleaseApproved,
        says=_("Publish a summary that the chair has approved"),
        about=Release,
        shows=_its_publication,
        joins=("publication",),
        fact="release_id",
        people=_in_roles({Role.SECRETARY}),
        still=_in_state(Release.State.APPROVED),
    ),
    Kind(
        event=ReleaseSentBack,
        says=_("A summary has been sent back to you"),
        about=Release,
        shows=_its_publication,
        joins=("publication",),
        fact="release_id",
        people=_in_roles({Role.SECRETARY}),
        still=_in_state(Release.State.SENT_BACK),
    ),
    Kind(
        event=EditionPublished,
        says=_("A summary of your group has been published"),
        about=Edition,
        shows=_its_publication,
        joins=("publication",),
        fact="edition_id",
        people=_own_people,
    ),
)
