"""Take away a paper that should not be there, and all that was made of it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.files import remove_with_commit
from core.locks import lock
from core.policy import require
from core.states import transition_all
from deliberation.models import Post, Topic
from meetings.actions.papers import pointers
from meetings.actions.retention import lock_for_holds, made_of, originals
from meetings.events import PaperRemoved
from meetings.models import Meeting, Paper, PaperCopy, PaperVersion, Slide


@transaction.atomic
def remove_paper(*, actor: User, paper: Paper) -> None:
    """Remove the files of ``paper``, its slides and its readers' copies, at once and for good.

    What stays is that there was a paper, who removed it and when. A live page that shows one
    of its slides shows none. A job that prepares it comes to nothing.

    What was published of a proof stays until it is withdrawn.

    :raises Refused: unless ``actor`` looks after it, wrote the post that it is attached to, or
        organises the group whose document it is; while a legal hold covers its meeting or topic.
    """
    _lock(paper)
    paper = Paper.objects.with_place().get(pk=paper.pk)  # as it is, not as the page had it
    require(actor, "meetings.remove_paper", paper)
    _take_away(actor, paper)


@transaction.atomic
def take_attachments_away(*, actor: User, post: Post) -> None:
    """Remove what is attached to ``post``, whose words go: its author or an organiser takes them.

    Whoever calls it has asked for that, and holds the topic until commit.
    """
    for paper in post.attachments.with_place():
        _take_away(actor, paper)


def _take_away(actor: User, paper: Paper) -> None:
    if paper.topic_id:  # the name of the file goes too: it may be what should not be there
        Paper.objects.filter(pk=paper.pk).update(title=_("Removed file"))
        paper.versions.update(file_name="")
    papers = Paper.objects.filter(pk=paper.pk)
    original_names = list(originals(papers))  # before their rows are emptied
    for version in paper.versions.all():
        rows = PaperVersion.objects.filter(pk=version.pk)
        emptied = {"file": "", "file_name": "", "problem": "", "findings": {}}
        by = {"removed_by": actor, "removed_at": now()}
        if transition_all(rows, PaperVersion.State.REMOVED, **by, **emptied):
            emit(PaperRemoved(**pointers(version)), actor=actor)
    # Only now: a job that finished in between has left slides, and no later one leaves any.
    remove_with_commit([*original_names, *made_of(papers)])
    slides = Slide.objects.filter(version__paper=paper)
    Meeting.objects.filter(slide__in=slides).update(slide=None)
    slides.delete()
    PaperCopy.objects.filter(version__paper=paper).update(file="", expires_at=now())


def _lock(paper: Paper) -> None:
    """Hold the place of ``paper`` until commit: who sets a legal hold waits, or came first.

    No hold covers a document: it is held itself, and who replaces it waits.
    """
    if paper.topic_id:
        Topic.objects.select_for_update().get(pk=paper.topic_id)
    elif paper.meeting:
        lock_for_holds([paper.place.pk])
    else:
        lock(paper)
