"""Files of posts, responses and pages of the handbook, kept by the app that prepares papers.

A post, a response or a page knows that there are files with it, and no more. Papers are an app
above this: it registers what it does with them::

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
    from deliberation.models import HandbookPage, KeyMessage, Post, Topic

MOST = 3  # on one post
TOO_MANY = _("Attach three files or fewer to one post.")
NO_FILES = _(
    "Files often say who made them. Take off the files, or post with your name: nothing is attached"
    " to a post without one."
)


class Upload(NamedTuple):
    """A file that may come in.

    :ivar kind: what it is by its bytes, such as ``pdf``.
    :ivar description: of a photograph, what it shows.
    """

    file: UploadedFile[bytes]
    kind: str
    description: str = ""


class Picture(NamedTuple):
    """A photograph as it stands under its post.

    :ivar large, small: addresses; ``width`` and ``height`` are of the large one, in px.
    """

    large: str
    small: str
    width: int
    height: int
    alt: str


class Attachment(NamedTuple):
    """How one file is told of under its post, or its page.

    :ivar facts: its kind, and how many pages it has or how far it has come, in words.
    :ivar picture: of a photograph that may stand there.
    """

    title: str
    href: str
    facts: Sequence[str]
    picture: Picture | None = None


class Attach(Protocol):
    def __call__(self, *, actor: User, post: Post, uploads: Sequence[Upload]) -> None: ...


class TakeAway(Protocol):
    def __call__(self, *, actor: User, post: Post) -> None: ...


class Forget(Protocol):
    def __call__(self, *, actor: None, topic: Topic) -> None: ...


class ForgetDocuments(Protocol):
    def __call__(self, *, actor: None, pages: Collection[int]) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Keeper:
    """What is done with attachments, and with the documents of the handbook.

    :ivar limit: bytes of all files of one post.
    :ivar check: what kind of file it is; a ``ValidationError`` says why one may not come in.
    :ivar check_photograph: the same of a photograph.
    :ivar attach: keeps files with a post that was just written.
    :ivar shown: the attachments of posts, by the id of the post. One query.
    :ivar proofs: what shows what the police did about a key message. One query.
    :ivar take_away: removes what is attached to a post whose words go.
    :ivar forget: removes what is attached to the posts of a topic whose time is over, and proofs.
    :ivar documents: those of one page of the handbook. Two queries.
    :ivar add_document: address of the form that adds one to a page.
    :ivar forget_documents: removes those of pages whose time is over, by their ids.
    """

    limit: int
    check: Callable[[UploadedFile[bytes]], Upload]
    check_photograph: Callable[[UploadedFile[bytes]], Upload]
    attach: Attach
    shown: Callable[[Collection[int]], dict[int, list[Attachment]]]
    proofs: Callable[[KeyMessage], list[Attachment]]
    take_away: TakeAway
    forget: Forget
    documents: Callable[[HandbookPage], list[Attachment]]
    add_document: Callable[[HandbookPage], str]
    forget_documents: ForgetDocuments


_KEEPERS: list[Keeper] = []


def register(keeper: Keeper) -> None:
    """Have ``keeper`` keep the files."""
    _KEEPERS[:] = [keeper]


def keeper() -> Keeper:
    """Who keeps the files."""
    return _KEEPERS[0]
