"""What people do with topics, key messages and rounds.

Every function is one action, named by its verb: it finds and locks, asks the policy,
changes the rows and emits one event, all in one transaction. Nothing else writes here.
"""

from deliberation.actions.announcements import (
    AnnouncementText,
    change_announcement,
    read_announcement,
    record_announcement_told,
    remove_expired_announcements,
    withdraw_announcement,
    write_announcement,
)
from deliberation.actions.audiences import (
    CannotBeAsked,
    answer_audience_change,
    propose_audience_change,
    record_audience_answer,
    withdraw_audience_change,
)
from deliberation.actions.ballots import cast_ballot, seal_boxes_anew
from deliberation.actions.break_glass import (
    ask_break_glass,
    confirm_break_glass,
    end_break_glass,
    use_break_glass,
    withdraw_break_glass,
)
from deliberation.actions.closing import (
    close_agreement_round,
    close_round_on_time,
    extend_agreement_round,
    leave_rounds_open,
)
from deliberation.actions.dictations import confirm_post, correct_post, write_post_for
from deliberation.actions.evidence import add_evidence, remove_evidence
from deliberation.actions.following import follow_topic
from deliberation.actions.handbook import (
    PageText,
    archive_handbook_page,
    change_handbook_page,
    move_handbook_page,
    remove_expired_handbook_pages,
    restore_handbook_page,
    write_handbook_page,
)
from deliberation.actions.handling import accept_handling, change_handling
from deliberation.actions.holds import ask_to_lift_hold, hold_topic, lift_hold
from deliberation.actions.hot_seats import (
    SeatPlan,
    cancel_hot_seat,
    change_hot_seat,
    keep_hot_seat_time,
    plan_hot_seat,
)
from deliberation.actions.key_messages import (
    change_wording,
    explain_key_message,
    propose_key_message,
    send_key_message,
    withdraw_key_message,
)
from deliberation.actions.notes import answer_note, remove_expired_notes, write_note
from deliberation.actions.positions import (
    confirm_position,
    note_mode_in_open_rounds,
    recuse_from_open_rounds,
)
from deliberation.actions.posts import edit_post, remove_post, withdraw_post, write_post
from deliberation.actions.questions import (
    answer_from_seat,
    answer_question,
    carry_question,
    decline_question,
    reopen_question,
    withdraw_question,
)
from deliberation.actions.reactions import react_to_post
from deliberation.actions.readers import (
    close_to_guests,
    invite_guest,
    name_reader,
    narrow_history,
    remove_guest,
    remove_named_reader,
    take_back_readings,
)
from deliberation.actions.reports import end_report, report_post
from deliberation.actions.responses import answer_key_message, mark_unaddressed
from deliberation.actions.retention import (
    remove_expired_break_glass,
    remove_expired_posts,
    remove_expired_topics,
)
from deliberation.actions.rounds import (
    Asked,
    open_agreement_round,
    record_position,
    take_position,
)
from deliberation.actions.sendings import send_to_police_lead, withdraw_sending
from deliberation.actions.statements import (
    change_minority_statement,
    confirm_statement,
    discard_statement_draft,
    draft_statement,
    fix_views,
    sign_minority_statement,
    withdraw_minority_statement,
    withdraw_signature,
    write_minority_statement,
)
from deliberation.actions.suggestions import (
    Change,
    accept_suggestion,
    refuse_suggestion,
    suggest_wording,
    withdraw_suggestion,
)
from deliberation.actions.summaries import remove_summary, write_summary
from deliberation.actions.tags import change_tags
from deliberation.actions.terms import change_openers, change_terms, change_unattributed_posts
from deliberation.actions.topic_versions import change_topic, follow_decision
from deliberation.actions.topics import (
    close_topic,
    open_topic,
    pin_topic,
    promote_topic,
    reopen_topic,
    unpin_topic,
)
from deliberation.actions.unattributed import unmask_post
from deliberation.actions.undo import reopen_agreement_round

__all__ = [
    "AnnouncementText",
    "Asked",
    "CannotBeAsked",
    "Change",
    "PageText",
    "SeatPlan",
    "accept_handling",
    "accept_suggestion",
    "add_evidence",
    "answer_audience_change",
    "answer_from_seat",
    "answer_key_message",
    "answer_note",
    "answer_question",
    "archive_handbook_page",
    "ask_break_glass",
    "ask_to_lift_hold",
    "cancel_hot_seat",
    "carry_question",
    "cast_ballot",
    "change_announcement",
    "change_handbook_page",
    "change_handling",
    "change_hot_seat",
    "change_minority_statement",
    "change_openers",
    "change_tags",
    "change_terms",
    "change_topic",
    "change_unattributed_posts",
    "change_wording",
    "close_agreement_round",
    "close_round_on_time",
    "close_to_guests",
    "close_topic",
    "confirm_break_glass",
    "confirm_position",
    "confirm_post",
    "confirm_statement",
    "correct_post",
    "decline_question",
    "discard_statement_draft",
    "draft_statement",
    "edit_post",
    "end_break_glass",
    "end_report",
    "explain_key_message",
    "extend_agreement_round",
    "fix_views",
    "follow_decision",
    "follow_topic",
    "hold_topic",
    "invite_guest",
    "keep_hot_seat_time",
    "leave_rounds_open",
    "lift_hold",
    "mark_unaddressed",
    "move_handbook_page",
    "name_reader",
    "narrow_history",
    "note_mode_in_open_rounds",
    "open_agreement_round",
    "open_topic",
    "pin_topic",
    "plan_hot_seat",
    "promote_topic",
    "propose_audience_change",
    "propose_key_message",
    "react_to_post",
    "read_announcement",
    "record_announcement_told",
    "record_audience_answer",
    "record_position",
    "recuse_from_open_rounds",
    "refuse_suggestion",
    "remove_evidence",
    "remove_expired_announcements",
    "remove_expired_break_glass",
    "remove_expired_handbook_pages",
    "remove_expired_notes",
    "remove_expired_posts",
    "remove_expired_topics",
    "remove_guest",
    "remove_named_reader",
    "remove_post",
    "remove_summary",
    "reopen_agreement_round",
    "reopen_question",
    "reopen_topic",
    "report_post",
    "restore_handbook_page",
    "seal_boxes_anew",
    "send_key_message",
    "send_to_police_lead",
    "sign_minority_statement",
    "suggest_wording",
    "take_back_readings",
    "take_position",
    "unmask_post",
    "unpin_topic",
    "use_break_glass",
    "withdraw_announcement",
    "withdraw_audience_change",
    "withdraw_break_glass",
    "withdraw_key_message",
    "withdraw_minority_statement",
    "withdraw_post",
    "withdraw_question",
    "withdraw_sending",
    "withdraw_signature",
    "withdraw_suggestion",
    "write_announcement",
    "write_handbook_page",
    "write_minority_statement",
    "write_note",
    "write_post",
    "write_post_for",
    "write_summary",
]
