"""The portal's own addresses, and a few more that answer in every way a page can."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from accounts.models import AdvisoryGroup
from core.audit.chain import append
from core.policy import Refused
from iag_portal.urls import handler500  # noqa: F401 -- Django looks for it here
from iag_portal.urls import urlpatterns as portal

REASON = "Only the chair can do this."
WORDS = "Keep a telephone line, answered by a person"


@login_not_required
def refuse(request):
    """An action that begins, writes a record, and is refused."""
    group = AdvisoryGroup.objects.get()
    group.name = WORDS
    append(event="topic.opened", group_id=group.pk, actor=None, facts={})
    raise Refused(REASON, permission="meetings.open_meeting", thing=group)


@login_not_required
def fail(request):
    raise RuntimeError(WORDS)


@login_not_required
def go(request):
    return redirect("/help/")


@login_not_required
def file(request):
    return FileResponse(iter([b"%PDF-"]), content_type="application/pdf")


@login_not_required
def own_policy(request):
    return HttpResponse("x", headers={"Content-Security-Policy": "default-src 'none'; sandbox"})


urlpatterns = [
    path("tests/refuse/", refuse, name="tests-refuse"),
    path("tests/fail/", fail),
    path("tests/go/", go),
    path("tests/file/", file),
    path("tests/own-policy/", own_policy),
    *portal,
]
