"""Posts without their author's name: who knows whose one is, and learning it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import form_page
from accounts.fresh import fresh_factor_required
from accounts.http import FORM_PAGE, SignedInRequest, find_group, posted
from core.policy import require
from deliberation import actions
from deliberation.forms.unattributed import UnattributedPostsForm, UnmaskForm
from deliberation.mentions import names_in
from deliberation.models import Unmasking
from deliberation.models.standing import unattributed_posts_in
from deliberation.views.marking import marked
from deliberation.views.posts import find


@require_safe
def post_author(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who wrote it, for a chair who learned it; for its author, who learned it, and why."""
    post = find(request, pk)
    unmaskings = Unmasking.objects.visible_to(request.user).filter(post=post)
    is_own = post.unattributed and post.author_id == request.user.pk
    if not (is_own or unmaskings.exists()):
        raise Http404
    context = {
        "post": post,
        "names": names_in([post.pk]),
        "is_own": is_own,
        "unmaskings": unmaskings.select_related("unmasked_by"),
        **marked([post.topic]),
    }
    return render(request, "deliberation/post_author.html", context)


@fresh_factor_required
@FORM_PAGE
def post_unmask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say why, then learn who wrote a post."""
    post = find(request, pk)
    mine = Unmasking.objects.visible_to(request.user).filter(unmasked_by=request.user)
    if known := mine.filter(post=post).first():
        return redirect(known)
    require(request.user, "deliberation.unmask_post", post)
    form = UnmaskForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.unmask_post(actor=request.user, post=post, **form.cleaned_data),
        "deliberation/post_unmask.html",
        done=_("The author of the post is told that you know, and why."),
        post=post,
        names=names_in([post.pk]),
        **marked([post.topic]),
    )


@FORM_PAGE
def unattributed_posts(request: SignedInRequest, group: int) -> HttpResponse:
    """Say whether members of a group write without their name."""
    here = find_group(request, group)
    require(request.user, "deliberation.change_terms", here)
    says = "yes" if unattributed_posts_in(request.user, here.pk) else "no"
    form = UnattributedPostsForm(posted(request), initial={"members": says})
    return form_page(
        request,
        form,
        lambda: actions.change_unattributed_posts(
            actor=request.user, group=here, **form.cleaned_data
        ),
        "deliberation/unattributed_posts.html",
        done=_("The change is recorded. Every member sees it."),
        to=reverse("deliberation:terms", args=[here.pk]),
        group=here,
    )
