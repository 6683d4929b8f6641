"""An edition as JSON, for programs. ``docs/formats.md`` tells each name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings

from deliberation.advice import Message, view_name
from publications import canonical
from publications.canonical import two_views
from publications.models import Answer, Edition, Proof
from publications.queries import Beside
from publications.snapshot import Snapshot

FORMAT = "iag-portal-edition"
VERSION = 1  # of the names and what they mean; a name that is added does not raise it


def data(edition: Edition, beside: Mapping[str, Beside], superseded_by: Edition | None) -> str:
    """The edition, with what stands beside each message now."""
    written = _edition(edition, superseded_by) | {"messages": _messages(edition, beside)}
    return json.dumps(written, ensure_ascii=False, indent=2) + "\n"


def _edition(edition: Edition, superseded_by: Edition | None) -> dict[str, Any]:
    snapshot: Snapshot = edition.snapshot
    copied = ("reference", "edition", "language", "marking", "audience", "group", "organisation")
    words = ("title", "lede", "asked", "next_steps", "meeting_on", "approved_on", "published_on")
    origin = settings.PORTAL_ORIGIN
    national = {"national": snapshot["national"]} if "national" in snapshot else {}
    note = {"note": snapshot["note"]} if "note" in snapshot else {}
    return {
        "format": FORMAT,
        "format_version": VERSION,
        "address": origin + edition.publication.get_absolute_url(),
        "verify_address": f"{origin}/verify/{edition.code}/",
        **{name: snapshot[name] for name in copied},  # type: ignore[literal-required]
        "superseded_by": superseded_by.number if superseded_by else None,
        **{name: snapshot[name] for name in words},  # type: ignore[literal-required]
        "topics": snapshot.get("subjects", []),
        "facts_checked_by": _checked_by(snapshot),
        "messages": [],
        "took_part": [{"way": way, "members": members} for way, members in snapshot["took_part"]],
        **national,
        **note,
        "signed": canonical.signed(snapshot),
        "text": edition.text,
        "text_sha256": edition.text_sha256,
        "pdf_sha256": edition.pdf_sha256,
        "audit_head": edition.audit_head,
    }


def _checked_by(snapshot: Snapshot) -> str:
    if snapshot.get("unchecked"):
        return "nobody"
    return "second_member" if snapshot.get("second_checked") else "police_lead"


def _messages(edition: Edition, beside: Mapping[str, Beside]) -> list[dict[str, Any]]:
    snapshot: Snapshot = edition.snapshot
    path = settings.PORTAL_ORIGIN + edition.publication.get_absolute_url()
    agreed = [
        {
            **_message(message, path),
            "agreed": True,
            "views": _views([(view_name(s), s["text"]) for s in message["statements"]]),
            "sent_on": message["sent_on"],
            "response": _response(beside[message["reference"]]),
        }
        for message in snapshot["messages"]
    ]
    not_agreed = [
        {
            **_message(message, path),
            "agreed": False,
            "views": _views(two_views(message)),
            "sent_on": None,
            "response": _response(place) if (place := beside.get(message["reference"])) else None,
        }
        for message in snapshot["not_agreed"]
    ]
    return agreed + not_agreed


def _message(message: Message, path: str) -> dict[str, Any]:
    return {
        "reference": message["reference"],
        "address": f"{path}#{message['reference']}",
        "text": message["text"],
        "addressed_to": message.get("addressed_to", []),
        "why": message.get("why", []),
        "outcome": message["outcome"],
        "counts": {str(choice): number for choice, number in message["counts"]},
        "counts_in_words": message["counts_in_words"],
    }


def _views(views: list[tuple[str, list[str]]]) -> list[dict[str, Any]]:
    return [{"name": name, "text": paragraphs} for name, paragraphs in views]


def _response(place: Beside) -> dict[str, Any]:
    return {
        "status": place.status,
        "due": _iso(place.due),
        "done_due": None if place.answers_again else _iso(place.review),
        "answers": [_answer(answer) for answer in place.answers],
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "decision": answer.decision,
        "reason": answer.reason,
        "answered_on": answer.answered_on.isoformat(),
        "proof": [_proof(proof) for proof in answer.proofs.all()],
        "next_response_on": _iso(answer.review_on),
        "unaddressed_on": _iso(answer.unaddressed_on),
        "answer_again_by": _iso(answer.answer_again_by),
    }


def _proof(proof: Proof) -> dict[str, Any]:
    return {
        "kind": "photograph" if proof.is_photograph else "paper",
        "description": proof.description,
        "address": f"{settings.PORTAL_ORIGIN}{proof.get_absolute_url()}",
        "withdrawn_on": _iso(proof.withdrawn_on),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
