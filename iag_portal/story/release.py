"""How the advice of the meeting leaves the group, and what the police answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from deliberation.models import KeyMessage, Response
from iag_portal.story import words
from iag_portal.story.moments import then
from iag_portal.story.people import Cast
from meetings.models import Meeting
from publications import actions
from publications.models import Edition, Publication, Withdrawal
from publications.snapshot import Draft

REVIEW = timedelta(days=24)  # from an answer to the one it promises


def publish(cast: Cast, held: Meeting, evening: datetime) -> None:
    """Published within nine days, withdrawn for a mistake and published anew; then answered."""
    topic = held.agenda.get(title="Front counter: options").topic
    advice = list(KeyMessage.objects.filter(topic=topic).order_by("pk"))
    draft = Draft(
        title=words.SUMMARY["title"],
        audience=Publication.Audience.PUBLIC,
        lede=words.SUMMARY["lede"],
        asked=words.SUMMARY["asked"],
        next_steps=[words.NEXT_STEPS[0], words.MISTAKEN_STEP],
        references=[key_message.reference for key_message in advice],
        not_names=[],
        subjects=list(words.SUBJECTS),
    )
    first = _release(cast, held, draft, [evening + timedelta(days=day) for day in (2, 7, 8, 9)])
    with then(evening + timedelta(days=10)):
        actions.withdraw_edition(
            actor=cast.people["marjorie"],
            edition=first,
            reason=Withdrawal.Reason.MISTAKE,
            words=words.WITHDRAWN,
        )
    corrected = draft._replace(next_steps=list(words.NEXT_STEPS))
    _release(cast, held, corrected, [evening + timedelta(days=day) for day in (10, 11, 12, 13)])
    _answer(
        cast,
        [key_message for key_message in advice if _was_sent(key_message)],
        evening + timedelta(days=18),
    )
    with then(evening + timedelta(days=19)):
        actions.give_feedback(actor=None, group=cast.group, words=words.FEEDBACK)


def _release(cast: Cast, held: Meeting, draft: Draft, days: list[datetime]) -> Edition:
    """Prepared, checked, approved and published, each on its day."""
    people = cast.people
    prepared_on, checked_on, approved_on, published_on = days
    with then(prepared_on):
        release = actions.prepare_release(actor=people["sally"], meeting=held, draft=draft)
    with then(checked_on):
        actions.check_release(actor=people["ansty"], release=release, version=release.version)
    with then(approved_on):
        actions.approve_release(actor=people["marjorie"], release=release, version=release.version)
    with then(published_on):
        return actions.publish_edition(
            actor=people["sally"], release=release, version=release.version
        )


def _was_sent(key_message: KeyMessage) -> bool:
    key_message.refresh_from_db()
    return key_message.state == KeyMessage.State.SENT


def _answer(cast: Cast, sent: list[KeyMessage], on: datetime) -> None:
    with then(on):
        for key_message, (decision, reason) in zip(sent, words.ANSWERS, strict=True):
            waits = decision == "under_consideration"
            actions.answer_and_publish(
                actor=cast.people["ansty"],
                key_message=key_message,
                decision=Response.Decision(decision),
                reason=reason,
                review_on=(on + REVIEW).date() if waits else None,
            )
