"""The only way out: releases with their people, and editions without any."""

from publications.models.editions import Answer, Edition, Publication
from publications.models.followers import Follower
from publications.models.releases import Release

__all__ = ["Answer", "Edition", "Follower", "Publication", "Release"]
