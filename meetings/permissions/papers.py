"""Who reads papers, looks after them and adds them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.memberships import ORGANISERS
from accounts.permissions import role_in
from core.policy import Verdict, may, rule
from deliberation.models import Response
from meetings.models import Paper
from meetings.models.papers import visible_paper


@rule(_("You do not have access to this paper."))
def reads(person: User, paper: Paper) -> bool:
    return visible_paper(person, paper.pk) is not None


@rule(_("Only who uploaded this paper, the chair and the secretary can do this."))
def looks_after(person: User, paper: Paper) -> bool:
    role = role_in(person, paper)
    is_own = paper.versions.filter(uploaded_by=person).exists()
    return role in ORGANISERS or (role is not None and is_own)


@rule(_("This paper is removed already."))
def is_there(person: User, paper: Paper) -> bool:
    return Paper.objects.standing().filter(pk=paper.pk).exists()


@rule(_("This paper is for no meeting, and stays where it is."))
def is_for_a_meeting(person: User, paper: Paper) -> bool:
    return paper.meeting is not None


@rule(_("Only a document of the handbook is replaced by a new version."))
def is_a_document(person: User, paper: Paper) -> bool:
    return paper.page is not None


def changes_its_page(person: User, paper: Paper) -> Verdict:
    """Whether they may change the page of the handbook that it is a document of."""
    return may(person, "deliberation.change_handbook_page", paper.page)


@rule(_("The slides of this paper are not ready."))
def is_prepared(person: User, paper: Paper) -> bool:
    return paper.version.is_readable


def answers_it(person: User, response: Response) -> Verdict:
    """Whether they may write, or write down, what the police answer to its key message."""
    return may(person, "deliberation.answer_key_message", response.key_message)


@rule(_("Only a response that says what was done has proof."))
def says_what_was_done(person: User, response: Response) -> bool:
    return response.decision in Response.DID
