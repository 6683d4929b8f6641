"""What is looked at in a browser, as the rows of ``tests/access/rows`` say it."""

from tests.access import seen
from tests.access.rows import CASES
from tests.access.seen import By, Unseen

# Each page once for each way in which it is seen: some rows of a page say the same.
SEEN = list(dict.fromkeys((case.name, case.seen) for case in CASES if case.seen))
# Name, who looks, the address, what is answered.
EXAMPLES = [
    (name, who, how.path(name), how.status)
    for name, how in SEEN
    if isinstance(how, By)
    for who in how.who
]
UNSEEN = [name for name, how in SEEN if isinstance(how, Unseen)]
ON_THE_WAY = {name for name, how in SEEN if how is seen.ON_THE_WAY}
WALKS = [
    "test_entering.py",
    "test_confidential.py",
    "test_coming_back.py",
    "test_the_screen.py",
]
