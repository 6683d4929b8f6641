"""How much I am told of a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from accounts.form_pages import form_page
from accounts.http import FORM_PAGE, posted
from core.notices.models import Level, NoticeSettings, levels_of
from deliberation import actions
from deliberation.forms.following import FollowForm
from deliberation.views.audiences import find
from deliberation.views.marking import marked

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest


@FORM_PAGE
def topic_follow(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose it; what I have chosen, or have by default, is marked."""
    topic, user = find(request, pk), request.user
    level = levels_of(topic.place, [user.pk]).get(user.pk) or NoticeSettings.of(user).topics
    form = FollowForm(posted(request), initial={"level": level})
    return form_page(
        request,
        form,
        lambda: actions.follow_topic(
            actor=user, topic=topic, level=Level(form.cleaned_data["level"])
        ),
        "deliberation/topic_follow.html",
        done=_("Your choice is saved."),
        to=topic.get_absolute_url(),
        topic=topic,
        **marked([topic]),
    )
