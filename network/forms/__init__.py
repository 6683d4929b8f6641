"""What people of a network and of the groups that it asks fill in."""

from network.forms.asked_forces import AskForm, DeclineForm
from network.forms.forces import AddForceForm, ForceForm
from network.forms.mandates import MandateForm
from network.forms.national_topics import NationalTopicForm
from network.forms.representations import RepresentativeForm

__all__ = [
    "AddForceForm",
    "AskForm",
    "DeclineForm",
    "ForceForm",
    "MandateForm",
    "NationalTopicForm",
    "RepresentativeForm",
]
