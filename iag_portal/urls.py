"""Every address of the portal."""

from django.urls import include, path

from core.live.views import stream
from iag_portal.pages import (
    directory,
    gallery,
    group,
    groups,
    letters,
    metrics,
    reading,
    record,
    recorded,
    search,
    status,
    views,
)

handler400 = "iag_portal.pages.errors.bad_request"
handler404 = "iag_portal.pages.errors.not_found"
handler500 = "core.middleware.outages.server_error"
urlpatterns = [
    path("", views.home, name="home"),
    path("help/", views.help_page, name="help"),
    path("help/components/", gallery.components, name="components"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("status/", status.status, name="status"),
    path("health/live", views.health_live, name="health-live"),
    path("health/ready", views.health_ready, name="health-ready"),
    path("health/metrics", metrics.metrics, name="health-metrics"),
    path("search/", search.search, name="search"),
    path("groups/", groups.groups, name="groups"),
    path("accounts/reading/", reading.reading, name="reading"),
    path("groups/directory/", directory.directory, name="directory"),
    path("groups/<int:pk>/", group.group, name="group"),
    path("groups/<int:pk>/letters/", letters.letters, name="letters"),
    path("groups/<int:pk>/letters/all.pdf", letters.letters_file, name="letters-file"),
    path("groups/<int:pk>/letters/<int:place>.pdf", letters.letters_file, name="letter-file"),
    path("groups/<int:pk>/record/", record.group_record, name="group-record"),
    path("groups/<int:pk>/record/file/", record.group_record_file, name="group-record-file"),
    path("people/memberships/<int:pk>/recorded/", recorded.recorded, name="recorded"),
    path("administration/record/", record.installation_record, name="installation-record"),
    path(
        "administration/record/file/",
        record.installation_record_file,
        name="installation-record-file",
    ),
    path("stream/<str:key>/", stream, name="stream"),
    path("", include("meetings.urls")),  # first: what a live meeting asks for is asked most often
    path("", include("deliberation.urls")),
    path("", include("webcasts.urls")),
    path("", include("visits.urls")),
    path("", include("publications.urls")),
    path("", include("network.urls")),
    path("", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
]
