"""Add the large print to an edition, once it is laid out."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction

from core.emit import emit
from publications.events import LargePrintAdded
from publications.models import Edition, LargePrint


@transaction.atomic
def add_large_print(*, actor: None, edition: Edition, pdf: bytes) -> LargePrint:
    """Keep ``pdf`` beside the file of the edition.

    :param actor: nobody: a job has laid it out.
    """
    large_print = LargePrint(edition=edition, pdf_sha256=hashlib.sha256(pdf).hexdigest())
    large_print.pdf.save(f"{large_print.pdf_sha256[:16]}.pdf", ContentFile(pdf), save=False)
    large_print.save()
    emit(LargePrintAdded(group_id=edition.group_id, edition_id=edition.pk), actor=actor)
    return large_print
