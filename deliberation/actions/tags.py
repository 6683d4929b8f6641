"""Keep the list of words by which a group sorts its topics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require
from deliberation.events import TagsChanged
from deliberation.models import Tag
from deliberation.models.tags import MOST_IN_A_GROUP


@transaction.atomic
def change_tags(
    *, actor: User, group: AdvisoryGroup, renamed: Mapping[int, str], added: Sequence[str] = ()
) -> None:
    """Change the tags of a group; topics lose what is no longer on the list.

    :param renamed: what each tag is called from now on, by its id; empty for one that goes. A tag
        that is not here stays as it is.
    :param added: names of further tags.
    :raises Refused: when ``actor`` may not; when nothing is changed; when two would have the same
        name, or there would be more than twenty.
    """
    require(actor, "deliberation.change_tags", group)
    lock(group)  # two who keep the list come one after the other
    tags = {tag.pk: tag for tag in group.tags.all()}
    names = {pk: renamed.get(pk, tag.name) for pk, tag in tags.items()}
    all_names = [*filter(None, names.values()), *added]
    if not added and all(names[pk] == tag.name for pk, tag in tags.items()):
        raise Refused(_("Nothing is changed."), thing=group)
    if len({name.casefold() for name in all_names}) < len(all_names):
        raise Refused(_("Each tag is on the list once."), thing=group)
    if len(all_names) > MOST_IN_A_GROUP:
        raise Refused(_("A group has 20 tags at the most."), thing=group)
    Tag.objects.filter(pk__in=[pk for pk, name in names.items() if not name]).delete()
    _rename([tag for tag in tags.values() if names[tag.pk] not in ("", tag.name)], names)
    Tag.objects.bulk_create([Tag(group=group, name=name) for name in added])
    emit(TagsChanged(group_id=group.pk), actor=actor)


def _rename(tags: list[Tag], names: Mapping[int, str]) -> None:
    """Name each anew, two of which may change places: no name begins with a space for long."""
    for tag in tags:
        Tag.objects.filter(pk=tag.pk).update(name=f" {tag.pk}")
    for tag in tags:
        Tag.objects.filter(pk=tag.pk).update(name=names[tag.pk])
