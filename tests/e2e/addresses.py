"""Every named address of the portal: an example of each page, or the reason why it is none.

The numbers are those of the story: topic 3, meeting 2 and round 7 are what is open.
"""

from collections.abc import Iterator
from typing import Any

from django.urls import get_resolver

# name: (who looks, the address)
PAGES = {
    "home": ("marjorie", "/"),
    "help": ("", "/help/"),
    "accessibility": ("", "/accessibility/"),
    "components": ("tom", "/help/components/"),
    # --- accounts
    "accounts:agreement": ("doreen", "/agreement/"),
    "accounts:code-card": ("doreen", "/accounts/code-card/"),
    "accounts:devices": ("doreen", "/accounts/sessions/"),
    "accounts:my-data": ("doreen", "/accounts/my-data/"),
    "reading": ("doreen", "/accounts/reading/"),
    "groups": ("marjorie", "/groups/"),
    "accounts:helping": ("sally", "/people/memberships/6/help/"),
    "accounts:departures": ("marjorie", "/groups/1/people/left/"),
    "accounts:group-people": ("sally", "/groups/1/people/"),
    "accounts:invite": ("sally", "/groups/1/people/invite/"),
    "accounts:person-add": ("sally", "/groups/1/people/add/"),
    "accounts:membership-role": ("sally", "/people/memberships/4/role/"),
    "accounts:membership-end": ("sally", "/people/memberships/4/end/"),
    "accounts:administration": ("tom", "/administration/"),
    "accounts:invite-organiser": ("tom", "/administration/invite/"),
    "accounts:invite-reader": ("tom", "/administration/readers/invite/"),
    "accounts:reader-reset": ("tom", "/administration/readers/1/reset/"),
    "accounts:suspend": ("tom", "/administration/people/4/suspend/"),
    "account_login": ("", "/accounts/login/"),
    "account_logout": ("doreen", "/accounts/logout/"),
    "account_inactive": ("", "/accounts/inactive/"),
    "account_signup": ("", "/accounts/signup/"),
    "account_email": ("doreen", "/accounts/email/"),
    "account_email_verification_sent": ("", "/accounts/confirm-email/"),
    "account_change_password": ("doreen", "/accounts/password/change/"),
    "account_reset_password": ("", "/accounts/password/reset/"),
    "account_reset_password_done": ("", "/accounts/password/reset/done/"),
    "account_reset_password_from_key_done": ("", "/accounts/password/reset/key/done/"),
    "account_reset_password_from_key": ("", "/accounts/password/reset/key/1-old/"),
    "account_confirm_email": ("", "/accounts/confirm-email/old/"),
    "mfa_index": ("doreen", "/accounts/2fa/"),
    "mfa_reauthenticate": ("gwen", "/accounts/2fa/reauthenticate/"),
    "mfa_deactivate_totp": ("doreen", "/accounts/2fa/totp/deactivate/"),
    "mfa_list_webauthn": ("doreen", "/accounts/2fa/webauthn/"),
    "mfa_add_webauthn": ("doreen", "/accounts/2fa/webauthn/add/"),
    "group-record": ("marjorie", "/groups/1/record/"),
    "installation-record": ("tom", "/administration/record/"),
    # --- deliberation
    "deliberation:topics": ("doreen", "/topics/"),
    "deliberation:topic-new": ("sally", "/topics/new/?group=1"),
    "deliberation:topic": ("doreen", "/topics/1/"),
    "deliberation:topic-members": ("doreen", "/topics/1/members/"),
    "deliberation:topic-close": ("marjorie", "/topics/2/close/"),
    "deliberation:topic-guests": ("sally", "/topics/3/guests/"),
    "deliberation:guest-invite": ("sally", "/topics/3/guests/17/invite/"),
    "deliberation:guests-close": ("sally", "/topics/3/guests/close/"),
    "deliberation:guest-remove": ("sally", "/topics/3/guests/15/remove/"),
    "deliberation:topic-hold": ("marjorie", "/topics/3/hold/"),
    "deliberation:handling-change": ("marjorie", "/topics/3/handling/"),
    "deliberation:terms": ("marjorie", "/groups/1/terms/"),
    "deliberation:break-glasses": ("tom", "/break-glass/"),
    "deliberation:break-glass-new": ("tom", "/break-glass/new/"),
    "deliberation:key-message-new": ("doreen", "/topics/3/key-messages/new/"),
    "deliberation:key-messages": ("doreen", "/key-messages/"),
    "deliberation:key-message": ("doreen", "/key-messages/3/"),
    "deliberation:wording-new": ("doreen", "/key-messages/8/wording/"),
    "deliberation:key-message-withdraw": ("marjorie", "/key-messages/8/withdraw/"),
    "deliberation:statement-new": ("colin", "/key-messages/4/statement/"),
    "deliberation:round-open": ("marjorie", "/key-messages/8/round/"),
    "deliberation:position-take": ("doreen", "/rounds/7/position/"),
    "deliberation:position-record": ("sally", "/rounds/7/record/"),
    "deliberation:round-close": ("marjorie", "/rounds/7/close/"),
    "deliberation:round-positions": ("marjorie", "/rounds/3/positions/"),
    # --- meetings
    "meetings:meetings": ("sally", "/meetings/"),
    "meetings:meeting-new": ("sally", "/groups/1/meetings/new/"),
    "meetings:meeting": ("sally", "/meetings/2/"),
    "meetings:meeting-end": ("marjorie", "/meetings/2/end/"),
    "meetings:meeting-hold": ("marjorie", "/meetings/2/hold/"),
    "meetings:interest-declare": ("doreen", "/agenda-items/12/interest/"),
    "meetings:paper-new": ("sally", "/meetings/2/papers/new/"),
    "meetings:paper": ("doreen", "/papers/2/"),
    "meetings:paper-text": ("doreen", "/papers/2/text/"),
    "meetings:paper-remove": ("sally", "/papers/2/remove/"),
    "meetings:slide": ("doreen", "/papers/2/4/"),
    "meetings:live": ("marjorie", "/meetings/2/live/"),
    # --- publications
    "publications:list": ("imran", "/publications/"),
    "publications:desk": ("sally", "/publications/release/"),
    "publications:prepare": ("sally", "/publications/release/meeting/1/"),
    "publications:release": ("sally", "/publications/release/1/"),
    "publications:answer": ("ansty", "/publications/answer/HAR-2026-005/"),
    "publications:edition": ("imran", "/publications/HAR-2026-S01/"),
    "publications:past-edition": ("", "/publications/HAR-2026-S01/1/"),
    "publications:ask": ("", "/verify/"),
    "publications:verify": ("", "/verify/AAAA-BBBB-CCCC/"),
}
ANSWERS_OTHERWISE = {  # what a page above answers when it is not 200
    "publications:verify": 404,
}
# The same templates for somebody else, or in another state: (who looks, the address).
ALSO = [
    ("imran", "/publications/"),
    ("", "/publications/"),
    ("doreen", "/meetings/1/"),
    ("doreen", "/meetings/2/live/"),
    ("sally", "/meetings/2/live/"),
    ("ansty", "/meetings/2/live/"),
    ("hannah", "/meetings/2/live/"),
    ("hannah", "/topics/1/"),
    ("hannah", "/key-messages/"),
    ("doreen", "/key-messages/4/"),
    ("doreen", "/key-messages/7/"),
    ("ansty", "/"),
    ("tom", "/"),
]
# Reached only on the way to something else: these tests walk there and look at each.
WALKS = ["test_entering.py", "test_confidential.py", "test_coming_back.py"]
ON_THE_WAY = {
    "accounts:invitation",
    "accounts:enrol",
    "accounts:hand-over-card",
    "accounts:reset",
    "accounts:come-back",
    "accounts:departure-ask",
    "accounts:anonymise",
    "deliberation:topic-audience",
    "deliberation:reader-name",
    "deliberation:reader-remove",
    "deliberation:history-narrow",
    "deliberation:history-widen",
    "deliberation:audience-change",
    "deliberation:audience-change-withdraw",
    "deliberation:handling-accept",
    "deliberation:post-remove",
    "deliberation:break-glass",
    "deliberation:break-glass-confirm",
    "deliberation:break-glass-read",
    "deliberation:break-glass-end",
    "mfa_activate_totp",
    "mfa_authenticate",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_reauthenticate_webauthn",
}
# test_the_main_job measures these while a summary is on its way out.
RELEASING = {
    "publications:prepare-again",
    "publications:check",
    "publications:approve",
    "publications:publish",
}
FOR_MACHINES = {
    "health-live",
    "health-ready",
    "stream",
    "mfa_login_webauthn",
    "accounts:stay",
    "accounts:my-data-file",
    "group-record-file",
    "installation-record-file",
    "meetings:slide-large",
    "meetings:slide-small",
    "publications:pdf",
    "publications:past-pdf",
}
# name: an address; a look there is refused or leads elsewhere
ONLY_POSTS = {
    "meetings:copy-ask": "/papers/2/copy/",
    "meetings:copy-file": "/papers/copies/1/",
    "accounts:device-end": "/accounts/sessions/1/end/",
    "accounts:sign-out-member": "/people/memberships/6/sign-out/",
    "accounts:sign-out-person": "/administration/people/6/sign-out/",
    "accounts:mentions-decide": "/people/left/1/decide/",
    "deliberation:audience-change-answer": "/audience-changes/1/answer/",
    "accounts:invitation-withdraw": "/people/invitations/1/withdraw/",
    "meetings:attendance-say": "/meetings/2/attendance/",
    "meetings:attendance-record": "/meetings/2/attendance/record/",
    "meetings:hand-raise": "/meetings/2/live/hand/",
    "meetings:my-hand-lower": "/meetings/2/live/hand/lower/",
    "meetings:hand-raise-for": "/meetings/2/live/hand/for/",
    "meetings:hand-lower": "/speaker-requests/1/lower/",
    "meetings:speaker-call": "/speaker-requests/1/call/",
    "meetings:speaker-finish": "/speaker-requests/1/finish/",
    "meetings:item-start": "/agenda-items/10/start/",
    "meetings:slide-show": "/meetings/2/live/slide/12/",
    "meetings:wording-show": "/meetings/2/live/wording/",
    "meetings:message-propose": "/meetings/2/live/topics/3/propose/",
    "meetings:wording-change": "/meetings/2/live/key-messages/7/wording/",
    "meetings:round-open": "/meetings/2/live/key-messages/8/ask/",
    "meetings:video-join": "/meetings/2/video/join/",
    "meetings:meeting-reopen": "/meetings/2/reopen/",
    "deliberation:round-reopen": "/rounds/7/reopen/",
}
# Refused to everybody in the state that the story is in; drawn by the same templates as others.
NOT_NOW = {
    "accounts:no-factor",
    "usersessions_list",  # ours stands before it
    "account_reauthenticate",
    "account_set_password",
    "account_confirm_login_code",
    "deliberation:post-new",
    "deliberation:topic-reopen",
    "deliberation:secretary-admit",
    "deliberation:break-glass-withdraw",
    "meetings:meeting-open",
    "meetings:meeting-cancel",
}


def named(resolver: Any = None, space: str = "") -> Iterator[str]:
    """Every name that an address has."""
    for one in (resolver or get_resolver()).url_patterns:
        if hasattr(one, "url_patterns"):
            yield from named(one, f"{space}{one.namespace}:" if one.namespace else space)
        else:
            yield space + one.name
