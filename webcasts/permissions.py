"""Who may add a webcast to a topic, change it, and mark moments of it."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.memberships import ORGANISERS
from accounts.permissions import role_in
from core.policy import Rule, Verdict, may, rule
from deliberation.permissions import SpaceOf, topic_is_not_held
from deliberation.permissions.topics import reads_topic, topic_is_open, words_messages
from webcasts.models import Bookmark, Webcast


class Beside(NamedTuple):
    """A webcast, and the space of its topic in which somebody speaks of it."""

    webcast: Webcast
    where: SpaceOf

    @property
    def group_id(self) -> int:
        return self.webcast.group_id

    @property
    def topic_id(self) -> int:
        return self.webcast.topic_id


def of_topic(inner: Rule) -> Rule:
    """``inner``, asked of the topic of a webcast."""
    return Rule(lambda person, webcast: inner(person, webcast.topic))


@Rule
def writes_there(person: User, beside: Beside) -> Verdict:
    """A moment is spoken of by whoever may write a post there."""
    return may(person, "deliberation.write_post", beside.where)


@rule(_("This webcast has been cancelled."))
def stands(person: User, thing: Webcast | Beside) -> bool:
    webcast = thing if isinstance(thing, Webcast) else thing.webcast
    return not webcast.is_cancelled


@rule(_("Only who added this webcast, the chair and the secretary can do this."))
def looks_after(person: User, webcast: Webcast) -> bool:
    return webcast.added_by_id == person.pk or role_in(person, webcast) in ORGANISERS


@rule(_("Only people who read this can do this."))
def reads_bookmark(person: User, bookmark: Bookmark) -> bool:
    return Bookmark.objects.visible_to(person).filter(pk=bookmark.pk).exists()


@rule(_("Only who wrote this, the chair and the secretary can do this."))
def wrote_it_or_organises(person: User, bookmark: Bookmark) -> bool:
    return bookmark.author_id == person.pk or role_in(person, bookmark) in ORGANISERS


adds: Rule = reads_topic & words_messages & topic_is_open
takes_away: Rule = wrote_it_or_organises & topic_is_open
POLICY = {
    "webcasts.add_webcast": adds,
    "webcasts.change_webcast": of_topic(adds) & looks_after & stands & topic_is_not_held,
    "webcasts.cancel_webcast": of_topic(adds) & looks_after & stands,
    "webcasts.write_bookmark": writes_there & stands,
    "webcasts.remove_bookmark": reads_bookmark & takes_away & topic_is_not_held,
}
