"""Plan an hour of questions to a guest, change it, cancel it; answer a question in it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.form_pages import confirm, form_page
from accounts.http import FORM_PAGE, SignedInRequest, or_404, posted
from accounts.saving import save_page
from core.policy import require
from deliberation import actions, queries
from deliberation.forms.hot_seats import ChangeHotSeatForm, HotSeatForm
from deliberation.forms.questions import SeatAnswerForm
from deliberation.models import HotSeat, Question
from deliberation.views import audiences, posts
from deliberation.views.marking import marked


def find(request: SignedInRequest, pk: int) -> HotSeat:
    """The hot seat, or 404 alike for what is not there and what is not theirs to open."""
    visible = HotSeat.objects.visible_to(request.user).select_related("topic__group", "guest")
    return or_404(visible.filter(pk=pk).first())


@FORM_PAGE
def hot_seat_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Plan one."""
    topic = audiences.find(request, pk)
    require(request.user, "deliberation.plan_hot_seat", topic)
    form = HotSeatForm(posted(request), guests=queries.seat_guests(topic))
    return form_page(
        request,
        form,
        lambda: actions.plan_hot_seat(actor=request.user, topic=topic, plan=form.plan()),
        "deliberation/hot_seat_form.html",
        done=_("The hot seat is planned. Everybody who reads the topic is told."),
        to=topic.get_absolute_url(),
        topic=topic,
        title=_("Plan a hot seat"),
        button=_("Plan the hot seat"),
        **marked([topic]),
    )


@FORM_PAGE
def hot_seat_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change it. Where somebody was faster, both are shown."""
    seat = find(request, pk)
    require(request.user, "deliberation.change_hot_seat", seat)
    guests = queries.seat_guests(seat.topic)
    form = ChangeHotSeatForm(
        posted(request), guests=guests, initial=ChangeHotSeatForm.initial_of(seat)
    )
    return save_page(
        request,
        form,
        lambda: actions.change_hot_seat(
            actor=request.user, seat=seat, plan=form.plan(), after=form.cleaned_data["after"]
        ),
        lambda sent: ChangeHotSeatForm(sent, guests=guests),
        "deliberation/hot_seat_form.html",
        done=_("The hot seat is changed. Everybody who reads the topic is told."),
        to=seat.topic.get_absolute_url(),
        topic=seat.topic,
        title=_("Change the hot seat"),
        button=_("Save"),
        **marked([seat.topic]),
    )


@FORM_PAGE
def hot_seat_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then say that it does not take place."""
    seat = find(request, pk)
    require(request.user, "deliberation.cancel_hot_seat", seat)
    return confirm(
        request,
        lambda: actions.cancel_hot_seat(actor=request.user, seat=seat),
        done=_("The hot seat is cancelled."),
        to=seat.topic.get_absolute_url(),
        title=_("Cancel this hot seat?"),
        text=_(
            "Everybody who reads the topic is told. Questions that were put stay in the topic. You"
            " can plan another hot seat there."
        ),
        button=_("Cancel the hot seat"),
        cancel_words=_("Keep it"),
        variant="warning",
        **marked([seat.topic]),
    )


@FORM_PAGE
def question_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Answer one question as the guest, or type what a guest without an account answers.

    What was typed comes back to whoever may no longer do that, with the reason.
    """
    post = posts.find(request, pk)
    seat = queries.hot_seat(post.topic)
    if seat is None:
        raise Http404
    if request.method != "POST":
        require(request.user, "deliberation.answer_from_seat", post)
    form = SeatAnswerForm(posted(request), typed_for=seat.guest_name)
    open_ones = reverse("deliberation:topic-questions", args=[post.topic_id])
    return form_page(
        request,
        form,
        lambda: actions.answer_from_seat(
            actor=request.user, post=post, body=form.cleaned_data["body"]
        ),
        "deliberation/question_answer.html",
        done=_("The question is answered."),
        to=f"{open_ones}?fate={Question.State.OPEN}",
        post=post,
        seat=seat,
        cancel=open_ones,
        **marked([post.topic]),
    )
