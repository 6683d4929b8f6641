"""What every PDF of the portal is made with: our fonts, our pictures, nothing else."""

from core.pdf.tools import PdfUnavailable, unavailable

__all__ = ["PdfUnavailable", "unavailable"]
