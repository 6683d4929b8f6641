"""Addresses of networks, of national topics and of what groups are asked."""

from django.urls import path

from network.views import (
    asked_forces,
    forces,
    mandates,
    national_topics,
    offers,
    reading_list,
    released,
    representations,
    themes,
)

app_name = "network"
urlpatterns = [
    path("network/", national_topics.national_topics, name="networks"),
    path("network/forces/<int:group>/", forces.forces, name="forces"),
    path("network/forces/<int:group>/add/", forces.force_add, name="force-add"),
    path("network/force/<int:pk>/", forces.force, name="force"),
    path("network/force/<int:pk>/agree/", forces.force_agree, name="force-agree"),
    path("network/force/<int:pk>/decline/", forces.force_decline, name="force-decline"),
    path("network/force/<int:pk>/change/", forces.force_change, name="force-change"),
    path("network/force/<int:pk>/end/", forces.force_end, name="force-end"),
    path("network/new/<int:group>/", national_topics.draft, name="national-topic-new"),
    path("network/topics/<int:pk>/", national_topics.national_topic, name="national-topic"),
    path("network/topics/<int:pk>/change/", national_topics.change_window, name="window-change"),
    path("network/topics/<int:pk>/ask/", asked_forces.ask, name="ask"),
    path("network/topics/<int:pk>/reading/", reading_list.reading_add, name="reading-add"),
    path("network/reading/<int:pk>/remove/", reading_list.reading_remove, name="reading-remove"),
    path("network/topics/<int:pk>/open/", national_topics.open_, name="national-topic-open"),
    path("network/topics/<int:pk>/close/", national_topics.close, name="national-topic-close"),
    path("network/topics/<int:pk>/cancel/", national_topics.cancel, name="national-topic-cancel"),
    path("network/topics/<int:pk>/mandates/", mandates.mandates, name="mandates"),
    path("network/asked/<int:pk>/", asked_forces.asked, name="asked"),
    path("network/asked/<int:pk>/remove/", asked_forces.remove, name="asked-remove"),
    path("network/asked/<int:pk>/accept/", asked_forces.accept, name="asked-accept"),
    path("network/asked/<int:pk>/naming/", asked_forces.naming, name="asked-naming"),
    path("network/asked/<int:pk>/decline/", asked_forces.decline, name="asked-decline"),
    path(
        "network/asked/<int:pk>/representative/",
        representations.representative_name,
        name="representative-name",
    ),
    path("network/asked/<int:pk>/mandate/", mandates.mandate, name="mandate"),
    path(
        "network/representations/<int:pk>/",
        representations.representation,
        name="representation",
    ),
    path(
        "network/representations/<int:pk>/admit/",
        representations.representative_admit,
        name="representative-admit",
    ),
    path(
        "network/representations/<int:pk>/end/",
        representations.representation_end,
        name="representation-end",
    ),
    path("network/asked/<int:pk>/offer/", offers.offer, name="offer"),
    path("network/asked/<int:pk>/release/", offers.release, name="release"),
    path("network/offers/<int:pk>/take-back/", offers.take_back, name="offer-take-back"),
    path("network/offers/<int:pk>/withdraw/", offers.withdraw, name="offer-withdraw"),
    path("network/released/<str:reference>/", released.released, name="released"),
    path("network/topics/<int:pk>/messages/", released.messages, name="messages"),
    path("network/topics/<int:pk>/messages.csv", released.messages_table, name="messages-table"),
    path("network/topics/<int:pk>/themes/", themes.themes, name="themes"),
    path("network/topics/<int:pk>/themes/add/", themes.theme_add, name="theme-add"),
    path("network/themes/<int:pk>/change/", themes.theme_change, name="theme-change"),
    path("network/themes/<int:pk>/remove/", themes.theme_remove, name="theme-remove"),
]
