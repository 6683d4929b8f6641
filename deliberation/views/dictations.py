"""What people say who do not sign in: entered for them, and confirmed by them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.form_pages import CONFLICT, OK, form_page, status_of, submit
from accounts.http import FORM_PAGE, SignedInRequest, posted
from core.policy import ChangedMeanwhile, require
from deliberation import actions, queries
from deliberation.forms.posts import (
    AnswerForm,
    ConfirmPostForm,
    CorrectPostForm,
    DictatedPostForm,
)
from deliberation.mentions import previewed
from deliberation.models import AudienceChange, Dictation, Post, Space
from deliberation.permissions import SpaceOf
from deliberation.views.audience import find_change, settled
from deliberation.views.marking import marked
from deliberation.views.posts import find
from deliberation.views.spaces import find_space


@FORM_PAGE
def post_new_for(request: SignedInRequest, pk: int, space: str) -> HttpResponse:
    """Enter what somebody without email wants said here."""
    topic, wanted = find_space(request, pk, space)
    where = SpaceOf(topic, Space(wanted))
    require(request.user, "deliberation.write_post_for", where)
    authors = queries.written_for(topic, wanted)
    form = DictatedPostForm(posted(request), authors=authors)
    return form_page(
        request,
        form,
        lambda: _write(request, where, form),
        "deliberation/post_new_for.html",
        done=lambda post: _("What %s wants to say is in the topic.") % post.author,
        topic=topic,
        space=wanted,
        authors=authors,
        here=topic.url_of(wanted),
        **marked([topic]),
    )


def _write(request: SignedInRequest, where: SpaceOf, form: DictatedPostForm) -> Post:
    fields = form.cleaned_data
    return actions.write_post_for(
        actor=request.user,
        author=fields["author"],
        topic=where.topic,
        space=where.space,
        body=fields["body"],
        label=fields["label"],
        via=Dictation.Via(fields["via"]),
        told_on=fields["told_on"],
    )


@FORM_PAGE
def post_correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct what was entered for somebody. When somebody was faster, both are shown."""
    post = find(request, pk)
    is_preview = "preview" in request.POST
    if request.method != "POST" or is_preview or not hasattr(post, "dictation"):
        require(request.user, "deliberation.correct_post", post)
    initial = {"body": post.body, "label": post.label, "after": post.version}
    form = CorrectPostForm(posted(request), initial=initial)
    context: dict[str, Any] = {"form": form, "post": post, **marked([post.topic])}
    status = OK
    if is_preview:
        status = status_of(form)
        if form.is_valid():
            given = form.cleaned_data
            context["preview"] = previewed(post, given["body"], given["label"])
    elif request.method == "POST":
        outcome, status = submit(request, form, lambda: _correct(request, post, form))
        if isinstance(outcome, ChangedMeanwhile):
            status = CONFLICT
            context |= _both(request, outcome.newest, str(outcome))
        elif outcome:
            messages.success(request, _("The post is corrected. Ask them to confirm it."))
            return redirect(post)
    return render(request, "deliberation/post_correct.html", context, status=status)


def _correct(request: SignedInRequest, post: Post, form: CorrectPostForm) -> object:
    """The post, or the conflict: it is no refusal of rights and is not recorded as one."""
    try:
        return actions.correct_post(actor=request.user, post=post, **form.cleaned_data)
    except ChangedMeanwhile as moved:
        return moved


def _both(request: SignedInRequest, newest: Post, reason: str) -> dict[str, Any]:
    """What I typed in a form that now follows theirs, with theirs beside it."""
    typed = request.POST.copy()
    typed["after"] = str(newest.version)
    form = CorrectPostForm(typed)
    form.add_error(None, reason)
    return {"form": form, "theirs": newest}


@FORM_PAGE
def post_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down that its author confirmed a post that was entered for them."""
    post = find(request, pk)
    require(request.user, "deliberation.confirm_post", post)
    form = ConfirmPostForm(
        posted(request),
        told_on=post.dictation.told_on,
        corrected_on=localdate(post.edited_at) if post.edited_at else None,
    )
    return form_page(
        request,
        form,
        lambda: actions.confirm_post(
            actor=request.user,
            post=post,
            via=Dictation.Via(form.cleaned_data["via"]),
            confirmed_on=form.cleaned_data["confirmed_on"],
        ),
        "deliberation/post_confirm.html",
        done=_("It is written down that they confirmed it."),
        post=post,
        **marked([post.topic]),
    )


@FORM_PAGE
def audience_answer_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down whether somebody without email agrees that more people read what they told."""
    change = find_change(request, pk)
    require(request.user, "deliberation.record_audience_answer", change)
    asked = queries.asked_without_email(change)
    form = AnswerForm(posted(request), asked=asked)
    return form_page(
        request,
        form,
        lambda: _record_answer(request, change, form),
        "deliberation/audience_answer_record.html",
        done=settled,
        change=change,
        asked=asked,
        topic=change.topic,
        **marked([change.topic]),
    )


def _record_answer(
    request: SignedInRequest, change: AudienceChange, form: AnswerForm
) -> AudienceChange:
    return actions.record_audience_answer(
        actor=request.user,
        change=change,
        user=form.cleaned_data["user"],
        via=Dictation.Via(form.cleaned_data["via"]),
        agrees=form.cleaned_data["answer"] == "agree",
    )
