"""Work that never ends is ended by the work that it has done, however busy the machine is."""

import resource
import signal
import subprocess
import sys

from meetings.slides.memory import working_at_most

TURN = """
from meetings.slides.memory import working_at_most
with working_at_most(0):
    while True:
        pass
"""


def test_a_drawing_that_never_ends_ends_its_own_process():
    done = subprocess.run([sys.executable, "-c", TURN], check=False)
    assert done.returncode == -signal.SIGXCPU


def test_afterwards_the_limit_is_as_it_was():
    before = resource.getrlimit(resource.RLIMIT_CPU)
    with working_at_most(60):
        assert resource.getrlimit(resource.RLIMIT_CPU) != before
    assert resource.getrlimit(resource.RLIMIT_CPU) == before
