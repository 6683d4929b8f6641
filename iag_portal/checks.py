"""System checks: what is wrong with the settings, and what is missing on this machine.

Errors (``iag.E…``) stop the start; warnings (``iag.W…``) name an optional part that is
off, and the line that installs it.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register, run_checks
from django.core.checks import Warning as Advice

from iag_portal import antivirus
from iag_portal.env import ENV

PANGO = "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0"


@register(Tags.security)
def environment(**_: Any) -> list[CheckMessage]:
    """Every wrong value of the environment, named together."""
    return [Error(problem.sentence, id=problem.id) for problem in ENV.problems]


@register()
def built_front_end(**_: Any) -> list[CheckMessage]:
    """The styles and scripts are built at set-up and not committed."""
    if (settings.STATICFILES_DIRS[0] / "app.css").exists():
        return []
    return [Advice("The styles are not built.", hint="Run: script/build-front", id="iag.W001")]


@register()
def pdf_library(**_: Any) -> list[CheckMessage]:
    """WeasyPrint installs without pango and fails only when it is imported."""
    from iag_portal.pango import missing  # noqa: PLC0415 -- loads a library

    if not missing():
        return []
    return [Advice("PDF documents are off: pango is missing.", hint=PANGO, id="iag.W002")]


@register()
def virus_scanner(**_: Any) -> list[CheckMessage]:
    """While the scanner is away, uploaded files wait and nobody can read them."""
    if ENV.problems or antivirus.answers():
        return []
    hint = "Start clamd, or correct IAG_CLAMD. Files that wait are tried again each minute."
    return [Advice("The virus scanner does not answer.", hint=hint, id="iag.W004")]


@register(deploy=True)
def virus_scanner_is_chosen(**_: Any) -> list[CheckMessage]:
    """A real portal has a scanner, or says that it has none."""
    if settings.CLAMD or not ENV.production:
        return []
    hint = "Set IAG_CLAMD to where clamd answers, or to none."
    return [Advice("Uploaded files are not scanned for viruses.", hint=hint, id="iag.W005")]


def refuse_unsafe() -> None:
    """End a process that would serve people with settings that are missing or unsafe.

    Management commands check by themselves; a server that only imports the portal does not.

    :raises SystemExit: naming every error together, by id.
    """
    found = [one for one in run_checks(tags=[Tags.security]) if one.is_serious()]
    if found:
        raise SystemExit("\n".join(map(str, found)))
