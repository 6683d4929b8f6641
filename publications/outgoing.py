"""Why words that somebody types must not leave a group: for other groups, and for anybody."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.models import AdvisoryGroup
from deliberation.advice import Message
from deliberation.models import AgreementRound, KeyMessage
from deliberation.queries.repeats import repeated_runs
from publications.models import Edition
from publications.names import IN_RESPONSE, Finding, Guard, may_be_public, parts, parts_of


def in_withdrawal(words: str, edition: Edition) -> list[str]:
    """Why ``words``, which say why ``edition`` is withdrawn, must not be public, for its chair.

    An office's number may be in them; the words of the edition itself are no secret.
    """
    known = [text for _field, _where, text in parts(edition.snapshot)]
    return _naming(words, edition.publication.group, _("This is public"), known=known)


def in_words(
    words: str, group: AdvisoryGroup, *, known: Iterable[str] = (), is_confirmed: bool = False
) -> list[str]:
    """Why ``words``, which people outside ``group`` are to read, must not leave it.

    They name somebody, or stand in a post. An office's number may be in them. What the group
    agreed is no secret of a post, nor what stands in ``known``.

    :param is_confirmed: that words which may be somebody's name are none.
    """
    agreed = AgreementRound.objects.closed().filter(
        key_message__topic__group=group,
        key_message__state__in=(KeyMessage.State.AGREED, *KeyMessage.WITH_THE_POLICE),
    )
    no_secrets = [*agreed.values_list("wording__text", flat=True), *known]
    public = _("Another group reads this")
    return _naming(words, group, public, known=no_secrets, is_confirmed=is_confirmed)


def in_translation(words: str, message: Message, group: AdvisoryGroup) -> list[str]:
    """The same of ``words`` that say ``message`` in another language; no post is in them either."""
    known = [text for _field, _where, text in parts_of(message)]
    return _naming(words, group, _("People outside read this"), known=known)


def _naming(
    words: str,
    group: AdvisoryGroup,
    public: str,
    *,
    known: Iterable[str],
    is_confirmed: bool = False,
) -> list[str]:
    """Why ``words`` must not leave ``group``: names in them, and what posts say too."""
    naming = [
        finding
        for finding in Guard(group).look("", "", words)
        if finding.certain or not (is_confirmed or may_be_public(finding))
    ]
    [runs] = repeated_runs([words], group, known=known)
    naming += [Finding("", "", run, "post", certain=True) for run in runs]
    return [IN_RESPONSE[f.kind]() % {"words": f.words, "public": public} for f in naming]
