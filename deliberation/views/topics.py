"""Pages of topics: the list, opening one, the guests, closing one."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import confirm, form_page, status_of
from accounts.http import FORM_PAGE, SignedInRequest, find_group, posted
from accounts.models import AdvisoryGroup
from core import text
from core.numbers import number
from core.policy import require
from deliberation import actions, queries
from deliberation.forms.topics import AskedForm, TopicForm
from deliberation.models import AudienceChange, Topic
from deliberation.views.audiences import find, widen
from deliberation.views.marking import marked

# Of a topic: to a fresh one, and to its preview.
TAKEN_OVER = ("title", "ask", "asker", "decision_due", "marking", "handling")


@require_safe
def topics(request: SignedInRequest) -> HttpResponse:
    """Every topic I see, by group; those of ``?tag=`` alone where some carry it."""
    tag_number = number(request.GET.get("tag"))
    sorts = queries.tags_of(request.user) if tag_number else queries.Sorted([], {})
    tag = next((tag for tag, _number in sorts.numbers if tag.pk == tag_number), None)
    page = queries.TopicPages(request.user, tag).get_page(request.GET.get("page"))
    if not sorts.numbers and any(topic.has_tags for topic in page):
        sorts = queries.tags_of(request.user)
    new = queries.unread(request.user, page.object_list)
    rows = [
        (
            topic,
            new.get(topic.pk, {}),
            topic.opens_to(request.user),
            sorts.of_topics.get(topic.pk, []),
        )
        for topic in page
    ]
    groups = queries.groups_to_open_topics_in(request.user)
    context: dict[str, Any] = {"page": page, "rows": rows, "groups": groups}
    tags = [(each.pk, str(each), carriers) for each, carriers in sorts.numbers]
    context |= {"tags": tags, "tag": tag, "tag_number": str(tag_number)}
    context["keeps"] = queries.groups_to_tag_topics_in(request.user)
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
    if "preview" in request.POST:
        return _preview(request, group, form)
    return form_page(
        request,
        form,
        lambda: _open(request, group, form),
        "deliberation/topic_new.html",
        done=_("The topic is open."),
        group=group,
    )


def _preview(request: SignedInRequest, group: AdvisoryGroup, form: TopicForm) -> HttpResponse:
    """The form again, behind the topic as it will stand, which is kept nowhere."""
    context: dict[str, Any] = {"form": form, "group": group}
    if form.is_valid():
        fields = {name: form.cleaned_data[name] for name in TAKEN_OVER if name in form.fields}
        topic = Topic(group=group, opened_by=request.user, **fields)
        context |= {"preview": topic, "ask": text.render(topic.ask), **marked([topic])}
    return render(request, "deliberation/topic_new.html", context, status=status_of(form))


def _source_of(request: SignedInRequest) -> Topic | None:
    source = number(request.GET.get("from"))
    if not source:
        return None
    opens = Topic.objects.readable_by(request.user).select_related("group")
    return get_object_or_404(opens, pk=source)


def _group_of(request: SignedInRequest) -> AdvisoryGroup | None:
    group = number(request.GET.get("group"))
    if group:
        return find_group(request, group)
    groups = queries.groups_to_open_topics_in(request.user)
    return groups[0] if len(groups) == 1 else None


def _open(request: SignedInRequest, group: AdvisoryGroup, form: TopicForm) -> Topic:
    cleaned = form.cleaned_data
    people = {
        name: [place.user for place in cleaned.get(name, ())] for name in ("guests", "readers")
    }
    return actions.open_topic(actor=request.user, group=group, **{**cleaned, **people})


# --- Guests, closing ---------------------------------------------------------------------


@require_safe
def topic_guests(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who of the police and the observers reads the shared space."""
    topic = find(request, pk)
    require(request.user, "deliberation.remove_guest", topic)
    invited = set(topic.guests.values_list("user", flat=True))
    places = list(queries.guests_of(topic.group_id))
    context = {
        "topic": topic,
        "invited": [place for place in places if place.user_id in invited],
        "others": [place for place in places if place.user_id not in invited],
        **marked([topic]),
    }
    return render(request, "deliberation/topic_guests.html", context)


def _guest(request: SignedInRequest, pk: int, person: int, permission: str) -> tuple[Topic, Any]:
    topic = find(request, pk)
    require(request.user, permission, topic)
    return topic, get_object_or_404(queries.guests_of(topic.group_id), user__pk=person).user


@FORM_PAGE
def guest_invite(request: SignedInRequest, pk: int, person: int) -> HttpResponse:
    """Let somebody read the shared space, once those who wrote there agree."""
    topic, user = _guest(request, pk, person, "deliberation.invite_guest")
    return widen(
        request,
        topic,
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
    topic, user = _guest(request, pk, person, "deliberation.remove_guest")
    return confirm(
        request,
        lambda: actions.remove_guest(actor=request.user, topic=topic, user=user),
        done=_("%s can no longer read this topic.") % user,
        to=reverse("deliberation:topic-guests", args=[pk]),
        title=_("Remove %s from this topic?") % user,
        text=_("Their open page closes at once. What they wrote stays."),
        button=_("Remove"),
        variant="warning",
        **marked([topic]),
    )


@FORM_PAGE
def topic_promote(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say who asks and when they decide, which makes a topic a consultation."""
    topic = find(request, pk)
    require(request.user, "deliberation.promote_topic", topic)
    form = AskedForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.promote_topic(actor=request.user, topic=topic, **form.cleaned_data),
        "deliberation/topic_promote.html",
        done=_("The topic is a consultation."),
        topic=topic,
        **marked([topic]),
    )


@FORM_PAGE
def topic_pin(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then put the topic before the others."""
    topic = find(request, pk)
    require(request.user, "deliberation.pin_topic", topic)
    return confirm(
        request,
        lambda: actions.pin_topic(actor=request.user, topic=topic),
        done=_("The topic is pinned."),
        to=reverse("deliberation:topics"),
        cancel=topic.get_absolute_url(),
        title=_("Pin this topic?"),
        text=_("It stands before the other topics of the group, for everyone who sees it."),
        button=_("Pin the topic"),
        **marked([topic]),
    )


@FORM_PAGE
def topic_unpin(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then put the topic back among the others."""
    topic = find(request, pk)
    require(request.user, "deliberation.pin_topic", topic)
    return confirm(
        request,
        lambda: actions.unpin_topic(actor=request.user, topic=topic),
        done=_("The topic is no longer pinned."),
        to=reverse("deliberation:topics"),
        cancel=topic.get_absolute_url(),
        title=_("Unpin this topic?"),
        text=_("It goes back to its place among the other topics of the group."),
        button=_("Unpin the topic"),
        **marked([topic]),
    )


@FORM_PAGE
def topic_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then close the topic."""
    topic = find(request, pk)
    require(request.user, "deliberation.close_topic", topic)
    return confirm(
        request,
        lambda: actions.close_topic(actor=request.user, topic=topic),
        done=_("The topic is closed."),
        to=topic.get_absolute_url(),
        title=_("Close this topic?"),
        text=_("Nobody can write in it any more. Everybody who reads it now can still read it."),
        button=_("Close the topic"),
        **marked([topic]),
    )


@FORM_PAGE
def topic_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then let people write again."""
    topic = find(request, pk)
    require(request.user, "deliberation.reopen_topic", topic)
    return confirm(
        request,
        lambda: actions.reopen_topic(actor=request.user, topic=topic),
        done=_("The topic is open again."),
        to=topic.get_absolute_url(),
        title=_("Open this topic again?"),
        text=_("Everybody who reads it now can write in it again."),
        button=_("Open it again"),
        **marked([topic]),
    )
