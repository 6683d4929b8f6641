"""Editions as PDF/UA: tagged, byte-identical for the same snapshot, drawn from our files only."""

from publications.pdf.layout import PdfUnavailable, render, unavailable

__all__ = ["PdfUnavailable", "render", "unavailable"]
