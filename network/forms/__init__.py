"""What people of a network and of the groups that it asks fill in."""

from network.forms.asked_forces import AskForm, DeclineForm
from network.forms.forces import AddForceForm, ForceForm
from network.forms.national_topics import ChangeWindowForm, NationalTopicForm

__all__ = [
    "AddForceForm",
    "AskForm",
    "ChangeWindowForm",
    "DeclineForm",
    "ForceForm",
    "NationalTopicForm",
]
