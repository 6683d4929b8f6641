"""What the police show of what they did: a photograph that is out, and a paper that waits."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from core.pdf.tools import write
from deliberation.attachments import Upload
from deliberation.models import Response
from iag_portal.story import words
from iag_portal.story.moments import then
from iag_portal.story.people import Cast
from publications import actions

WALL, NOTES, INK = "#d8c9ae", ("#ffe98a", "#bfe3ff", "#ffc9b8", "#cdeec4"), "#5a5348"


def show_what_was_done(cast: Cast, on: datetime) -> None:
    """The chair publishes the photograph, and has not looked at the paper yet."""
    response = Response.objects.get(decision=Response.Decision.DONE)
    with then(on):
        photograph, _paper = (
            actions.add_proof_to_answer(
                actor=cast.people["ansty"], key_message=response.key_message, upload=upload
            )
            for upload in (_photograph(), _paper_of_the_workshop())
        )
    with then(on + timedelta(hours=3)):
        photograph.refresh_from_db()
        actions.publish_proof(actor=cast.people["marjorie"], paper=photograph)


def _photograph() -> Upload:
    """A wall with what nine residents wrote."""
    picture = Image.new("RGB", (1200, 800), WALL)
    pen = ImageDraw.Draw(picture)
    for number in range(9):
        left, top = 110 + number % 3 * 350, 70 + number // 3 * 230
        box = (left, top, left + 280, top + 180)
        pen.rectangle(box, fill=NOTES[number % len(NOTES)])
        for line in range(4):
            end = left + 250 - 35 * ((number + line) % 4)
            pen.line(
                (left + 30, top + 40 + 30 * line, end, top + 40 + 30 * line), fill=INK, width=5
            )
    file = BytesIO()
    picture.save(file, "JPEG", quality=85)
    content = SimpleUploadedFile("wall.jpg", file.getvalue(), "image/jpeg")
    return Upload(content, "jpeg", words.WALL_SHOWS)


def _paper_of_the_workshop() -> Upload:
    content = write(words.WORKSHOP, words.NOTES_STYLE)
    return Upload(SimpleUploadedFile("workshop.pdf", content), "pdf", words.WORKSHOP_IS)
