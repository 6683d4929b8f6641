"""Questions in the shared space, in their order; what became of each, and saying so."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from accounts.models import LegalHold
from accounts.models.memberships import POLICE
from core.pagination import ShortPaginator
from core.policy import may, require
from deliberation import actions, queries
from deliberation.forms.questions import QuestionFateForm
from deliberation.live import TopicAudience
from deliberation.models import HotSeat, Post, Question, Space, Topic
from deliberation.permissions import SpaceOf
from deliberation.views import audiences, posts
from deliberation.views.marking import marked

PAGE = 50  # questions
WANTED, ASKED = "wanted", "asked"  # in which order
State = Question.State
PERMISSION = {
    State.ANSWERED: "deliberation.answer_question",
    State.CARRIED: "deliberation.carry_question",
    State.NOT_TAKEN: "deliberation.decline_question",
    State.WITHDRAWN: "deliberation.withdraw_question",
    State.OPEN: "deliberation.reopen_question",
}


@require_safe
def topic_questions(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every question of the shared space, with what became of it; those of one ``?fate=`` alone.

    Those come first that most people want answered, where a guest answers or ``?order=wanted``
    says so; else they stand in the order in which they were asked.
    """
    topic = audiences.find(request, pk)
    require(request.user, "deliberation.read_space", SpaceOf(topic, Space.SHARED))
    seat = queries.hot_seat(topic)
    seat = seat if seat and seat.stands else None
    person = request.user
    in_seat = seat is not None and seat.guest_id == person.pk
    viewer = TopicAudience.of(person, topic, in_seat=in_seat)
    fate, order = _fate(request), _order(request, seat)
    asked = queries.with_mine(
        queries.with_wanting(queries.questions(topic, since=viewer.since, fate=fate)), person
    )
    asked = asked.order_by("-wanting", "pk") if order == WANTED else asked
    page = ShortPaginator(asked, PAGE).get_page(request.GET.get("page"))
    is_held = LegalHold.on(topic) is not None
    counts = queries.question_counts(topic, since=viewer.since)
    is_open = topic.state == Topic.State.OPEN
    context = {
        "topic": topic,
        "seat": seat,
        "page": page,
        "settles": {
            post.pk for post in page if viewer.settles(person, post, topic, is_held=is_held)
        },
        "answers": is_open and not is_held and _answers(seat, viewer),
        "wants": is_open and viewer.writes and not in_seat,
        "counts": counts,
        "fates": [(state, str(State(state).label), number) for state, number in counts],
        "fate": fate,
        "order": order,
        "here": request.get_full_path(),
        "pages_href": f"?order={order}&fate={fate}&page=",
    }
    return render(request, "deliberation/topic_questions.html", {**context, **marked([topic])})


def _answers(seat: HotSeat | None, viewer: TopicAudience) -> bool:
    """Whether who looks answers for the seat: the guest, or organisers who type for one."""
    if seat is None:
        return False
    return viewer.in_seat or (seat.guest_id is None and viewer.keeps)


def _fate(request: SignedInRequest) -> str:
    """The fate of ``?fate=``, of which alone questions are shown; empty for all."""
    fate = request.GET.get("fate", "")
    return fate if fate in State.values else ""


def _order(request: SignedInRequest, seat: HotSeat | None) -> str:
    order = request.GET.get("order", "")
    if order in (WANTED, ASKED):
        return order
    return WANTED if seat else ASKED


@FORM_PAGE
def question_settle(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what became of a question."""
    post = posts.find(request, pk)
    person = request.user
    states = [state for state in State if may(person, PERMISSION[state], post)]
    if not states:
        require(person, PERMISSION[State.ANSWERED], post)
    form = QuestionFateForm(
        posted(request),
        states=states,
        answers=queries.answers_to_choose(post, person),
        by_post=person.roles.get(post.group_id) in POLICE,
    )
    return form_page(
        request,
        form,
        lambda: _settle(request, post, form.cleaned_data),
        "deliberation/question_settle.html",
        done=_("What became of the question is recorded."),
        to=reverse("deliberation:topic-questions", args=[post.topic_id]),
        post=post,
        **marked([post.topic]),
    )


def _settle(request: SignedInRequest, post: Post, cleaned: dict[str, Any]) -> None:
    state = State(cleaned["state"])
    if state == State.ANSWERED:
        actions.answer_question(actor=request.user, post=post, answer=cleaned["answer"])
    elif state == State.CARRIED:
        actions.carry_question(actor=request.user, post=post)
    elif state == State.NOT_TAKEN:
        reason = cleaned["reason"]
        actions.decline_question(actor=request.user, post=post, reason=reason)
    elif state == State.WITHDRAWN:
        actions.withdraw_question(actor=request.user, post=post)
    else:
        actions.reopen_question(actor=request.user, post=post)
