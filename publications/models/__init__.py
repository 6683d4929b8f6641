"""The only way out: releases with their people, and editions without any."""

from publications.models.editions import Answer, Edition, Publication
from publications.models.feedback import Feedback
from publications.models.followers import Follower
from publications.models.receipts import Receipt
from publications.models.releases import Release

__all__ = ["Answer", "Edition", "Feedback", "Follower", "Publication", "Receipt", "Release"]
