"""Addresses of publications, of the way out, and of the verify page."""

from __future__ import annotations

import re

from django.urls import path, register_converter

from publications.formats import KIND
from publications.views import answers, editions, library, releases, verify, withdrawals


class PublicationReference:
    """``HAR-2026-S01``."""

    regex = r"[A-Z]{2,6}-\d{4}-S\d{2,4}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class MessageReference(PublicationReference):
    """``HAR-2026-014``."""

    regex = r"[A-Z]{2,6}-\d{4}-\d{3,5}"


class Form(PublicationReference):
    """A form of an edition, as the end of its address: ``large-print.pdf``, ``txt``."""

    regex = "|".join(re.escape(form) for form in KIND if form != "pdf")


register_converter(PublicationReference, "publication")
register_converter(MessageReference, "message")
register_converter(Form, "form")

app_name = "publications"
urlpatterns = [
    path("publications/", library.publications, name="list"),
    path("publications/messages.csv", library.index, name="index"),
    path("publications/release/", releases.desk, name="desk"),
    path("publications/release/meeting/<int:pk>/", releases.prepare, name="prepare"),
    path("publications/release/<int:pk>/", releases.release, name="release"),
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
        "publications/<publication:reference>/<int:number>.<form:form>",
        editions.edition_file,
        name="past-form",
    ),
    path("verify/", verify.ask, name="ask"),
    path("verify/<str:code>/", verify.verify, name="verify"),
]
