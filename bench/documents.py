# ruff: noqa: E402 -- the apps must be ready before they are imported
"""W6: the PDF of an edition with ten key messages, beside bare WeasyPrint of the same HTML."""

import json
import statistics
import sys
import time

import django

django.setup()

from django.template.loader import render_to_string
from weasyprint import CSS, HTML

from core.pdf.fetcher import OwnAssets
from publications import canonical
from publications.pdf import layout

WORDS = "Keep a telephone line that a person answers, and say so on the door and in the letter. "
MESSAGES = 10


def message(number):
    counts = [["support", 7], ["support_with_reservations", 2], ["object", 1]]
    return {
        "reference": f"HAR-2026-{number:03}", "text": WORDS * 2,
        "outcome": "majority_with_dissent", "counts": counts,
        "counts_in_words": "7 support, 2 support with reservations, 1 objects",
        "statements": [{"side": "against", "text": [WORDS * 4]}],
        "sent_on": "2026-04-02", "answer_due": "2026-04-30",
    }  # fmt: skip


def snapshot():
    return {
        "version": 1, "reference": "HAR-2026-S01", "edition": 1, "language": "en-GB",
        "marking": "OFFICIAL", "audience": "public", "group": "Harbour District IAG",
        "organisation": "Solentshire Constabulary", "meeting_on": "2026-03-24", "answer_days": 28,
        "title": "Advice on the front counter", "lede": WORDS, "asked": [WORDS, WORDS],
        "took_part": [["In the room", "7"], ["On video", "fewer than 5"]],
        "messages": [message(number) for number in range(1, MESSAGES + 1)], "not_agreed": [],
        "next_steps": [WORDS], "approved_on": "2026-04-01", "published_on": "2026-04-02",
    }  # fmt: skip


def seconds(work):
    begun = time.process_time()
    work()
    return time.process_time() - begun


def compare(rounds):
    drawn = snapshot()
    seal = canonical.Seal("KM4Q-7TRW-B2XN", canonical.sha256(canonical.text(drawn)), "0f9a3c5d7e81")
    context = {**canonical.context(drawn, seal), "qr_code": layout.qr_code(seal.code), "pdf": True}
    page = render_to_string("pdf/edition.html", context)
    sheet = layout.style()

    def bare():
        own = OwnAssets()
        styles = [CSS(string=sheet, url_fetcher=own)]
        HTML(string=page, url_fetcher=own).write_pdf(stylesheets=styles, pdf_variant="pdf/ua-1")

    times = {"bare WeasyPrint": [], "ours": []}
    for count in range(rounds + 1):
        for name, work in (("bare WeasyPrint", bare), ("ours", lambda: layout.render(drawn, seal))):
            took = seconds(work)
            if count:  # the first warms up
                times[name].append(took)
    return {name: statistics.median(each) for name, each in times.items()}


if __name__ == "__main__":
    print(json.dumps(compare(int(sys.argv[1]))))
