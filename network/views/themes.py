"""Themes of a national topic: their names, their order, and which message is in which."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.form_pages import confirm, form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from core.pagination import ShortPaginator
from core.policy import require
from deliberation.views.marking import marked
from network import actions, queries
from network.forms import ChangeThemeForm, SortForm, ThemeForm
from network.models import Theme
from network.views.national_topics import find_own

PAGE = 50  # messages that are sorted at once


@FORM_PAGE
def themes(request: SignedInRequest, pk: int) -> HttpResponse:
    """The themes, and a choice on each message of a page."""
    national_topic = find_own(request, pk)
    require(request.user, "network.sort_messages", national_topic)
    rows = queries.released_of(national_topic)
    page = ShortPaginator(rows, PAGE).get_page(request.GET.get("page"))
    names = list(queries.themes_of(national_topic))
    form = SortForm(posted(request), messages=page, themes=names)
    boxes = [(queries.as_read(message), box) for message, box in form.boxes()]
    return form_page(
        request,
        form,
        lambda: actions.sort_messages(
            actor=request.user, national_topic=national_topic, themes=form.themes()
        ),
        "network/themes.html",
        done=_("The messages are sorted."),
        to=request.get_full_path(),
        national_topic=national_topic,
        page=page,
        boxes=boxes,
        themes=names,
        figures=queries.message_figures(national_topic, apart=False),
        **marked([national_topic.topic]),
    )


@FORM_PAGE
def theme_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Name a theme."""
    national_topic = find_own(request, pk)
    require(request.user, "network.keep_themes", national_topic)
    form = ThemeForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.add_theme(
            actor=request.user, national_topic=national_topic, **form.cleaned_data
        ),
        "network/theme_form.html",
        done=_("The theme is added."),
        to=reverse("network:themes", args=[national_topic.pk]),
        field="name",
        national_topic=national_topic,
        title=_("Add a theme"),
        button=_("Add the theme"),
        **marked([national_topic.topic]),
    )


def _find(request: SignedInRequest, pk: int) -> Theme:
    """A theme of a network that this person organises."""
    rows = Theme.objects.visible_to(request.user)
    theme = get_object_or_404(rows.select_related("national_topic__topic__group"), pk=pk)
    require(request.user, "network.change_theme", theme.national_topic)
    return theme


@FORM_PAGE
def theme_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Name it otherwise, or move it."""
    theme = _find(request, pk)
    form = ChangeThemeForm(posted(request), initial={"name": theme.name, "order": theme.order})
    return form_page(
        request,
        form,
        lambda: actions.change_theme(actor=request.user, theme=theme, **form.cleaned_data),
        "network/theme_form.html",
        done=_("The theme is changed."),
        to=reverse("network:themes", args=[theme.national_topic_id]),
        field="name",
        national_topic=theme.national_topic,
        title=_("Change a theme"),
        button=_("Save"),
        **marked([theme.national_topic.topic]),
    )


@FORM_PAGE
def theme_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then remove a theme without messages."""
    theme = _find(request, pk)
    return confirm(
        request,
        lambda: actions.remove_theme(actor=request.user, theme=theme),
        done=_("The theme is removed."),
        to=reverse("network:themes", args=[theme.national_topic_id]),
        title=_("Remove the theme “%s”?") % theme,
        text=_("It can be removed while no message is in it."),
        button=_("Remove it"),
        cancel_words=_("Keep it"),
        variant="warning",
        **marked([theme.national_topic.topic]),
    )
