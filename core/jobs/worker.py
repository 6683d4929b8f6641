"""The process that runs the jobs: one thread, and a forked child in a group of its own for each.

A child that hangs, eats all memory or is killed costs one attempt of one job and nothing else.
"""

import logging
import os
import random
import select
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from types import FrameType

from django.db import Error as DatabaseError

from core.database import drop_connections
from core.jobs.functions import enqueue_periodic
from core.jobs.lease import Lease, claim
from core.jobs.run import place_of, run
from core.processes import die_with, kill_group

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.5
# A database that is away is no reason to die: look again, less often.
LONGEST_PAUSE_SECONDS = 10.0
GRACE_SECONDS = 3.0


@dataclass(frozen=True)
class Running:
    lease: Lease
    pid: int
    handle: int  # a pidfd: readable when the child has ended
    stop_at: float  # monotonic


class Worker:
    """Runs jobs until it is asked to stop; at most `slots` at a time."""

    def __init__(self, *, slots: int) -> None:
        self._slots = slots
        self._running: list[Running] = []
        self._stopping = False
        self._pause = POLL_SECONDS
        self._bell_in, self._bell_out = os.pipe()
        os.set_blocking(self._bell_out, False)
        os.set_blocking(self._bell_in, False)

    def work(self, *, once: bool = False) -> None:
        """Run what is due, for ever; with `once`, until nothing is due or running."""
        self._listen_for_stop()
        while not self._stopping:
            took = self._turn()
            if once and not took and not self._running:
                break
            self._wait(0 if took else self._pause)
        self._end()

    def _turn(self) -> bool:
        """One look at the children and at the table. True if a job was started."""
        try:
            self._reap()
            took = self._start()
        except DatabaseError as error:
            self._pause = min(self._pause * 2, LONGEST_PAUSE_SECONDS)
            logger.warning("Jobs wait for the database: %s", type(error).__name__)
            took = False
            drop_connections()
        else:
            self._pause = POLL_SECONDS
        return took

    def _start(self) -> bool:
        if len(self._running) >= self._slots:
            return False
        enqueue_periodic()
        lease = claim()
        if lease is None:
            return False
        drop_connections()
        worker = os.getpid()
        pid = os.fork()
        if pid == 0:
            _be_child(lease, worker)
        stop_at = monotonic() + lease.function.timeout.total_seconds()
        self._running.append(Running(lease, pid, os.pidfd_open(pid), stop_at))
        return True

    def _reap(self) -> None:
        for child in list(self._running):
            ended = bool(select.select([child.handle], [], [], 0)[0])
            overdue = monotonic() >= child.stop_at
            if ended or overdue:
                status = self._bury(child)
                if overdue and not ended:
                    child.lease.fail("stopped at its time limit")
                elif status != 0:  # it could not say how it ended, so we do
                    child.lease.fail(_ending(status))

    def _bury(self, child: Running) -> int:
        """End the child's whole group, grandchildren too, before its number is free again."""
        kill_group(child.pid)
        os.kill(child.pid, signal.SIGKILL)  # it may not have reached its own group yet
        status = os.waitstatus_to_exitcode(os.waitpid(child.pid, 0)[1])
        os.close(child.handle)
        self._running.remove(child)
        return status

    def _wait(self, seconds: float) -> None:
        limits = [max(0.0, child.stop_at - monotonic()) for child in self._running]
        # Workers that all look at the same moment would all but one look in vain.
        pause = seconds * random.uniform(0.8, 1.2)  # noqa: S311
        handles = [self._bell_in, *(child.handle for child in self._running)]
        select.select(handles, [], [], min([pause, *limits]))

    def _listen_for_stop(self) -> None:
        def stop(_number: int, _frame: FrameType | None) -> None:
            self._stopping = True

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        signal.set_wakeup_fd(self._bell_out, warn_on_full_buffer=False)

    def _end(self) -> None:
        """Give what runs a moment, then hand it back to be run by the next worker."""
        until = monotonic() + GRACE_SECONDS
        while self._running and (left := until - monotonic()) > 0:
            select.select([child.handle for child in self._running], [], [], left)
            with suppress(DatabaseError):
                self._reap()
        for child in list(self._running):
            if self._bury(child) != 0:
                with suppress(DatabaseError):  # then the lease ends by itself
                    child.lease.give_back()
        drop_connections()


def _be_child(lease: Lease, worker: int) -> None:
    """Run the job in this forked process and end it; never returns."""
    status = 1
    try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        die_with(worker)
        run(lease)
        status = 0
    except BaseException as error:  # noqa: BLE001 - even SystemExit must not reach the worker's loop
        logger.error("Job %s could not be ended: %s", lease.job_id, place_of(error))  # noqa: TRY400
    finally:
        sys.stderr.flush()
        os._exit(status)


def _ending(status: int) -> str:
    return f"killed by signal {-status}" if status < 0 else f"ended with status {status}"
