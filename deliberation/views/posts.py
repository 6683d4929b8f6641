"""One post: changed or withdrawn by its author, its earlier words, its words taken out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.form_pages import confirm, form_page, next_url, status_of
from accounts.http import FORM_PAGE, SignedInRequest, or_404, posted
from accounts.models import User
from accounts.saving import save_page
from core import text
from core.policy import require
from deliberation import actions, queries
from deliberation.forms.posts import EditPostForm, RemovePostForm
from deliberation.mentions import names_in, previewed
from deliberation.models import Post, Reaction
from deliberation.models.asker import PreparedRow
from deliberation.views.marking import marked


def find(request: SignedInRequest, pk: int) -> Post:
    """The post, or 404 alike for what is not there and what is not theirs to read.

    It says whether it ``has_attachments``.
    """
    return or_404(_POST(request.user, pk))


def _posts(asker: User) -> QuerySet[Post]:
    attached = Post.objects.filter(
        attachments__isnull=False, attachments__versions__removed_at=None
    )
    there = Exists(attached.filter(pk=OuterRef("pk")))
    joins = ("topic__group", "author", "dictation__entered_by", "dictation__corrected_by")
    return Post.objects.visible_to(asker).select_related(*joins).annotate(has_attachments=there)


_POST = PreparedRow(_posts)


@FORM_PAGE
def post_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change my words. A refusal of what I typed, such as after half an hour, gives it back."""
    post = find(request, pk)
    is_own = post.author_id == request.user.pk
    if request.method != "POST" or not is_own:  # a preview draws with what its author knows
        require(request.user, "deliberation.edit_post", post)
    return new_words(
        request,
        post,
        EditPostForm,
        actions.edit_post,
        "deliberation/post_edit.html",
        done=_("Your post is changed."),
    )


def new_words(
    request: SignedInRequest,
    post: Post,
    form_class: type[EditPostForm],
    action: Callable[..., Post],
    template: str,
    *,
    done: str,
) -> HttpResponse:
    """The page that changes the words of ``post``, or shows how they will stand.

    Where somebody was faster, both are shown.
    """
    initial = {"body": post.body, "label": post.label, "after": post.version}
    form = form_class(posted(request), initial=initial)
    context: dict[str, Any] = {"post": post, **marked([post.topic])}
    if "preview" in request.POST:
        if form.is_valid():
            written = form.cleaned_data
            context["preview"] = previewed(post, written["body"], written["label"])
        return render(request, template, {**context, "form": form}, status=status_of(form))
    return save_page(
        request,
        form,
        lambda: action(actor=request.user, post=post, **form.cleaned_data),
        form_class,
        template,
        done=done,
        **context,
    )


@FORM_PAGE
def post_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what goes and who quotes it, then take my words out for good, or theirs for them."""
    post = find(request, pk)
    require(request.user, "deliberation.withdraw_post", post)
    is_own = post.author_id == request.user.pk
    return confirm(
        request,
        lambda: actions.withdraw_post(actor=request.user, post=post),
        "deliberation/post_withdraw.html",
        done=_("You withdrew your post.") if is_own else _("The post is withdrawn."),
        to=post.get_absolute_url(),
        variant="warning",
        post=post,
        is_own=is_own,
        quoting=queries.quoting(post, request.user),
        repeating=queries.repeating(post, request.user),
        **marked([post.topic]),
    )


@FORM_PAGE
def post_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what goes, ask why, then take the words out for good."""
    post = find(request, pk)
    require(request.user, "deliberation.remove_post", post)
    form = RemovePostForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.remove_post(
            actor=request.user, post=post, reason=form.cleaned_data["reason"]
        ),
        "deliberation/post_remove.html",
        done=_("The words are gone."),
        post=post,
        quoting=queries.quoting(post, request.user),
        repeating=queries.repeating(post, request.user),
        marking=post.topic.get_marking_display(),
    )


@require_POST
def post_react(request: SignedInRequest, pk: int) -> HttpResponse:
    """Agree with a post or find it helpful, or no longer; its page shows who does."""
    post = find(request, pk)
    kind = request.POST.get("kind")
    if kind not in Reaction.Kind.values:
        messages.error(request, _("Press one of the buttons under the post."))
        return redirect(post)
    actions.react_to_post(actor=request.user, post=post, kind=Reaction.Kind(kind))
    if request.htmx:  # the stream brings it
        return HttpResponse(status=204)
    return redirect(next_url(request, post.get_absolute_url()))


@require_safe
def post_versions(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a post says and said, newest first."""
    post = find(request, pk)
    versions = [
        (version, text.render(version.body)) for version in post.versions.order_by("-version")
    ]
    names = names_in([post.pk])
    context = {"post": post, "versions": versions, "names": names, **marked([post.topic])}
    return render(request, "deliberation/post_versions.html", context)
