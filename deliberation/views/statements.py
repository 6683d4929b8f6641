"""Pages of statements: what those who did not agree write, sign, change and take back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.form_pages import confirm, form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from accounts.saving import save_page
from core.policy import require
from deliberation import actions
from deliberation.forms.statements import SignForm, StatementChangeForm, StatementForm
from deliberation.models import KeyMessage, MinorityStatement
from deliberation.views.key_messages import find as find_message
from deliberation.views.marking import marked

if TYPE_CHECKING:
    from django.http import HttpResponse


def _find(request: SignedInRequest, pk: int) -> MinorityStatement:
    """The statement, as far as this person may know of its message."""
    messages = KeyMessage.objects.visible_to(request.user)
    rows = MinorityStatement.objects.filter(key_message__in=messages)
    return get_object_or_404(rows.select_related("key_message__topic__group"), pk=pk)


def _about(statement: MinorityStatement) -> dict[str, Any]:
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
