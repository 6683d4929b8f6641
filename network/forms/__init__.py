"""What people of a network and of the groups that it asks fill in."""

from network.forms.asked_forces import AskForm, DeclineForm
from network.forms.forces import AddForceForm, ForceForm
from network.forms.national_topics import NationalTopicForm
from network.forms.offers import OfferForm, ReleaseForm
from network.forms.themes import ChangeThemeForm, SortForm, ThemeForm

__all__ = [
    "AddForceForm",
    "AskForm",
    "ChangeThemeForm",
    "DeclineForm",
    "ForceForm",
    "NationalTopicForm",
    "OfferForm",
    "ReleaseForm",
    "SortForm",
    "ThemeForm",
]
