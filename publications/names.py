"""The guard that keeps names, addresses and confidential words out of what is published."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import AdvisoryGroup, User
from core.alike import one_address
from core.names import Names, folded
from core.policy import may
from deliberation.advice import Message
from deliberation.models import KeyMessage
from deliberation.queries.repeats import repeated_runs
from meetings.models import Meeting
from publications import national
from publications.models import Release, VisitNote
from publications.snapshot import Note, Snapshot

_BEFORE_AT = r"\w[\w.+'’-]{0,63}"  # no longer, or one long word takes for ever
_BRACKETED = r"\s?[(\[]\s?{}\s?[)\]]\s?"
_AT = rf"(?:\s?@\s?|{_BRACKETED.format('at')})"
_SPACED_DOT = rf"(?:{_BRACKETED.format('dot')}|\sdot\s)"
_DOT = rf"(?:\.|\s\.\s(?-i:(?=[a-z]))|{_SPACED_DOT})"  # no full stop: a sentence may follow
_EMAIL = re.compile(
    rf"{_BEFORE_AT}{_AT}[\w-]+(?:{_DOT}[\w-]+)+"
    rf"|{_BEFORE_AT}\sat\s[\w-]+(?:\.[a-z]{{2,}})*(?:{_SPACED_DOT}[a-z]{{2,}}(?:\.[a-z]{{2,}})*)+",
    re.IGNORECASE,
)
# May be one, or say where something is: "pat at example.org", "published at police.uk".
_MAYBE_EMAIL = re.compile(rf"{_BEFORE_AT}\sat\s[\w-]+(?:\.[a-z]{{2,}})+", re.IGNORECASE)
_SIGNS = (
    (re.compile(rf"{_AT}|\sat\s", re.IGNORECASE), "@"),
    (re.compile(_SPACED_DOT, re.IGNORECASE), "."),
)
_PHONE = re.compile(r"(?<!\d)\+?\(?\d(?:[\s()./\u2010-\u2015\u2212-]{0,3}\d){8,13}(?!\d)")
OWN_WORDS = ("title", "subjects", "lede", "asked", "next_steps", "words")  # typed for it


class Finding(NamedTuple):
    """Something that must not be public, or has to be confirmed.

    :ivar field: the field of the secretary's form to change.
    :ivar where, words: the part of the text, in words, and what stands there.
    :ivar kind: ``name``, ``email``, ``phone`` or ``post``.
    :ivar certain: whether it cannot be confirmed as harmless.
    """

    field: str
    where: str
    words: str
    kind: str
    certain: bool

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, for the person who writes."""
        values = {"words": self.words, "where": self.where}
        if self.field == "references":
            sentence = _(
                "The name “%(words)s” occurs in %(where)s. Agreed words stay as they are:"
                " leave the message out, or ask the group for another wording."
            )
            if not self.certain:
                sentence += " " + _("If it names nobody, confirm that below.")
            return sentence % values
        return _SENTENCES[self.kind, self.certain]() % values


_SENTENCES = {
    ("name", True): lambda: _("The name “%(words)s” occurs in %(where)s. Say it without a name."),
    ("name", False): lambda: _(
        "“%(words)s” in %(where)s may be somebody’s name. Say it without a name, or confirm below"
        " what it means here."
    ),
    ("email", True): lambda: _(
        "The email address “%(words)s” in %(where)s is a person’s. Leave it out."
    ),
    ("email", False): lambda: _(
        "“%(words)s” in %(where)s is an email address. Leave it out, or confirm below whose it is."
    ),
    ("phone", False): lambda: _(
        "“%(words)s” in %(where)s looks like a telephone number. Leave it out, or confirm below"
        " whose it is."
    ),
    ("post", True): lambda: _(
        "The words “%(words)s …” in %(where)s stand in a post too. Posts are confidential: say it"
        " in other words."
    ),
}


class Guard:
    """Looks through texts of one group. Make it once for a snapshot.

    It knows everybody who belongs or belonged to the group, or was asked to ``meeting``.
    """

    def __init__(self, group: AdvisoryGroup, meeting: Meeting | None = None) -> None:
        asked = meeting.attendances.values("user") if meeting else User.objects.none().values("pk")
        everybody = User.objects.filter(Q(memberships__group=group) | Q(pk__in=asked)).distinct()
        known = everybody.exclude(departures__done_at__isnull=False)  # "Former member 3" is no name
        people = list(known.values_list("name", "email"))
        self._names = Names(name for name, _email in people)
        self._emails = {one_address(email) for _name, email in people if email}

    def look(self, field: str, where: str, text: str) -> Iterator[Finding]:
        """Names, email addresses and telephone numbers in one part of a text."""
        text = _as_seen(text)
        for pattern in (_EMAIL, _MAYBE_EMAIL):
            for address in dict.fromkeys(pattern.findall(text)):
                known = _with_signs(address) in self._emails
                yield Finding(field, where, address, "email", known)
                if known or pattern is _EMAIL:  # else a name may stand before "at"
                    text = text.replace(address, " ")  # one thing is asked about once
        for hit in self._names.hits(text):
            yield Finding(field, where, hit.word, "name", hit.certain)
        for match in _PHONE.finditer(text):
            yield Finding(field, where, match[0], "phone", certain=False)


def _with_signs(address: str) -> str:
    """The one form of an address that may be written in words: pat (at) example dot org."""
    for words, sign in _SIGNS:
        address = words.sub(sign, address)
    return one_address("".join(address.split()).replace("’", "'"))


def _as_seen(text: str) -> str:
    """``text`` in the plain forms of its letters and signs, without what nobody sees."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")


def parts(snapshot: Snapshot) -> Iterator[tuple[str, str, str]]:
    """Each part of the text that people wrote: field, where in words, the words."""
    yield "title", _("the title"), snapshot["title"]
    yield "subjects", _("the topics in the library"), "\n".join(snapshot.get("subjects", []))
    if "note" in snapshot:  # whose opening is ours, with the name of the group
        yield "words", _("the note"), "\n".join(snapshot["note"]["words"])
        yield from _shown(snapshot["note"])
        return
    yield "lede", _("the opening"), snapshot["lede"]
    yield "asked", _("what the group was asked"), "\n".join(snapshot["asked"])
    yield "next_steps", _("what happens next"), "\n".join(snapshot["next_steps"])
    for message in (*snapshot["messages"], *snapshot["not_agreed"]):
        yield from parts_of(message)
    yield from national.typed(snapshot)


def _shown(note: Note) -> Iterator[tuple[str, str, str]]:
    if photograph := note["photograph"]:
        yield "words", _("the words of the photograph"), photograph["shows"]


def parts_of(message: Message) -> Iterator[tuple[str, str, str]]:
    """The same of one key message."""
    reference = message["reference"]
    yield "references", _("key message %s") % reference, message["text"]
    beside = [*message.get("addressed_to", []), *message.get("why", [])]
    yield "references", _("why the group says %s") % reference, "\n".join(beside)
    for statement in message["statements"]:
        yield "references", _("a statement on %s") % reference, "\n".join(statement["text"])


def confirmations(lines: Iterable[str]) -> dict[str, str]:
    """What somebody confirmed, one a line: ``Moss: the lane``; folded words to the reason."""
    pairs = (line.partition(":") for line in lines)
    return {folded(words).strip(): reason.strip() for words, _colon, reason in pairs}


def findings(
    snapshot: Snapshot, source: Meeting | VisitNote, confirmed: Iterable[str] = ()
) -> list[Finding]:
    """Everything in ``snapshot`` that must not be public and is not confirmed with a reason.

    :param source: what it is drawn from.
    """
    guard = Guard(source.group, source if isinstance(source, Meeting) else None)
    every = list(parts(snapshot))
    every_finding = [finding for part in every for finding in guard.look(*part)]
    agreed = [text for field, _where, text in every if field == "references"]
    own = [part for part in every if part[0] in OWN_WORDS]
    repeated = repeated_runs([text for *_place, text in own], source.group, known=agreed)
    for (field, where, _text), runs in zip(own, repeated, strict=True):
        every_finding += [Finding(field, where, run, "post", certain=True) for run in runs]
    reasons = confirmations(confirmed)
    return [
        finding
        for finding in every_finding
        if finding.certain or not reasons.get(folded(finding.words).strip())
    ]


def in_response(words: str, key_message: KeyMessage) -> list[Finding]:
    """What in a response of the police to ``key_message`` must not be public.

    Their own office's number may be, and where something is to be found: "at police.uk". The
    words of the message, and of its drafts, are no secret. What the secretary confirmed for a
    published edition with this message in small letters, such as "young: young people", names
    nobody here while it stands in small letters only: nobody reads an answer before it is public.
    """
    group = key_message.topic.group
    open_findings = [
        finding
        for finding in Guard(group).look("", "", words)
        if finding.certain or not may_be_public(finding)
    ]
    if not all(finding.certain for finding in open_findings):
        ordinary = _ordinary_words(key_message)
        text = _as_seen(words)
        open_findings = [
            finding
            for finding in open_findings
            if finding.certain
            or finding.words not in ordinary
            or not _is_small(finding.words, text)
        ]
    worded = key_message.wordings.values_list("text", flat=True)
    [runs] = repeated_runs([words], group, known=worded)
    return open_findings + [Finding("", "", run, "post", certain=True) for run in runs]


def _is_small(word: str, text: str) -> bool:
    """Whether ``word`` stands in ``text`` in small letters wherever it stands."""
    return word.islower() and text.count(word) == text.casefold().count(word)


def _ordinary_words(key_message: KeyMessage) -> set[str]:
    """Words that were confirmed with a reason for editions that hold ``key_message``, as typed."""
    out = Release.objects.filter(
        publication__group=key_message.topic.group, state=Release.State.PUBLISHED
    )
    holding = (
        release.not_names
        for release in out
        if any(
            message["reference"] == key_message.reference
            for message in (*release.snapshot["messages"], *release.snapshot["not_agreed"])
        )
    )
    pairs = (line.partition(":") for lines in holding for line in lines)
    return {words.strip() for words, _colon, reason in pairs if reason.strip()}


def may_be_public(finding: Finding) -> bool:
    """Whether it is nobody's own: a number, or where something is to be found."""
    return finding.kind == "phone" or bool(_MAYBE_EMAIL.fullmatch(finding.words))


IN_RESPONSE = {
    "name": lambda: _("“%(words)s” occurs here. %(public)s: say it without a name."),
    "email": lambda: _("“%(words)s” occurs here. %(public)s: leave out email addresses."),
    "post": lambda: _(
        "The words “%(words)s …” stand in a post too. %(public)s: say it in other words."
    ),
}


def told_of(finding: Finding, writer: User, key_message: KeyMessage) -> str:
    """Why a response to ``key_message`` is refused, for who wrote it.

    Who does not see the list of the group's people is not told what was found: they could try
    names until they know who belongs to the group.
    """
    public = _("This is public") if key_message.is_published else _("This may be published later")
    if may(writer, "accounts.view_people", key_message.topic.group):
        return IN_RESPONSE[finding.kind]() % {"words": finding.words, "public": public}
    return (
        _(
            "%s and may name somebody. Say it without any name, or ask the secretary which word it"
            " is."
        )
        % public
    )
