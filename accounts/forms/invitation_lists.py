"""Many people at once: a list that was pasted, or a file, read line by line before it is sent."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.forms.invitations import InviteForm
from accounts.forms.memberships import MADE_BY_CHAIRS
from accounts.models import AdvisoryGroup, Invitation, Membership, Role
from core.alike import one_address
from core.forms.fields import TextField

MOST = 100  # people
LONGEST = 20_000  # characters, and bytes of a file
AS_IN_MAIL = re.compile(r"([^<>]*)<([^<>\s]+@[^<>\s]+)>")
HEADS = {"email", "e-mail", "email address", "e-mail address"}


@dataclass(frozen=True)
class Line:
    """One person of the list, as it was read.

    :ivar number: of the line in the list.
    :ivar role: a role, or the words in its place.
    :ivar faults: why they cannot be invited; empty when they can.
    """

    number: int
    name: str
    email: str
    role: str
    faults: list[str]

    @property
    def role_in_words(self) -> str:
        """The role as pages name it, or what stands in its place."""
        return str(Role(self.role).label) if self.role in Role.values else self.role


class InviteListForm(forms.Form):
    """A list of people, one a line, in the text area or in a file.

    :param roles: those that the sender may give.
    :ivar lines: what was read, once the form is checked.
    """

    mark_optional = False

    people = TextField(
        label=gettext_lazy("Names, email addresses and roles"),
        required=False,
        max_length=LONGEST,
        rows=10,
        help_text=gettext_lazy(
            "One person on each line: Priya Raman, priya@example.org, member. Without a role they"
            " are a member. You can paste rows of a spreadsheet."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a CSV file"),
        required=False,
        help_text=gettext_lazy("With the same columns. It is read in place of the list above."),
    )

    def __init__(
        self, *args: Any, group: AdvisoryGroup, roles: Collection[Role], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.group, self.roles = group, roles
        self.lines: list[Line] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        words = _words_of(cleaned["file"]) if cleaned.get("file") else cleaned["people"]
        if cleaned.get("file"):  # what was read comes back in the text area
            self.data = {**self.data.dict(), "people": words}  # type: ignore[attr-defined]
        self.lines = list(self._read(words))
        if not self.lines:
            raise ValidationError({"people": _("Enter at least one person, or choose a file")})
        if len(self.lines) > MOST:
            limit = _("Invite %(most)d people or fewer at once. There are %(count)d now.")
            raise ValidationError({"people": limit % {"most": MOST, "count": len(self.lines)}})
        if faulty := sum(bool(line.faults) for line in self.lines):
            words = ngettext(
                "Correct the %d line that cannot be sent",
                "Correct the %d lines that cannot be sent",
                faulty,
            )
            raise ValidationError({"people": words % faulty})
        return cleaned

    def _read(self, words: str) -> Iterator[Line]:
        members = Membership.objects.current().filter(group=self.group)
        waiting = Invitation.objects.waiting().filter(group=self.group)
        taken = dict.fromkeys(waiting.values_list("email", flat=True), _("Invited already"))
        taken |= dict.fromkeys(
            members.filter(user__email__isnull=False).values_list("user__email", flat=True),
            _("Belongs to the group already"),
        )
        for number, cells in _rows(words):
            line = self._line(number, cells, taken)
            if line.email:
                taken.setdefault(line.email, _("Stands in the list twice"))
            yield line

    def _line(self, number: int, cells: list[str], taken: dict[str, str]) -> Line:
        email = next((one_address(cell) for cell in cells if "@" in cell), "")
        others = [cell for cell in cells if "@" not in cell]
        name = others[0] if others else ""
        role = _role_called(others[1] if len(others) > 1 else "")
        form = InviteForm({"name": name, "email": email, "role": role})
        faults = [str(error) for errors in form.errors.values() for error in errors]
        if role not in Role.values:
            faults = [fault for fault in faults if fault not in form.errors.get("role", [])]
            faults.append(_("There is no role “%s”") % role)
        elif role not in self.roles:
            faults.append(str(MADE_BY_CHAIRS))
        if email in taken:
            faults.append(taken[email])
        return Line(number, name, email, role, faults)


def _words_of(file: Any) -> str:
    """The text of a file, in UTF-8 or as spreadsheets on Windows write it.

    :raises ValidationError: for a file that is far too large for a list of people.
    """
    if file.size > LONGEST:
        raise ValidationError({"file": _("The file must be smaller than 20 KB")})
    content: bytes = file.read()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _rows(words: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line that has any, with its number; without a row of headings."""
    for number, line in enumerate(words.splitlines(), start=1):
        mark = next((mark for mark in "\t;" if mark in line), ",")
        cells = [cell.strip() for cell in next(csv.reader([line], delimiter=mark), [])]
        is_heading = "@" not in line and HEADS & {cell.casefold() for cell in cells}
        if any(cells) and not is_heading:
            yield number, [part for cell in cells for part in _parts(cell)]


def _parts(cell: str) -> list[str]:
    """``Priya Raman <priya@example.org>``, as mail programs write it, in two; else the cell."""
    written = AS_IN_MAIL.fullmatch(cell)
    return [part.strip() for part in written.groups()] if written else [cell]


def _role_called(words: str) -> str:
    """The role that ``words`` name, however they are written; the words where they name none."""
    plain = " ".join(words.casefold().replace("-", " ").replace("_", " ").split())
    called = {str(role.label).casefold().replace("-", " "): role.value for role in Role}
    called |= {role.value.replace("_", " "): role.value for role in Role}
    return called.get(plain, words) if plain else Role.MEMBER.value
