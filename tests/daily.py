"""What daily work leaves out, and why: ``script/test --quick``. ``script/test`` and ``.ci/run`` ask it.

Of a test that is asked for many cases, the first few are asked. Machines that walk every address,
person or state are left out: they find what nobody thought of, and that can wait for the whole run.
"""

from fnmatch import fnmatch
from functools import cache

CASES = 2  # of each test: the first of a table says whether the rule is there at all
LEFT_OUT = {  # marker, folder, file or pattern of files -> why
    "browser": "starts Chromium, a second each",
    "faults": "starts the portal and kills its processes",
    "jitsi": "starts a whole Jitsi",
    "long": "takes more than five seconds; each says why",
    "nginx": "starts nginx before the portal",
    "office": "starts LibreOffice in its sandbox",
    "pdf": "lays out documents, half a second each",
    "programs": "starts programs of ours",
    "prosody": "starts Prosody, with our plugin",
    "redis": "starts and kills Redis",
    "scanner": "starts the virus scanner",
    "tests/*/test_*races.py": "two press at once, in each way in which two can",
    "tests/*/test_scenario*.py": "whole stories, whose parts are asked by themselves",
    "tests/access": "asks every page and form of fourteen kinds of people",
    "tests/accounts/test_gate.py": "walks every address for people whom the gate stops",
    "tests/accounts/test_limits.py": "thirty people sign in, and mistype",
    "tests/accounts/test_passwords.py": "looks through long lists of passwords, and hashes for real",
    "tests/canary": "plays months, and looks for every word everywhere",
    "tests/deliberation/test_differences.py": "hundreds of made-up texts",
    "tests/deliberation/test_independence.py": "every person, at every kind of topic",
    "tests/deliberation/test_standing.py": "many made-up histories, and every question about each",
    "tests/e2e": "drives browsers through whole stories",
    "tests/evidence": "compares our own source with what documents claim",
    "tests/faults": "starts the portal and kills its processes",
    "tests/hostile": "sends hostile files and words to every page",
    "tests/meetings/slides": "draws packs of slides, which few changes touch",
    "tests/meetings/test_photographs.py": "draws photographs of two thousand pixels",
    "tests/meetings/test_query_counts.py": "draws each page with one row and with three",
    "tests/mutations": "finds each weakening in our own source; CI tries them",
    "tests/network/test_sums.py": "many made-up orders of what can happen",
    "tests/pdf": "lays out documents, half a second each",
    "tests/portal/test_headers_everywhere.py": "asks each address there is in three ways",
    "tests/search/test_rights.py": "every person, and everything that each app lets them find",
    "tests/setup": "tries the programs that install and run a portal",
}
PLACES = tuple(name for name in LEFT_OUT if "/" in name)


@cache
def leaves_out(path: str) -> bool:
    """Whether nothing of the folder or file at ``path`` is asked, nor even read.

    :param path: from the root of the project, with ``/``.
    """
    return any(fnmatch(path, place) or path.startswith(f"{place}/") for place in PLACES)


def asks(path: str, markers: set[str], case: int) -> bool:
    """Whether the test at ``path`` with these markers is asked, and that for this ``case`` of it.

    :param case: its place among the cases of one test, which begins at nought.
    """
    return case < CASES and not leaves_out(path) and not markers & LEFT_OUT.keys()
