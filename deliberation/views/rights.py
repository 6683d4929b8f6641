"""Taking the words out of a post, and the legal hold that forbids it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.form_pages import form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from accounts.views.holds import hold_page
from core.policy import require
from deliberation import actions, queries
from deliberation.forms import RemovePostForm
from deliberation.models import Post, Topic


@FORM_PAGE
def post_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what goes, ask why, then take the words out for good."""
    visible = Post.objects.visible_to(request.user).select_related("topic__group", "author")
    post = get_object_or_404(visible, pk=pk)
    require(request.user, "deliberation.remove_post", post)
    form = RemovePostForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.remove_post(
            actor=request.user, post=post, reason=form.cleaned_data["reason"]
        ),
        "rights/remove_post.html",
        done=_("The words are gone."),
        post=post,
        quoting=queries.quoting(post, request.user),
        marking=post.topic.get_marking_display(),
    )


@FORM_PAGE
def topic_hold(request: SignedInRequest, pk: int) -> HttpResponse:
    """The legal hold on a topic, for the chair and the secretary."""
    topic = get_object_or_404(Topic.objects.visible_to(request.user), pk=pk)
    require(request.user, "deliberation.view_hold", topic)
    who = request.user
    steps: dict[str, Callable[..., object]] = {
        "hold": partial(actions.hold_topic, actor=who, topic=topic),
        "ask": partial(actions.ask_to_lift_hold, actor=who, topic=topic),
        "lift": partial(actions.lift_hold, actor=who, topic=topic),
    }
    return hold_page(
        request,
        topic,
        steps,
        app="deliberation",
        to=topic.get_absolute_url(),
        marking=topic.get_marking_display(),
    )
