"""Running one leased job, in whichever process we are, and recording how it ended."""

import logging
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings

from core.request_id import within

if TYPE_CHECKING:  # the models cannot be imported before the apps are ready
    from core.jobs.lease import Lease

logger = logging.getLogger(__name__)
Row = TypeVar("Row")

_current: ContextVar["Lease | None"] = ContextVar("current_job", default=None)


def progress(percent: int) -> None:
    """Show how far the running job has come, 0 to 100. Outside a job it does nothing.

    Seen by others at once, unless the job calls it inside a transaction of its own.
    """
    lease = _current.get()
    if lease is not None:
        lease.report(max(0, min(100, percent)))


def for_each(rows: Iterable[Row], do: Callable[[Row], object]) -> None:
    """Do it for every row, so that one for which it always fails never holds up the rest.

    :raises ExceptionGroup: at the end, of what it raised.
    """
    errors = []
    for row in rows:
        try:
            do(row)
        except Exception as error:  # noqa: BLE001 - it fails the job, after the other rows
            errors.append(error)
    if errors:
        raise ExceptionGroup("failed for some rows", errors)


def run(lease: "Lease") -> BaseException | None:
    """Run the job and record its end. Returns the exception that it raised, if any."""
    with within(lease.request_id):
        return _run(lease)


def _run(lease: "Lease") -> BaseException | None:
    token = _current.set(lease)
    try:
        lease.function(*lease.args)
    except Exception as error:  # noqa: BLE001 - whatever a job raises is its outcome
        place = place_of(error)
        logger.warning("Job %s %s: %s", lease.job_id, lease.function.name, place)
        lease.fail(place)
        return error
    finally:
        _current.reset(token)
    lease.succeed()
    return None


def run_due_jobs(*, raising: bool = True) -> int:
    """Run all that is due by the clock here, one after the other, and what those add.

    For tests and the story. Returns how many were started; the first exception is raised
    again once it is recorded, unless `raising` is False.
    """
    from core.jobs.lease import claim  # noqa: PLC0415 - apps are not ready on import

    started = 0
    while lease := claim():
        started += 1
        error = run(lease)
        if error and raising:
            raise error
    return started


def place_of(error: BaseException) -> str:
    """Name an exception by its class and our own line, never by its message.

    Messages quote values, and values may be people's words. Of a group it is the first one.
    """
    if isinstance(error, BaseExceptionGroup):
        return f"{place_of(error.exceptions[0])}, {len(error.exceptions)} in all"
    frames = [(frame, line) for frame, line in walk_tb(error.__traceback__)]
    ours = [(f, line) for f, line in frames if _is_ours(f.f_code.co_filename)] or frames
    name = type(error).__qualname__
    if not ours:
        return name
    frame, line = ours[-1]
    return f"{name} at {frame.f_globals.get('__name__', '?')}:{line}"


def _is_ours(filename: str) -> bool:
    path = Path(filename)
    return path.is_relative_to(settings.BASE_DIR) and "site-packages" not in path.parts
