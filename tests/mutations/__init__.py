"""Tests of the tests: what keeps words where they belong is taken away, piece by piece."""
