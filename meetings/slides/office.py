"""Turn a PowerPoint pack into a tagged PDF with LibreOffice, inside the sandbox."""

import json
from datetime import timedelta
from pathlib import Path

import pypdfium2
from django.utils.translation import gettext as _

from meetings.slides import sandbox
from meetings.slides.refusal import ConversionFailed

LIMIT = timedelta(seconds=120)
LIMIT_A_SLIDE = timedelta(seconds=1)
FILTERS = {  # named, so that LibreOffice does not choose another of its importers by the content
    "pptx": "Impress MS PowerPoint 2007 XML",
    "ppt": "MS PowerPoint 97",
    "odp": "impress8",
}

# A second wall besides the sandbox: links are not followed, and nothing in the pack runs.
# A LibreOffice that does not know a setting (7.4: DisableActiveContent) passes over it.
SECURITY = {
    "BlockUntrustedRefererLinks": "true",
    "DisableActiveContent": "true",
    "DisableMacrosExecution": "true",
    "MacroSecurityLevel": "3",
}
EXPORT = {
    "UseTaggedPDF": True,  # keeps alternative texts
    "PDFUACompliance": True,
    "ExportBookmarks": True,
    "ExportHiddenSlides": True,  # else notes and titles stand beside the wrong pictures
    "ExportNotes": False,  # what reviewers wrote
}


def to_pdf(source: Path, work: Path, *, slides: int, limit: timedelta | None = None) -> Path:
    """Convert `source` and return the PDF inside `work`, which has `slides` pages.

    `work` must be a private folder for this pack alone: LibreOffice's profile is made in it,
    because two that share one profile block each other. Raises `ConversionFailed`, and
    `FileNotFoundError` when there is no sandbox; nothing is ever converted outside it.
    """
    options = {name: {"type": "boolean", "value": str(on).lower()} for name, on in EXPORT.items()}
    target = f"pdf:impress_pdf_Export:{json.dumps(options)}"
    code = _run(source, "pptx", target, work, limit or LIMIT + slides * LIMIT_A_SLIDE)
    result = work / "out" / f"{source.stem}.pdf"
    _check(result, slides, code=code, output=sandbox.said(work))
    return result


def to_pptx(source: Path, kind: str, work: Path) -> Path:
    """Convert an older pack or an OpenDocument to `.pptx` inside `work`. Raises as `to_pdf`."""
    code = _run(source, kind, f"pptx:{FILTERS['pptx']}", work, LIMIT)
    result = work / "out" / f"{source.stem}.pptx"
    if not result.is_file():
        detail = f"soffice ended with {code}, no pptx; {sandbox.said(work)}"
        raise ConversionFailed(_not_converted(), detail=detail)
    return result


def _run(source: Path, kind: str, target: str, work: Path, limit: timedelta) -> int:
    _write_profile(work / "profile")
    try:
        command = _command(source, FILTERS[kind], target)
        return sandbox.run(command, folder=work, source=source, limit=limit)
    except sandbox.TookTooLong as error:
        raise ConversionFailed(
            _("This pack took too long to convert. Upload it as a PDF instead."),
            detail=f"soffice was killed after {limit.total_seconds():g} s",
        ) from error


def _command(source: Path, importer: str, target: str) -> list[str]:
    return [
        "soffice",
        "-env:UserInstallation=file:///job/profile",
        "--headless",
        "--norestore",
        f"--infilter={importer}",
        "--convert-to",
        target,
        "--outdir",
        "/job/out",
        f"/in/{source.name}",
    ]


def _write_profile(folder: Path) -> None:
    items = "".join(
        '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for name, value in SECURITY.items()
    )
    (folder / "user").mkdir(parents=True, exist_ok=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )


def _not_converted() -> str:
    return _("This pack could not be converted. Save it again, or upload it as a PDF instead.")


def _check(result: Path, slides: int, *, code: int, output: str) -> None:
    """Believe the PDF and not the exit code: soffice ends with 0 when it could not load a file."""
    sentence = _not_converted()
    if not result.is_file():
        raise ConversionFailed(sentence, detail=f"soffice ended with {code}, no PDF; {output}")
    try:
        with pypdfium2.PdfDocument(result) as document:
            pages = len(document)
    except pypdfium2.PdfiumError as error:
        raise ConversionFailed(sentence, detail=f"soffice's PDF does not open: {error}") from error
    if pages != slides:
        raise ConversionFailed(sentence, detail=f"{slides} slides became {pages} pages")
