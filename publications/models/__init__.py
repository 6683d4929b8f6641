"""The only way out: releases with their people, and editions without any."""

from publications.models.editions import Answer, Edition, Publication
from publications.models.large_prints import LargePrint
from publications.models.library import PublishedMessage, Subject
from publications.models.readings import EditionReading
from publications.models.releases import Release
from publications.models.withdrawals import Withdrawal

__all__ = [
    "Answer",
    "Edition",
    "EditionReading",
    "LargePrint",
    "Publication",
    "PublishedMessage",
    "Release",
    "Subject",
    "Withdrawal",
]
