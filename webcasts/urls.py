"""Addresses of webcasts and of the moments that are marked in them."""

from django.urls import path

from webcasts.views import bookmarks, webcasts

app_name = "webcasts"
urlpatterns = [
    path("topics/<int:pk>/webcasts/", webcasts.webcasts, name="webcasts"),
    path("topics/<int:pk>/webcasts/add/", webcasts.webcast_add, name="webcast-add"),
    path("webcasts/<int:pk>/", webcasts.webcast, name="webcast"),
    path("webcasts/<int:pk>/change/", webcasts.webcast_change, name="webcast-change"),
    path("webcasts/<int:pk>/cancel/", webcasts.webcast_cancel, name="webcast-cancel"),
    path("bookmarks/<int:pk>/remove/", bookmarks.bookmark_remove, name="bookmark-remove"),
]
