"""Try the real video host: what is wrong with it, each fault in a sentence for its operator.

Asks from outside what a browser would, and brings tokens that must open nothing. What only a
call with two people shows stands in ``deploy/prosody/README.md``.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import Message
from email.utils import parsedate_to_datetime

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from core.clock import now
from meetings.video.bosh import Visitor
from meetings.video.host import PLUGIN, Heard
from meetings.video.settings import JitsiSettings
from meetings.video.tokens import LIFETIME, mint, new_room_name, participant_id
from meetings.video.web import ERROR, HostDown, Page, fetch
from meetings.video.wire import SCRIPT, unknown_to

CLOCKS_APART = timedelta(seconds=10)
SILENT_AFTER = timedelta(seconds=90)  # the plugin reports every half minute at least
CERTIFICATE_ENDS_SOON = timedelta(days=14)
LACKING = {
    "token_verification": "Jitsi itself then looks at no token when somebody joins.",
    "token_affiliation": "Nobody moderates then, or the first to arrive does.",
    "presence_identity": "The page then knows nobody in the call: none is large, none is muted.",
}
_OLD_PROSODY = re.compile(r"0\.(\d|1[01])\b")
REFUSED_AS_IT_SHOULD = {"not-allowed", "item-not-found", "not-authorized", "service-unavailable"}


def faults(jitsi: JitsiSettings, *, portal: str, heard: Heard | None) -> Iterator[str]:
    """Everything that is wrong, each as it is found; nothing where video is off.

    :param portal: our own origin, which may frame the host and has the page of the keys.
    :param heard: when the host last said something to the portal, and what of itself.
    """
    if not jitsi.enabled:
        return
    if problems := jitsi.problems():
        yield from (problem.sentence for problem in problems)
        return
    try:
        page = fetch(jitsi.origin, f"/{new_room_name()}")
        census = fetch(jitsi.origin, "/room-census")
        script = fetch(jitsi.origin, f"/{SCRIPT}")
    except HostDown as error:
        yield str(error)
        return
    yield from _web_faults(jitsi, page, portal)
    if census.headers.get_content_type() == "application/json":
        yield f"Everybody can read who meets: {jitsi.domain}/room-census is open. Close it."
    yield from name_faults(script)
    yield from _key_set_faults(jitsi, portal)
    try:
        yield from _login_faults(jitsi)
    except HostDown as error:
        yield f"Prosody does not answer at {jitsi.domain}/http-bind: {error}."
    yield from _plugin_faults(jitsi, heard)


def _web_faults(jitsi: JitsiSettings, page: Page, portal: str) -> Iterator[str]:
    if page.status >= ERROR:
        yield f"{jitsi.domain} answers with the error {page.status}."
    yield from _frame_faults(jitsi, page.headers, portal)
    at = now()
    date = page.headers.get("Date")
    if date and (apart := abs(parsedate_to_datetime(date) - at)) > CLOCKS_APART:
        yield (
            f"The clocks of {jitsi.domain} and of the portal are {round(apart.total_seconds())}"
            " seconds apart. Prosody allows none: let both take their time from one service."
        )
    if page.certificate_ends and page.certificate_ends - at < CERTIFICATE_ENDS_SOON:
        yield f"The certificate of {jitsi.domain} ends on {page.certificate_ends:%-d %B %Y}."


def _frame_faults(jitsi: JitsiSettings, headers: Message, portal: str) -> Iterator[str]:
    policies = headers.get_all("Content-Security-Policy", [])
    rules = [rule.split() for policy in policies for rule in policy.split(";")]
    allowed = [rule[1:] for rule in rules if rule and rule[0].lower() == "frame-ancestors"]
    if not allowed or any("*" in places for places in allowed):
        yield (
            f"Every site can put {jitsi.domain} into its page and give it commands. Set the"
            f" header Content-Security-Policy: frame-ancestors {portal}"
        )
    elif not all(portal in places for places in allowed):
        yield (f"{jitsi.domain} does not let the portal show it. Name {portal} in frame-ancestors.")
    if headers.get("X-Frame-Options") and not allowed:
        yield f"{jitsi.domain} sends X-Frame-Options, so that the portal cannot show it. Drop it."


def name_faults(script: Page) -> Iterator[str]:
    """Jitsi renames without an alias, and a button of ours would then do nothing.

    A host that serves no such script is asked no further: there is nothing to compare.
    """
    if script.status >= ERROR or "javascript" not in script.headers.get_content_type():
        return
    if lacking := unknown_to(script.body.decode(errors="replace")):
        yield (
            f"This release of Jitsi does not know {', '.join(lacking)}. What the page asks by these"
            " names does nothing: go back to the release before, and report it."
        )


def _key_set_faults(jitsi: JitsiSettings, portal: str) -> Iterator[str]:
    if jitsi.key_id is None:
        return
    try:
        page = fetch(portal, "/video/host/keys.json")
        is_ours = page.status < ERROR and json.loads(page.body) == jitsi.key_set()
    except (HostDown, ValueError):
        is_ours = False
    if not is_ours:
        yield (
            f"The page of the public keys is not at {portal}/video/host/keys.json. If the host"
            " takes them from there, it refuses everybody."
        )


def _login_faults(jitsi: JitsiSettings) -> Iterator[str]:
    room = new_room_name()
    good = _trial_token(jitsi, room)
    with Visitor(jitsi.origin, jitsi.xmpp_domain, good, room=room) as visitor:
        if not visitor.log_in():
            yield (
                f"{jitsi.domain} refuses a good token. Compare the keys, JITSI_APP_ID,"
                " JITSI_AUDIENCE and JITSI_XMPP_DOMAIN with Prosody's configuration."
            )
            return
        why_not = visitor.join(f"{room}@muc.{jitsi.xmpp_domain}/trial")
        if why_not not in REFUSED_AS_IT_SHOULD:
            yield (
                f"{jitsi.domain} let a token into a room of no meeting ({why_not or 'joined'})."
                " Load mod_iag_access on the MUC component: deploy/prosody/README.md"
            )
        if not any(kind.startswith("turn") for kind in visitor.services()):
            yield (
                f"{jitsi.domain} names no TURN server. Who sits behind a closed network, such as"
                " the police's, may hear and see nothing."
            )
    for kind, token in _tokens_that_open_nothing(jitsi, room, good).items():
        with Visitor(jitsi.origin, jitsi.xmpp_domain, token, room=room) as visitor:
            if visitor.log_in():
                yield f"{jitsi.domain} lets people in {kind}."


def _trial_token(jitsi: JitsiSettings, room: str, at: datetime | None = None) -> str:
    return mint(
        jitsi,
        room=room,
        person_id=participant_id(0, 0, secrets.token_bytes(32)),
        display_name="Trial",
        moderator=False,
        at=at or now(),
    )


def _tokens_that_open_nothing(jitsi: JitsiSettings, room: str, good: str) -> dict[str, str]:
    """By the end of the sentence that says that they did."""
    claims = jwt.decode(good, options={"verify_signature": False})
    headers = {"kid": jitsi.key_id} if jitsi.key_id else {}
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    over = now() - LIFETIME - timedelta(minutes=1)
    return {
        "without a token": "",
        "with a token that ended a minute ago": _trial_token(jitsi, room, over),
        "with a token by another key": jwt.encode(claims, stranger, "RS256", headers=headers),
        "with a token that is signed by nobody": jwt.encode(claims, "", "none"),
    }


def _plugin_faults(jitsi: JitsiSettings, heard: Heard | None) -> Iterator[str]:
    if not jitsi.tells:
        yield (
            "JITSI_SYSTEM_KEY is not set. Who loses access stays in the call, the end of a meeting"
            " ends no call, and nobody knows who was there: deploy/prosody/README.md"
        )
    elif heard is None:
        yield (
            f"The plugin on {jitsi.domain} has never reported to the portal. Compare"
            " iag_access_portal and the system key, and look into Prosody's log."
        )
    elif (silent := now() - heard.at) > SILENT_AFTER:
        yield (
            f"The plugin on {jitsi.domain} has not reported for"
            f" {round(silent.total_seconds())} seconds. Look into Prosody's log."
        )
    if jitsi.tells and heard:
        yield from _module_faults(jitsi, heard)


def _module_faults(jitsi: JitsiSettings, heard: Heard) -> Iterator[str]:
    """What the plugin says of where it runs."""
    if heard.plugin != PLUGIN:
        yield (
            f"The plugin on {jitsi.domain} is of another release than the portal. Copy the files"
            " of deploy/prosody there again, and restart Prosody."
        )
    if _OLD_PROSODY.match(heard.prosody):
        yield f"{jitsi.domain} runs Prosody {heard.prosody}. The plugin needs 0.12 or newer."
    for name in heard.lacks:
        yield (
            f"Prosody on {jitsi.domain} has not loaded {name}. {LACKING.get(name, '')}"
            " Its line stands in deploy/prosody/example.cfg.lua."
        )
