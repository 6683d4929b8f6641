"""Files that are attached to posts, kept by the app that prepares papers.

A post knows that something is attached to it, and no more. Papers are an app above this: it
registers what it does with them::

    attachments.register(Keeper(check=check, ...))
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from accounts.models import User
    from deliberation.models import Post, Topic

MOST = 3  # on one post
TOO_MANY = _("Attach three files or fewer to one post.")
NO_FILES = _(
    "Files often say who made them. Take off the files, or post with your name: nothing is attached"
    " to a post without one."
)


class Upload(NamedTuple):
    """A file that may come in.

    :ivar kind: what it is by its bytes, such as ``pdf``.
    """

    file: UploadedFile[bytes]
    kind: str


class Attachment(NamedTuple):
    """How one file is told of under its post.

    :ivar facts: its kind, and how many pages it has or how far it has come, in words.
    """

    title: str
    href: str
    facts: Sequence[str]


class Attach(Protocol):
    def __call__(self, *, actor: User, post: Post, uploads: Sequence[Upload]) -> None: ...


class TakeAway(Protocol):
    def __call__(self, *, actor: User, post: Post) -> None: ...


class Forget(Protocol):
    def __call__(self, *, actor: None, topic: Topic) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Keeper:
    """What is done with attachments.

    :ivar limit: bytes of all files of one post.
    :ivar check: what kind of file it is; a ``ValidationError`` says why one may not come in.
    :ivar attach: keeps files with a post that was just written.
    :ivar shown: the attachments of posts, by the id of the post. One query.
    :ivar take_away: removes what is attached to a post whose words go.
    :ivar forget: removes what is attached to the posts of a topic whose time is over.
    """

    limit: int
    check: Callable[[UploadedFile[bytes]], Upload]
    attach: Attach
    shown: Callable[[Collection[int]], dict[int, list[Attachment]]]
    take_away: TakeAway
    forget: Forget


_KEEPERS: list[Keeper] = []


def register(keeper: Keeper) -> None:
    """Have ``keeper`` keep what is attached to posts."""
    _KEEPERS[:] = [keeper]


def keeper() -> Keeper:
    """Who keeps what is attached to posts."""
    return _KEEPERS[0]
