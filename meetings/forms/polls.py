"""Which dates suit: the question, and the answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from core.clock import now, today
from core.dates import clock_time, day_and_time, weekday
from core.forms.fields import DateField, TimeField
from core.forms.widgets import Radios
from meetings import queries
from meetings.forms.busy_dates import warn_of_clashes
from meetings.forms.choices import ForAnother, set_choices
from meetings.forms.meetings import moment
from meetings.models import Attendance, DatePoll, PollAnswer, PollReply
from meetings.models.polls import FEWEST, MOST

LENGTH = timedelta(hours=1)  # of a meeting that is not planned yet


class PollForm(forms.Form):
    """Ask about two to five dates."""

    answers_until = DateField(
        label=_("Last day to answer"),
        error_messages={"required": _("Enter the last day to answer")},
    )

    def __init__(self, *args: Any, group: AdvisoryGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        for number in range(1, MOST + 1):
            is_needed = number <= FEWEST
            which = {"number": number}
            self.fields[f"day_{number}"] = DateField(
                label=_now("Date %(number)d") % which
                if is_needed
                else _now("Date %(number)d, if there is one") % which,
                required=is_needed,
                error_messages={"required": _now("Enter date %(number)d") % which},
            )
            self.fields[f"time_{number}"] = TimeField(
                label=_now("Start on date %(number)d") % which,
                help_text=_now("For example, 6:30pm"),
                required=is_needed,
                error_messages={
                    "required": _now("Enter the start on date %(number)d, for example 6:30pm")
                    % which
                },
            )
        self.order_fields([name for name in self.fields if name != "answers_until"])

    def clean(self) -> dict[str, Any]:
        """Each date has a start and lies ahead; none is there twice. Warn of those that clash."""
        cleaned = super().clean() or self.cleaned_data
        chosen: list[datetime] = []
        for number in range(1, MOST + 1):
            day, time = cleaned.get(f"day_{number}"), cleaned.get(f"time_{number}")
            if day and time:
                starts_at = moment({"day": day, "time": time})
                self._look_at(f"day_{number}", starts_at, chosen)
                chosen.append(starts_at)
            elif number > FEWEST and (day or time) and not self._has_errors(number):
                missing = f"time_{number}" if day else f"day_{number}"
                self.add_error(missing, _("A date has a day and a start. Enter both"))
        self.dates = chosen
        last = cleaned.get("answers_until")
        if last and chosen and not today() <= last < timezone.localdate(min(chosen)):
            self.add_error(
                "answers_until", _("Enter a day from today to the day before the first date")
            )
        if not self.errors:
            warn_of_clashes(self, chosen, LENGTH, after=f"time_{MOST}")
        return cleaned

    def _has_errors(self, number: int) -> bool:
        return bool({f"day_{number}", f"time_{number}"} & self.errors.keys())

    def _look_at(self, name: str, starts_at: datetime, before: list[datetime]) -> None:
        if starts_at <= now():
            self.add_error(name, _("Choose a day and a start in the future"))
        elif starts_at in before:
            self.add_error(name, _("This date is there already"))


class PollAnswerForm(forms.Form):
    """Which dates somebody can make, and how they would take part."""

    no_way = _("Select how you would take part")
    mode = forms.ChoiceField(
        label=_("How would you take part?"),
        help_text=_("You can leave this empty if you can make none of the dates."),
        choices=[(mode.value, mode.label) for mode in Attendance.PRESENT],
        widget=Radios(),
        required=False,
    )

    def __init__(
        self, *args: Any, poll: DatePoll, reply: PollReply | None = None, **kwargs: Any
    ) -> None:
        self._dates = {f"date_{n}": each for n, each in enumerate(poll.dates.all(), start=1)}
        if reply is not None:
            before = {answer.date_id: answer.can for answer in reply.answers.all()}
            answers = {name: before.get(each.pk) for name, each in self._dates.items()}
            kwargs["initial"] = {"mode": reply.mode, **answers}
        super().__init__(*args, **kwargs)
        for name, each in self._dates.items():
            self.fields[name] = forms.ChoiceField(
                label=_now("%(day)s, %(time)s")
                % {"day": weekday(each.starts_at), "time": clock_time(each.starts_at)},
                choices=PollAnswer.Can.choices,
                widget=Radios(inline=True),
                error_messages={
                    "required": _now("Select whether %(date)s can be made")
                    % {"date": day_and_time(each.starts_at)}
                },
            )
        ways = [(way.value, way.label) for way in queries.ways_to_be_there()]
        set_choices(self, "mode", ways)
        self.order_fields([name for name in self.fields if name != "mode"])

    def clean(self) -> dict[str, Any]:
        """Who can make a date says how they would take part."""
        cleaned = super().clean() or self.cleaned_data
        comes = set(self.answers().values()) - {PollAnswer.Can.NO.value}
        if comes and "mode" in cleaned and not cleaned["mode"]:
            self.add_error("mode", self.no_way)
        return cleaned

    def answers(self) -> dict[int, PollAnswer.Can]:
        """What was answered for each date."""
        given = {each.pk: self.cleaned_data.get(name) for name, each in self._dates.items()}
        return {pk: PollAnswer.Can(can) for pk, can in given.items() if can}

    def way(self) -> Attendance.Mode:
        """How they would take part."""
        return Attendance.Mode(self.cleaned_data["mode"] or Attendance.Mode.UNKNOWN)


class PollAnswerForForm(ForAnother, PollAnswerForm):
    """The same, for somebody who said so on the telephone."""

    no_way = _("Select how they would take part")

    def __init__(self, *args: Any, poll: DatePoll, person: User, **kwargs: Any) -> None:
        super().__init__(*args, poll=poll, **kwargs)
        self.fields["mode"].label = _("How would they take part?")
        self.fields["mode"].help_text = _(
            "You can leave this empty if they can make none of the dates."
        )
        self.offer(place.user for place in poll.asked().exclude(user=person))
