"""An interest in an item: declared, written down for somebody, and what they do during it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.form_pages import form_page, next_url
from accounts.http import FORM_PAGE, SignedInRequest, or_404, posted
from accounts.models.memberships import CHAIRS
from accounts.permissions import role_in
from core.policy import require
from deliberation.queries import would_stop_ballot
from meetings import actions, queries
from meetings.forms.interests import InterestChangeForm, InterestForForm, InterestForm

if TYPE_CHECKING:
    from accounts.models import User
    from meetings.models import AgendaItem


@FORM_PAGE
def interest_declare(request: SignedInRequest, pk: int) -> HttpResponse:
    """Declare an interest in one item of an agenda; or declare it anew, to leave after all."""
    item = or_404(queries.item_of(request.user, pk))
    require(request.user, "meetings.declare_interest", item)
    before = item.recusals.listening().filter(user=request.user).first()
    form = InterestForm(posted(request), initial={"reason": before.reason if before else ""})
    return form_page(
        request,
        form,
        lambda: actions.declare_interest(
            actor=request.user, item=item, reason=form.cleaned_data["reason"]
        ),
        "meetings/interest.html",
        done=_("Your interest is declared. You take no part in this item, and leave for it."),
        to=item.meeting.get_absolute_url(),
        item=item,
        listens=before is not None,
        stops_ballot=would_stop_ballot(request.user, item.topic_id),
        meeting=item.meeting,
        **_who_leads(request.user, item),
    )


def _who_leads(person: User, item: AgendaItem) -> dict[str, Any]:
    """Of whoever can lead the meeting: who else can lead the item, in words."""
    if role_in(person, item) not in CHAIRS:
        return {}
    able = queries.who_can_lead([item])[item.pk]
    others = [name for key, name in able.items() if key != person.pk]
    return {"leads": True, "others": get_text_list(others, _("or"))}


@FORM_PAGE
def interest_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down the interest that somebody else has in one item."""
    item = or_404(queries.item_of(request.user, pk))
    require(request.user, "meetings.record_interest", item)
    form = InterestForForm(posted(request), item=item, person=request.user)
    to = next_url(request, item.meeting.get_absolute_url())
    return form_page(
        request,
        form,
        lambda: actions.declare_interest(
            actor=request.user,
            item=item,
            reason=form.cleaned_data["reason"],
            user=form.chosen(),
            part=form.cleaned_data["part"],
        ),
        "meetings/interest_record.html",
        done=_("The interest is written down. They take no part in this item."),
        to=to,
        next=to,
        item=item,
        meeting=item.meeting,
    )


@FORM_PAGE
def interest_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let somebody with an interest stay and listen, or have them leave after all."""
    recusal = or_404(queries.interest(request.user, pk))
    require(request.user, "meetings.change_interest", recusal)
    form = InterestChangeForm(posted(request), part=recusal.part)
    meeting = recusal.item.meeting
    return form_page(
        request,
        form,
        lambda: actions.change_interest(
            actor=request.user,
            recusal=recusal,
            part=form.cleaned_data["part"],
            seen=form.cleaned_data["seen"],
        ),
        "meetings/interest_change.html",
        done=_("It is saved, and the record says so."),
        to=meeting.get_absolute_url(),
        recusal=recusal,
        item=recusal.item,
        meeting=meeting,
    )
