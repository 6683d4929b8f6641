"""Addresses of publications, of the way out, and of the verify page."""

from __future__ import annotations

import re

from django.urls import include, path, register_converter

from publications.formats import KIND
from publications.views import (
    answers,
    editions,
    feedback,
    followers,
    library,
    proofs,
    public,
    receipts,
    releases,
    verify,
    visit_notes,
    withdrawals,
)


class PublicationReference:
    """``HAR-2026-S01``."""

    regex = r"[A-Z]{2,6}-\d{4}-S\d{2,4}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class GroupCode(PublicationReference):
    """``HAR``."""

    regex = r"[A-Z]{2,6}"


class MessageReference(PublicationReference):
    """``HAR-2026-014``."""

    regex = r"[A-Z]{2,6}-\d{4}-\d{3,5}"


class Form(PublicationReference):
    """A form of an edition, as the end of its address: ``large-print.pdf``, ``txt``."""

    regex = "|".join(re.escape(form) for form in KIND if form != "pdf")


register_converter(PublicationReference, "publication")
register_converter(MessageReference, "message")
register_converter(GroupCode, "code")
register_converter(Form, "form")

app_name = "publications"
of_note = [  # pk is that of the visit
    path("", visit_notes.note, name="note"),
    path("write/", visit_notes.note_write, name="note-write"),
    path("offer/", visit_notes.note_offer, name="note-offer"),
    path("take-back/", visit_notes.note_take_back, name="note-take-back"),
    path("name/", visit_notes.note_name, name="note-name"),
    path("unname/", visit_notes.note_unname, name="note-unname"),
]
urlpatterns = [
    path("publications/", library.publications, name="list"),
    path("publications/messages.csv", library.index, name="index"),
    path("publications/release/", releases.desk, name="desk"),
    path("publications/release/meeting/<int:pk>/", releases.prepare, name="prepare"),
    path("publications/release/note/<int:pk>/", visit_notes.note_prepare, name="note-prepare"),
    path("publications/release/note/<int:pk>/return/", visit_notes.note_return, name="note-return"),
    path("publications/release/<int:pk>/", releases.release, name="release"),
    path(
        "publications/release/<int:pk>/photograph/",
        visit_notes.release_photograph,
        name="release-photograph",
    ),
    path(
        "publications/release/<int:pk>/prepare/",
        releases.prepare_again,
        name="prepare-again",
    ),
    path("publications/release/<int:pk>/ask/", releases.ask_check, name="ask-check"),
    path("publications/release/<int:pk>/check/", releases.check, name="check"),
    path("publications/release/<int:pk>/approve/", releases.approve, name="approve"),
    path("publications/release/<int:pk>/discard/", releases.discard, name="discard"),
    path("publications/release/<int:pk>/publish/", releases.publish, name="publish"),
    path("publications/answer/<message:reference>/", answers.answer, name="answer"),
    path(
        "publications/answer/<message:reference>/unaddressed/",
        answers.unaddressed,
        name="unaddressed",
    ),
    path("publications/answer/<message:reference>/proof/", proofs.proof_add, name="proof-add"),
    path("publications/proof/paper/<int:pk>/", proofs.proof_publish, name="proof-publish"),
    path("publications/proof/<int:pk>/", proofs.proof, name="proof"),
    path(
        "publications/proof/<int:pk>/<int:number>.webp", proofs.proof_picture, name="proof-picture"
    ),
    path("publications/proof/<int:pk>/withdraw/", proofs.proof_withdraw, name="proof-withdraw"),
    path("groups/<int:pk>/answers/", answers.group_answers, name="group-answers"),
    path(
        "organisations/<int:pk>/answers/",
        answers.organisation_answers,
        name="organisation-answers",
    ),
    path("publications/<publication:reference>/", editions.edition, name="edition"),
    path(
        "publications/<publication:reference>.pdf",
        editions.edition_file,
        {"form": "pdf"},
        name="pdf",
    ),
    path("publications/<publication:reference>.<form:form>", editions.edition_file, name="form"),
    path("publications/<publication:reference>/withdraw/", withdrawals.withdraw, name="withdraw"),
    path(
        "publications/<publication:reference>/<int:number>/", editions.edition, name="past-edition"
    ),
    path(
        "publications/<publication:reference>/<int:number>.pdf",
        editions.edition_file,
        {"form": "pdf"},
        name="past-pdf",
    ),
    path(
        "publications/<publication:reference>/<int:number>/photograph/",
        editions.edition_photograph,
        name="edition-photograph",
    ),
    path("visits/<int:pk>/note/", include(of_note)),
    path("public/", public.public_groups, name="public-groups"),
    path("public/<code:group_code>/", public.public_group, name="public-group"),
    path("public/<code:group_code>/feed.xml", public.public_feed, name="public-feed"),
    path("public/<code:group_code>/follow/", followers.follow, name="follow"),
    path("publications/topics/<int:pk>/follow/", followers.follow_subject, name="follow-subject"),
    path("follow/confirm/<str:token>/", followers.follow_confirm, name="follow-confirm"),
    path("follow/stop/<str:token>/", followers.follow_stop, name="follow-stop"),
    path("public/<code:group_code>/feedback/", feedback.feedback, name="feedback"),
    path("groups/<int:pk>/feedback/", feedback.group_feedback, name="group-feedback"),
    path("feedback/<int:pk>/remove/", feedback.feedback_remove, name="feedback-remove"),
    path(
        "publications/<publication:reference>/<int:number>/receipt/",
        receipts.receipt_confirm,
        name="receipt-confirm",
    ),
    path("robots.txt", public.robots, name="robots"),
    path(
        "publications/<publication:reference>/<int:number>.<form:form>",
        editions.edition_file,
        name="past-form",
    ),
    path("verify/", verify.ask, name="ask"),
    path("verify/<str:code>/", verify.verify, name="verify"),
]
