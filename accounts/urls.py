"""Addresses of pages about people. Signing in is allauth's, under ``/accounts/``."""

from __future__ import annotations

from django.urls import path

from accounts.views import administration, cards, groups, joining

app_name = "accounts"
urlpatterns = [
    path("invitations/<str:token>/", joining.invitation, name="invitation"),
    path("agreement/", joining.agreement, name="agreement"),
    path("accounts/second-step/", joining.enrol, name="enrol"),
    path("accounts/ask/", joining.no_factor, name="no_factor"),
    path("accounts/code-card/", cards.code_card, name="code_card"),
    path("groups/<int:pk>/people/", groups.group_people, name="group_people"),
    path("groups/<int:pk>/people/invite/", groups.invite, name="invite"),
    path(
        "people/invitations/<int:pk>/withdraw/",
        groups.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("people/memberships/<int:pk>/role/", groups.membership_role, name="membership_role"),
    path("people/memberships/<int:pk>/end/", groups.membership_end, name="membership_end"),
    path("administration/", administration.administration, name="administration"),
    path("administration/invite/", administration.invite_keeper, name="invite_keeper"),
    path("administration/readers/invite/", administration.invite_reader, name="invite_reader"),
    path("administration/people/<int:pk>/suspend/", administration.suspend, name="suspend"),
]
