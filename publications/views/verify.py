"""Whether a document is ours, whole and current."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.form_pages import status_of
from accounts.http import FORM_PAGE, posted
from publications import queries
from publications.forms import CodeForm
from publications.forms.verify import tidy
from publications.models import Edition


@login_not_required
@FORM_PAGE
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a document."""
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return redirect("publications:verify", code=form.cleaned_data["code"])
    return render(request, "publications/verify_ask.html", {"form": form}, status=status_of(form))


@login_not_required
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What is known of the document with this code. Whoever has the code may know this much."""
    joined = Edition.objects.select_related("publication__group", "large_print")
    edition = joined.filter(code=tidy(code)).first()
    if edition is None:
        form = CodeForm({"code": code[:40]})
        return render(request, "publications/verify_ask.html", {"form": form}, status=404)
    superseded_by = queries.superseding(edition)
    withdrawal = queries.withdrawal_of(edition, superseded_by)
    context = {"edition": edition, "superseded_by": superseded_by, "withdrawal": withdrawal}
    return render(request, "publications/verify.html", context)
