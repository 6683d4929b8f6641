"""Write notices down: for an event, after it, or because a day has come."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import BigIntegerField

from core.clock import now
from core.jobs import named as job_named
from core.notices import kinds
from core.notices.mail import named_row
from core.notices.models import Level, Notice, levels_of, settings_of
from core.notices.timing import email_due
from core.policy import group_of
from core.prepared import Given
from core.search.registry import for_people

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.db.models import Model, QuerySet

    from core.audit.models import Record
    from core.notices.kinds import Kind
    from core.notices.models import NoticeSettings


def hear(record: Record) -> None:
    """Have people told of what is recorded here, if anybody is: a job, in this transaction.

    What it takes back nobody is told of any more: emails wait for as long as it can be.
    """
    for kind in kinds.undone_by(record.event):
        if (row := kind.find(record.facts)) is not None:
            notices = Notice.objects.filter(kind=kind.name, about=named_row(row))
            notices.filter(emailed_at=None, delivered_at=None).delete()
    if kinds.caused_by(record.event):
        job_named("core.notices.jobs.tell_of").enqueue(record.pk, key=f"notices.{record.pk}")


def tell_of(record: Record) -> None:
    """Write down the notices of one event. However often it is run, each person has them once."""
    key, facts = f"record.{record.pk}", record.facts
    for kind in kinds.caused_by(record.event):
        if (row := kind.find(facts)) is not None and not _is_undone(kind, record):
            people = kind.people(row, facts).exclude(pk=record.actor_id)  # who knows already
            _tell(kind, row, people, key=key, group_id=record.group_id)


def _is_undone(kind: Kind, record: Record) -> bool:
    """Whether what is recorded here was taken back before anybody was told."""
    if kind.undone_by is None:
        return False
    later = type(record).objects.filter(event=kind.undone_by.name, pk__gt=record.pk)
    undone = (facts.get(kind.fact) for facts in later.values_list("facts", flat=True))
    return record.facts[kind.fact] in undone


def tell_of_day(kind: Kind, row: Model, *, key: str) -> None:
    """Write down the notices of a day that has come.

    :param key: what they tell of, such as a meeting and its day: the same again tells nobody twice.
    """
    _tell(kind, row, kind.people(row, {}), key=key, group_id=group_of(row))


@transaction.atomic
def _tell(kind: Kind, row: Model, people: QuerySet[Any], *, key: str, group_id: int | None) -> None:
    """One notice for each of ``people`` who may see ``row`` and wants to be told of it."""
    may_see = _who_sees(kind)
    concerned = people.filter(is_active=True).distinct()
    emails = {person.pk: person.email for person in concerned if may_see(person, row=row.pk)}
    at, about = now(), named_row(row)
    notices = [
        Notice(
            recipient_id=pk,
            kind=kind.name,
            about=about,
            key=key,
            group_id=group_id,
            created_at=at,
            email_due_at=email_due(wishes, at) if emails[pk] else None,
        )
        for pk, wishes in _who_want(kind, row, settings_of(emails)).items()
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    for notice in notices:
        _send_when_due(notice)


@cache
def _who_sees(kind: Kind) -> Callable[..., list[int]]:
    """Asks for the key of a row, which answers whoever may see it, and nobody else."""
    rows: Any = kind.about._default_manager  # noqa: SLF001 -- Django's public name for it
    keys = rows.values_list("pk", flat=True)
    if not kind.is_alike:
        return lambda person, row: keys.filter(pk=row).visible_to(person)
    this = keys.filter(pk=Given("row", BigIntegerField()))
    return for_people().rows(this.visible_to)


def _who_want(
    kind: Kind, row: Model, wishes: Mapping[int, NoticeSettings]
) -> dict[int, NoticeSettings]:
    """Those of the people with these settings who are told of this kind about this row."""
    if kind.place is None:
        return dict(wishes)
    chosen = levels_of(kind.place(row), wishes)
    enough = Level.that_tell(kind.level)
    return {pk: wish for pk, wish in wishes.items() if chosen.get(pk, wish.topics) in enough}


def _send_when_due(notice: Notice) -> None:
    """One job for all that is due to one person at one moment."""
    if (due := notice.email_due_at) is not None:
        person = notice.recipient_id
        send = job_named("core.notices.jobs.send_due")
        send.enqueue(
            person, due.isoformat(), key=f"notices.{person}.{due:%Y%m%dT%H%M}", run_after=due
        )
