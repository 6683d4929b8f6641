"""Choose on which released messages a key message of the network rests."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from accounts.form_pages import form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from accounts.models.memberships import OWN_PEOPLE
from accounts.permissions import role_in
from core.policy import require
from deliberation.views.key_messages import find as find_message
from deliberation.views.marking import marked
from network import actions, queries
from network.forms import RestsOnForm


@FORM_PAGE
def rests_on(request: SignedInRequest, pk: int) -> HttpResponse:
    """Tick what it rests on, of what stands."""
    key_message = find_message(request, pk)
    if role_in(request.user, key_message) not in OWN_PEOPLE:
        raise Http404
    require(request.user, "network.rest_on", key_message)
    offered = list(queries.to_rest_on(key_message))
    chosen = queries.rested_on(key_message)
    form = RestsOnForm(posted(request), offered=offered, chosen=chosen)
    return form_page(
        request,
        form,
        lambda: actions.rest_on(
            actor=request.user, key_message=key_message, add=form.add, remove=form.remove
        ),
        "network/rests_on.html",
        done=_("It is saved."),
        to=key_message.get_absolute_url(),
        key_message=key_message,
        offered=offered,
        **marked([key_message.topic]),
    )
