"""Pages of topics: the list, the two spaces, the composer, the guests."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.deeds import OK, attempt, confirm
from accounts.http import FORM_PAGE, SignedInRequest, posted
from accounts.models import AdvisoryGroup
from deliberation import actions, queries
from deliberation.forms import PostForm, TopicForm
from deliberation.live import TopicPage
from deliberation.models import AudienceChange, Post, ReadMark, Space, Topic
from deliberation.views.audience import find, widen
from deliberation.views.handling import handling_page
from deliberation.views.marking import marked
from iag_portal import text
from iag_portal.live import streams
from iag_portal.policy import require

PAGE = 20  # topics
TAKEN_OVER = ("title", "ask", "asker", "decision_due", "marking", "handling")  # to a fresh topic


@require_safe
def topics(request: SignedInRequest) -> HttpResponse:
    """Every topic I see, by group."""
    page = Paginator(queries.topics_of(request.user), PAGE).get_page(request.GET.get("page"))
    new = queries.unread(request.user, page.object_list)
    opens = Topic.objects.readable_by(request.user).filter(pk__in=[one.pk for one in page])
    briefed = set(opens.values_list("pk", flat=True))
    rows = [(one, new.get(one.pk, {}), one.pk in briefed) for one in page]
    groups = queries.groups_to_open_topics_in(request.user)
    context = {"page": page, "rows": rows, "groups": groups, **marked(page.object_list)}
    return render(request, "deliberation/topics.html", context)


@FORM_PAGE
def topic_new(request: SignedInRequest) -> HttpResponse:
    """Open a topic in the group of ``?group=``; without it, in the only one there is.

    A fresh topic, where an old one cannot be shown to more people, begins ``?from=`` it.
    """
    source = _source_of(request)
    group = source.group if source else _group_of(request)
    if group is None:
        groups = queries.groups_to_open_topics_in(request.user)
        return render(request, "deliberation/topic_group.html", {"groups": groups})
    require(request.user, "deliberation.open_topic", group)
    initial = {name: getattr(source, name) for name in TAKEN_OVER} if source else {}
    form = TopicForm(posted(request), group=group, person=request.user, initial=initial)
    status = OK
    if request.method == "POST":
        made, status = attempt(request, form, lambda: _open(request, group, form))
        if made:
            messages.success(request, _("The topic is open."))
            return redirect(made)
    context = {"form": form, "group": group}
    return render(request, "deliberation/topic_new.html", context, status=status)


def _source_of(request: SignedInRequest) -> Topic | None:
    given = request.GET.get("from", "")
    if not given.isdecimal():
        return None
    opens = Topic.objects.readable_by(request.user).select_related("group")
    return get_object_or_404(opens, pk=int(given))


def _group_of(request: SignedInRequest) -> AdvisoryGroup | None:
    given = request.GET.get("group", "")
    if given.isdecimal():
        own = AdvisoryGroup.objects.visible_to(request.user)
        return get_object_or_404(own, pk=int(given))
    groups = queries.groups_to_open_topics_in(request.user)
    return groups[0] if len(groups) == 1 else None


def _open(request: SignedInRequest, group: AdvisoryGroup, form: TopicForm) -> Topic:
    said = form.cleaned_data
    people = {name: [place.user for place in said.get(name, ())] for name in ("guests", "readers")}
    return actions.open_topic(actor=request.user, group=group, **{**said, **people})


# --- One topic ---------------------------------------------------------------------------


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
    found, wanted = _find(request, pk, space)
    if request.method != "POST":
        return redirect(found.url_of(wanted))
    form = PostForm(request.POST)
    made, status = attempt(request, form, lambda: _write(request, found, wanted, form))
    if made is None:
        return _space(request, pk, wanted, form=form, status=status)
    messages.success(request, _("Your post is in the %s.") % wanted.label.lower())
    return redirect(made)


def _write(request: SignedInRequest, found: Topic, space: Space, form: PostForm) -> Post:
    reply_to = form.cleaned_data["reply_to"]
    visible = Post.objects.visible_to(request.user).filter(topic=found)
    return actions.write_post(
        actor=request.user,
        topic=found,
        space=space,
        body=form.cleaned_data["body"],
        reply_to=get_object_or_404(visible, pk=reply_to) if reply_to else None,
    )


def _find(request: SignedInRequest, pk: int, space: str) -> tuple[Topic, Space]:
    """The topic and space, or 404 alike for what is not there and what is not theirs."""
    found = find(request, pk)
    if space not in found.spaces_of(request.user):
        raise Http404
    return found, Space(space)


def _space(
    request: SignedInRequest,
    pk: int,
    space: Space,
    *,
    form: PostForm | None = None,
    status: int = OK,
) -> HttpResponse:
    found, space = _find(request, pk, space)
    if not found.handling_accepted_by(request.user):
        return handling_page(request, found, status)
    page, key = TopicPage(), found.stream(space)
    seq = streams.current(key)  # before the drawing: what comes in between is drawn twice, not lost
    audience = page.audiences(key, [request.user.pk]).get(request.user.pk)
    if audience is None:
        raise Http404
    context = page.context(key, audience)
    context["posts"] = shown = list(context["posts"])
    seen = queries.read_to(request.user, found, space)
    new = [post for post in shown if post.pk > seen and post.author_id != request.user.pk]
    spaces = queries.spaces_with_unread(found, request.user)
    if shown and shown[-1].pk > seen:
        ReadMark.objects.note_seen(request.user, found, space, shown[-1].pk)
    context |= _personal(request, found, shown, form)
    context |= {"stream": key, "seq": seq, "read_to": seen, "new": new, "spaces": spaces}
    context["new_ids"] = {post.pk for post in new}
    return render(request, "deliberation/topic.html", context, status=status)


def _personal(
    request: SignedInRequest, found: Topic, shown: list[Post], form: PostForm | None
) -> dict[str, Any]:
    """What stands around the regions: the ask, the composer, the post that is answered."""
    wanted = form["reply_to"].value() if form else request.GET.get("reply", "")
    reply_to = next((post for post in shown if str(post.pk) == str(wanted)), None)
    initial = {"reply_to": reply_to.pk} if reply_to else {}
    return {
        "form": form or PostForm(initial=initial),
        "reply_to": reply_to,
        "ask": text.render(found.ask),
        **marked([found]),
    }


# --- Guests, closing ---------------------------------------------------------------------


@require_safe
def topic_guests(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who of the police and the observers reads the shared space."""
    found = find(request, pk)
    require(request.user, "deliberation.remove_guest", found)
    invited = set(found.guests.values_list("user", flat=True))
    places = list(queries.guests_of(found.group_id))
    context = {
        "topic": found,
        "invited": [place for place in places if place.user_id in invited],
        "others": [place for place in places if place.user_id not in invited],
        **marked([found]),
    }
    return render(request, "deliberation/topic_guests.html", context)


def _guest(request: SignedInRequest, pk: int, person: int, permission: str) -> tuple[Topic, Any]:
    found = find(request, pk)
    require(request.user, permission, found)
    return found, get_object_or_404(queries.guests_of(found.group_id), user=person).user


@FORM_PAGE
def guest_invite(request: SignedInRequest, pk: int, person: int) -> HttpResponse:
    """Let somebody read the shared space, once those who wrote there agree."""
    found, user = _guest(request, pk, person, "deliberation.invite_guest")
    return widen(
        request,
        found,
        AudienceChange.Kind.GUEST,
        user,
        title=_("Invite %s?") % user,
        text=_(
            "They will read everything in the shared space, also what was written before today."
            " They never read the members’ space."
        ),
        to=reverse("deliberation:topic-guests", args=[pk]),
    )


@FORM_PAGE
def guest_remove(request: SignedInRequest, pk: int, person: int) -> HttpResponse:
    """Ask once more, then end somebody's reading."""
    found, user = _guest(request, pk, person, "deliberation.remove_guest")
    return confirm(
        request,
        lambda: actions.remove_guest(actor=request.user, topic=found, user=user),
        done=_("%s can no longer read this topic.") % user,
        to=reverse("deliberation:topic-guests", args=[pk]),
        title=_("Remove %s from this topic?") % user,
        text=_("Their open page closes at once. What they wrote stays."),
        button=_("Remove"),
        warning=True,
        **marked([found]),
    )


@FORM_PAGE
def topic_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then close the topic."""
    found = find(request, pk)
    require(request.user, "deliberation.close_topic", found)
    return confirm(
        request,
        lambda: actions.close_topic(actor=request.user, topic=found),
        done=_("The topic is closed."),
        to=found.get_absolute_url(),
        title=_("Close this topic?"),
        text=_("Nobody can write in it any more. Everybody who reads it now can still read it."),
        button=_("Close the topic"),
        **marked([found]),
    )


@FORM_PAGE
def topic_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then let people write again."""
    found = find(request, pk)
    require(request.user, "deliberation.reopen_topic", found)
    return confirm(
        request,
        lambda: actions.reopen_topic(actor=request.user, topic=found),
        done=_("The topic is open again."),
        to=found.get_absolute_url(),
        title=_("Open this topic again?"),
        text=_("Everybody who reads it now can write in it again."),
        button=_("Open it again"),
        **marked([found]),
    )
