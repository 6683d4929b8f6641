from datetime import timedelta

from iag_portal.clock import now
from iag_portal.jobs.functions import job
from iag_portal.jobs.models import Job, State

KEPT_FOR = timedelta(days=30)


@job(timeout=timedelta(minutes=1), attempts=3, every=timedelta(days=1))
def forget_finished_jobs() -> None:
    """Remove jobs that were done a month ago. Failed ones stay until somebody looks."""
    Job.objects.filter(state=State.DONE, finished_at__lt=now() - KEPT_FOR).delete()
