"""Documents of a group: files that stand with the pages of its handbook."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.form_pages import form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from core.policy import require
from deliberation.attachments import Upload
from deliberation.views.handbook import find_page
from meetings import actions
from meetings.forms import DocumentForm, FileForm
from meetings.slides.sandbox import available
from meetings.views.papers import find_paper

TEMPLATE = "meetings/document_new.html"


@FORM_PAGE
def document_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a document to a page of the handbook. What was typed is kept when it is refused."""
    page = find_page(request, pk)
    require(request.user, "deliberation.change_handbook_page", page)
    form = DocumentForm(posted(request), request.FILES or None)
    return form_page(
        request,
        form,
        lambda: actions.add_document(
            actor=request.user, page=page, title=form.cleaned_data["title"], upload=_upload(form)
        ),
        TEMPLATE,
        done=_("The file has arrived. Its pages are being prepared."),
        page=page,
        tools=available(),
        title=_("Add a document"),
        cancel=page.get_absolute_url(),
    )


@FORM_PAGE
def document_replace(request: SignedInRequest, pk: int) -> HttpResponse:
    """Upload a new version of a document."""
    paper = find_paper(request, pk)
    require(request.user, "meetings.replace_document", paper)
    form = FileForm(posted(request), request.FILES or None)
    return form_page(
        request,
        form,
        lambda: actions.replace_document(actor=request.user, paper=paper, upload=_upload(form)),
        TEMPLATE,
        done=_("The file has arrived. It replaces the one before as soon as it is prepared."),
        page=paper.page,
        paper=paper,
        tools=available(),
        title=_("Replace this document"),
        cancel=paper.get_absolute_url(),
    )


def _upload(form: FileForm) -> Upload:
    return Upload(form.cleaned_data["file"], form.kind)
