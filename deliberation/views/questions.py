"""Questions in the shared space: what became of each, and saying so."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from accounts.models import LegalHold, Role
from core.pagination import ShortPaginator
from core.policy import may, require
from deliberation import actions, queries
from deliberation.forms.questions import QuestionFateForm
from deliberation.live import TopicAudience
from deliberation.models import Post, Question, Space
from deliberation.permissions import SpaceOf
from deliberation.views import audiences, posts
from deliberation.views.marking import marked

PAGE = 50  # questions
State = Question.State
PERMISSION = {
    State.ANSWERED: "deliberation.answer_question",
    State.CARRIED: "deliberation.carry_question",
    State.WITHDRAWN: "deliberation.withdraw_question",
    State.OPEN: "deliberation.reopen_question",
}


@require_safe
def topic_questions(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every question of the shared space, with what became of it."""
    topic = audiences.find(request, pk)
    require(request.user, "deliberation.read_space", SpaceOf(topic, Space.SHARED))
    viewer = TopicAudience.of(request.user, topic)
    asked = queries.questions(topic, since=viewer.since)
    page = ShortPaginator(asked, PAGE).get_page(request.GET.get("page"))
    is_held = LegalHold.on(topic) is not None
    mine = {post.pk for post in page if viewer.settles(request.user, post, topic, is_held=is_held)}
    context = {"topic": topic, "page": page, "settles": mine}
    counts = queries.question_counts(topic, since=viewer.since)
    return render(
        request,
        "deliberation/topic_questions.html",
        {**context, "counts": counts, **marked([topic])},
    )


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
        by_post=person.roles.get(post.group_id) == Role.POLICE_LEAD,
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
    elif state == State.WITHDRAWN:
        actions.withdraw_question(actor=request.user, post=post)
    else:
        actions.reopen_question(actor=request.user, post=post)
