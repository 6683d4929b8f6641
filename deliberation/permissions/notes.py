"""Rules about notes: for the two people between whom they are."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from accounts.models.memberships import ORGANISERS, OWN_PEOPLE
from accounts.permissions import role_in
from core.policy import rule
from deliberation.models import Note


@rule(_("Only members of the group and its secretary write notes to the chair or the secretary."))
def writes_notes(person: User, group: AdvisoryGroup) -> bool:
    return role_in(person, group) in OWN_PEOPLE


@rule(_("Only the two people between whom it is read and answer a note."))
def is_between_them(person: User, note: Note) -> bool:
    return Note.objects.visible_to(person).filter(pk=note.pk).exists()


@rule(_("The other person can no longer read this note."))
def reaches_the_other(person: User, note: Note) -> bool:
    other = note.other(person)
    return other.is_active and Note.objects.visible_to(other).filter(pk=note.pk).exists()


@rule(_("The person it was written to no longer organises this group. Write a new note instead."))
def addressee_organises(person: User, note: Note) -> bool:
    return User.objects.in_roles(note.group_id, ORGANISERS).filter(pk=note.addressee_id).exists()
