"""What people of a release, and of the library, type and tick."""

from publications.forms.answers import AnswerForm, UnaddressedForm
from publications.forms.library import LibraryForm
from publications.forms.releases import AskCheckForm, PrepareForm, PublishForm, VerdictForm
from publications.forms.withdrawals import WithdrawForm

__all__ = [
    "AnswerForm",
    "AskCheckForm",
    "LibraryForm",
    "PrepareForm",
    "PublishForm",
    "UnaddressedForm",
    "VerdictForm",
    "WithdrawForm",
]
