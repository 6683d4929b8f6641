"""Addresses of pages about people. Signing in is allauth's, under ``/accounts/``."""

from __future__ import annotations

from django.urls import path

from accounts.views import (
    administration,
    agreements,
    bounces,
    departures,
    exports,
    factors,
    groups,
    helping,
    invitations,
    joining,
    memberships,
    notices,
    reach,
    resets,
    sessions,
    users,
)

app_name = "accounts"
urlpatterns = [
    path("invitations/<str:token>/", joining.invitation, name="invitation"),
    path("agreement/", joining.agreement, name="agreement"),
    path("accounts/second-step/", joining.enrol, name="enrol"),
    path("accounts/ask/", joining.no_factor, name="no-factor"),
    path("accounts/code-card/", factors.code_card, name="code-card"),
    path("accounts/sessions/", sessions.devices, name="devices"),  # instead of allauth's
    path("accounts/sessions/<int:pk>/end/", sessions.device_end, name="device-end"),
    path("accounts/stay/", sessions.stay, name="stay"),
    path("come-back/<str:token>/", resets.come_back, name="come-back"),
    path("people/memberships/<int:pk>/help/", helping.helping, name="helping"),
    path("people/memberships/<int:pk>/card/", helping.hand_over_card, name="hand-over-card"),
    path("people/memberships/<int:pk>/reset/", helping.reset, name="reset"),
    path("people/memberships/<int:pk>/sign-out/", helping.sign_out_member, name="sign-out-member"),
    path("accounts/meetings/", users.live_settings, name="live-settings"),
    path("accounts/my-data/", exports.my_data, name="my-data"),
    path("accounts/my-data/<int:pk>/", exports.my_data_file, name="my-data-file"),
    path("groups/<int:pk>/people/left/", departures.departures, name="departures"),
    path("people/memberships/<int:pk>/forget/", departures.departure_ask, name="departure-ask"),
    path("people/left/<int:pk>/decide/", departures.mentions_decide, name="mentions-decide"),
    path("administration/people/left/<int:pk>/", departures.anonymise, name="anonymise"),
    path("groups/<int:pk>/people/", memberships.group_people, name="group-people"),
    path("groups/<int:pk>/people/agreement/", agreements.acceptances, name="acceptances"),
    path("groups/<int:pk>/people/invite/", memberships.invite, name="invite"),
    path("groups/<int:pk>/people/add/", reach.person_add, name="person-add"),
    path(
        "groups/<int:pk>/people/invite/list/", invitations.invitations_new, name="invitations-new"
    ),
    path(
        "groups/<int:pk>/people/invite/again/",
        invitations.invitations_renew,
        name="invitations-renew",
    ),
    path(
        "people/invitations/<int:pk>/withdraw/",
        invitations.invitation_withdraw,
        name="invitation-withdraw",
    ),
    path(
        "people/invitations/<int:pk>/again/",
        invitations.invitation_renew,
        name="invitation-renew",
    ),
    path("groups/<int:pk>/people/chair/", memberships.chair_change, name="chair-change"),
    path("people/memberships/<int:pk>/reach/", reach.person_reach, name="person-reach"),
    path(
        "people/memberships/<int:pk>/agreement/",
        agreements.acceptance_record,
        name="acceptance-record",
    ),
    path("people/memberships/<int:pk>/email/", reach.person_email, name="person-email"),
    path("people/memberships/<int:pk>/role/", memberships.membership_role, name="membership-role"),
    path("people/memberships/<int:pk>/end/", memberships.membership_end, name="membership-end"),
    path("notices/", notices.notices, name="notices"),
    path("notices/settings/", notices.notice_settings, name="notice-settings"),
    path("notices/stop/<str:token>/", notices.notices_stop, name="notices-stop"),
    path("notices/<int:pk>/done/", notices.notice_deliver, name="notice-deliver"),
    path("groups/<int:pk>/people/call/", notices.call_list, name="call-list"),
    path("administration/", administration.administration, name="administration"),
    path("administration/organisations/new/", groups.organisation_new, name="organisation-new"),
    path(
        "administration/organisations/<int:pk>/",
        groups.organisation_change,
        name="organisation-change",
    ),
    path("administration/groups/new/", groups.group_new, name="group-new"),
    path("administration/groups/<int:pk>/", groups.group_change, name="group-change"),
    path("administration/groups/<int:pk>/close/", groups.group_close, name="group-close"),
    path("administration/groups/<int:pk>/reopen/", groups.group_reopen, name="group-reopen"),
    path("administration/agreement/", agreements.agreement_new, name="agreement-new"),
    path("administration/invite/", administration.invite_organiser, name="invite-organiser"),
    path("administration/readers/invite/", administration.invite_reader, name="invite-reader"),
    path("administration/readers/<int:pk>/end/", administration.reader_end, name="reader-end"),
    path(
        "administration/readers/<int:pk>/reset/", administration.reader_reset, name="reader-reset"
    ),
    path(
        "administration/people/<int:pk>/sign-out/",
        administration.sign_out_person,
        name="sign-out-person",
    ),
    path("administration/people/<int:pk>/suspend/", administration.suspend, name="suspend"),
    *bounces.patterns(),
]
