"""One space of a topic: what was written there, who reads it, and the composer."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import OK, submit
from accounts.http import FORM_PAGE, SignedInRequest
from core import text
from core.numbers import number
from core.policy import require
from core.quotations import quoted
from deliberation import actions, queries
from deliberation.forms.posts import PostForm
from deliberation.live import TopicAudience, TopicPage, questions_here
from deliberation.mentions import mentionable, previewed
from deliberation.models import Post, ReadMark, Space, Topic
from deliberation.permissions import SpaceOf
from deliberation.permissions.unattributed import offers_unattributed
from deliberation.views.handling import handling_page
from deliberation.views.marking import marked

NOT_YET = 0  # the key of a post that is not written


@require_safe
def topic(request: SignedInRequest, pk: int) -> HttpResponse:
    """The shared space: all who were let in read it."""
    return _space(request, pk, Space.SHARED)


@require_safe
def topic_members(request: SignedInRequest, pk: int) -> HttpResponse:
    """The members' space."""
    return _space(request, pk, Space.MEMBERS)


@FORM_PAGE
def post_new(request: SignedInRequest, pk: int, space: str) -> HttpResponse:
    """Write a post; on any error the page is drawn again with what was typed."""
    topic, of_space = find_space(request, pk, space)
    if request.method != "POST":
        return redirect(topic.url_of(of_space))
    form = PostForm(request.POST, request.FILES, unattributed=_may_be_unattributed(request, topic))
    if "preview" in request.POST:
        asks = partial(_require, request, topic, of_space, form)
        _nothing, status = submit(request, form, asks)
        return _space(request, pk, of_space, form=form, status=status)
    post, status = submit(request, form, lambda: _write(request, topic, of_space, form))
    if post is None:
        return _space(request, pk, of_space, form=form, status=status)
    messages.success(request, _("Your post is in the %s.") % of_space.label.lower())
    return redirect(post)


@require_safe
def people(request: SignedInRequest, pk: int, space: str) -> HttpResponse:
    """The names of everybody whom I can mention in what I write here."""
    topic, of_space = find_space(request, pk, space)
    require(request.user, "deliberation.write_post", SpaceOf(topic, of_space))
    names = mentionable(request.user, topic, of_space).values()
    return JsonResponse({"names": list(dict.fromkeys(names))})


def _may_be_unattributed(request: SignedInRequest, topic: Topic) -> bool:
    """Whether the composer offers it. Whether it may be in this space now is asked when posting.

    Who has ticked it meets a refusal where it is offered no longer, and is not named instead.
    """
    if "unattributed" in request.POST:
        return True
    return bool(offers_unattributed(request.user, topic))


def _require(request: SignedInRequest, topic: Topic, space: Space, form: PostForm) -> None:
    """What ``write_post`` asks of the policy, for a preview."""
    unattributed = form.cleaned_data.get("unattributed")
    where = SpaceOf(topic, space, request.user.pk if unattributed else None)
    require(request.user, "deliberation.write_post", where)
    if unattributed:
        require(request.user, "deliberation.write_unattributed", where)


def _write(request: SignedInRequest, topic: Topic, space: Space, form: PostForm) -> Post:
    reply_to = form.cleaned_data["reply_to"]
    visible = Post.objects.visible_to(request.user).filter(topic=topic)
    return actions.write_post(
        actor=request.user,
        topic=topic,
        space=space,
        body=form.cleaned_data["body"],
        label=form.cleaned_data["label"],
        unattributed=form.cleaned_data.get("unattributed", False),
        uploads=form.cleaned_data["attachments"],
        reply_to=get_object_or_404(visible, pk=reply_to) if reply_to else None,
    )


def find_space(request: SignedInRequest, pk: int, space: str) -> queries.SpaceOnScreen:
    """The space, or 404 alike for what is not there and what is not theirs."""
    screen = queries.on_screen_of(request.user, pk, space)
    if screen is None or space not in screen.topic.spaces_of(request.user):
        raise Http404
    return screen


def _space(
    request: SignedInRequest,
    pk: int,
    space: Space,
    *,
    form: PostForm | None = None,
    status: int = OK,
) -> HttpResponse:
    on_screen = find_space(request, pk, space)
    topic = on_screen.topic
    if not topic.opens_to(request.user):
        return handling_page(request, topic, status)
    in_seat = topic.seat_guest == request.user.pk
    audience = TopicAudience.of(request.user, topic, in_seat=in_seat)
    context = TopicPage().context(on_screen, audience)
    label = _label(request)
    context["thread"] = thread = _thread(request, topic, space, audience, label)
    seen = topic.read_to
    more, first = 0, 0
    if not label:
        more, first = queries.unseen(
            topic, space, request.user, shown=thread, since=audience.since, seen=seen
        )
    spaces = queries.spaces_with_unread(on_screen, request.user)
    if thread.posts and thread.posts[-1].pk > seen and not label:
        ReadMark.objects.note_seen(request.user, topic, space, thread.posts[-1].pk)
    context |= _personal(request, on_screen, audience, form, context["hot_seat"])
    # The step was read with the topic: what came while we drew is drawn twice, not lost.
    context |= {"stream": topic.stream(space), "seq": topic.seq, "read_to": seen}
    context |= {"spaces": spaces, "new_number": more, "new_first": first}
    context |= {"label": label, "labels": queries.labels(thread)}
    context["questions"] = questions_here(on_screen, audience, thread)
    is_held = context["is_held"]
    context["changes_topic"] = audience.changes_topic(request.user, topic, is_held=is_held)
    me = request.user.pk
    others = (post.pk for post in thread.posts if post.author_id != me)
    context["new_ids"] = {pk for pk in others if pk > seen}
    mine = (str(post.pk) for post in thread.posts if post.unnamed_id == me)
    context["mine"] = " ".join(mine)
    return render(request, "deliberation/topic.html", context, status=status)


def _label(request: SignedInRequest) -> str:
    """The label of ``?label=``, of which alone posts are shown; empty for all."""
    label = request.GET.get("label", "")
    return label if label in Post.Label.values else ""


def _thread(
    request: SignedInRequest, topic: Topic, space: Space, audience: TopicAudience, label: str
) -> queries.Thread:
    """The page of ``?page=``, or the one on which ``?post=`` stands; else the newest posts."""
    page: str | int = request.GET.get("page", 1)
    if post_id := number(request.GET.get("post")):
        page = queries.page_of(topic, space, post_id, since=audience.since)
    return queries.thread(topic, space, since=audience.since, number=page, label=label)


def _personal(
    request: SignedInRequest,
    on_screen: queries.SpaceOnScreen,
    audience: TopicAudience,
    form: PostForm | None,
    seat: queries.SeatOnScreen | None,
) -> dict[str, Any]:
    """What stands around the regions: the ask, the composer, the post that is answered."""
    topic, space = on_screen
    post_id = number(form["reply_to"].value() if form else request.GET.get("reply"))
    reply_to = None
    if post_id:
        visible = queries.posts(topic, space, since=audience.since)
        reply_to = visible.filter(pk=post_id).first()
    initial: dict[str, Any] = {"reply_to": reply_to.pk} if reply_to else {}
    asks = bool(audience.advises and seat and seat.seat.is_ahead)
    if asks and not reply_to:
        initial["label"] = Post.Label.QUESTION
    if reply_to and "quote" in request.GET and reply_to.removed_at is None:
        initial["body"] = _quotation(reply_to)
    unattributed = _may_be_unattributed(request, topic)
    preview = None
    if form and "preview" in request.POST and form.is_valid():
        preview = _as_it_will_stand(request, topic, space, form, reply_to)
    return {
        "form": form or PostForm(initial=initial, unattributed=unattributed),
        "reply_to": reply_to,
        "asks": asks,
        "ask": text.render(topic.ask),
        "preview": preview,
        **marked([topic]),
    }


def _as_it_will_stand(
    request: SignedInRequest, topic: Topic, space: Space, form: PostForm, reply_to: Post | None
) -> Post:
    """The post that the form would write, kept nowhere."""
    fields = form.cleaned_data
    post = Post(pk=NOT_YET, topic=topic, space=space, author=request.user, reply_to=reply_to)
    post.unattributed = fields.get("unattributed", False)
    return previewed(post, fields["body"], fields["label"])


def _quotation(post: Post) -> str:
    """Who wrote ``post``, when, and its words, as the composer begins with them."""
    heading = {"author": post.byline, "moment": post.written_words}
    return _("%(author)s, %(moment)s:") % heading + "\n" + quoted(post.body)
