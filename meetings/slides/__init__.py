"""Slide packs: check what is uploaded, draw it away from harm, and read what it says.

Pure functions on paths and bytes; no rows. `package` refuses, `sandbox` and `office` turn
PowerPoint into PDF, `pages` draws PDF, `deck` reads PowerPoint, `convert` ties them together.
"""
