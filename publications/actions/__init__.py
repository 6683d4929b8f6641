"""What people do to get an edition out, and what then stands beside it.

Every function is one action, named by its verb: it finds and locks, asks the policy,
changes the rows and emits one event, all in one transaction. Nothing else writes here.
"""

from publications.actions.answers import answer_and_publish, freeze_answers, mark_answer_unaddressed
from publications.actions.editions import publish_edition
from publications.actions.feedback import give_feedback, remove_feedback
from publications.actions.followers import (
    ask_to_follow,
    confirm_follower,
    remove_follower,
    remove_forgotten_followers,
    tell_followers,
)
from publications.actions.large_prints import add_large_print
from publications.actions.proofs import add_proof_to_answer, publish_proof, withdraw_proof
from publications.actions.receipts import confirm_receipt
from publications.actions.releases import (
    approve_release,
    ask_second_check,
    check_release,
    discard_release,
    prepare_again,
    prepare_release,
    send_back,
)
from publications.actions.retention import remove_expired_feedback, remove_expired_releases
from publications.actions.visit_notes import (
    NoteText,
    name_writer,
    offer_note,
    prepare_note,
    prepare_note_again,
    return_note,
    take_back_note,
    unname_writer,
    write_note,
)
from publications.actions.withdrawals import withdraw_edition

__all__ = [
    "NoteText",
    "add_large_print",
    "add_proof_to_answer",
    "answer_and_publish",
    "approve_release",
    "ask_second_check",
    "ask_to_follow",
    "check_release",
    "confirm_follower",
    "confirm_receipt",
    "discard_release",
    "freeze_answers",
    "give_feedback",
    "mark_answer_unaddressed",
    "name_writer",
    "offer_note",
    "prepare_again",
    "prepare_note",
    "prepare_note_again",
    "prepare_release",
    "publish_edition",
    "publish_proof",
    "remove_expired_feedback",
    "remove_expired_releases",
    "remove_feedback",
    "remove_follower",
    "remove_forgotten_followers",
    "return_note",
    "send_back",
    "take_back_note",
    "tell_followers",
    "unname_writer",
    "withdraw_edition",
    "withdraw_proof",
    "write_note",
]
