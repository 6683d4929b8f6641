"""What one person takes away or looks at alone, with their name in it.

Pure functions on bytes and words; no rows. `picture` writes a name across a slide, `document`
lays out what `paper` says as PDF.
"""
