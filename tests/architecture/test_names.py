"""Names that say what they name: files of a layer, and what a function holds."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import APPS, PACKAGES, named, syntax

LAYERS = ("actions", "events", "forms", "permissions", "queries", "views")
NO_NOUN = {  # file name -> why no file of models has it
    "administration": "the pages of the administrator, on all nouns",
    "answers": "Answer stands in editions, beside which the police set it",
    "base": "what every event of a meeting has",
    "bounces": "what mail servers say of a User's address",
    "buttons": "how the buttons of the live page are answered",
    "choices": "fields whose choices are rows of any kind",
    "closing": "rounds is full; how long one stays open, and what its end writes down",
    "codes": "one of the factors, and allauth asks for it",
    "devices": "RoomDisplay of another kind; displays has the screens",
    "documents": "papers that stand with the handbook",
    "during": "what happens while a meeting is open, to the meeting, the floor and the video",
    "figures": "sums over what was asked, of which no row is one",
    "following": "Following is a model of core.notices",
    "helping": "a card, a sign-out and a reset, all from one page",
    "history": "MeetingChange as a page reads it; changes has the actions that change a meeting",
    "in_video": "video is full; who is in it, and who is taken out",
    "invitation_lists": "many invitations at once, read from one text or file",
    "joining": "one session from an Invitation to a User with a Membership and a factor",
    "lock": "what the actions of a meeting begin with",
    "marking": "core.marking on the pages of topics",
    "paper_moving": "papers is full; moving one closes it to some",
    "paper_removal": "papers is full; removing one takes away all that was made of it",
    "passkeys": "one of the factors, and scripts fill its form",
    "passwords": "the password is allauth's, and no model of ours",
    "post_pages": "a page of a space; queries has a function posts",
    "presence": "attendance is full; Presence stands beside Attendance, which asks it for the way",
    "public": "what anybody reads of a group: editions as one page, which has no row",
    "record": "Record is a model of core.audit",
    "repeats": "finds words of one text in another",
    "restorations": "what follows when a backup was restored, of all nouns",
    "retention": "what goes with time, of all nouns",
    "revocations": "what follows when access ends, whatever ended it",
    "sessions": "Django's model",
    "spaces": "half of a Topic with its posts: what one page shows",
    "stage": "what a meeting has in front of it: item, slide, wording or round",
    "telephone": "whoever rings in is found by a PIN, which no row has",
    "topic_pages": "Topics by pages: a list of them, and no row",
    "undo": "core.undo of what was done too early",
    "verify": "asks about an Edition from outside, by its code",
}
TELLS_NOTHING = {"back", "found", "gone", "late", "looks", "one", "said", "told"}
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def nouns(app: str, paths: Iterable[Path]) -> set[str]:
    """File names of the models of ``app`` and of the apps it may import, and models of core."""
    below = APPS[: APPS.index(app) + 1]
    files = {p.stem for p in paths if p.parent.name == "models" and p.parts[0] in below}
    return files | {p.parent.name for p in paths if p.parts[0] == "core" and p.stem == "models"}


def without_noun(paths: list[Path]) -> dict[str, set[str]]:
    """File name -> the files of layers that have it, where no file of models has."""
    lacking: dict[str, set[str]] = {}
    for path in paths:
        app, layer = path.parts[0], path.parent.name
        if app not in APPS or layer not in LAYERS or path.stem == "__init__":
            continue
        if path.stem not in nouns(app, paths):
            lacking.setdefault(path.stem, set()).add(str(path))
    return lacking


def test_a_file_of_a_layer_has_the_name_of_the_file_of_its_model():
    lacking = without_noun(named(".py", "core", *APPS))

    assert {name: files for name, files in lacking.items() if name not in NO_NOUN} == {}


def test_no_reason_outlives_its_files():
    assert sorted(NO_NOUN.keys() - without_noun(named(".py", "core", *APPS)).keys()) == []


def test_the_rule_knows_a_file_of_another_name():
    paths = [
        Path("core/notices/models.py"),
        Path("accounts/models/holds.py"),
        Path("deliberation/models/audiences.py"),
        Path("accounts/actions/notices.py"),
        Path("deliberation/views/holds.py"),
        Path("deliberation/views/audiences.py"),
        Path("deliberation/views/audience.py"),
        Path("deliberation/actions/audience_changes.py"),
        Path("accounts/queries/audiences.py"),
    ]

    assert without_noun(paths) == {
        "audience": {"deliberation/views/audience.py"},
        "audience_changes": {"deliberation/actions/audience_changes.py"},
        "audiences": {"accounts/queries/audiences.py"},
    }


def held(tree: ast.AST) -> Iterator[str]:
    """Names that functions give to what they hold: arguments, variables, what a loop goes over.

    Not here: what functions, classes and their fields are called, which is read with its owner.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, Function):
            yield from (n.id for n in ast.walk(node) if stores(n))
        elif isinstance(node, ast.comprehension):
            yield from (n.id for n in ast.walk(node.target) if stores(n))


def stores(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def test_a_local_name_says_what_it_holds():
    paths = named(".py", *PACKAGES, "bench", "deploy", "script", "tests")
    kept = [path for path in paths if "migrations" not in path.parts]  # nobody edits those
    telling_nothing = {str(path): TELLS_NOTHING & set(held(syntax(path))) for path in kept}

    assert {path: names for path, names in telling_nothing.items() if names} == {}


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("def page(said, *, told=1): pass", {"said", "told"}),
        ("async def page():\n    found = [one for one in rows]", {"found", "one"}),
        ("ids = lambda one: one.pk", {"one"}),
        ("ROWS = {late.pk for late in rows}", {"late"}),
        ("def page():\n    with open() as back: pass", {"back"}),
        ("def page():\n    if (gone := rows) and found: pass", {"gone"}),
        ("def told(): return person.said", set()),
        ("class Word:\n    gone: bool = True\n    late = 1", set()),
        ("def page():\n    return press(said=1)", set()),
    ],
)
def test_the_rule_knows_a_name_that_tells_nothing(lines, names):
    assert TELLS_NOTHING & set(held(ast.parse(lines))) == names
