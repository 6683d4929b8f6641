"""Report a post to the organisers who read it, and end a report."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.policy import Refused, require
from core.states import transition
from deliberation.actions.posts import lock_post, remove_post
from deliberation.events import PostReported, ReportEnded
from deliberation.models import Post, PostReport, Space

State = PostReport.State
LATE = _("Somebody ended this report meanwhile.")


@transaction.atomic
def report_post(
    *, actor: User, post: Post, reason: PostReport.Reason, words: str = ""
) -> PostReport:
    """Say to the organisers who read ``post`` what is wrong with it. Its author is not told.

    :raises Refused: to its author; who does not read it; when its words went; while an earlier
        report of the same person is open; where no other organiser reads it.
    """
    post = lock_post(post)
    require(actor, "deliberation.report_post", post)
    report = PostReport.objects.create(
        post=post, reason=reason, words=words, reported_by=actor, reported_at=now()
    )
    emit(PostReported(**_pointers(report)), actor=actor)
    return report


@transaction.atomic
def end_report(
    *, actor: User, report: PostReport, state: PostReport.State, note: str = "", why: str = ""
) -> PostReport:
    """End a report, with a ``note`` to whoever made it.

    :param state: what came of it. ``REMOVED`` takes the words out of the post, where they still
        are, as ``remove_post`` does.
    :param why: stands in place of the words then.
    :raises Refused: unless ``actor`` handles it and it is open; under a legal hold, to remove; to
        say that the author of a post without a name was asked.
    """
    post = lock_post(report.post)
    require(actor, "deliberation.end_report", report)
    if state == State.ASKED and post.unattributed:
        raise Refused(_("Nobody knows whom to ask: the post has no name."), thing=report)
    if state == State.REMOVED and post.removed_at is None:
        remove_post(actor=actor, post=post, reason=why)
    transition(report, state, if_changed=LATE, note=note, ended_by=actor, ended_at=now())
    emit(ReportEnded(**_pointers(report)), actor=actor)
    return report


def _pointers(report: PostReport) -> dict[str, Any]:
    return {
        "group_id": report.group_id,
        "topic_id": report.topic_id,
        "report_id": report.pk,
        "space": Space(report.post.space),
    }
