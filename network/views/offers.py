"""The way out of a group: offer agreed messages, release them, take back, withdraw."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.form_pages import confirm, form_page
from accounts.fresh import fresh_factor_required
from accounts.http import FORM_PAGE, SignedInRequest, posted
from core.marking import Marking
from core.policy import require
from deliberation.views.marking import marked
from network import actions, queries
from network.forms import OfferForm, ReleaseForm
from network.models import MessageOffer, ReleasedMessage
from network.views.asked_forces import find_asked

PLAIN = str(Marking.OFFICIAL.label)  # nothing else goes out


def _find_offer(request: SignedInRequest, pk: int) -> MessageOffer:
    """What a group of this person's offered, whatever became of the national topic."""
    rows = MessageOffer.objects.visible_to(request.user)
    related = ("asked__group", "asked__national_topic__topic", "released", "key_message")
    return get_object_or_404(rows.select_related(*related), pk=pk)


@FORM_PAGE
def offer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose the agreed messages that the chair can release."""
    asked = find_asked(request, pk)
    require(request.user, "network.offer_messages", asked)
    messages = queries.to_offer(asked, request.user)
    form = OfferForm(posted(request), offered=messages)
    return form_page(
        request,
        form,
        lambda: actions.offer_messages(
            actor=request.user,
            asked=asked,
            key_messages=form.chosen(),
            in_welsh=form.in_welsh(),
        ),
        "network/offer.html",
        done=_how_many_offered,
        to=asked.get_absolute_url(),
        asked=asked,
        to_offer=messages,
        **marked([asked.national_topic.topic]),
    )


def _how_many_offered(offers: list[MessageOffer]) -> str:
    number = len(offers)
    words = ngettext(
        "%d message is offered. A chair releases it.",
        "%d messages are offered. A chair releases them.",
        number,
    )
    return words % number


@fresh_factor_required
@FORM_PAGE
def release(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show word for word what readers get, and what may tell whose it is; then release it."""
    asked = find_asked(request, pk)
    require(request.user, "network.release_messages", asked)
    waiting = queries.waiting(asked)
    kept = [waits for waits in waiting if any(finding.certain for finding in waits.naming)]
    own = [waits for waits in waiting if waits.offer.offered_by_id == request.user.pk]
    free = [waits for waits in waiting if waits not in kept and waits not in own]
    form = ReleaseForm(posted(request), waiting=free)
    return form_page(
        request,
        form,
        lambda: actions.release_messages(
            actor=request.user,
            asked=asked,
            offers=form.chosen(),
            seen=form.prints(),
            is_confirmed=form.confirmed,
        ),
        "network/release.html",
        done=_how_many_released,
        to=asked.get_absolute_url(),
        asked=asked,
        rows=[_row(waits, own=waits in own) for waits in waiting],
        free=free,
        are_few=queries.figures(asked.national_topic, small_too=False).are_few,
        **marked([asked.national_topic.topic]),
    )


def _row(waiting: queries.Waiting, *, own: bool) -> dict[str, Any]:
    """One message as readers get it, with what is to be looked at."""
    message = queries.drawn_as_read(waiting.message)
    return {
        "message": {**message, "in_welsh": waiting.offer.in_welsh},
        "naming": list(dict.fromkeys(finding.sentence for finding in waiting.naming)),
        "telling": waiting.telling,
        "own": own,
        "offer": waiting.offer,
    }


def _how_many_released(released: list[ReleasedMessage]) -> str:
    number = len(released)
    words = ngettext("%d message is released.", "%d messages are released.", number)
    return words % number


@FORM_PAGE
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then take back what is offered."""
    offered = _find_offer(request, pk)
    require(request.user, "network.take_back_offer", offered)
    return confirm(
        request,
        lambda: actions.take_back_offer(actor=request.user, offer=offered),
        done=_("It is taken back."),
        to=offered.get_absolute_url(),
        title=_("Take back %s?") % (offered.key_message or _("this offer")),
        text=_("Nobody outside your group has read it. You can offer it again."),
        button=_("Take it back"),
        cancel_words=_("Keep it offered"),
        marking=PLAIN,
    )


@fresh_factor_required
@FORM_PAGE
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then withdraw what is with the readers."""
    offered = _find_offer(request, pk)
    require(request.user, "network.withdraw_released", offered)
    return confirm(
        request,
        lambda: actions.withdraw_released(actor=request.user, offer=offered),
        done=_("It is withdrawn."),
        to=cast("ReleasedMessage", offered.released).get_absolute_url(),
        title=_("Withdraw %s?") % offered.released,
        text=_(
            "Readers then see that it was withdrawn, and the day, and none of its words. They are"
            " told that one message was withdrawn. Whoever kept a copy has it. It cannot be undone;"
            " you can offer the message again."
        ),
        button=_("Withdraw it"),
        cancel_words=_("Keep it"),
        variant="warning",
        marking=PLAIN,
    )
