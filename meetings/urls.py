"""Addresses of meetings and papers: by what they begin with, so that few are looked through."""

from django.urls import URLPattern, URLResolver, include, path

from meetings.views import (
    access_needs,
    action_log,
    agenda,
    attendance,
    busy_dates,
    calendars,
    changes,
    corrections,
    devices,
    displays,
    documents,
    floor,
    holds,
    key_messages,
    live,
    meetings,
    minutes,
    papers,
    polls,
    presence,
    rehearsals,
    video,
)

app_name = "meetings"
_LIVE = [
    path("", live.live, name="live"),
    path("here/", presence.presence_say, name="presence-say"),
    path("here/leave/", presence.presence_leave, name="presence-leave"),
    path("hand/", live.hand_raise, name="hand-raise"),
    path("hand/lower/", live.my_hand_lower, name="my-hand-lower"),
    path("hand/for/", live.hand_raise_for, name="hand-raise-for"),
    path("point/", floor.point_raise, name="point-raise"),
    path("contribution/", floor.contribution_write, name="contribution-write"),
    path("contribution/mine/", floor.my_contribution, name="my-contribution"),
    path("contribution/for/", floor.contribution_write_for, name="contribution-write-for"),
    path("call/", floor.person_call, name="person-call"),
    path("rules/", floor.floor_rules_set, name="floor-rules-set"),
    path("slide/<int:slide>/", live.slide_show, name="slide-show"),
    path("wording/", key_messages.wording_show, name="wording-show"),
    path("topics/<int:topic>/propose/", key_messages.message_propose, name="message-propose"),
    path(
        "key-messages/<int:key_message>/wording/",
        key_messages.wording_change,
        name="wording-change",
    ),
    path("key-messages/<int:key_message>/ask/", key_messages.round_open, name="round-open"),
]
_MEETING = [
    path("", meetings.meeting_detail, name="meeting"),
    path("change/", changes.meeting_change, name="meeting-change"),
    path("open/", meetings.meeting_state, {"action": "open"}, name="meeting-open"),
    path("reopen/", meetings.meeting_reopen, name="meeting-reopen"),
    path("end/", meetings.meeting_state, {"action": "end"}, name="meeting-end"),
    path("postpone/", changes.meeting_postpone, name="meeting-postpone"),
    path("cancel/", changes.meeting_cancel, name="meeting-cancel"),
    path("hold/", holds.meeting_hold, name="meeting-hold"),
    path("invite/", attendance.people_invite, name="people-invite"),
    path(
        "invited/<int:person>/withdraw/",
        attendance.invitation_withdraw,
        name="invitation-withdraw",
    ),
    path("needs/", access_needs.needs_say, name="needs-say"),
    path("needs/people/", access_needs.needs, name="needs"),
    path("needs/people/<int:person>/", access_needs.needs_record, name="needs-record"),
    path("attendance/", meetings.attendance_say, name="attendance-say"),
    path("attendance/record/", meetings.attendance_record, name="attendance-record"),
    path("presences/", presence.presences, name="presences"),
    path("presences/<int:person>/", presence.presence_record, name="presence-record"),
    path("presences/<int:person>/end/", presence.presence_end, name="presence-end"),
    path("presences/<int:person>/add/", presence.presence_add, name="presence-add"),
    path("presences/code/", presence.presence_code, name="presence-code"),
    path("displays/", displays.displays, name="displays"),
    path("displays/create/", displays.display_create, name="display-create"),
    path("displays/members/", displays.members_item_show, name="members-item-show"),
    path("displays/members/hide/", displays.members_item_hide, name="members-item-hide"),
    path("here/<str:code>/", presence.presence_scan, name="presence-scan"),
    path("agenda/", agenda.agenda_change, name="agenda-change"),
    path("agenda/ask/", agenda.agenda_ask, name="agenda-ask"),
    path("agenda/agree/", agenda.agenda_agree, name="agenda-agree"),
    path("agenda/items/<int:item>/carry/", agenda.item_carry, name="item-carry"),
    path("agenda/actions/<int:action>/carry/", agenda.action_carry, name="action-carry"),
    path("agenda/new/", agenda.item_add, name="item-add"),
    path("papers/new/", papers.paper_new, name="paper-new"),
    path("video/join/", video.video_join, name="video-join"),
    path("rehearsal/", rehearsals.rehearsal, name="rehearsal"),
    path("rehearsal/join/", rehearsals.rehearsal_join, name="rehearsal-join"),
    path("rehearsals/", rehearsals.rehearsals, name="rehearsals"),
    path("minutes/", minutes.minutes, name="minutes"),
    path("minutes/draft/", minutes.minutes_draft, name="minutes-draft"),
    path("minutes/publish/", minutes.minutes_publish, name="minutes-publish"),
    path("minutes/agree/", minutes.minutes_agree, name="minutes-agree"),
    path("minutes/copy/", minutes.minutes_copy, name="minutes-copy"),
]
_MINUTES_ITEMS = [
    path("<int:pk>/write/", minutes.minutes_write, name="minutes-write"),
    path("<int:pk>/versions/", minutes.minutes_versions, name="minutes-versions"),
    path("<int:pk>/correct/", corrections.correction_propose, name="correction-propose"),
]
_CORRECTIONS = [
    path("<int:pk>/accept/", corrections.correction_accept, name="correction-accept"),
    path("<int:pk>/refuse/", corrections.correction_refuse, name="correction-refuse"),
]
_AGENDA_ITEMS = [
    path("<int:pk>/change/", agenda.item_change, name="item-change"),
    path("<int:pk>/move/", agenda.item_move, name="item-move"),
    path("<int:pk>/remove/", agenda.item_remove, name="item-remove"),
    path("<int:pk>/interest/", meetings.interest_declare, name="interest-declare"),
    path("<int:pk>/interest/for/", attendance.interest_record, name="interest-record"),
    path("<int:pk>/start/", live.item_start, name="item-start"),
]
_SPEAKER_REQUESTS = [
    path("<int:pk>/words/", floor.contribution_change, name="contribution-change"),
    path("<int:pk>/lower/", live.hand_lower, name="hand-lower"),
    path("<int:pk>/call/", live.speaker_call, name="speaker-call"),
    path("<int:pk>/finish/", live.speaker_finish, name="speaker-finish"),
]
_PRESENCES = [
    path("<int:pk>/correct/", presence.presence_correct, name="presence-correct"),
    path("<int:pk>/remove/", presence.presence_remove, name="presence-remove"),
]
_DISPLAY = [  # where nobody signs in: the screen itself is let in
    path("", displays.display, name="display"),
    path("news/", displays.display_news, name="display-news"),
    path("open/<str:code>/", displays.display, name="display-open"),
    path("video/", devices.device, name="device"),
    path("video/join/", devices.device_join, name="device-join"),
    path("video/news/", devices.device_news, name="device-news"),
]
_PAPERS = [
    path("<int:pk>/", papers.paper_detail, name="paper"),
    path("<int:pk>/text/", papers.paper_text, name="paper-text"),
    path("<int:pk>/move/", papers.paper_move, name="paper-move"),
    path("<int:pk>/remove/", papers.paper_remove, name="paper-remove"),
    path("<int:pk>/replace/", documents.document_replace, name="document-replace"),
    path("<int:pk>/copy/", papers.copy_ask, name="copy-ask"),
    path("copies/<int:pk>/", papers.copy_file, name="copy-file"),
    path("<int:pk>/<int:number>/", papers.slide_detail, name="slide"),
    path(
        "<int:pk>/<int:number>/large.webp",
        papers.slide_picture,
        {"size": "large"},
        name="slide-large",
    ),
    path(
        "<int:pk>/<int:number>/small.webp",
        papers.slide_picture,
        {"size": "small"},
        name="slide-small",
    ),
]
_BUSY_DATES = [
    path("", busy_dates.busy_dates, name="busy-dates"),
    path("new/", busy_dates.busy_date_add, name="busy-date-add"),
    path("<int:pk>/change/", busy_dates.busy_date_change, name="busy-date-change"),
    path("<int:pk>/remove/", busy_dates.busy_date_remove, name="busy-date-remove"),
]
_POLLS = [
    path("<int:pk>/", polls.poll, name="poll"),
    path("<int:pk>/record/", polls.poll_record, name="poll-record"),
    path("<int:pk>/dates/<int:date>/arrange/", polls.poll_arrange, name="poll-arrange"),
    path("<int:pk>/withdraw/", polls.poll_withdraw, name="poll-withdraw"),
]
_ACTIONS = [
    path("<int:pk>/", action_log.action_detail, name="action"),
    path("<int:pk>/change/", action_log.action_change, name="action-change"),
    path("<int:pk>/report/", action_log.action_report, name="action-report"),
    path("<int:pk>/close/", action_log.action_close, name="action-close"),
    path("<int:pk>/reopen/", action_log.action_reopen, name="action-reopen"),
    path("<int:pk>/withdraw/", action_log.action_withdraw, name="action-withdraw"),
]
_GROUP = [
    path("meetings/new/", meetings.meeting_new, name="meeting-new"),
    path("meetings/dates/", polls.poll_new, name="poll-new"),
    path("actions/", action_log.action_log, name="action-log"),
    path("actions/new/", action_log.action_add, name="action-add"),
    path("actions/close/", action_log.actions_close, name="actions-close"),
]
_MEETINGS: list[URLPattern | URLResolver] = [
    path("<int:pk>/live/", include(_LIVE)),
    path("<int:pk>/", include(_MEETING)),
    path("", meetings.meeting_list, name="meetings"),
    path("my-calendar/", calendars.calendar, name="calendar"),
    path("my-calendar/address/", calendars.calendar_create, name="calendar-create"),
    path("my-calendar/off/", calendars.calendar_remove, name="calendar-remove"),
]
_VIDEO_HOST = [
    path("may-join/", video.video_may_join, name="video-may-join"),
    path("report/", video.video_report, name="video-report"),
    path("keys.json", video.video_keys, name="video-keys"),
    path("keys/<str:digest>.pem", video.video_key, name="video-key"),
]
urlpatterns = [
    path("video/host/", include(_VIDEO_HOST)),
    path("meetings/", include(_MEETINGS)),
    path("agenda-items/", include(_AGENDA_ITEMS)),
    path("speaker-requests/", include(_SPEAKER_REQUESTS)),
    path("presences/", include(_PRESENCES)),
    path("displays/<int:pk>/remove/", displays.display_remove, name="display-remove"),
    path("display/", include(_DISPLAY)),
    path("rehearsals/<int:pk>/", rehearsals.rehearsal_with, name="rehearsal-with"),
    path("rehearsals/<int:pk>/join/", rehearsals.rehearsal_join_with, name="rehearsal-join-with"),
    path("papers/", include(_PAPERS)),
    path("minutes-items/", include(_MINUTES_ITEMS)),
    path("corrections/", include(_CORRECTIONS)),
    path("actions/", include(_ACTIONS)),
    path("busy-dates/", include(_BUSY_DATES)),
    path("polls/", include(_POLLS)),
    path("groups/<int:group>/", include(_GROUP)),
    path("calendar/<str:token>.ics", calendars.calendar_file, name="calendar-file"),
    path("handbook/<int:pk>/documents/new/", documents.document_new, name="document-new"),
]
