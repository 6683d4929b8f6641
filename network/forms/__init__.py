"""What people of a network and of the groups that it asks fill in."""

from network.forms.asked_forces import (
    AcceptForm,
    AskForm,
    ChangeNamingForm,
    DeclineForm,
)
from network.forms.enquiries import (
    EnquiryForm,
    NoNamesForm,
)
from network.forms.enquiry_answers import (
    AnswerForm,
)
from network.forms.forces import (
    AddForceForm,
    ForceForm,
)
from network.forms.forwarding_requests import (
    DeclineForwardingRequestForm,
    ForwardingRequestForm,
)
from network.forms.forwardings import (
    DiscussForm,
    ForwardForm,
    SendForm,
)
from network.forms.mandates import (
    MandateForm,
)
from network.forms.national_topics import (
    ChangeWindowForm,
    NationalTopicForm,
)
from network.forms.offers import (
    OfferForm,
    ReleaseForm,
)
from network.forms.reading_list import (
    ReadingForm,
)
from network.forms.representations import (
    RepresentativeForm,
)
from network.forms.rests_on import (
    RestsOnForm,
)
from network.forms.themes import (
    ChangeThemeForm,
    SortForm,
    ThemeForm,
)

__all__ = [
    "AcceptForm",
    "AddForceForm",
    "AnswerForm",
    "AskForm",
    "ChangeNamingForm",
    "ChangeThemeForm",
    "ChangeWindowForm",
    "DeclineForm",
    "DeclineForwardingRequestForm",
    "DiscussForm",
    "EnquiryForm",
    "ForceForm",
    "ForwardForm",
    "ForwardingRequestForm",
    "MandateForm",
    "NationalTopicForm",
    "NoNamesForm",
    "OfferForm",
    "ReadingForm",
    "ReleaseForm",
    "RepresentativeForm",
    "RestsOnForm",
    "SendForm",
    "SortForm",
    "ThemeForm",
]
