"""Ask the sender of a message to send it on, take that back, decline it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.form_pages import confirm, form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from accounts.models.memberships import ORGANISERS
from core.policy import require
from network import actions, queries
from network.forms import DeclineForwardingRequestForm, ForwardingRequestForm
from network.models import ForwardingRequest
from network.views.forwardings import PLAIN, find_received

RELATED = (
    "forwarding__group",
    "forwarding__to_group",
    "forwarding__to_organisation",
    "to_group",
    "to_organisation",
)


@FORM_PAGE
def forwarding_request_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask the group that sent a message to send it to somebody else."""
    row = find_received(request, pk)
    require(request.user, "network.ask_forwarding_request", row, kept_by=row.to_group)
    form = ForwardingRequestForm(
        posted(request),
        groups=queries.groups_to_send_on_to(row, request.user),
        bodies=queries.bodies_to_send_on_to(row),
    )
    return form_page(
        request,
        form,
        lambda: actions.ask_forwarding_request(
            actor=request.user,
            forwarding=row,
            receiver=form.to_whom(),
            reason=form.cleaned_data["reason"],
        ),
        "network/forwarding_request_new.html",
        done=_("%s is asked.") % row.group,
        to=row.get_absolute_url(),
        forwarding=row,
        marking=PLAIN,
    )


@FORM_PAGE
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then take back what one's group or body asked."""
    asked = ForwardingRequest.objects.asked_by(request.user)
    row = get_object_or_404(asked.select_related(*RELATED), pk=pk)
    require(
        request.user,
        "network.take_back_forwarding_request",
        row,
        kept_by=row.forwarding.to_group,
    )
    return confirm(
        request,
        lambda: actions.take_back_forwarding_request(actor=request.user, forwarding_request=row),
        done=_("It is taken back."),
        to=row.get_absolute_url(),
        title=_("Take back your request?"),
        text=_("%(group)s no longer reads that you asked to send %(reference)s on.")
        % {"group": row.forwarding.group, "reference": row},
        button=_("Take it back"),
        cancel_words=_("Keep it"),
        marking=PLAIN,
    )


def _find_asked(request: SignedInRequest, pk: int) -> ForwardingRequest:
    """What is asked of a group of theirs; whoever answers too late is told so."""
    rows = ForwardingRequest.objects.select_related(*RELATED)
    own = rows.filter(forwarding__group__in=request.user.groups_as(ORGANISERS))
    return get_object_or_404(own, pk=pk)


@FORM_PAGE
def grant(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then say that the message is sent on: it is there already."""
    row = _find_asked(request, pk)
    require(request.user, "network.grant_forwarding_request", row)
    return confirm(
        request,
        lambda: actions.grant_forwarding_request(actor=request.user, forwarding_request=row),
        done=_("%s is told that it is sent on.") % row.forwarding.receiver,
        to=row.get_absolute_url(),
        title=_("Say that it is sent on?"),
        text=_(
            "%(receiver)s has %(reference)s already. %(who)s reads “Sent on”, and not since when."
        )
        % {"receiver": row.receiver, "reference": row, "who": row.forwarding.receiver},
        button=_("Say that it is sent on"),
        cancel_words=_("Not now"),
        marking=PLAIN,
    )


@FORM_PAGE
def decline(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say why the group does not send its message on."""
    row = _find_asked(request, pk)
    require(request.user, "network.decline_forwarding_request", row)
    form = DeclineForwardingRequestForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.decline_forwarding_request(
            actor=request.user, forwarding_request=row, **form.cleaned_data
        ),
        "network/forwarding_request_decline.html",
        done=_("%s is told that your group does not send it on.") % row.forwarding.receiver,
        to=row.get_absolute_url(),
        field="refusal",
        forwarding_request=row,
        marking=PLAIN,
    )
