from datetime import timedelta

from core.clock import now
from core.jobs.functions import job
from core.jobs.models import Job, State
from core.sent_forms.models import SentForm

KEPT_FOR = timedelta(days=30)


@job(timeout=timedelta(minutes=1), attempts=3, every=timedelta(days=1))
def forget_finished_jobs() -> None:
    """Remove jobs that were done a month ago. Failed ones stay until somebody looks."""
    Job.objects.filter(state=State.DONE, finished_at__lt=now() - KEPT_FOR).delete()


@job(timeout=timedelta(minutes=1), attempts=3, every=timedelta(days=1))
def forget_sent_forms() -> None:
    """Remove the marks of forms that were sent more than a day ago."""
    SentForm.objects.old().delete()
