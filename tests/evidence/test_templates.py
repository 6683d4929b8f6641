"""The templates for the deploying body say what the product does, and mark what it cannot know."""

import re
from datetime import timedelta

import pytest
from django.conf import settings

from accounts import sessions
from tests.evidence.node_ids import read, rows

IMPACT = read("docs/templates/data-protection-impact.md")
STATEMENT = read("docs/templates/accessibility-statement.md")


def told(kept):
    years, days = divmod(kept.days, 365)
    return f"{years} year{'s' * (years > 1)}" if years else f"{days} days"


def test_the_periods_are_those_of_the_schedule():
    table = {
        kind: kept for kind, kept, _ in rows(IMPACT, under="How long") if kind in settings.RETENTION
    }

    assert table == {kind: told(kept) for kind, kept in settings.RETENTION.items()}


def test_the_operations_say_the_same():
    table = {
        kind: kept
        for kind, kept, _ in rows(read("docs/operations.md"), under="How long things are kept")
    }

    assert table == {kind: told(kept) for kind, kept in settings.RETENTION.items()}


@pytest.mark.parametrize(
    "question", ["Lawful basis (Article 6)", "Condition for special categories", "Processors", "Outside the United Kingdom", "[your backups"]
)  # fmt: skip
def test_what_only_the_body_knows_is_a_marked_blank(question):
    (line,) = [line for line in IMPACT.splitlines() if question in line]

    assert re.search(r"\*\*\[.+?\]\*\*", line)


@pytest.mark.parametrize(
    "heading",
    [
        "How accessible it is", "Feedback and contact information", "Reporting accessibility problems", "Enforcement procedure",
        "Technical information", "Compliance status", "Non-accessible content", "Preparation of this statement",
    ],
)  # fmt: skip
def test_the_statement_has_the_parts_of_the_model(heading):
    assert re.search(rf"^#+ {heading}$", STATEMENT, re.MULTILINE)


def test_the_limits_that_we_know_are_told():
    assert f"{sessions.IDLE // timedelta(minutes=1)} minutes without a press" in STATEMENT
    limits = ("NVDA", "JAWS", "VoiceOver", "Dragon", "Welsh", "Sign Language")
    assert [
        word
        for word in limits
        if word not in STATEMENT or word.lower() not in read("docs/accessibility.md").lower()
    ] == []
