"""Pages about who reads a topic: narrower at will, wider when everybody who wrote agrees."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.form_pages import CONFLICT, OK, confirm
from accounts.http import FORM_PAGE, SignedInRequest, or_404
from accounts.models import User
from core.policy import require
from deliberation import actions, queries
from deliberation.models import AudienceChange, Space, Topic
from deliberation.models.asker import PreparedRow
from deliberation.views.marking import marked

Kind = AudienceChange.Kind
_TOPIC = PreparedRow(lambda asker: Topic.objects.visible_to(asker).select_related("group"))
_CHANGE = PreparedRow(
    lambda asker: AudienceChange.objects.visible_to(asker).select_related("topic__group", "user")
)


def find(request: SignedInRequest, pk: int) -> Topic:
    """The topic, as far as this person may know of it."""
    return or_404(_TOPIC(request.user, pk))


def _audience_url(topic: Topic) -> str:
    return reverse("deliberation:topic-audience", args=[topic.pk])


@require_safe
def topic_audience(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who reads a topic, and what was proposed about it: for the chair and the secretary."""
    topic = find(request, pk)
    require(request.user, "deliberation.narrow_history", topic)
    named = set(topic.named_readers.values_list("user", flat=True))
    people = list(queries.people_of(topic.group_id)) if topic.readers_named else []
    changes = AudienceChange.objects.visible_to(request.user).filter(topic=topic)
    context = {
        "topic": topic,
        "named": [place for place in people if place.user_id in named],
        "others": [place for place in people if place.user_id not in named],
        "changes": changes.select_related("user").order_by("-pk"),
        "accepted": topic.readers_now(Space.SHARED).count() if topic.handling_first else None,
        "readers": topic.readers(Space.SHARED).count(),
        **marked([topic]),
    }
    return render(request, "deliberation/topic_audience.html", context)


def widen(
    request: SignedInRequest,
    topic: Topic,
    kind: AudienceChange.Kind,
    user: User | None,
    *,
    title: str,
    text: str,
    to: str,
) -> HttpResponse:
    """Ask once more, saying who is asked, then propose it; or show the way to a fresh topic."""
    asking = queries.whom_to_ask(request.user, topic, kind, user)
    if asking.gone:
        status = CONFLICT if request.method == "POST" else OK
        context = {"topic": topic, "title": title, "to": to, **marked([topic])}
        return render(request, "deliberation/fresh_topic.html", context, status=status)
    asked = _("Whoever else wrote here is asked first. It happens once they all agree.")
    if asking.told:
        asked = ngettext(
            "%d other person wrote here and is asked first. It happens once they agree.",
            "%d other people wrote here and are asked first. It happens once they all agree.",
            asking.number,
        ) % (asking.number,)
    return confirm(
        request,
        lambda: actions.propose_audience_change(
            actor=request.user, topic=topic, kind=kind, user=user
        ),
        done=_("Those who wrote here are asked.") if asking.number else _("It is done."),
        to=to,
        title=title,
        text=f"{text} {asked}" if asking.number else text,
        button=_("Ask them") if asking.number else _("Continue"),
        **marked([topic]),
    )


def _person(topic: Topic, pk: int) -> User:
    place = get_object_or_404(queries.people_of(topic.group_id), user__pk=pk)
    return place.user


@FORM_PAGE
def reader_name(request: SignedInRequest, pk: int, person: int) -> HttpResponse:
    """One more named reader."""
    topic = find(request, pk)
    require(request.user, "deliberation.name_reader", topic)
    user = _person(topic, person)
    return widen(
        request,
        topic,
        Kind.NAMED_READER,
        user,
        title=_("Name %s?") % user,
        text=_("They will know of this topic and read what their role lets them read."),
        to=_audience_url(topic),
    )


@FORM_PAGE
def reader_remove(request: SignedInRequest, pk: int, person: int) -> HttpResponse:
    """Ask once more, then end somebody's knowing of the topic."""
    topic = find(request, pk)
    require(request.user, "deliberation.remove_reader", topic)
    user = _person(topic, person)
    own = user == request.user
    return confirm(
        request,
        lambda: actions.remove_named_reader(actor=request.user, topic=topic, user=user),
        done=_("%s no longer knows of this topic.") % user,
        to=reverse("deliberation:topics") if own else _audience_url(topic),
        title=_("Remove %s from this topic?") % user,
        text=_("For them it is as if it had never been. Their open page closes at once."),
        button=_("Remove"),
        variant="warning",
        **marked([topic]),
    )


@FORM_PAGE
def guests_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then remove every guest."""
    topic = find(request, pk)
    require(request.user, "deliberation.close_to_guests", topic)
    return confirm(
        request,
        lambda: actions.close_to_guests(actor=request.user, topic=topic),
        done=_("No guest reads this topic any more."),
        to=_audience_url(topic),
        title=_("Close the shared space to all guests?"),
        text=_("Their open pages close at once. What they wrote stays."),
        button=_("Remove all guests"),
        variant="warning",
        **marked([topic]),
    )


@FORM_PAGE
def history_narrow(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then hide what was written before somebody joined."""
    topic = find(request, pk)
    require(request.user, "deliberation.narrow_history", topic)
    return confirm(
        request,
        lambda: actions.narrow_history(actor=request.user, topic=topic),
        done=_("Those who joined later see what was written after they joined."),
        to=_audience_url(topic),
        title=_("Hide what was written before somebody joined?"),
        text=_("To show it again, everybody who wrote here has to agree."),
        button=_("Hide it"),
        variant="warning",
        **marked([topic]),
    )


@FORM_PAGE
def history_widen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show everything to those who joined later, once the authors agree."""
    topic = find(request, pk)
    require(request.user, "deliberation.widen_history", topic)
    return widen(
        request,
        topic,
        Kind.FROM_START,
        None,
        title=_("Show this topic from its start?"),
        text=_("Those who joined later will read everything, in the spaces that they read now."),
        to=_audience_url(topic),
    )


@FORM_PAGE
def secretary_admit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the secretary read what members wrote before the terms allowed it."""
    topic = find(request, pk)
    require(request.user, "deliberation.admit_secretary", topic)
    return widen(
        request,
        topic,
        Kind.SECRETARY,
        None,
        title=_("Let the secretary read the members’ space of this topic?"),
        text=_("It was written before the terms of reference let the secretary in."),
        to=_audience_url(topic),
    )


# --- One change --------------------------------------------------------------------------


def find_change(request: SignedInRequest, pk: int) -> AudienceChange:
    return or_404(_CHANGE(request.user, pk))


@require_safe
def audience_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is proposed, how many agreed, and my own answer."""
    change = find_change(request, pk)
    answers = queries.answers_to(change, request.user)
    agreed, of = answers or (None, None)
    context = {
        "change": change,
        "topic": change.topic,
        "agreed": agreed,
        "of": of,
        **marked([change.topic]),
    }
    return render(request, "deliberation/audience_change.html", context)


@require_POST
def audience_change_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Agree, or not."""
    change = find_change(request, pk)
    answer = request.POST.get("answer")
    if answer not in {"agree", "refuse"}:  # one refusal ends it: never by something left out
        messages.error(request, _("Say whether you agree or not."))
        return redirect(change)
    agrees = answer == "agree"
    actions.answer_audience_change(actor=request.user, change=change, agrees=agrees)
    messages.success(request, settled(change))
    return redirect(change)


def settled(change: AudienceChange) -> str:
    return {
        AudienceChange.State.MADE: _("Everybody has agreed: it is done."),
        AudienceChange.State.REFUSED: _("The audience stays as it is."),
    }.get(AudienceChange.State(change.state), _("Your answer is on record."))


@FORM_PAGE
def audience_change_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then take the proposal back."""
    change = find_change(request, pk)
    require(request.user, "deliberation.withdraw_audience_change", change)
    return confirm(
        request,
        lambda: actions.withdraw_audience_change(actor=request.user, change=change),
        done=_("The proposal is withdrawn."),
        to=change.get_absolute_url(),
        title=_("Withdraw this proposal?"),
        text=_("The audience stays as it is."),
        button=_("Withdraw it"),
        **marked([change.topic]),
    )
