"""Editions as PDF/UA: tagged, byte-identical for the same snapshot, drawn from our files only."""

from core.pdf import PdfUnavailable, unavailable
from publications.pdf.layout import render

__all__ = ["PdfUnavailable", "render", "unavailable"]
