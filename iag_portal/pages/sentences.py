"""The audit record in words: what each event says, and refusals, which are none."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.audit.chain import REFUSED
from core.events import every_event

SENTENCES: dict[str, str | Promise] = {
    REFUSED: _("Was refused"),
    **{kind.name: kind.label for kind in every_event()},
}
# Reference of what happened, after its number: “topic 12, post 40”.
THINGS = {
    "topic_id": _("topic"),
    "post_id": _("post"),
    "note_id": _("note"),
    "report_id": _("report"),
    "announcement_id": _("announcement"),
    "key_message_id": _("key message"),
    "round_id": _("round"),
    "action_id": _("action"),
    "minutes_id": _("minutes"),
    "correction_id": _("correction"),
    "meeting_id": _("meeting"),
    "item_id": _("item"),
    "paper_id": _("paper"),
    "copy_id": _("copy"),
    "hold_id": _("hold"),
    "visit_id": _("observation visit"),
    "visit_note_id": _("public note"),
    "invitation_id": _("invitation"),
    "publication_id": _("publication"),
    "edition_id": _("edition"),
    "release_id": _("release"),
    "national_topic_id": _("national topic"),
    "force_id": _("force"),
    "theme_id": _("theme"),
    "number": _("number"),
}
STATES = ("role", "kind", "factor", "space", "step", "changed", "permission", "thing", "page")
FACTORS = {  # codes of second factors, as people call them
    "totp": _("authenticator app"),
    "webauthn": _("passkey"),
    "code_card": _("code card"),
}
PEOPLE = ("person_id", "user_id")
