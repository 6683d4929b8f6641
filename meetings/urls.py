from django.urls import path

from meetings.views import (
    action_log,
    agenda,
    attendance,
    calendars,
    changes,
    documents,
    floor,
    holds,
    key_messages,
    live,
    meetings,
    papers,
    presence,
    video,
)

app_name = "meetings"
urlpatterns = [
    path("meetings/", meetings.meeting_list, name="meetings"),
    path("meetings/my-calendar/", calendars.calendar, name="calendar"),
    path("meetings/my-calendar/address/", calendars.calendar_create, name="calendar-create"),
    path("meetings/my-calendar/off/", calendars.calendar_remove, name="calendar-remove"),
    path("calendar/<str:token>.ics", calendars.calendar_file, name="calendar-file"),
    path("groups/<int:group>/meetings/new/", meetings.meeting_new, name="meeting-new"),
    path("meetings/<int:pk>/", meetings.meeting_detail, name="meeting"),
    path("meetings/<int:pk>/change/", changes.meeting_change, name="meeting-change"),
    path(
        "meetings/<int:pk>/open/", meetings.meeting_state, {"action": "open"}, name="meeting-open"
    ),
    path("meetings/<int:pk>/reopen/", meetings.meeting_reopen, name="meeting-reopen"),
    path("meetings/<int:pk>/end/", meetings.meeting_state, {"action": "end"}, name="meeting-end"),
    path("meetings/<int:pk>/postpone/", changes.meeting_postpone, name="meeting-postpone"),
    path("meetings/<int:pk>/cancel/", changes.meeting_cancel, name="meeting-cancel"),
    path("meetings/<int:pk>/hold/", holds.meeting_hold, name="meeting-hold"),
    path("meetings/<int:pk>/invite/", attendance.people_invite, name="people-invite"),
    path(
        "meetings/<int:pk>/invited/<int:person>/withdraw/",
        attendance.invitation_withdraw,
        name="invitation-withdraw",
    ),
    path("meetings/<int:pk>/attendance/", meetings.attendance_say, name="attendance-say"),
    path(
        "meetings/<int:pk>/attendance/record/", meetings.attendance_record, name="attendance-record"
    ),
    path("meetings/<int:pk>/presences/", presence.presences, name="presences"),
    path(
        "meetings/<int:pk>/presences/<int:person>/",
        presence.presence_record,
        name="presence-record",
    ),
    path(
        "meetings/<int:pk>/presences/<int:person>/end/", presence.presence_end, name="presence-end"
    ),
    path(
        "meetings/<int:pk>/presences/<int:person>/add/", presence.presence_add, name="presence-add"
    ),
    path("meetings/<int:pk>/presences/code/", presence.presence_code, name="presence-code"),
    path("meetings/<int:pk>/here/<str:code>/", presence.presence_scan, name="presence-scan"),
    path("presences/<int:pk>/correct/", presence.presence_correct, name="presence-correct"),
    path("presences/<int:pk>/remove/", presence.presence_remove, name="presence-remove"),
    path("meetings/<int:pk>/agenda/", agenda.agenda_change, name="agenda-change"),
    path("meetings/<int:pk>/agenda/new/", agenda.item_add, name="item-add"),
    path("agenda-items/<int:pk>/change/", agenda.item_change, name="item-change"),
    path("agenda-items/<int:pk>/move/", agenda.item_move, name="item-move"),
    path("agenda-items/<int:pk>/remove/", agenda.item_remove, name="item-remove"),
    path("agenda-items/<int:pk>/interest/", meetings.interest_declare, name="interest-declare"),
    path("meetings/<int:pk>/papers/new/", papers.paper_new, name="paper-new"),
    path("papers/<int:pk>/", papers.paper_detail, name="paper"),
    path("papers/<int:pk>/text/", papers.paper_text, name="paper-text"),
    path("papers/<int:pk>/move/", papers.paper_move, name="paper-move"),
    path("papers/<int:pk>/remove/", papers.paper_remove, name="paper-remove"),
    path("papers/<int:pk>/replace/", documents.document_replace, name="document-replace"),
    path("handbook/<int:pk>/documents/new/", documents.document_new, name="document-new"),
    path("papers/<int:pk>/copy/", papers.copy_ask, name="copy-ask"),
    path("papers/copies/<int:pk>/", papers.copy_file, name="copy-file"),
    path("papers/<int:pk>/<int:number>/", papers.slide_detail, name="slide"),
    path(
        "papers/<int:pk>/<int:number>/large.webp",
        papers.slide_picture,
        {"size": "large"},
        name="slide-large",
    ),
    path(
        "papers/<int:pk>/<int:number>/small.webp",
        papers.slide_picture,
        {"size": "small"},
        name="slide-small",
    ),
    path("meetings/<int:pk>/live/", live.live, name="live"),
    path("meetings/<int:pk>/live/here/", presence.presence_say, name="presence-say"),
    path("meetings/<int:pk>/live/here/leave/", presence.presence_leave, name="presence-leave"),
    path("meetings/<int:pk>/live/hand/", live.hand_raise, name="hand-raise"),
    path("meetings/<int:pk>/live/hand/lower/", live.my_hand_lower, name="my-hand-lower"),
    path("meetings/<int:pk>/live/hand/for/", live.hand_raise_for, name="hand-raise-for"),
    path("meetings/<int:pk>/live/point/", floor.point_raise, name="point-raise"),
    path(
        "meetings/<int:pk>/live/contribution/", floor.contribution_write, name="contribution-write"
    ),
    path(
        "meetings/<int:pk>/live/contribution/mine/", floor.my_contribution, name="my-contribution"
    ),
    path(
        "meetings/<int:pk>/live/contribution/for/",
        floor.contribution_write_for,
        name="contribution-write-for",
    ),
    path("meetings/<int:pk>/live/call/", floor.person_call, name="person-call"),
    path("meetings/<int:pk>/live/rules/", floor.floor_rules_set, name="floor-rules-set"),
    path("speaker-requests/<int:pk>/words/", floor.contribution_change, name="contribution-change"),
    path("speaker-requests/<int:pk>/lower/", live.hand_lower, name="hand-lower"),
    path("speaker-requests/<int:pk>/call/", live.speaker_call, name="speaker-call"),
    path("speaker-requests/<int:pk>/finish/", live.speaker_finish, name="speaker-finish"),
    path("agenda-items/<int:pk>/start/", live.item_start, name="item-start"),
    path("meetings/<int:pk>/live/slide/<int:slide>/", live.slide_show, name="slide-show"),
    path("meetings/<int:pk>/live/wording/", key_messages.wording_show, name="wording-show"),
    path(
        "meetings/<int:pk>/live/topics/<int:topic>/propose/",
        key_messages.message_propose,
        name="message-propose",
    ),
    path(
        "meetings/<int:pk>/live/key-messages/<int:key_message>/wording/",
        key_messages.wording_change,
        name="wording-change",
    ),
    path(
        "meetings/<int:pk>/live/key-messages/<int:key_message>/ask/",
        key_messages.round_open,
        name="round-open",
    ),
    path("meetings/<int:pk>/video/join/", video.video_join, name="video-join"),
    path("groups/<int:group>/actions/", action_log.action_log, name="action-log"),
    path("groups/<int:group>/actions/new/", action_log.action_add, name="action-add"),
    path("groups/<int:group>/actions/close/", action_log.actions_close, name="actions-close"),
    path("actions/<int:pk>/", action_log.action_detail, name="action"),
    path("actions/<int:pk>/change/", action_log.action_change, name="action-change"),
    path("actions/<int:pk>/report/", action_log.action_report, name="action-report"),
    path("actions/<int:pk>/close/", action_log.action_close, name="action-close"),
    path("actions/<int:pk>/reopen/", action_log.action_reopen, name="action-reopen"),
    path("actions/<int:pk>/withdraw/", action_log.action_withdraw, name="action-withdraw"),
]
