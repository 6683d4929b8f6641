"""Addresses of topics, key messages and rounds."""

from __future__ import annotations

from django.urls import path

from deliberation.views import (
    audience,
    break_glass,
    following,
    handbook,
    handling,
    key_messages,
    posts,
    rights,
    rounds,
    spaces,
    terms,
    topic_changes,
    topics,
)

app_name = "deliberation"
urlpatterns = [
    path("topics/", topics.topics, name="topics"),
    path("topics/new/", topics.topic_new, name="topic-new"),
    path("topics/<int:pk>/", spaces.topic, name="topic"),
    path("topics/<int:pk>/members/", spaces.topic_members, name="topic-members"),
    path("topics/<int:pk>/<slug:space>/posts/", spaces.post_new, name="post-new"),
    path("topics/<int:pk>/change/", topic_changes.topic_change, name="topic-change"),
    path("topics/<int:pk>/versions/", topic_changes.topic_versions, name="topic-versions"),
    path("topics/<int:pk>/pin/", topics.topic_pin, name="topic-pin"),
    path("topics/<int:pk>/unpin/", topics.topic_unpin, name="topic-unpin"),
    path("topics/<int:pk>/promote/", topics.topic_promote, name="topic-promote"),
    path("topics/<int:pk>/close/", topics.topic_close, name="topic-close"),
    path("topics/<int:pk>/reopen/", topics.topic_reopen, name="topic-reopen"),
    path("topics/<int:pk>/follow/", following.topic_follow, name="topic-follow"),
    path("topics/<int:pk>/hold/", rights.topic_hold, name="topic-hold"),
    path("posts/<int:pk>/edit/", posts.post_edit, name="post-edit"),
    path("posts/<int:pk>/withdraw/", posts.post_withdraw, name="post-withdraw"),
    path("posts/<int:pk>/react/", posts.post_react, name="post-react"),
    path("posts/<int:pk>/versions/", posts.post_versions, name="post-versions"),
    path("posts/<int:pk>/remove/", posts.post_remove, name="post-remove"),
    path("topics/<int:pk>/guests/", topics.topic_guests, name="topic-guests"),
    path("topics/<int:pk>/guests/<int:person>/invite/", topics.guest_invite, name="guest-invite"),
    path("topics/<int:pk>/guests/<int:person>/remove/", topics.guest_remove, name="guest-remove"),
    path("topics/<int:pk>/guests/close/", audience.guests_close, name="guests-close"),
    path("topics/<int:pk>/audience/", audience.topic_audience, name="topic-audience"),
    path("topics/<int:pk>/readers/<int:person>/name/", audience.reader_name, name="reader-name"),
    path(
        "topics/<int:pk>/readers/<int:person>/remove/", audience.reader_remove, name="reader-remove"
    ),
    path("topics/<int:pk>/history/narrow/", audience.history_narrow, name="history-narrow"),
    path("topics/<int:pk>/history/widen/", audience.history_widen, name="history-widen"),
    path("topics/<int:pk>/secretary/admit/", audience.secretary_admit, name="secretary-admit"),
    path("topics/<int:pk>/handling/", handling.handling_change, name="handling-change"),
    path("topics/<int:pk>/handling/accept/", handling.handling_accept, name="handling-accept"),
    path("audience-changes/<int:pk>/", audience.audience_change, name="audience-change"),
    path(
        "audience-changes/<int:pk>/answer/",
        audience.audience_change_answer,
        name="audience-change-answer",
    ),
    path(
        "audience-changes/<int:pk>/withdraw/",
        audience.audience_change_withdraw,
        name="audience-change-withdraw",
    ),
    path("groups/<int:group>/terms/", terms.terms, name="terms"),
    path("groups/<int:group>/terms/topics/", terms.openers, name="openers"),
    path("groups/<int:group>/handbook/", handbook.handbook, name="handbook"),
    path("groups/<int:group>/handbook/new/", handbook.handbook_page_new, name="handbook-page-new"),
    path("handbook/<int:pk>/", handbook.handbook_page, name="handbook-page"),
    path("handbook/<int:pk>/change/", handbook.handbook_page_change, name="handbook-page-change"),
    path("handbook/<int:pk>/move/", handbook.handbook_page_move, name="handbook-page-move"),
    path(
        "handbook/<int:pk>/archive/", handbook.handbook_page_archive, name="handbook-page-archive"
    ),
    path(
        "handbook/<int:pk>/restore/", handbook.handbook_page_restore, name="handbook-page-restore"
    ),
    path("handbook/<int:pk>/versions/", handbook.handbook_versions, name="handbook-versions"),
    path("break-glass/", break_glass.glasses, name="break-glasses"),
    path("break-glass/new/", break_glass.glass_new, name="break-glass-new"),
    path("break-glass/<int:pk>/", break_glass.glass, name="break-glass"),
    path("break-glass/<int:pk>/confirm/", break_glass.glass_confirm, name="break-glass-confirm"),
    path("break-glass/<int:pk>/withdraw/", break_glass.glass_withdraw, name="break-glass-withdraw"),
    path("break-glass/<int:pk>/end/", break_glass.glass_end, name="break-glass-end"),
    path("break-glass/<int:pk>/read/", break_glass.glass_read, name="break-glass-read"),
    path("topics/<int:pk>/key-messages/new/", key_messages.key_message_new, name="key-message-new"),
    path("key-messages/", key_messages.key_messages, name="key-messages"),
    path("key-messages/<int:pk>/", key_messages.key_message, name="key-message"),
    path("key-messages/<int:pk>/wording/", key_messages.wording_new, name="wording-new"),
    path("key-messages/<int:pk>/withdraw/", key_messages.withdraw, name="key-message-withdraw"),
    path("key-messages/<int:pk>/statement/", key_messages.statement_new, name="statement-new"),
    path("key-messages/<int:pk>/round/", rounds.round_open, name="round-open"),
    path("rounds/<int:pk>/position/", rounds.position_take, name="position-take"),
    path("rounds/<int:pk>/record/", rounds.position_record, name="position-record"),
    path("rounds/<int:pk>/close/", rounds.round_close, name="round-close"),
    path("rounds/<int:pk>/reopen/", rounds.round_reopen, name="round-reopen"),
    path("rounds/<int:pk>/positions/", rounds.round_positions, name="round-positions"),
]
