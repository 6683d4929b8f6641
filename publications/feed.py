"""Published messages as an Atom feed (RFC 4287)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, get_tag_uri
from django.utils.html import linebreaks
from django.utils.translation import gettext as _

from publications.published import Published, address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import AdvisoryGroup
    from publications.models import Edition

NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # which no form takes; XML cannot say them
SINCE = date(2026, 1, 1)  # a tag URI names a day on which its address was ours (RFC 4151)


def atom(group: AdvisoryGroup, rows: Iterable[Published], notes: Iterable[Edition] = ()) -> str:
    """The feed of ``rows``: one entry for a message, which changes when the police answer.

    An entry is known by the reference of its message, whatever edition holds it; that of a note
    of a member by the reference of its publication.
    """
    args = [group.code]
    feed = Atom1Feed(
        title=_sayable(_("%s: advice to the police") % group.name),
        link=settings.PORTAL_ORIGIN + reverse("publications:public-group", args=args),
        description="",
        language="en-GB",
        feed_url=settings.PORTAL_ORIGIN + reverse("publications:public-feed", args=args),
    )
    for row in rows:
        feed.add_item(
            title=_sayable(f"{row.reference}: {row.stands}"),
            link=address(row.group, row.reference),
            description=entry(row),
            author_name=_sayable(row.group.name),
            pubdate=_published_at(row),
            updateddate=row.changed_at,
            unique_id=get_tag_uri(f"{settings.PORTAL_ORIGIN}/message/{row.reference}", SINCE),
        )
    for edition in notes:
        reference = edition.publication.reference
        feed.add_item(
            title=_sayable(f"{reference}: {edition.snapshot['title']}"),
            link=settings.PORTAL_ORIGIN + edition.get_absolute_url(),
            description=_sayable(linebreaks("\n".join(_said(edition)), autoescape=True)),
            author_name=_sayable(group.name),
            pubdate=edition.published_at,
            updateddate=edition.published_at,
            unique_id=get_tag_uri(f"{settings.PORTAL_ORIGIN}/publication/{reference}", SINCE),
        )
    return str(feed.writeString("utf-8"))


def _said(edition: Edition) -> list[str]:
    return [edition.snapshot["lede"], *edition.snapshot["note"]["words"]]


def entry(row: Published) -> str:
    """What an entry says, as HTML: the message, what came of it, what the police answered."""
    lines = [row.message["text"], row.outcome]
    for answer in row.beside.answers if row.beside else []:
        lines.append(_("Police response: %s.") % answer.get_decision_display())
        lines += [answer.reason] if answer.reason else []
        lines += [answer.unaddressed] if answer.unaddressed else []
    if row.beside and row.beside.since:
        lines.append(f"{row.stands}.")
    return _sayable(linebreaks("\n".join(lines), autoescape=True))


def _sayable(words: str) -> str:
    return NOT_IN_XML.sub("", words)


def _published_at(row: Published) -> datetime:
    """When the police were sent it; when its edition came out, where no view was agreed."""
    if sent_on := row.message["sent_on"]:
        return datetime.combine(date.fromisoformat(sent_on), datetime.min.time(), tzinfo=UTC)
    return row.edition.published_at
