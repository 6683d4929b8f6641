"""Addresses of topics, key messages and rounds."""

from __future__ import annotations

from django.urls import path

from deliberation.views import key_messages, rights, rounds, topics

app_name = "deliberation"
urlpatterns = [
    path("topics/", topics.topics, name="topics"),
    path("topics/new/", topics.topic_new, name="topic-new"),
    path("topics/<int:pk>/", topics.topic, name="topic"),
    path("topics/<int:pk>/members/", topics.topic_members, name="topic-members"),
    path("topics/<int:pk>/<slug:space>/posts/", topics.post_new, name="post-new"),
    path("topics/<int:pk>/close/", topics.topic_close, name="topic-close"),
    path("topics/<int:pk>/reopen/", topics.topic_reopen, name="topic-reopen"),
    path("topics/<int:pk>/hold/", rights.topic_hold, name="topic-hold"),
    path("posts/<int:pk>/remove/", rights.post_remove, name="post-remove"),
    path("topics/<int:pk>/guests/", topics.topic_guests, name="topic-guests"),
    path("topics/<int:pk>/guests/<int:person>/invite/", topics.guest_invite, name="guest-invite"),
    path("topics/<int:pk>/guests/<int:person>/remove/", topics.guest_remove, name="guest-remove"),
    path("topics/<int:pk>/key-messages/new/", key_messages.key_message_new, name="key-message-new"),
    path("key-messages/", key_messages.key_messages, name="key-messages"),
    path("key-messages/<int:pk>/", key_messages.key_message, name="key-message"),
    path("key-messages/<int:pk>/wording/", key_messages.wording_new, name="wording-new"),
    path("key-messages/<int:pk>/withdraw/", key_messages.withdraw, name="key-message-withdraw"),
    path("key-messages/<int:pk>/send/", key_messages.send, name="key-message-send"),
    path("key-messages/<int:pk>/statement/", key_messages.statement_new, name="statement-new"),
    path("key-messages/<int:pk>/answer/", key_messages.response_new, name="response-new"),
    path("key-messages/<int:pk>/round/", rounds.round_open, name="round-open"),
    path("rounds/<int:pk>/position/", rounds.position_take, name="position-take"),
    path("rounds/<int:pk>/record/", rounds.position_record, name="position-record"),
    path("rounds/<int:pk>/close/", rounds.round_close, name="round-close"),
    path("rounds/<int:pk>/positions/", rounds.round_positions, name="round-positions"),
]
