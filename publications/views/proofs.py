"""What shows what the police did: added by them, published by the chair, read by everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import confirm, form_page
from accounts.fresh import fresh_factor_required
from accounts.http import FORM_PAGE, SignedInRequest, posted
from accounts.models import User
from core.files import file_response, stored
from core.policy import Refused, Verdict, may, require
from deliberation.attachments import keeper
from deliberation.models import KeyMessage
from deliberation.views.marking import marked
from meetings.models import Paper
from meetings.queries import slides
from meetings.slides.package import Kind
from publications import queries
from publications.actions import add_proof_to_answer, publish_proof, withdraw_proof
from publications.forms import ProofForm
from publications.models import Proof
from publications.permissions import withdraws_proofs
from publications.views.editions import visitor

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from deliberation.models import Response

OK, GONE = 200, 410


@FORM_PAGE
def proof_add(request: SignedInRequest, reference: str) -> HttpResponse:
    """Add a photograph or a paper to the newest response; those before stand above."""
    key_message = get_object_or_404(queries.answerable_by(request.user), reference=reference)
    if key_message.response is None:
        raise Refused(_("There is no response yet. Write it first."), thing=key_message)
    require(request.user, "meetings.add_proof", key_message.response)
    form = ProofForm(posted(request), request.FILES or None)
    return form_page(
        request,
        form,
        lambda: add_proof_to_answer(
            actor=request.user, key_message=key_message, upload=form.upload()
        ),
        "publications/proof_add.html",
        done=_arrived(key_message),
        to=request.path,
        field="shows",
        key_message=key_message,
        proofs=keeper().proofs(key_message),
        **marked([key_message.topic]),
    )


def _arrived(key_message: KeyMessage) -> str:
    """What happens to it now: what was sent inside the portal stays there."""
    if key_message.state == KeyMessage.State.SENT_INSIDE:
        return _("It has arrived and is being prepared.")
    return _("It has arrived and is being prepared. The chair is asked to publish it.")


@fresh_factor_required  # it is public as soon as it is pressed
@FORM_PAGE
def proof_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """The chair looks at it and publishes it beside the answer; a second press leads there."""
    papers = Paper.objects.visible_to(request.user).filter(response__isnull=False)
    paper = get_object_or_404(papers.with_place().prefetch_related("versions"), pk=pk)
    if published := _published(request.user, paper):
        if not published.withdrawn_at:  # else the page itself says so
            messages.success(request, _("It stands beside the response."))
        return redirect(published)
    require(request.user, "publications.publish_proof", paper)
    key_message = cast("Response", paper.response).key_message
    return confirm(
        request,
        lambda: publish_proof(actor=request.user, paper=paper),
        "publications/proof_publish.html",
        done=_("It stands beside the response."),
        to=key_message.get_absolute_url(),
        title=_("Publish this beside the response?"),
        button=_("Publish it"),
        cancel_words=_("Not now"),
        paper=paper,
        slides=slides(paper.version),
        is_photograph=Kind(paper.version.kind).is_photograph,
        reference=key_message.reference,
        **marked([key_message.topic]),
    )


def _published(person: User, paper: Paper) -> Proof | None:
    return Proof.objects.visible_to(person).filter(of_paper=paper.pk).first()


@login_not_required
@require_safe
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    """A proof with its pictures and words; that it was taken back, once it was."""
    proof = _find(request, pk)
    context = {"proof": proof, "withdraws": _withdraws(visitor(request), proof)}
    status = GONE if proof.withdrawn_at else OK
    return render(request, "publications/proof.html", context, status=status)


@login_not_required
@require_safe
def proof_picture(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One picture of a proof."""
    pages = {page["number"]: page["picture"] for page in _find(request, pk).pages}
    if not (name := pages.get(number)):
        raise Http404
    return file_response(stored(name), "image/webp")


def _find(request: HttpRequest, pk: int) -> Proof:
    visible = Proof.objects.visible_to(visitor(request)).select_related("answer__group")
    return get_object_or_404(visible, pk=pk)


def _withdraws(reader: User | AnonymousUser, proof: Proof) -> Verdict | None:
    """Whether they can withdraw it now, or why not, to those who withdraw proofs."""
    if isinstance(reader, User) and withdraws_proofs(reader, proof):
        return may(reader, "publications.withdraw_proof", proof)
    return None


@fresh_factor_required
@FORM_PAGE
def proof_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back what should not be public; asks first."""
    visible = Proof.objects.visible_to(request.user).select_related("answer__group")
    withdrawn = get_object_or_404(visible, pk=pk)
    if withdrawn.withdrawn_at and request.method == "POST":
        return redirect(withdrawn)
    require(request.user, "publications.withdraw_proof", withdrawn)
    return confirm(
        request,
        lambda: withdraw_proof(actor=request.user, proof=withdrawn),
        done=_("It is withdrawn, and its pictures and words are deleted."),
        to=withdrawn.get_absolute_url(),
        title=_("Withdraw this?"),
        text=_(
            "Its pictures and words are deleted at once, and its page says that it was withdrawn."
            " Nobody can bring it back. Whoever has kept a copy still has it. The response stays."
        ),
        button=_("Withdraw it"),
        cancel_words=_("Keep it"),
        variant="warning",
    )
