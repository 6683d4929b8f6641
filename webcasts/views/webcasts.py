"""Webcasts of a topic: the list, one with its moments, adding and changing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import OK, confirm, form_page, go_on, submit
from accounts.http import FORM_PAGE, SignedInRequest, posted
from accounts.saving import save_page
from core.live import streams
from core.middleware.headers import policies
from core.policy import require
from deliberation.models import Topic
from deliberation.views.marking import marked
from webcasts import actions, queries
from webcasts.forms import BookmarkForm, ChangeWebcastForm, WebcastForm
from webcasts.live import WebcastPage, on_screen_of
from webcasts.models import Bookmark, Webcast

SCREEN = ("fullscreen", "autoplay")  # of what a browser can do, what a player needs


def find_topic(request: SignedInRequest, pk: int) -> Topic:
    """The topic, or 404 alike for what is not there and what is not theirs to open."""
    readable = Topic.objects.readable_by(request.user).select_related("group")
    return get_object_or_404(readable, pk=pk)


def find(request: SignedInRequest, pk: int) -> Webcast:
    """The same of a webcast."""
    visible = Webcast.objects.visible_to(request.user).select_related("topic__group")
    return get_object_or_404(visible, pk=pk)


@require_safe
def webcasts(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the group watches beside this topic."""
    of_topic = find_topic(request, pk)
    context: dict[str, Any] = {"topic": of_topic, "webcasts": queries.webcasts_of(of_topic)}
    context["hosts"] = sorted(settings.WEBCAST_HOSTS)
    return render(request, "webcasts/webcasts.html", {**context, **marked([of_topic])})


@FORM_PAGE
def webcast_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add one."""
    of_topic = find_topic(request, pk)
    require(request.user, "webcasts.add_webcast", of_topic)
    form = WebcastForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.add_webcast(actor=request.user, topic=of_topic, plan=form.plan()),
        "webcasts/webcast_form.html",
        done=_("The webcast is added. Everybody who reads the topic is told."),
        topic=of_topic,
        title=_("Add a webcast"),
        button=_("Add the webcast"),
        cancel=reverse("webcasts:webcasts", args=[of_topic.pk]),
        **marked([of_topic]),
    )


@FORM_PAGE
def webcast(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where it is watched, the moments that people marked, and the form for one more."""
    on_screen = find(request, pk)
    spaces = queries.spaces_to_speak_in(on_screen.topic, request.user)
    form = BookmarkForm(posted(request), spaces=spaces)
    status = OK
    if request.method == "POST":
        bookmark, status = submit(request, form, lambda: _write(request, on_screen, form))
        if bookmark:
            return go_on(request, bookmark, _("The moment is marked."), _moment(request, bookmark))
    thing, audience = on_screen_of(request.user, on_screen)
    stream = on_screen.stream(thing.space)
    context: dict[str, Any] = {"form": form, "stream": stream, "seq": streams.current(stream)}
    # After the step: what comes between is drawn twice, and never lost.
    context |= WebcastPage().context(thing, audience)
    context["framed"] = on_screen.can_be_framed and "here" in request.GET
    # What was typed comes back also to somebody who may no longer say it.
    context["speaks"] = form.is_bound or queries.speaks_of(on_screen, request.user)
    context |= marked([on_screen.topic])
    response = render(request, "webcasts/webcast.html", context, status=status)
    if context["framed"]:
        for name, value in policies(f"https://{on_screen.host}", SCREEN).items():
            response.headers[name] = value
    return response


def _moment(request: SignedInRequest, bookmark: Bookmark) -> str:
    """Address of the moment; whoever watches in the page goes on doing so."""
    address = bookmark.get_absolute_url()
    return address.replace("#", "?here=1#") if "here" in request.GET else address


def _write(request: SignedInRequest, webcast: Webcast, form: BookmarkForm) -> Bookmark:
    return actions.write_bookmark(
        actor=request.user,
        webcast=webcast,
        space=form.cleaned_data["space"],
        second=form.cleaned_data["moment"],
        words=form.cleaned_data["words"],
    )


@FORM_PAGE
def webcast_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change it. Where somebody was faster, both are shown."""
    on_screen = find(request, pk)
    require(request.user, "webcasts.change_webcast", on_screen)
    form = ChangeWebcastForm(posted(request), initial=ChangeWebcastForm.initial_of(on_screen))
    return save_page(
        request,
        form,
        lambda: actions.change_webcast(
            actor=request.user,
            webcast=on_screen,
            plan=form.plan(),
            after=form.cleaned_data["after"],
        ),
        ChangeWebcastForm,
        "webcasts/webcast_form.html",
        done=_("The webcast is changed."),
        topic=on_screen.topic,
        title=_("Change the webcast"),
        button=_("Save"),
        cancel=on_screen.get_absolute_url(),
        **marked([on_screen.topic]),
    )


@FORM_PAGE
def webcast_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then say that it does not take place."""
    on_screen = find(request, pk)
    require(request.user, "webcasts.cancel_webcast", on_screen)
    return confirm(
        request,
        lambda: actions.cancel_webcast(actor=request.user, webcast=on_screen),
        done=_("The webcast is cancelled."),
        to=on_screen.get_absolute_url(),
        title=_("Cancel this webcast?"),
        text=_(
            "Everybody who reads the topic is told. What was said of its moments stays. This cannot"
            " be undone: add it anew if it takes place after all."
        ),
        button=_("Cancel the webcast"),
        cancel_words=_("Keep it"),
        variant="warning",
        **marked([on_screen.topic]),
    )
