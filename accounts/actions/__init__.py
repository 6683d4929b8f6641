"""What people do with people: every action is a function here, and nothing else writes."""

from accounts.actions.access_needs import (
    Needs,
    change_access_needs,
    remove_expired_access_needs,
)
from accounts.actions.agreements import accept_agreement, adopt_agreement, record_acceptance
from accounts.actions.bounces import record_arrival, record_bounce
from accounts.actions.departures import anonymise_person, ask_departure, decide_mentions
from accounts.actions.exports import ask_own_data, download_own_data, download_record
from accounts.actions.factors import (
    hand_over_code_card,
    issue_code_card,
    record_address_change,
    record_factor_added,
    record_factor_removed,
    record_password_change,
    rotate_field_keys,
)
from accounts.actions.groups import (
    change_group,
    change_organisation,
    close_group,
    create_group,
    create_organisation,
    reopen_group,
)
from accounts.actions.invitations import (
    Invited,
    invite_administrator,
    invite_people,
    invite_person,
    invite_reader,
    invite_to_sign_in,
    renew_invitation,
    renew_invitations,
    withdraw_invitation,
)
from accounts.actions.joining import accept_invitation
from accounts.actions.memberships import (
    begin_membership,
    change_role,
    end_membership,
    end_organisation_membership,
    end_place,
    hand_over_chair,
)
from accounts.actions.notices import (
    change_notice_settings,
    record_delivery,
    stop_notice_emails,
)
from accounts.actions.reach import add_person, change_reach
from accounts.actions.resets import (
    begin_reset,
    begin_reset_of_administrator,
    begin_reset_of_reader,
    record_wrong_words,
    use_reset,
)
from accounts.actions.restorations import record_restoration
from accounts.actions.retention import (
    remove_expired_data_exports,
    remove_expired_holds,
    remove_expired_invitations,
    remove_expired_notices,
    remove_expired_reaches,
    remove_expired_resets,
)
from accounts.actions.sessions import (
    end_other_sessions,
    end_session,
    end_sessions_of_member,
    end_sessions_of_person,
    record_failed_sign_in,
    record_sign_in,
    record_sign_out,
)
from accounts.actions.users import change_live_settings, restore_person, suspend_person

__all__ = [
    "Invited",
    "Needs",
    "accept_agreement",
    "accept_invitation",
    "add_person",
    "adopt_agreement",
    "anonymise_person",
    "ask_departure",
    "ask_own_data",
    "begin_membership",
    "begin_reset",
    "begin_reset_of_administrator",
    "begin_reset_of_reader",
    "change_access_needs",
    "change_group",
    "change_live_settings",
    "change_notice_settings",
    "change_organisation",
    "change_reach",
    "change_role",
    "close_group",
    "create_group",
    "create_organisation",
    "decide_mentions",
    "download_own_data",
    "download_record",
    "end_membership",
    "end_organisation_membership",
    "end_other_sessions",
    "end_place",
    "end_session",
    "end_sessions_of_member",
    "end_sessions_of_person",
    "hand_over_chair",
    "hand_over_code_card",
    "invite_administrator",
    "invite_people",
    "invite_person",
    "invite_reader",
    "invite_to_sign_in",
    "issue_code_card",
    "record_acceptance",
    "record_address_change",
    "record_arrival",
    "record_bounce",
    "record_delivery",
    "record_factor_added",
    "record_factor_removed",
    "record_failed_sign_in",
    "record_password_change",
    "record_restoration",
    "record_sign_in",
    "record_sign_out",
    "record_wrong_words",
    "remove_expired_access_needs",
    "remove_expired_data_exports",
    "remove_expired_holds",
    "remove_expired_invitations",
    "remove_expired_notices",
    "remove_expired_reaches",
    "remove_expired_resets",
    "renew_invitation",
    "renew_invitations",
    "reopen_group",
    "restore_person",
    "rotate_field_keys",
    "stop_notice_emails",
    "suspend_person",
    "use_reset",
    "withdraw_invitation",
]
