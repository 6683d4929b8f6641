"""The forces of a network, for those who organise it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import confirm, form_page
from accounts.http import FORM_PAGE, SignedInRequest, find_group, posted
from core.policy import require
from network import actions, queries
from network.forms import AddForceForm, ForceForm
from network.models import NetworkForce

TEMPLATE = "network/force_form.html"


@require_safe
def forces(request: SignedInRequest, group: int) -> HttpResponse:
    """Each force in the network, by name, with the group that speaks for it."""
    host = find_group(request, group)
    require(request.user, "network.keep_forces", host)
    present = NetworkForce.objects.of_networks(request.user).present().filter(host=host)
    rows = present.select_related("organisation", "lead_group").order_by("organisation__name")
    return render(request, "network/forces.html", {"group": host, "forces": rows})


@FORM_PAGE
def force_add(request: SignedInRequest, group: int) -> HttpResponse:
    """Take a force into the network."""
    host = find_group(request, group)
    require(request.user, "network.keep_forces", host)
    form = AddForceForm(posted(request), force=NetworkForce(host=host), person=request.user)
    return form_page(
        request,
        form,
        lambda: actions.add_force(
            actor=request.user,
            host=host,
            organisation=form.cleaned_data["organisation"],
            standing=form.cleaned_data["standing"],
            place=form.place(),
        ),
        TEMPLATE,
        done=_("The force is added."),
        to=reverse("network:forces", args=[host.pk]),
        group=host,
        title=_("Add a force"),
        button=_("Add the force"),
    )


def _find(request: SignedInRequest, pk: int) -> NetworkForce:
    """A force that is in a network which this person organises."""
    forces = NetworkForce.objects.of_networks(request.user).present()
    force = get_object_or_404(forces.select_related("organisation", "host", "lead_group"), pk=pk)
    require(request.user, "network.keep_forces", force.host)
    return force


@require_safe
def force(request: SignedInRequest, pk: int) -> HttpResponse:
    """One force, the group that is to speak for it, and what that group says."""
    forces = NetworkForce.objects.visible_to(request.user).present()
    row = get_object_or_404(forces.select_related("organisation", "host", "lead_group"), pk=pk)
    return render(request, "network/force.html", {"force": row})


def _find_led(request: SignedInRequest, pk: int) -> NetworkForce:
    """A force that a group of this person's is to lead, if they answer for that group."""
    forces = queries.forces_to_lead(request.user)
    force = get_object_or_404(forces, pk=pk)
    require(request.user, "network.answer_lead", force.lead_group)
    return force


@FORM_PAGE
def force_agree(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then agree to lead a force."""
    force = _find_led(request, pk)
    return confirm(
        request,
        lambda: actions.agree_to_lead(actor=request.user, force=force),
        done=_("Your group leads %s.") % force.organisation,
        to=force.get_absolute_url(),
        title=_("Speak for %s?") % force.organisation,
        text=_(
            "The network asks your group to take part in its national topics. You can decline each"
            " of them. The chair and the secretary of the network can enter another group later."
        ),
        button=_("Agree"),
        cancel_words=_("Not now"),
    )


@FORM_PAGE
def force_decline(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then say that the group does not lead a force."""
    force = _find_led(request, pk)
    return confirm(
        request,
        lambda: actions.decline_to_lead(actor=request.user, force=force),
        done=_("Your group does not lead %s.") % force.organisation,
        to=force.get_absolute_url(),
        title=_("Decline to speak for %s?") % force.organisation,
        text=_("The network asks your group nothing, and can enter another group."),
        button=_("Decline"),
        cancel_words=_("Not now"),
        variant="warning",
    )


@FORM_PAGE
def force_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let another group speak for a force, or give it another tile."""
    force = _find(request, pk)
    form = ForceForm(posted(request), force=force, person=request.user)
    return form_page(
        request,
        form,
        lambda: actions.change_force(actor=request.user, force=force, place=form.place()),
        TEMPLATE,
        done=_("The force is changed."),
        to=reverse("network:forces", args=[force.host_id]),
        group=force.host,
        force=force,
        title=_("Change %s") % force.organisation,
        button=_("Save"),
    )


@FORM_PAGE
def force_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then take a force out of the network."""
    force = _find(request, pk)
    return confirm(
        request,
        lambda: actions.end_force(actor=request.user, force=force),
        done=_("%s has left the network.") % force.organisation,
        to=reverse("network:forces", args=[force.host_id]),
        title=_("Take %s out of the network?") % force.organisation,
        text=_(
            "It is not asked any more. What it was asked before stays, with its answers. You can"
            " add it again."
        ),
        button=_("Take it out"),
        cancel_words=_("Keep it"),
        variant="warning",
    )
