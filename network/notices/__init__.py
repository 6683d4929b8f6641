"""What people are told of what goes between groups: who is asked, what waits or is gone."""

from network.notices.enquiries import (
    OF_ENQUIRIES,
)
from network.notices.forwarding_requests import (
    OF_FORWARDING_REQUESTS,
)
from network.notices.forwardings import (
    OF_FORWARDINGS,
)
from network.notices.national_topics import (
    OF_NATIONAL_TOPICS,
)

NOTICES = (
    *OF_NATIONAL_TOPICS,
    *OF_FORWARDINGS,
    *OF_FORWARDING_REQUESTS,
    *OF_ENQUIRIES,
)
