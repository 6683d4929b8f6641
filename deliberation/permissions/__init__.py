"""Who may do what with topics, their readers, key messages and rounds."""

from accounts.permissions import (
    another_asked,
    group_works,
    is_administrator,
    is_held,
    is_not_held,
    no_lift_is_asked,
)
from deliberation.permissions.announcements import is_asked_to_read, is_not_withdrawn
from deliberation.permissions.audiences import (
    asks_acceptance,
    change_waits,
    did_not_propose,
    is_asked_author,
    is_for_named_readers,
    is_for_the_group,
    is_inside,
    is_of_the_group,
    is_the_members_own,
    opened_it,
    opens_topics,
    proposed_it,
    reads_what_it_opens,
    stands_in_for_chair,
    terms_let_secretary,
)
from deliberation.permissions.break_glass import (
    asked_for_it,
    did_not_ask,
    glass_runs,
    glass_waits,
    is_second_person,
    is_told,
)
from deliberation.permissions.dictations import (
    is_correctable,
    is_unconfirmed,
    speaks_for_the_author,
)
from deliberation.permissions.evidence import OF_EVIDENCE
from deliberation.permissions.handbook import page_is_archived, page_stands
from deliberation.permissions.hot_seats import OF_HOT_SEATS
from deliberation.permissions.notes import (
    addressee_organises,
    is_between_them,
    reaches_the_other,
    writes_notes,
)
from deliberation.permissions.reports import (
    did_not_write_it,
    handles_report,
    has_not_reported,
    report_is_open,
    report_reaches_somebody,
)
from deliberation.permissions.rounds import OF_ROUNDS
from deliberation.permissions.statements import OF_STATEMENTS
from deliberation.permissions.suggestions import OF_SUGGESTIONS
from deliberation.permissions.topics import (
    SpaceOf,
    answers,
    asks_the_police,
    gets_answers,
    has_its_words,
    has_no_interest,
    has_no_interest_in_topic,
    has_no_open_round,
    is_agreed,
    is_answered,
    is_chair,
    is_chair_or_secretary,
    is_editable,
    is_never_unaddressed,
    is_no_open_question,
    is_not_carried,
    is_secretary,
    is_sent,
    is_sent_inside,
    is_to_be_published,
    is_unanswered,
    is_undecided,
    is_unsettled,
    reads_space,
    reads_the_post,
    reads_topic,
    sees_message,
    sees_topic,
    settles_questions,
    topic_is_closed,
    topic_is_not_held,
    topic_is_open,
    words_messages,
    writes_posts,
    wrote_the_post,
)
from deliberation.permissions.unattributed import (
    has_not_unmasked,
    hides_its_author,
    is_attributed,
    is_unattributed,
)

__all__ = [
    "POLICY",
    "SpaceOf",
    "is_chair",
    "is_chair_or_secretary",
    "is_secretary",
    "topic_is_not_held",
]

POLICY = {
    "deliberation.open_topic": is_of_the_group & opens_topics & group_works,
    "deliberation.open_consultation": is_chair_or_secretary & group_works,
    "deliberation.promote_topic": sees_topic & is_chair & topic_is_open & is_the_members_own,
    "deliberation.change_topic": reads_topic
    & topic_is_open
    & is_not_held
    & (is_chair_or_secretary | opened_it),
    "deliberation.change_decision": reads_topic
    & topic_is_open
    & is_not_held
    & is_chair_or_secretary,
    "deliberation.view_topic_versions": reads_topic & is_inside,
    "deliberation.view_topic": sees_topic,
    "deliberation.pin_topic": sees_topic & is_chair_or_secretary,
    "deliberation.close_topic": (is_chair | stands_in_for_chair) & sees_topic & topic_is_open,
    "deliberation.reopen_topic": (is_chair | stands_in_for_chair) & sees_topic & topic_is_closed,
    "deliberation.invite_guest": sees_topic
    & is_chair_or_secretary
    & is_for_the_group
    & topic_is_open,
    "deliberation.remove_guest": sees_topic & is_chair_or_secretary,
    "deliberation.close_to_guests": sees_topic & is_chair_or_secretary,
    "deliberation.name_reader": sees_topic
    & is_chair_or_secretary
    & is_for_named_readers
    & topic_is_open,
    "deliberation.remove_reader": sees_topic & is_chair_or_secretary & is_for_named_readers,
    "deliberation.narrow_history": sees_topic & is_chair_or_secretary,
    "deliberation.widen_history": sees_topic & is_chair,
    "deliberation.admit_secretary": sees_topic & is_chair & terms_let_secretary,
    "deliberation.answer_audience_change": sees_topic & change_waits & is_asked_author,
    "deliberation.record_audience_answer": reads_topic
    & change_waits
    & is_chair_or_secretary
    & did_not_propose
    & reads_what_it_opens,
    "deliberation.withdraw_audience_change": sees_topic & change_waits & (is_chair | proposed_it),
    "deliberation.write_handbook": is_chair_or_secretary & group_works,
    "deliberation.change_handbook_page": is_chair_or_secretary & page_stands,
    "deliberation.restore_handbook_page": is_chair_or_secretary & page_is_archived,
    "deliberation.view_handbook_versions": is_inside,
    "deliberation.write_announcement": is_chair_or_secretary & group_works,
    "deliberation.change_announcement": is_chair_or_secretary & is_not_withdrawn,
    "deliberation.withdraw_announcement": is_chair_or_secretary & is_not_withdrawn,
    "deliberation.read_announcement": is_asked_to_read & is_not_withdrawn,
    "deliberation.record_announcement_told": is_chair_or_secretary & is_not_withdrawn,
    "deliberation.view_announcement_readers": is_chair_or_secretary,
    "deliberation.view_terms": is_inside,
    "deliberation.change_terms": is_chair,
    "deliberation.change_tags": is_chair_or_secretary & group_works,
    "deliberation.change_handling": sees_topic & is_chair_or_secretary,
    "deliberation.accept_handling": sees_topic & asks_acceptance,
    "deliberation.read_space": reads_topic & reads_space,
    "deliberation.write_post": reads_topic & reads_space & writes_posts & topic_is_open,
    "deliberation.write_unattributed": reads_topic & reads_space & topic_is_open & hides_its_author,
    "deliberation.write_post_for": reads_topic
    & reads_space
    & is_chair_or_secretary
    & topic_is_open,
    "deliberation.write_summary": reads_topic
    & reads_space
    & is_chair_or_secretary
    & topic_is_open
    & topic_is_not_held,
    "deliberation.remove_summary": reads_topic
    & reads_space
    & is_chair_or_secretary
    & topic_is_not_held,
    "deliberation.propose_key_message": reads_topic
    & words_messages
    & topic_is_open
    & has_no_interest_in_topic,
    "deliberation.change_wording": reads_topic & words_messages & is_undecided & has_no_interest,
    "deliberation.explain_key_message": reads_topic
    & words_messages
    & is_undecided
    & has_no_open_round
    & has_no_interest
    & topic_is_not_held,
    "deliberation.withdraw_key_message": reads_topic & is_chair & is_undecided,
    **OF_EVIDENCE,
    **OF_ROUNDS,
    **OF_STATEMENTS,
    **OF_SUGGESTIONS,
    "deliberation.send_key_message": sees_topic & is_secretary & is_to_be_published,
    "deliberation.send_to_police_lead": reads_topic & is_chair & is_agreed,
    "deliberation.withdraw_sending": reads_topic & is_chair & is_sent_inside & is_unanswered,
    "deliberation.answer_key_message": answers & sees_message & gets_answers,
    "deliberation.mark_unaddressed": sees_message
    & is_chair
    & is_sent
    & is_answered
    & is_never_unaddressed,
    "deliberation.ask_break_glass": is_administrator,
    "deliberation.confirm_break_glass": is_second_person & did_not_ask & glass_waits,
    "deliberation.withdraw_break_glass": is_second_person & glass_waits,
    "deliberation.use_break_glass": asked_for_it & glass_runs,
    "deliberation.end_break_glass": (is_told | asked_for_it) & glass_runs,
    "deliberation.attach_to_post": wrote_the_post
    & reads_the_post
    & writes_posts
    & topic_is_open
    & has_its_words
    & is_attributed
    & is_editable,
    "deliberation.edit_post": wrote_the_post
    & reads_the_post
    & writes_posts
    & topic_is_open
    & topic_is_not_held
    & has_its_words
    & is_editable,
    "deliberation.react_to_post": reads_the_post & writes_posts & topic_is_open & has_its_words,
    "deliberation.withdraw_reaction": reads_the_post & topic_is_open & topic_is_not_held,
    "deliberation.confirm_post": reads_the_post
    & speaks_for_the_author
    & has_its_words
    & is_unconfirmed,
    "deliberation.correct_post": reads_the_post
    & speaks_for_the_author
    & topic_is_open
    & topic_is_not_held
    & has_its_words
    & is_correctable,
    "deliberation.withdraw_post": (speaks_for_the_author | wrote_the_post)
    & reads_the_post
    & topic_is_open
    & topic_is_not_held
    & has_its_words,
    "deliberation.remove_post": is_chair_or_secretary
    & reads_the_post
    & topic_is_not_held
    & has_its_words,
    "deliberation.unmask_post": is_chair
    & reads_the_post
    & is_unattributed
    & did_not_write_it
    & has_not_unmasked,
    "deliberation.report_post": reads_the_post
    & did_not_write_it
    & has_its_words
    & has_not_reported
    & report_reaches_somebody,
    "deliberation.view_reports": is_chair_or_secretary,
    "deliberation.end_report": handles_report & report_is_open,
    "deliberation.write_note": writes_notes,
    "deliberation.answer_note": is_between_them & addressee_organises & reaches_the_other,
    "deliberation.answer_question": settles_questions
    & reads_the_post
    & asks_the_police
    & topic_is_open
    & topic_is_not_held
    & is_unsettled,
    **OF_HOT_SEATS,
    "deliberation.carry_question": is_chair_or_secretary
    & reads_the_post
    & asks_the_police
    & topic_is_open
    & topic_is_not_held
    & is_unsettled
    & is_not_carried,
    "deliberation.withdraw_question": (wrote_the_post | speaks_for_the_author)
    & reads_the_post
    & asks_the_police
    & topic_is_open
    & topic_is_not_held
    & is_unsettled,
    "deliberation.reopen_question": (wrote_the_post | is_chair_or_secretary)
    & reads_the_post
    & asks_the_police
    & topic_is_open
    & topic_is_not_held
    & is_no_open_question,
    "deliberation.view_hold": is_chair_or_secretary & sees_topic,
    "deliberation.hold_topic": is_chair_or_secretary & sees_topic & is_not_held,
    "deliberation.ask_to_lift_hold": is_chair_or_secretary
    & sees_topic
    & is_held
    & no_lift_is_asked,
    "deliberation.lift_hold": is_chair_or_secretary & sees_topic & is_held & another_asked,
}
