"""Who represents a group in a network: named there, let in here, ended by either."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import confirm, form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from core.policy import require
from deliberation.views.marking import marked
from network import actions, queries
from network.forms import RepresentativeForm
from network.models import Representation
from network.views.asked_forces import find_asked


@FORM_PAGE
def representative_name(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say who represents the group in the network."""
    asked = find_asked(request, pk)
    require(request.user, "network.name_representative", asked)
    people = queries.can_represent(asked.group)
    form = RepresentativeForm(posted(request), people=people)
    return form_page(
        request,
        form,
        lambda: actions.name_representative(
            actor=request.user, asked=asked, user=form.cleaned_data["user"]
        ),
        "network/representative_name.html",
        done=_("The network is asked to let your representative in."),
        to=asked.get_absolute_url(),
        asked=asked,
        before=queries.speaks_for(asked),
        **marked([asked.national_topic.topic]),
    )


def _find(request: SignedInRequest, pk: int) -> Representation:
    rows = Representation.objects.visible_to(request.user)
    joined = rows.select_related("force__organisation", "force__host", "group", "user", "place")
    return get_object_or_404(joined, pk=pk)


@require_safe
def representation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who represents which group, since when, and what can be done."""
    return render(request, "network/representation.html", {"row": _find(request, pk)})


@FORM_PAGE
def representative_admit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then let them into the network."""
    row = _find(request, pk)
    require(request.user, "network.admit_representative", row)
    return confirm(
        request,
        lambda: actions.admit_representative(actor=request.user, representation=row),
        done=_("%s is in the network.") % row.user,
        to=row.get_absolute_url(),
        title=_("Let %s into the network?") % row.user,
        text=_(
            "They become a member of the network, and read what its members read from now on, once"
            " they have signed in with a second factor and accepted its confidentiality. In a round"
            " on a national topic they hold the position of %(group)s, once that has a mandate."
        )
        % {"group": row.group},
        button=_("Let them in"),
        cancel_words=_("Not now"),
    )


@FORM_PAGE
def representation_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then end it."""
    row = _find(request, pk)
    require(request.user, "network.end_representation", row)
    return confirm(
        request,
        lambda: actions.end_representation(actor=request.user, representation=row),
        done=_("%(person)s no longer represents %(group)s.")
        % {"person": row.user, "group": row.group},
        to=row.get_absolute_url(),
        title=_("End that %(person)s represents %(group)s?")
        % {"person": row.user, "group": row.group},
        text=_(
            "The place in the network that they got by it ends at once, unless the network has made"
            " them something else since. A position that they took stands: it is their group’s. The"
            " group can name somebody else."
        ),
        button=_("End it"),
        cancel_words=_("Keep it"),
        variant="warning",
    )
