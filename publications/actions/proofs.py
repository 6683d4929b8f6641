"""Publish what shows what the police did, and take it back."""

from __future__ import annotations

from typing import cast

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.files import remove_with_commit
from core.locks import lock, lock_all
from core.policy import Refused, require
from deliberation.attachments import Upload
from deliberation.models import KeyMessage, Response, Topic
from meetings.actions import add_proof
from meetings.models import Paper, Slide
from meetings.queries import slides
from meetings.slides.package import Kind
from publications.events import ProofPublished, ProofWithdrawn
from publications.models import Answer, Proof
from publications.models.proofs import Page
from publications.names import in_response, told_of


@transaction.atomic
def add_proof_to_answer(*, actor: User, key_message: KeyMessage, upload: Upload) -> Paper:
    """Add a photograph or a paper to the newest answer; the chair publishes it.

    :raises Refused: where there is no answer that says what was done, or when the description
        names somebody.
    """
    response = key_message.response
    if response is None:
        raise Refused(_("There is no response yet."), thing=key_message)
    require(actor, "meetings.add_proof", response)  # what is refused tells of posts
    if naming := in_response(upload.description, key_message):  # before a file is kept
        raise Refused(told_of(naming[0], actor, key_message), thing=key_message)
    return add_proof(actor=actor, response=response, upload=upload)


@transaction.atomic
def publish_proof(*, actor: User, paper: Paper) -> Proof:
    """Copy a proof beside its answer, for whoever reads the answer. The view asks for a factor.

    What is copied are the pictures that were drawn, and the words: never the file itself.

    :raises Refused: unless ``actor`` chairs the group; before it is prepared and its answer is
        published; when it is published already, or its words name somebody.
    """
    lock(paper)  # of two presses the second is refused
    paper = Paper.objects.with_place().get(pk=paper.pk)  # as it is, not as the page had it
    require(actor, "publications.publish_proof", paper)
    response = _response_of(paper)
    key_message = response.key_message
    is_photograph = Kind(paper.version.kind).is_photograph
    pages = [(slide, _page(slide)) for slide in slides(paper.version)]
    description = _photograph_shows(paper) if is_photograph else paper.title
    words = [description, *(f"{page['alt']}\n{page['text']}" for _slide, page in pages)]
    if naming := in_response("\n".join(words), key_message):
        raise Refused(told_of(naming[0], actor, key_message), thing=paper)
    proof = Proof.objects.create(
        answer=Answer.objects.copied_from(response).get(),
        of_paper=paper.pk,
        is_photograph=is_photograph,
        description=description,
        published_at=now(),
    )
    proof.pages = [_kept(proof, slide, page) for slide, page in pages]
    proof.save(update_fields=["pages"])
    emit(ProofPublished(group_id=paper.group_id, proof_id=proof.pk), actor=actor)
    return proof


@transaction.atomic
def withdraw_proof(*, actor: User, proof: Proof) -> None:
    """Take a proof back: its pictures and words go at once, and its place says that it was there.

    :raises Refused: unless ``actor`` chairs the group or is its police lead; when it is withdrawn;
        while a legal hold covers the topic of the message.
    """
    lock_all(Topic.objects.filter(key_messages__reference=proof.answer.reference))  # as a hold does
    lock(proof, "withdrawn_at", "pages")
    require(actor, "publications.withdraw_proof", proof)
    remove_with_commit(page["picture"] for page in proof.pages if page["picture"])
    proof.withdrawn_at, proof.pages, proof.description = now(), [], ""
    proof.save(update_fields=["withdrawn_at", "pages", "description"])
    emit(ProofWithdrawn(group_id=proof.group_id, proof_id=proof.pk), actor=actor)


def _response_of(paper: Paper) -> Response:
    """What ``paper`` is a proof of: the policy has looked that there is one."""
    return cast("Response", paper.response)


def _photograph_shows(paper: Paper) -> str:
    """What the police said that a photograph shows."""
    return " ".join(slides(paper.version)[0].descriptions)


def _page(slide: Slide) -> Page:
    return {
        "number": slide.number,
        "picture": "",
        "width": slide.width,
        "height": slide.height,
        "alt": slide.alt,
        "text": slide.text,
    }


def _kept(proof: Proof, slide: Slide, page: Page) -> Page:
    """The page with its picture kept as a file of its own."""
    if not slide.large:
        return page
    with slide.large.open("rb") as file:
        content = ContentFile(file.read())
    name = default_storage.save(f"proofs/{proof.pk}/{slide.number}.webp", content)
    return {**page, "picture": name}
