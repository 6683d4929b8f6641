"""Messages between groups: the list, one message, and its steps on both of its sides."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import confirm, form_page
from accounts.fresh import fresh_factor_required
from accounts.http import FORM_PAGE, SignedInRequest, find_group, posted
from accounts.models import AdvisoryGroup
from accounts.models.memberships import OWN_PEOPLE
from core.marking import Marking
from core.numbers import number
from core.pagination import ShortPaginator
from core.policy import may, require
from deliberation.views.marking import marked
from network import actions, queries
from network.forms import DiscussForm, ForwardForm, SendForm
from network.forms.forwardings import receiver_key
from network.models import Forwarding, ForwardingRequest

PAGE = 20  # messages
PLAIN = str(Marking.OFFICIAL.label)  # nothing else goes out
RELATED = ("group", "key_message__topic", "to_group", "to_organisation")


@require_safe
def forwardings(request: SignedInRequest) -> HttpResponse:
    """What my groups sent and were sent, and what came to the bodies for which I read."""
    user = request.user
    rows = Forwarding.objects.visible_to(user).select_related(*RELATED)
    page = ShortPaginator(rows, PAGE).get_page(request.GET.get("page"))
    own = [place.group for place in user.places.values() if place.role in OWN_PEOPLE]
    context = {
        "page": page,
        "own_groups": own,
        "senders": [group for group in own if may(user, "network.offer_forwarding", group)],
    }
    return render(request, "network/forwardings.html", context)


def _find(request: SignedInRequest, pk: int) -> Forwarding:
    rows = Forwarding.objects.visible_to(request.user).select_related(*RELATED)
    return get_object_or_404(rows, pk=pk)


def _find_sent(request: SignedInRequest, pk: int) -> Forwarding:
    """The same, of a group of this person's: whoever received it has no such step."""
    row = _find(request, pk)
    if not queries.is_sender(row, request.user):
        raise Http404
    return row


def find_received(request: SignedInRequest, pk: int) -> Forwarding:
    """The same, as it was received: whoever sent it has no such step."""
    rows = Forwarding.objects.received_by(request.user).select_related(*RELATED)
    return get_object_or_404(rows, pk=pk)


@require_safe
def forwarding(request: SignedInRequest, pk: int) -> HttpResponse:
    """One message with its trail; what is withdrawn without its words, but for who sent it."""
    row = _find(request, pk)
    own = queries.is_sender(row, request.user)
    received = Forwarding.objects.received_by(request.user).filter(pk=pk).exists()
    context = {
        "forwarding": row,
        "own": own,
        "received": received,
        "message": _words(row, own=own),
        "narrower": own and queries.is_narrower_now(row),
        "topic": queries.topic_of(row, request.user) if received else None,
        "asked": queries.requests_about(row, request.user),
        **_marking(row),
    }
    return render(request, "network/forwarding.html", context)


def _marking(row: Forwarding) -> dict[str, Any]:
    """Before it is sent that of its topic, which may have been raised; nothing else goes out."""
    if row.key_message and row.sent_at is None:
        return marked([row.key_message.topic])
    return {"marking": PLAIN}


def _words(row: Forwarding, *, own: bool) -> dict[str, Any] | None:
    """The words that this person reads: before it is sent those that would leave."""
    if row.sent_at is None:
        message = queries.as_it_leaves(row)
        return queries.drawn_as_read(message) if message else None
    return queries.as_received(row) if row.stands or own else None


@FORM_PAGE
def forwarding_new(request: SignedInRequest, group: int) -> HttpResponse:
    """Choose an agreed message, and who receives it once the chair has sent it.

    From a request to send one on the form has its choices; whoever offers can make others.
    """
    sender = find_group(request, group)
    require(request.user, "network.offer_forwarding", sender)
    offered = queries.to_forward(sender, request.user)
    form = ForwardForm(
        posted(request),
        offered=offered,
        groups=queries.groups_to_write_to(sender, request.user),
        bodies=queries.bodies_to_write_to(),
        initial=_as_asked(request, sender),
    )
    return form_page(
        request,
        form,
        lambda: actions.offer_forwarding(
            actor=request.user,
            group=sender,
            key_message=form.chosen(),
            receiver=form.to_whom(),
        ),
        "network/forwarding_new.html",
        done=_("It is offered. Another chair reads it and sends it."),
        group=sender,
        offered=offered,
    )


def _as_asked(request: SignedInRequest, sender: AdvisoryGroup) -> dict[str, str]:
    """What the request that the address names asks of ``sender``."""
    asked = ForwardingRequest.objects.waiting_for(request.user).filter(forwarding__group=sender)
    rows = asked.select_related("forwarding", "to_group", "to_organisation")
    row = rows.filter(pk=number(request.GET.get("request"))).first()
    if row is None:
        return {}
    message = str(row.forwarding.key_message_id)
    return {"message": message, "receiver": receiver_key(row.receiver)}


@fresh_factor_required
@FORM_PAGE
def send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show word for word what leaves, to whom and in whose name; then send it."""
    row = _find_sent(request, pk)
    require(request.user, "network.send_forwarding", row)
    looked = queries.leaving(row)
    if looked is None:
        raise Http404
    form = SendForm(posted(request), looked=looked)
    return form_page(
        request,
        form,
        lambda: actions.send_forwarding(
            actor=request.user,
            forwarding=row,
            seen=form.cleaned_data["seen"],
            is_confirmed=form.confirmed,
        ),
        "network/forwarding_send.html",
        done=_("It is sent."),
        to=row.get_absolute_url(),
        forwarding=row,
        message=queries.drawn_as_read(looked.message),
        naming=list(dict.fromkeys(finding.sentence for finding in looked.naming)),
        goes=not any(finding.certain for finding in looked.naming)
        and row.offered_by_id != request.user.pk,
        own=row.offered_by_id == request.user.pk,
        marking=PLAIN,
    )


@FORM_PAGE
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then take back what is offered."""
    row = _find_sent(request, pk)
    require(request.user, "network.take_back_forwarding", row)
    return confirm(
        request,
        lambda: actions.take_back_forwarding(actor=request.user, forwarding=row),
        done=_("It is taken back."),
        to=row.get_absolute_url(),
        title=_("Take back %s?") % row,
        text=_("Nobody outside your group has read it. You can offer it again."),
        button=_("Take it back"),
        cancel_words=_("Keep it offered"),
        marking=PLAIN,
    )


@fresh_factor_required
@FORM_PAGE
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then withdraw what was sent."""
    row = _find_sent(request, pk)
    require(request.user, "network.withdraw_forwarding", row)
    return confirm(
        request,
        lambda: actions.withdraw_forwarding(actor=request.user, forwarding=row),
        done=_("It is withdrawn."),
        to=row.get_absolute_url(),
        title=_("Withdraw %s?") % row,
        text=_(
            "%s then sees that it was withdrawn, and the day, and none of its words. Whoever kept a"
            " copy has it. What they asked and you have not answered is declined. It cannot be"
            " undone; you can offer the message again."
        )
        % row.receiver,
        button=_("Withdraw it"),
        cancel_words=_("Keep it"),
        variant="warning",
        marking=PLAIN,
    )


@FORM_PAGE
def acknowledge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then tell its sender that it has arrived."""
    row = find_received(request, pk)
    require(request.user, "network.acknowledge_forwarding", row, kept_by=row.to_group)
    return confirm(
        request,
        lambda: actions.acknowledge_forwarding(actor=request.user, forwarding=row),
        done=_("%s reads that you have it.") % row.group,
        to=row.get_absolute_url(),
        title=_("Acknowledge %s?") % row,
        text=_("%(group)s reads that %(receiver)s has it since today, and not who pressed.")
        % {"group": row.group, "receiver": row.receiver},
        button=_("Acknowledge it"),
        cancel_words=_("Not now"),
        marking=PLAIN,
    )


@FORM_PAGE
def discuss(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a topic of one's own group from what it was sent."""
    row = find_received(request, pk)
    require(request.user, "network.discuss_forwarding", row, kept_by=row.to_group)
    form = DiscussForm(posted(request), forwarding=row)
    return form_page(
        request,
        form,
        lambda: actions.discuss_forwarding(actor=request.user, forwarding=row, **form.cleaned_data),
        "network/forwarding_discuss.html",
        done=_("The topic is open."),
        forwarding=row,
        marking=PLAIN,
    )
