"""What people do with meetings, one action a function."""

from meetings.actions.action_log import (
    PlannedAction,
    add_action,
    change_action,
    close_action,
    close_actions,
    remove_expired_actions,
    reopen_action,
    report_action,
    withdraw_action,
)
from meetings.actions.agenda import (
    PlannedItem,
    add_item,
    change_item,
    move_item,
    remove_item,
)
from meetings.actions.attendance import (
    declare_interest,
    invite_newcomer,
    invite_people,
    say_attendance,
    withdraw_invitation,
)
from meetings.actions.calendars import create_calendar, remove_calendar, take_back_calendar
from meetings.actions.changes import Plan, change_meeting, postpone_meeting
from meetings.actions.copies import ask_paper_copy, open_sensitive_paper, take_paper_copy
from meetings.actions.corrections import (
    Proposed,
    accept_correction,
    propose_correction,
    refuse_correction,
)
from meetings.actions.floor import (
    call_speaker,
    finish_speaker,
    lower_hand,
    raise_hand,
    raise_hand_for,
)
from meetings.actions.holds import ask_to_lift_hold, hold_meeting, lift_hold
from meetings.actions.meetings import (
    call_meeting,
    cancel_meeting,
    end_meeting,
    open_meeting,
)
from meetings.actions.minutes import (
    agree_minutes,
    draft_minutes,
    publish_minutes,
    take_minutes_copy,
    write_minutes,
)
from meetings.actions.paper_moving import move_paper
from meetings.actions.paper_removal import remove_paper, take_attachments_away
from meetings.actions.papers import (
    add_document,
    attach_to_post,
    fail_paper,
    finish_paper,
    reject_paper,
    replace_document,
    upload_paper,
)
from meetings.actions.presence import (
    add_presence,
    come_in,
    come_in_by_code,
    correct_presence,
    leave,
    leave_meetings,
    remove_presence,
)
from meetings.actions.retention import (
    forget_attachments,
    forget_documents,
    remove_expired_meetings,
)
from meetings.actions.stage import (
    open_round,
    propose_in_meeting,
    show_slide,
    show_wording,
    start_item,
    word_key_message,
)
from meetings.actions.undo import reopen_meeting
from meetings.actions.video import VideoPass, join_video, revoke_video

__all__ = [
    "Plan",
    "PlannedAction",
    "PlannedItem",
    "Proposed",
    "VideoPass",
    "accept_correction",
    "add_action",
    "add_document",
    "add_item",
    "add_presence",
    "agree_minutes",
    "ask_paper_copy",
    "ask_to_lift_hold",
    "attach_to_post",
    "call_meeting",
    "call_speaker",
    "cancel_meeting",
    "change_action",
    "change_item",
    "change_meeting",
    "close_action",
    "close_actions",
    "come_in",
    "come_in_by_code",
    "correct_presence",
    "create_calendar",
    "declare_interest",
    "draft_minutes",
    "end_meeting",
    "fail_paper",
    "finish_paper",
    "finish_speaker",
    "forget_attachments",
    "forget_documents",
    "hold_meeting",
    "invite_newcomer",
    "invite_people",
    "join_video",
    "leave",
    "leave_meetings",
    "lift_hold",
    "lower_hand",
    "move_item",
    "move_paper",
    "open_meeting",
    "open_round",
    "open_sensitive_paper",
    "postpone_meeting",
    "propose_correction",
    "propose_in_meeting",
    "publish_minutes",
    "raise_hand",
    "raise_hand_for",
    "refuse_correction",
    "reject_paper",
    "remove_calendar",
    "remove_expired_actions",
    "remove_expired_meetings",
    "remove_item",
    "remove_paper",
    "remove_presence",
    "reopen_action",
    "reopen_meeting",
    "replace_document",
    "report_action",
    "revoke_video",
    "say_attendance",
    "show_slide",
    "show_wording",
    "start_item",
    "take_attachments_away",
    "take_back_calendar",
    "take_minutes_copy",
    "take_paper_copy",
    "upload_paper",
    "withdraw_action",
    "withdraw_invitation",
    "word_key_message",
    "write_minutes",
]
