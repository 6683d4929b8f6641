"""The pages of the way out: prepare, check, approve, publish."""

from __future__ import annotations

from operator import attrgetter
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.form_pages import OK, confirm, form_page, submit
from accounts.fresh import fresh_factor_required
from accounts.http import FORM_PAGE, SignedInRequest, posted
from accounts.models import User
from core.numbers import number
from core.pagination import ShortPaginator
from core.policy import Rule, Text, may, require
from meetings.models import Meeting
from publications import actions, canonical, pdf, queries
from publications.forms import AskCheckForm, PrepareForm, PublishForm, VerdictForm
from publications.models import Release
from publications.names import findings
from publications.permissions import checks_facts, is_chair, is_secretary
from publications.views import visit_notes

PAGE = 20  # meetings to publish
UNAVAILABLE = 503


class Step(NamedTuple):
    """One step on the way out: a page of its own, ``publications:<step>``.

    :ivar taker: who ever takes it, whatever state the release is in.
    """

    permission: str
    button: Text
    taker: Rule


STEPS = {
    "prepare-again": Step(
        "publications.prepare_again", gettext_lazy("Prepare it again"), is_secretary
    ),
    "ask-check": Step(
        "publications.ask_second_check", gettext_lazy("Ask a member to check the facts"), is_chair
    ),
    "check": Step(
        "publications.check_release", gettext_lazy("Check facts and handling"), checks_facts
    ),
    "approve": Step("publications.approve_release", gettext_lazy("Read and approve"), is_chair),
    "discard": Step("publications.discard_release", gettext_lazy("Throw it away"), is_secretary),
    "publish": Step("publications.publish_release", gettext_lazy("Go on to publish"), is_secretary),
}


def _require_turn(request: SignedInRequest, release: Release, step: Step) -> None:
    """Refuse who never takes this step. A press too late says so on its own page, by the action."""
    if request.method != "POST" or not step.taker(request.user, release):
        require(request.user, step.permission, release)


def _found(request: SignedInRequest, pk: int) -> Release:
    visible = Release.objects.visible_to(request.user)
    people = (
        "prepared_by",
        "asked_to_check",
        "checked_by",
        "sent_back_by",
        "approved_by",
        "published_by",
    )
    note = "visit_note__report__visit__group__organisation"
    rows = visible.select_related("publication__group", "meeting__group", note, *people)
    return get_object_or_404(rows, pk=pk)


@require_safe
def desk(request: SignedInRequest) -> HttpResponse:
    """What waits for whom on the way out, and which answers are owed."""
    user = request.user
    context = {
        "releases": queries.under_way(user),
        "meetings": ShortPaginator(queries.to_publish(user), PAGE).get_page(
            request.GET.get("page")
        ),
        "owed": queries.answerable_by(user).awaiting_answer(),
        "held_back": queries.held_back(user),
        "proofs": queries.proofs_to_publish(user),
        "notes": queries.notes_to_prepare(user),
        "takes_part": queries.takes_part(user),
    }
    return render(request, "publications/desk.html", context)


@FORM_PAGE
def prepare(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose the messages of a meeting and write the words around them."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    require(request.user, "publications.prepare_release", meeting)
    form = PrepareForm(posted(request), meeting=meeting, person=request.user)
    return form_page(
        request,
        form,
        lambda: actions.prepare_release(actor=request.user, meeting=meeting, draft=form.draft()),
        "publications/prepare.html",
        done=attrgetter("waits_with"),
        meeting=meeting,
    )


@FORM_PAGE
def prepare_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Prepare it anew; checks and approvals begin anew too."""
    release = _found(request, pk)
    require(request.user, "publications.prepare_again", release)
    if release.meeting is None:
        return visit_notes.prepare_again(request, release)
    form = PrepareForm(
        posted(request), meeting=release.meeting, person=request.user, release=release
    )
    return form_page(
        request,
        form,
        lambda: actions.prepare_again(
            actor=request.user,
            release=release,
            draft=form.draft(),
            version=form.cleaned_data["version"] or 0,
        ),
        "publications/prepare.html",
        done=attrgetter("waits_with"),
        meeting=release.meeting,
        release=release,
    )


def _context(release: Release, user: User) -> dict[str, Any]:
    """What every page of a release shows: the whole text as it will be public."""
    return {
        **canonical.context(release.snapshot, embedded=True),
        "photograph_src": reverse("publications:release-photograph", args=[release.pk]),
        "release": release,
        "left_out": queries.left_out(release, user),
    }


@require_safe
def release(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where a release stands, who did what, and what comes next."""
    prepared = _found(request, pk)
    verdicts = {name: may(request.user, step.permission, prepared) for name, step in STEPS.items()}
    open_steps = [(name, STEPS[name].button) for name, verdict in verdicts.items() if verdict]
    waits = prepared.state == Release.State.APPROVED and verdicts["prepare-again"]
    stuck = verdicts["publish"].reason if waits else ""
    context = {**_context(prepared, request.user), "steps": open_steps, "stuck": stuck}
    return render(request, "publications/release.html", context)


@FORM_PAGE
def ask_check(request: SignedInRequest, pk: int) -> HttpResponse:
    """The chair asks a second member to check the facts, in a group without a police lead."""
    release = _found(request, pk)
    _require_turn(request, release, STEPS["ask-check"])
    form = AskCheckForm(posted(request), release=release, person=request.user)
    return form_page(
        request,
        form,
        lambda: actions.ask_second_check(actor=request.user, release=release, **form.cleaned_data),
        "publications/ask_check.html",
        done=_("They are asked to check the facts."),
        to=release.get_absolute_url(),
        release=release,
    )


@FORM_PAGE
def check(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whose turn it is confirms facts and handling, or sends it back with a note."""
    yes = _("The facts are right and it may be handled as it is marked")
    return _verdict(request, _found(request, pk), yes=yes, page="check")


@fresh_factor_required
@FORM_PAGE
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """The chair approves what will be public, with a factor shown minutes ago."""
    yes = _("I approve this for the group")
    return _verdict(request, _found(request, pk), yes=yes, page="approve")


def _verdict(request: SignedInRequest, release: Release, *, yes: str, page: str) -> HttpResponse:
    _require_turn(request, release, STEPS[page])
    form = VerdictForm(posted(request), yes=yes, initial={"version": release.version})
    return form_page(
        request,
        form,
        lambda: _decide(request, release, form, page),
        f"publications/{page}.html",
        done=str,
        to=release.get_absolute_url(),
        **_context(release, request.user),
    )


def _decide(request: SignedInRequest, release: Release, form: VerdictForm, page: str) -> str:
    """Do what was decided; answers what to say of it."""
    fields = {"actor": request.user, "release": release, "version": form.cleaned_data["version"]}
    if not form.is_yes:
        actions.send_back(note=form.cleaned_data["note"], **fields)
        return _("It is back with the secretary.")
    if page == "approve":
        actions.approve_release(**fields)
        return _("You approved it. The secretary publishes it next.")
    actions.check_release(**fields)
    return _("You confirmed the facts. The chair approves it next.")


@FORM_PAGE
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw away what was prepared, after asking once more."""
    release = _found(request, pk)
    require(request.user, "publications.discard_release", release)
    return confirm(
        request,
        lambda: actions.discard_release(
            actor=request.user, release=release, version=number(request.POST.get("version"))
        ),
        "publications/discard.html",
        done=_("It is thrown away. You can prepare a new summary from the meeting."),
        to=reverse("publications:desk"),
        cancel=release.get_absolute_url(),
        variant="warning",
        release=release,
    )


@fresh_factor_required
@FORM_PAGE
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """The confirmation page of Publish, and the press, with a factor shown minutes ago."""
    release = _found(request, pk)
    _require_turn(request, release, STEPS["publish"])
    form, status = PublishForm(posted(request), initial={"version": release.version}), OK
    problem = pdf.unavailable()
    if request.method == "POST" and problem:
        status = UNAVAILABLE
    elif request.method == "POST":
        edition, status = submit(
            request,
            form,
            lambda: actions.publish_edition(
                actor=request.user, release=release, version=form.cleaned_data["version"]
            ),
        )
        if edition:
            messages.success(request, _("It is published."))
            return redirect(release.publication)
    source = release.source
    open_findings = findings(release.snapshot, source, release.not_names) if source else []
    names = [finding.sentence for finding in open_findings]
    context = {**_context(release, request.user), "form": form, "problem": problem, "names": names}
    return render(request, "publications/publish.html", context, status=status)
