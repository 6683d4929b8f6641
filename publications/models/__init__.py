"""The only way out: releases with their people, and editions without any."""

from publications.models.editions import Answer, Edition, Publication
from publications.models.feedback import Feedback
from publications.models.followers import Follower
from publications.models.large_prints import LargePrint
from publications.models.library import PublishedMessage, Subject
from publications.models.pictures import EditionPicture
from publications.models.proofs import Proof
from publications.models.readings import EditionReading
from publications.models.receipts import Receipt
from publications.models.releases import Release
from publications.models.visit_notes import VisitNote
from publications.models.withdrawals import Withdrawal

__all__ = [
    "Answer",
    "Edition",
    "EditionPicture",
    "EditionReading",
    "Feedback",
    "Follower",
    "LargePrint",
    "Proof",
    "Publication",
    "PublishedMessage",
    "Receipt",
    "Release",
    "Subject",
    "VisitNote",
    "Withdrawal",
]
