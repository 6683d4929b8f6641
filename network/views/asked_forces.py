"""Ask forces, and what a group does that is asked."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.form_pages import confirm, form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from core import text
from core.policy import may, require
from deliberation.views.marking import marked
from network import actions, queries
from network.forms import AcceptForm, AskForm, ChangeNamingForm, DeclineForm
from network.models import AskedForce, MessageOffer
from network.views.national_topics import find_own


@FORM_PAGE
def ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose the forces that are asked: all of them, or some."""
    national = find_own(request, pk)
    require(request.user, "network.ask_force", national)
    forces = queries.forces_to_ask(national)
    form = AskForm(posted(request), forces=forces)
    return form_page(
        request,
        form,
        lambda: actions.ask_force(actor=request.user, national_topic=national, **form.cleaned_data),
        "network/ask.html",
        done=_how_many,
        to=national.get_absolute_url(),
        national_topic=national,
        forces=forces,
        **marked([national.topic]),
    )


def _how_many(asked: list[AskedForce]) -> str:
    number = len(asked)
    return ngettext("%d force is asked.", "%d forces are asked.", number) % number


def find_asked(request: SignedInRequest, pk: int) -> AskedForce:
    """What a group of this person's is asked."""
    return get_object_or_404(queries.asked_of(request.user), pk=pk)


@require_safe
def asked(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the group is asked, until when, and what it answered."""
    row = find_asked(request, pk)
    question = row.national_topic.topic
    offers = queries.offers_of(row)
    context = {
        "asked": row,
        "question": text.render(question.ask),
        "reading": row.national_topic.reading.all(),
        "representation": queries.speaks_for(row),
        "mandate": queries.newest_mandate(row),
        "offers": offers,
        "any_offered": any(offer.state == MessageOffer.State.OFFERED for offer in offers),
        **marked([question]),
    }
    return render(request, "network/asked.html", context)


@FORM_PAGE
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then take a force off a draft."""
    asked_here = queries.asked_in_own_networks(request.user)
    row = get_object_or_404(asked_here, pk=pk)
    national = row.national_topic
    require(request.user, "network.remove_asked", national)
    return confirm(
        request,
        lambda: actions.remove_asked(actor=request.user, asked=row),
        done=_("%s is not asked.") % row.force,
        to=national.get_absolute_url(),
        title=_("Take %s off this draft?") % row.force,
        text=_("Nobody there has been told. You can ask them again until the last day."),
        button=_("Take it off"),
        cancel_words=_("Keep it"),
        **marked([national.topic]),
    )


@FORM_PAGE
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then take part: the group gets a topic of its own."""
    row = find_asked(request, pk)
    require(request.user, "network.answer_asked", row)
    names = bool(may(request.user, "network.answer_lead", row.group))
    form = AcceptForm(posted(request), names=names)
    return form_page(
        request,
        form,
        lambda: actions.accept_asked(actor=request.user, asked=row, **form.cleaned_data),
        "network/accept.html",
        done=_("Your group takes part. Its topic is open."),
        to=row.get_absolute_url(),
        asked=row,
        **marked([row.national_topic.topic]),
    )


@FORM_PAGE
def naming(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let others read that the force takes part, or no longer."""
    row = find_asked(request, pk)
    require(request.user, "network.change_named", row)
    form = ChangeNamingForm(posted(request), initial={"named": row.named})
    return form_page(
        request,
        form,
        lambda: actions.change_named(actor=request.user, asked=row, **form.cleaned_data),
        "network/naming.html",
        done=_("It is changed."),
        to=row.get_absolute_url(),
        asked=row,
        **marked([row.national_topic.topic]),
    )


@FORM_PAGE
def decline(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say why the group does not take part."""
    row = find_asked(request, pk)
    require(request.user, "network.answer_asked", row)
    form = DeclineForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.decline_asked(actor=request.user, asked=row, **form.cleaned_data),
        "network/decline.html",
        done=_("The network is told that your group does not take part."),
        to=row.get_absolute_url(),
        field="reason",
        asked=row,
        **marked([row.national_topic.topic]),
    )
