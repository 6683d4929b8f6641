"""What people of a release, of the library, and outside, type and tick."""

from publications.forms.answers import AnswerForm, UnaddressedForm
from publications.forms.feedback import FeedbackForm
from publications.forms.followers import FollowForm
from publications.forms.library import LibraryForm
from publications.forms.proofs import ProofForm
from publications.forms.releases import AskCheckForm, PrepareForm, PublishForm, VerdictForm
from publications.forms.verify import CodeForm
from publications.forms.visit_notes import NoteForm, OfferForm, PrepareNoteForm, ReturnForm
from publications.forms.withdrawals import WithdrawForm

__all__ = [
    "AnswerForm",
    "AskCheckForm",
    "CodeForm",
    "FeedbackForm",
    "FollowForm",
    "LibraryForm",
    "NoteForm",
    "OfferForm",
    "PrepareForm",
    "PrepareNoteForm",
    "ProofForm",
    "PublishForm",
    "ReturnForm",
    "UnaddressedForm",
    "VerdictForm",
    "WithdrawForm",
]
