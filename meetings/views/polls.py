"""Which dates suit: ask, answer, write down an answer, and arrange the meeting."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.form_pages import confirm, form_page
from accounts.http import FORM_PAGE, SignedInRequest, find_group, or_404, posted
from core.dates import clock_time
from core.policy import may, require
from deliberation.models.asker import PreparedRow
from meetings import actions, queries
from meetings.forms.meetings import MeetingForm
from meetings.forms.polls import PollAnswerForForm, PollAnswerForm, PollForm
from meetings.models import DatePoll, PollDate
from meetings.views.meetings import planned


def _find(request: SignedInRequest, pk: int) -> DatePoll:
    return or_404(_POLL(request.user, pk))


_POLL = PreparedRow(
    lambda asker: DatePoll.objects.visible_to(asker).select_related("group", "meeting"),
    by_standing=False,
)


@FORM_PAGE
def poll_new(request: SignedInRequest, group: int) -> HttpResponse:
    """Ask the people of a group which dates suit."""
    advisory_group = find_group(request, group)
    require(request.user, "meetings.open_poll", advisory_group)
    form = PollForm(posted(request), group=advisory_group)
    return form_page(
        request,
        form,
        lambda: actions.open_poll(
            actor=request.user,
            group=advisory_group,
            dates=form.dates,
            answers_until=form.cleaned_data["answers_until"],
        ),
        "meetings/poll_new.html",
        done=_("The group is asked."),
        group=advisory_group,
    )


@FORM_PAGE
def poll(request: SignedInRequest, pk: int) -> HttpResponse:
    """The dates, and my answer; for those who organise, how each date suits."""
    date_poll = _find(request, pk)
    context = _context(request, date_poll)
    answers = may(request.user, "meetings.answer_poll", date_poll)
    if request.method != "POST" and not answers:
        return render(request, "meetings/poll.html", context)
    require(request.user, "meetings.answer_poll", date_poll)
    form = PollAnswerForm(posted(request), poll=date_poll, reply=context["reply"])
    return form_page(
        request,
        form,
        lambda: actions.answer_poll(
            actor=request.user, poll=date_poll, answers=form.answers(), mode=form.way()
        ),
        "meetings/poll.html",
        done=_("Thank you. You can change your answer until the last day."),
        to=date_poll.get_absolute_url(),
        **context,
    )


def _context(request: SignedInRequest, date_poll: DatePoll) -> dict[str, Any]:
    context: dict[str, Any] = {
        "poll": date_poll,
        "reply": queries.reply_of(date_poll, request.user),
    }
    is_withdrawn = date_poll.state == DatePoll.State.WITHDRAWN  # and its answers are removed
    if may(request.user, "meetings.view_poll_answers", date_poll) and not is_withdrawn:
        context |= {
            "organises": True,
            "counts": queries.date_counts(date_poll),
            "unanswered": queries.unanswered(date_poll),
        }
    else:
        context["dates"] = date_poll.dates.all()
    return context


@FORM_PAGE
def poll_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down which dates somebody else can make."""
    date_poll = _find(request, pk)
    require(request.user, "meetings.record_poll_answer", date_poll)
    form = PollAnswerForForm(posted(request), poll=date_poll, person=request.user)
    return form_page(
        request,
        form,
        lambda: actions.answer_poll(
            actor=request.user,
            poll=date_poll,
            answers=form.answers(),
            mode=form.way(),
            user=form.chosen(),
        ),
        "meetings/poll_record.html",
        done=_("Written down."),
        to=date_poll.get_absolute_url(),
        poll=date_poll,
    )


@FORM_PAGE
def poll_arrange(request: SignedInRequest, pk: int, date: int) -> HttpResponse:
    """Arrange the meeting on one of the dates: the form, with day and start filled in.

    Who sends it after somebody else has arranged it is told so, and keeps what they typed.
    """
    date_poll = _find(request, pk)
    require(request.user, "meetings.call_meeting", date_poll.group)
    if request.method != "POST":
        require(request.user, "meetings.arrange_from_poll", date_poll)
    poll_date = get_object_or_404(PollDate, poll=date_poll, pk=date)
    poll_date.poll = date_poll
    start = timezone.localtime(poll_date.starts_at)
    form = MeetingForm(
        posted(request),
        group=date_poll.group,
        initial={"day": start.date(), "time": clock_time(start)},
    )
    return form_page(
        request,
        form,
        lambda: actions.arrange_from_poll(actor=request.user, poll_date=poll_date, **planned(form)),
        "meetings/new.html",
        done=_("The meeting is called. Now add the papers."),
        group=date_poll.group,
    )


@FORM_PAGE
def poll_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask no longer which dates suit; asks first."""
    date_poll = _find(request, pk)
    require(request.user, "meetings.withdraw_poll", date_poll)
    return confirm(
        request,
        lambda: actions.withdraw_poll(actor=request.user, poll=date_poll),
        done=_("The group is no longer asked."),
        to=reverse("meetings:meetings"),
        cancel=date_poll.get_absolute_url(),
        title=_("Stop asking which dates suit?"),
        text=_("What people answered is removed. It cannot be called back."),
        button=_("Stop asking"),
        cancel_words=_("Keep asking"),
        variant="warning",
    )
