"""Search in what one may read. Words are posted: they stay out of addresses and logs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts.form_pages import status_of
from accounts.http import FORM_PAGE, posted
from core.dates import day
from core.forms.fields import DateField, LineField
from core.marking import Marking
from core.pagination import ShortPaginator
from core.policy import pointer
from core.search.phrases import phrases
from core.search.queries import Narrowed, Result, find, results
from core.search.registry import every_source
from deliberation.models import Topic
from deliberation.models.asker import PreparedFor
from meetings.models import Meeting

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from accounts.models import User

PAGE = 20  # results
AT_ONCE = 1000  # results that are found without being counted: rights are asked once for each
PLACES = 100  # topics, and meetings, that one can choose from: the newest
WORDS_LENGTH, NAME_LENGTH = 200, 150  # characters

DAY_HINT = _lazy("For example, 27 3 2026")
CHOOSE = {"invalid_choice": _lazy("Choose one of the list")}  # whether there is such a one or not


class SearchForm(forms.Form):
    """What to look for, and where. All places that it offers are open to this person."""

    words = LineField(
        label=_lazy("What to look for"),
        help_text=_lazy(
            "One or more words. Put words that belong together in quotation marks, like"
            " “front counter”."
        ),
        max_length=WORDS_LENGTH,
        error_messages={
            "required": _lazy("Enter what to look for"),
            "max_length": _lazy("What to look for must be %(limit_value)d characters or fewer"),
        },
    )
    kind = forms.ChoiceField(label=_lazy("What kind"), required=False, error_messages=CHOOSE)
    place = forms.ChoiceField(label=_lazy("Where"), required=False, error_messages=CHOOSE)
    person = LineField(
        label=_lazy("Written by"),
        help_text=_lazy("All or part of a name. Finds posts only."),
        required=False,
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    since = DateField(label=_lazy("First day"), help_text=DAY_HINT, required=False)
    until = DateField(label=_lazy("Last day"), help_text=DAY_HINT, required=False)

    mark_optional = False

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(source.kind, source.label) for source in every_source()]
        self._offer("kind", ("", _("Everything")), *kinds)
        self._offer("place", ("", _("Everywhere")), *_places(person))

    def _offer(self, name: str, *choices: Any) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def clean_words(self) -> str:
        """The words, with a letter or a digit among them.

        :raises ValidationError: where there is none.
        """
        words: str = self.cleaned_data["words"]
        if not phrases(words):
            raise ValidationError(_("Enter at least one word or number to look for"))
        return words

    def clean(self) -> dict[str, Any]:
        """What was asked; the last day is not before the first."""
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = asked.get("since"), asked.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day must be the same as or after the first day"))
        return asked


def _places(person: User) -> Iterable[tuple[str, list[tuple[str, str]]]]:
    """Groups, where there are several; topics; meetings: the newest first."""
    groups = [place.group for place in person.places.values()]
    if not groups:
        return
    topics, meetings = _TOPICS(person), _MEETINGS(person)
    if len(groups) > 1:
        yield _("Groups"), [(f"group.{group.pk}", str(group)) for group in groups]
    yield _("Topics"), [(pointer(topic), _marked(topic, topic.title)) for topic in topics]
    titles = [(meeting, f"{meeting.title}, {day(meeting.starts_at)}") for meeting in meetings]
    yield _("Meetings"), [(pointer(meeting), _marked(meeting, title)) for meeting, title in titles]


_TOPICS = PreparedFor(
    lambda asker: Topic.objects.readable_by(asker).order_by("-opened_at")[:PLACES]
)
_MEETINGS = PreparedFor(
    lambda asker: Meeting.objects.visible_to(asker).order_by("-starts_at")[:PLACES],
    by_standing=False,
)


def _marked(thing: Topic | Meeting, title: str) -> str:
    """The title, with the marking behind it where it is the careful one."""
    if thing.marking != Marking.OFFICIAL_SENSITIVE:
        return title
    return f"{title} ({thing.get_marking_display()})"


@FORM_PAGE
def search(request: SignedInRequest) -> HttpResponse:
    """What to look for (GET), and what was found (POST), a page at a time."""
    form = SearchForm(posted(request), person=request.user)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        context |= _found(request, form.cleaned_data)
    context["is_open"] = bool(form.errors.keys() - {"words"}) or context.get("narrowed", False)
    return render(request, "pages/search.html", context, status=status_of(form))


def _found(request: SignedInRequest, asked: dict[str, Any]) -> dict[str, Any]:
    phrases_asked = phrases(asked["words"])
    narrowed = Narrowed(**{name: asked[name] for name in Narrowed._fields})
    matching = find(request.user, phrases_asked, narrowed)
    pages = ShortPaginator(matching, PAGE, at_once=AT_ONCE)
    page = pages.get_page(request.POST.get("page"))
    hits = results(request.user, page.object_list, phrases_asked)
    return {
        "page": page,
        "results": hits,
        "marking": _marking_of(hits),
        "narrowed": any(narrowed),
    }


def _marking_of(hits: list[Result]) -> str:
    """The page is handled as the most careful of what it quotes; a title alone has its tag."""
    return str(Marking.highest(result.hit.marking for result in hits if result.text).label)
