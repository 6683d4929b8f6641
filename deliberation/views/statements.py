"""Pages of statements: what those who did not agree write, sign, change and take back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext as _

from accounts.form_pages import confirm, form_page
from accounts.http import FORM_PAGE, SignedInRequest, or_404, posted
from accounts.saving import save_page
from core.policy import require
from deliberation import actions
from deliberation.forms.statements import (
    SignForm,
    StatementChangeForm,
    StatementDraftForm,
    StatementForm,
)
from deliberation.models import KeyMessage, MinorityStatement, StatementDraft
from deliberation.models.asker import PreparedRow
from deliberation.views.key_messages import find as find_message
from deliberation.views.marking import marked

if TYPE_CHECKING:
    from django.http import HttpResponse


def _find(request: SignedInRequest, pk: int) -> MinorityStatement:
    """The statement, as far as this person may know of its message."""
    return or_404(_STATEMENT(request.user, pk))


def _find_draft(request: SignedInRequest, pk: int) -> StatementDraft:
    """The draft, for the group's own people."""
    return or_404(_DRAFT(request.user, pk))


_STATEMENT = PreparedRow(
    lambda asker: MinorityStatement.objects.filter(
        key_message__in=KeyMessage.objects.visible_to(asker)
    ).select_related("key_message__topic__group")
)
_DRAFT = PreparedRow(
    lambda asker: StatementDraft.objects.visible_to(asker).select_related(
        "key_message__topic__group"
    )
)


def _about(statement: MinorityStatement | StatementDraft) -> dict[str, Any]:
    """What every page about one statement shows around its form."""
    key_message = statement.key_message
    return {
        "statement": statement,
        "key_message": key_message,
        "topic": key_message.topic,
        "to": key_message.get_absolute_url(),
        **marked([key_message.topic]),
    }


@FORM_PAGE
def statement_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """A minority statement; or one of the two views, where none is agreed. Its side is known."""
    key_message = find_message(request, pk)
    require(request.user, "deliberation.write_statement", key_message)
    form = StatementForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.write_minority_statement(
            actor=request.user, key_message=key_message, text=form.cleaned_data["text"]
        ),
        "deliberation/statement_new.html",
        done=_("The statement is on record."),
        to=key_message.get_absolute_url(),
        key_message=key_message,
        topic=key_message.topic,
        **marked([key_message.topic]),
    )


@FORM_PAGE
def statement_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say it in other words: for its author."""
    statement = _find(request, pk)
    require(request.user, "deliberation.change_statement", statement)
    initial = {"text": statement.text, "after": statement.version}
    form = StatementChangeForm(posted(request), initial=initial)
    return save_page(
        request,
        form,
        lambda: actions.change_minority_statement(
            actor=request.user, statement=statement, **form.cleaned_data
        ),
        StatementChangeForm,
        "deliberation/statement_change.html",
        done=_("The statement is changed."),
        **_about(statement),
    )


@FORM_PAGE
def statement_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then take the statement back: for its author."""
    statement = _find(request, pk)
    require(request.user, "deliberation.withdraw_statement", statement)
    return confirm(
        request,
        lambda: actions.withdraw_minority_statement(actor=request.user, statement=statement),
        "deliberation/statement_confirm.html",
        done=_("Your statement is withdrawn."),
        title=_("Withdraw your statement?"),
        text=_(
            "Its words go, and nobody can bring them back. Who signed it is told that a statement"
            " on their side was withdrawn."
        ),
        button=_("Withdraw my statement"),
        variant="warning",
        **_about(statement),
    )


@FORM_PAGE
def statement_sign(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read the words once more, then stand for them."""
    statement = _find(request, pk)
    require(request.user, "deliberation.sign_statement", statement)
    form = SignForm(posted(request), initial={"version": statement.version})
    return save_page(
        request,
        form,
        lambda: actions.sign_minority_statement(
            actor=request.user, statement=statement, **form.cleaned_data
        ),
        SignForm,
        "deliberation/statement_sign.html",
        done=_("You have signed the statement."),
        **_about(statement),
    )


@FORM_PAGE
def signature_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then stand for the words no more."""
    statement = _find(request, pk)
    require(request.user, "deliberation.withdraw_signature", statement)
    return confirm(
        request,
        lambda: actions.withdraw_signature(actor=request.user, statement=statement),
        "deliberation/statement_confirm.html",
        done=_("Your signature is withdrawn."),
        title=_("Withdraw your signature?"),
        text=_("The statement stays. It says that one fewer stands for it."),
        button=_("Withdraw my signature"),
        **_about(statement),
    )


@FORM_PAGE
def statement_draft(request: SignedInRequest, pk: int, side: str) -> HttpResponse:
    """Put one of two views into words: for the chair and the secretary."""
    key_message = find_message(request, pk)
    if side not in MinorityStatement.Side.values:
        raise Http404
    require(request.user, "deliberation.draft_statement", key_message)
    newest = key_message.statement_drafts.filter(side=side).first()
    initial = {"text": newest.text, "after": newest.version} if newest else {"after": 0}
    form = StatementDraftForm(posted(request), initial=initial)
    of_side = MinorityStatement.Side(side)
    return save_page(
        request,
        form,
        lambda: actions.draft_statement(
            actor=request.user, key_message=key_message, side=of_side, **form.cleaned_data
        ),
        StatementDraftForm,
        "deliberation/statement_draft.html",
        done=_("The view waits for somebody who holds it to confirm it."),
        to=key_message.get_absolute_url(),
        key_message=key_message,
        topic=key_message.topic,
        side=of_side,
        **marked([key_message.topic]),
    )


@FORM_PAGE
def statement_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read the draft once more, then say that it is one's own view."""
    draft = _find_draft(request, pk)
    require(request.user, "deliberation.confirm_statement", draft)
    form = SignForm(posted(request), initial={"version": draft.version})
    return save_page(
        request,
        form,
        lambda: actions.confirm_statement(actor=request.user, draft=draft, **form.cleaned_data),
        SignForm,
        "deliberation/statement_own.html",
        done=_("The view is on record."),
        **_about(draft),
    )


@FORM_PAGE
def statement_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then throw the draft away."""
    draft = _find_draft(request, pk)
    require(request.user, "deliberation.discard_statement", draft)
    return confirm(
        request,
        lambda: actions.discard_statement_draft(actor=request.user, draft=draft),
        "deliberation/statement_confirm.html",
        done=_("The draft is gone."),
        title=_("Throw this draft away?"),
        text=_("Nobody has confirmed it. It is not on record."),
        button=_("Throw it away"),
        variant="warning",
        **_about(draft),
    )
