"""Numbers and states of deliberation as sentences for people. Pure: no database, no names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.clock import today
from core.dates import clock_time, day, weekday
from core.drawn import drawn_once

if TYPE_CHECKING:
    from deliberation.models import AgreementRound


def members_read(number: int) -> str:
    """``12 members``."""
    return ngettext("%d member", "%d members", number) % number


def who_reads(*, members: int, police: int, secretaries: int, others: int) -> str:
    """Such as "12 members, the secretary and 2 police officers can read this"."""
    parts = [members_read(members)] if members else []
    if secretaries == 1:
        parts.append(_("the secretary"))
    elif secretaries:
        parts.append(_("%d secretaries") % secretaries)
    if police:
        parts.append(ngettext("%d police officer", "%d police officers", police) % police)
    if others:
        parts.append(
            ngettext("%d observer or interpreter", "%d observers or interpreters", others) % others
        )
    if not parts:
        return _("Nobody can read this yet.")
    return _("%s can read this.") % get_text_list(parts, _("and"))


def who_does_not(*, secretary_reads: bool) -> str:
    """Who has no way into the members' space."""
    if secretary_reads:
        return _(
            "The group’s terms of reference let the secretary read it."
            " Police, observers and administrators cannot."
        )
    return _("Police, observers, the secretary and administrators cannot.")


def proposed(kind: str, person: object) -> str:
    """What a wider audience would be, such as "It is proposed that Dele Adeyemi reads this."."""
    if kind == "from_start":
        return _("It is proposed that those who joined later read this from its start.")
    if kind == "secretary":
        return _("It is proposed that the secretary reads the members’ space.")
    return _("It is proposed that %s reads this.") % person


def decision_in(due: date) -> str:
    """``Decision in 9 days``, ``Decision today``, ``The decision day was 3 May 2026``."""
    days = (due - today()).days
    return _decision_in(days) if days >= 0 else _("The decision day was %s") % day(due)


@drawn_once(1000)
def _decision_in(days: int) -> str:
    if days == 0:
        return _("Decision today")
    return ngettext("Decision in %d day", "Decision in %d days", days) % days


SCALE = {  # short words of each position, for sentences with numbers
    "support": gettext_lazy("support"),
    "reservations": gettext_lazy("with reservations"),
    "live_with": gettext_lazy("can live with it"),
    "stand_aside": gettext_lazy("stand aside"),
    "object": gettext_lazy("object"),
}


def counts_in_words(counts: Iterable[tuple[str, int]]) -> str:
    """Such as "7 support, 2 with reservations"; positions that nobody took are left out."""
    parts = [f"{number} {SCALE[choice]}" for choice, number in counts if number]
    return ", ".join(parts) or _("no positions")


def turnout_in_words(unanswered: int, ways: Iterable[tuple[str, int]]) -> str:
    """Such as "2 did not answer; 5 in the room, 4 on video, 1 on the telephone"; empty for none."""
    silent = ngettext("%d did not answer", "%d did not answer", unanswered) % unanswered
    came = ", ".join(f"{number} {way}" for way, number in ways)
    return "; ".join(part for part in (silent if unanswered else "", came) if part)


QUESTIONS = {
    "open": gettext_lazy("open"),
    "carried": gettext_lazy("to be asked at the meeting"),
    "answered": gettext_lazy("answered"),
    "not_taken": gettext_lazy("not taken"),
    "withdrawn": gettext_lazy("withdrawn"),
}


def questions_in_words(counts: Iterable[tuple[str, int]]) -> str:
    """Such as "2 open, 3 answered"; empty for none."""
    return ", ".join(f"{number} {QUESTIONS[state]}" for state, number in counts)


def answered(number: int, of: int) -> str:
    """Such as "7 of 12 have answered"."""
    return ngettext(
        "%(number)d of %(of)d has answered.", "%(number)d of %(of)d have answered.", number
    ) % {"number": number, "of": of}


def how_many_are_asked(number: int, quorum: int, unit: str) -> str:
    """Such as "12 members are asked about this wording. At least 4 must answer."."""
    if unit == "groups":
        sentence = ngettext(
            "%(number)d group is asked about this wording. At least %(quorum)d must answer.",
            "%(number)d groups are asked about this wording. At least %(quorum)d must answer.",
            number,
        )
    else:
        sentence = ngettext(
            "%(number)d member is asked about this wording. At least %(quorum)d must answer.",
            "%(number)d members are asked about this wording. At least %(quorum)d must answer.",
            number,
        )
    return sentence % {"number": number, "quorum": quorum}


def signed_by(number: int, unit: str) -> str:
    """``signed by 6 members``, or groups."""
    if unit == "groups":
        return ngettext("signed by %d group", "signed by %d groups", number) % number
    return ngettext("signed by %d member", "signed by %d members", number) % number


def closing_is_final(agreement_round: AgreementRound) -> str:
    """Whether its close can be taken back, and what happens where too few have voted."""
    if not agreement_round.is_ballot:
        return _("You can undo this for a minute.")
    return _(
        "You cannot undo this. If fewer than %d have voted, the ballot is not opened, and nobody"
        " learns what is in it."
    ) % (agreement_round.quorum,)


def until(moment: datetime) -> str:
    """``5pm on Thursday 2 April 2026``."""
    return _("%(time)s on %(day)s") % {"time": clock_time(moment), "day": weekday(moment)}


def stays_open(working_days: int, moment: datetime) -> str:
    """``2 working days, until 5pm on Thursday 2 April 2026``."""
    return ngettext(
        "%(number)d working day, until %(until)s",
        "%(number)d working days, until %(until)s",
        working_days,
    ) % {"number": working_days, "until": until(moment)}


def response_due(due: date) -> str:
    """``Response due in 5 days``, ``Response due today``, ``Response overdue since 30 April 2026``.

    The day itself still counts: it is overdue since the day after ``due``.
    """
    days = (due - today()).days
    if days < 0:
        return _("Response overdue since %s") % day(date.fromordinal(due.toordinal() + 1))
    if days == 0:
        return _("Response due today")
    return ngettext("Response due in %d day", "Response due in %d days", days) % days
