"""Pages of rounds: open, answer, write down, close."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.form_pages import OK, confirm, form_page, next_url, submit
from accounts.http import FORM_PAGE, SignedInRequest, or_404, posted
from accounts.saving import save_page
from core.policy import require
from deliberation import actions, queries
from deliberation.forms import PositionForm, RecordForm, position_of
from deliberation.forms.ballots import BallotForm
from deliberation.forms.rounds import ConfirmPositionForm, LaterDayForm, RoundForm
from deliberation.models import AgreementRound, Choice, Position
from deliberation.models.asker import PreparedRow
from deliberation.models.scale import NEEDS_REASON
from deliberation.outcomes import quorum_of
from deliberation.sentences import closing_is_final, how_many_are_asked, until
from deliberation.views.key_messages import find_alone as find_message
from deliberation.views.marking import marked
from deliberation.voices import unit_of, voters


@FORM_PAGE
def round_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say how long people can answer, then ask everybody who has a voice, outside a meeting."""
    key_message = find_message(request, pk)
    require(request.user, "deliberation.open_round", key_message)
    topic = key_message.topic
    places = voters(topic).select_related("user").order_by("user__name")
    people = [place.user for place in places]
    asked = [actions.Asked(user) for user in people]
    form = RoundForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.open_agreement_round(
            actor=request.user, key_message=key_message, asked=asked, **form.cleaned_data
        ),
        "deliberation/round_open.html",
        done=_("The round is open."),
        to=key_message.get_absolute_url(),
        key_message=key_message,
        text=how_many_are_asked(len(people), quorum_of(topic.group, len(people)), unit_of(topic)),
        not_reached=[person for person in people if not person.email],
        **marked([topic]),
    )


def _find(request: SignedInRequest, pk: int) -> AgreementRound:
    return or_404(_ROUND(request.user, pk))


_ROUND = PreparedRow(
    lambda asker: (
        AgreementRound.objects.visible_to(asker)
        .with_numbers()
        .select_related("key_message__topic__group", "wording__key_message")
    )
)


@FORM_PAGE
def position_take(request: SignedInRequest, pk: int) -> HttpResponse:
    """My position or my ballot: a page of its own, or the form alone for htmx."""
    agreement_round = _find(request, pk)
    context: dict[str, Any] = {"next": next_url(request, "")}
    status = OK
    if request.method == "POST":
        is_ballot = agreement_round.is_ballot
        form: Form = BallotForm(request.POST) if is_ballot else PositionForm(request.POST)
        answer = partial(_vote if is_ballot else _take, request, agreement_round, form)
        _answer, status = submit(request, form, answer)
        done = status == OK
        if done and not request.htmx:
            messages.success(
                request, _("You have voted.") if is_ballot else _("Your position is recorded.")
            )
            return redirect(next_url(request, agreement_round.get_absolute_url()))
        context |= {"saved": True} if done else {"form": form}
    return _personal_page(request, agreement_round, "position", context, status)


def _personal_page(
    request: SignedInRequest,
    agreement_round: AgreementRound,
    name: str,
    context: dict[str, Any],
    status: int,
) -> HttpResponse:
    """The form with its page around, or alone for htmx."""
    mine = position_of(request.user, agreement_round) if name == "position" else {}
    alone = request.htmx
    template = f"deliberation/_{name}_form.html" if alone else f"deliberation/{name}.html"
    whole = {
        **marked([agreement_round.key_message.topic]),
        **mine,
        "round": agreement_round,
        "topic": agreement_round.key_message.topic,
        **context,
    }
    if alone and context.get("saved"):  # with how many have answered by now
        whole["counted"] = _find(request, agreement_round.pk)
    return render(request, template, whole, status=status)


def _take(request: SignedInRequest, agreement_round: AgreementRound, form: Form) -> None:
    actions.take_position(
        actor=request.user,
        agreement_round=agreement_round,
        choice=Choice(form.cleaned_data["choice"]),
        reason=form.cleaned_data["reason"],
        may_be_published=form.cleaned_data["may_be_published"],
    )


def _vote(request: SignedInRequest, agreement_round: AgreementRound, form: Form) -> None:
    choice = form.cleaned_data["ballot"]
    actions.cast_ballot(actor=request.user, agreement_round=agreement_round, choice=choice)


@FORM_PAGE
def position_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """The secretary writes down what somebody told them."""
    agreement_round = _find(request, pk)
    require(request.user, "deliberation.record_position", agreement_round)
    rows = agreement_round.entitlements
    advisers = queries.advisers_of(agreement_round.group_id)
    record_form = partial(
        RecordForm,
        asked=advisers.filter(pk__in=rows.filter(recused=False).values("user")),
        entitled=advisers.filter(pk__in=rows.values("user")),
    )
    form = record_form(posted(request))
    context: dict[str, Any] = {"form": form, "next": next_url(request, "")}
    status = OK
    if request.method == "POST":
        done, status = submit(request, form, lambda: _record(request, agreement_round, form))
        if done:
            saved = _("The position of %s is recorded.") % done.user
            if not request.htmx:
                messages.success(request, saved)
                return redirect(next_url(request, agreement_round.get_absolute_url()))
            context |= {"form": record_form(), "saved": saved}
    return _personal_page(request, agreement_round, "record", context, status)


def _record(
    request: SignedInRequest, agreement_round: AgreementRound, form: RecordForm
) -> Position:
    cleaned = form.cleaned_data
    return actions.record_position(
        actor=request.user,
        agreement_round=agreement_round,
        user=cleaned["user"],
        choice=Choice(cleaned["choice"]),
        via=Position.Via(cleaned["via"]),
        reason=cleaned["reason"],
        may_be_published=cleaned["may_be_published"],
    )


@FORM_PAGE
def position_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """A recorded position is what its person told: said by them, or by whoever recorded it."""
    rounds = AgreementRound.objects.visible_to(request.user)
    theirs = Q(user=request.user) | Q(recorded_by=request.user)
    rows = Position.objects.counted().filter(theirs, round__in=rounds)
    joined = rows.select_related("user", "round__key_message__topic__group", "round__wording")
    position = get_object_or_404(joined, pk=pk)
    require(request.user, "deliberation.confirm_position", position)
    own = position.user_id == request.user.pk
    form_about_it = partial(ConfirmPositionForm, own=own)
    form = form_about_it(posted(request), initial={"taken_at": position.taken_at})
    return save_page(
        request,
        form,
        lambda: actions.confirm_position(
            actor=request.user, position=position, **form.cleaned_data
        ),
        form_about_it,
        "deliberation/position_confirm.html",
        done=_("The position is confirmed."),
        to=next_url(request, position.round.get_absolute_url()),
        position=position,
        round=position.round,
        own=own,
        next=next_url(request, ""),
        **marked([position.round.key_message.topic]),
    )


@FORM_PAGE
def round_extend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the round a last day, or a later one."""
    agreement_round = _find(request, pk)
    require(request.user, "deliberation.extend_round", agreement_round)
    form = LaterDayForm(posted(request), agreement_round=agreement_round)
    return form_page(
        request,
        form,
        lambda: actions.extend_agreement_round(
            actor=request.user, agreement_round=agreement_round, **form.cleaned_data
        ),
        "deliberation/round_extend.html",
        done=lambda moment: _("People can answer until %s.") % until(moment),
        to=agreement_round.get_absolute_url(),
        round=agreement_round,
        **marked([agreement_round.key_message.topic]),
    )


@FORM_PAGE
def round_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, saying how many have answered, then close the round."""
    agreement_round = _find(request, pk)
    require(request.user, "deliberation.close_round", agreement_round)
    numbers = {"number": agreement_round.answered_count, "of": agreement_round.asked_count}
    return confirm(
        request,
        lambda: actions.close_agreement_round(actor=request.user, agreement_round=agreement_round),
        "deliberation/round_close.html",
        done=_("The round is closed."),
        to=agreement_round.get_absolute_url(),
        key_message=agreement_round.key_message,
        title=_("Stop collecting answers on %s?") % agreement_round.key_message,
        text=_(
            "%(number)d of %(of)d have answered."
            " Nobody can answer afterwards, and everybody sees the result. %(final)s"
        )
        % {**numbers, "final": closing_is_final(agreement_round)},
        round=agreement_round,
        button=_("Stop collecting answers"),
        variant="warning",
        **marked([agreement_round.key_message.topic]),
    )


@require_POST
def round_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the close of a round back, within a minute."""
    agreement_round = _find(request, pk)
    actions.reopen_agreement_round(actor=request.user, agreement_round=agreement_round)
    if request.htmx:  # a button of a live page: the stream brings it
        return HttpResponse(status=204)
    messages.success(request, _("Answers are collected again."))
    return redirect(next_url(request, agreement_round.get_absolute_url()))


@require_safe
def round_positions(request: SignedInRequest, pk: int) -> HttpResponse:
    """For the chair, after closing: who held which position, and why."""
    agreement_round = _find(request, pk)
    require(request.user, "deliberation.see_positions", agreement_round)
    context = {
        "round": agreement_round,
        "topic": agreement_round.key_message.topic,
        **marked([agreement_round.key_message.topic]),
        "positions": queries.positions(agreement_round),
        "recusals": queries.recusals(agreement_round),
        "needs_reason": NEEDS_REASON,
    }
    return render(request, "deliberation/round_positions.html", context)
