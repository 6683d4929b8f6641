"""Rules about reports: to those who read the post already, and never to its named author."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.policy import rule
from deliberation.models import Post, PostReport
from deliberation.models.reports import handlers_of


@rule(_("You wrote this post: you can change or withdraw it yourself."))
def did_not_write_it(person: User, post: Post) -> bool:
    return post.author_id != person.pk


@rule(_("You have reported this post, and that is not ended yet."))
def has_not_reported(person: User, post: Post) -> bool:
    return not PostReport.objects.open().filter(post=post, reported_by=person).exists()


@rule(_("No organiser but its author and you can read this post. Write a note to another one."))
def report_reaches_somebody(person: User, post: Post) -> bool:
    return bool(handlers_of(post, person))


@rule(
    _(
        "Only an organiser who reads the post, did not write it under their name and did not report"
        " it can do this."
    )
)
def handles_report(person: User, report: PostReport) -> bool:
    return PostReport.objects.handled_by(person).filter(pk=report.pk).exists()


@rule(_("This report has been ended already."))
def report_is_open(person: User, report: PostReport) -> bool:
    return report.is_open
