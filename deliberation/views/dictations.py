"""What people say who do not sign in: entered for them, and confirmed by them."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.form_pages import form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from accounts.saving import save_page
from core.policy import require
from deliberation import actions, queries
from deliberation.forms.posts import (
    AnswerForm,
    ConfirmPostForm,
    CorrectPostForm,
    DictatedPostForm,
)
from deliberation.models import AudienceChange, Dictation, Post, Space
from deliberation.permissions import SpaceOf
from deliberation.views.audiences import find_change, settled
from deliberation.views.marking import marked
from deliberation.views.posts import find, new_words
from deliberation.views.spaces import find_space


@FORM_PAGE
def post_new_for(request: SignedInRequest, pk: int, space: str) -> HttpResponse:
    """Enter what somebody without email wants said here."""
    topic, of_space = find_space(request, pk, space)
    where = SpaceOf(topic, Space(of_space))
    require(request.user, "deliberation.write_post_for", where)
    authors = queries.written_for(topic, of_space)
    form = DictatedPostForm(posted(request), authors=authors)
    return form_page(
        request,
        form,
        lambda: _write(request, where, form),
        "deliberation/post_new_for.html",
        done=lambda post: _("What %s wants to say is in the topic.") % post.byline,
        topic=topic,
        space=of_space,
        authors=authors,
        here=topic.url_of(of_space),
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
    if request.method != "POST" or "preview" in request.POST or not hasattr(post, "dictation"):
        require(request.user, "deliberation.correct_post", post)
    return new_words(
        request,
        post,
        CorrectPostForm,
        actions.correct_post,
        "deliberation/post_correct.html",
        done=_("The post is corrected. Ask them to confirm it."),
    )


@FORM_PAGE
def post_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down that its author confirmed a post. When it was corrected meanwhile, say so."""
    post = find(request, pk)
    require(request.user, "deliberation.confirm_post", post)
    form_about_it = partial(
        ConfirmPostForm,
        told_on=post.dictation.told_on,
        corrected_on=localdate(post.edited_at) if post.edited_at else None,
    )
    form = form_about_it(posted(request), initial={"after": post.version})
    return save_page(
        request,
        form,
        lambda: actions.confirm_post(
            actor=request.user,
            post=post,
            via=Dictation.Via(form.cleaned_data["via"]),
            confirmed_on=form.cleaned_data["confirmed_on"],
            after=form.cleaned_data["after"],
        ),
        form_about_it,
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
