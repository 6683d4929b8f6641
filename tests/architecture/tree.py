"""What the rules of the house look at: the files of the tree, and their syntax."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
APPS = ("accounts", "deliberation", "webcasts", "meetings", "visits", "publications", "network")
PACKAGES = ("core", "iag_portal", *APPS)
TEXT = {".py", ".md", ".html", ".txt", ".js", ".mjs", ".scss", ".css", ".toml", ".in", ".json", ""}
KEPT = (*PACKAGES, "tests", "bench", "deploy", "docs", "script", "static", "templates", ".ci")
GITS_OWN = ".git"  # a file in a second work tree, which says where the repository lies
MADE = {"__pycache__", "build", "node_modules", "var"}  # folders that set-up makes


@cache
def files() -> tuple[Path, ...]:
    """Every file of the tree that is kept, relative to its root, sorted."""
    paths = [path for path in ROOT.iterdir() if path.is_file() and path.name != GITS_OWN]
    for top in KEPT:
        paths += [path for path in (ROOT / top).rglob("*") if path.is_file()]
    relative = (path.relative_to(ROOT) for path in paths)
    return tuple(sorted(path for path in relative if not MADE & set(path.parts)))


def named(ending: str, *tops: str) -> list[Path]:
    """Files whose name ends like this, below ``tops`` or anywhere."""
    return [p for p in files() if p.name.endswith(ending) and (not tops or p.parts[0] in tops)]


@cache
def text(path: Path) -> str:
    """The words of one file."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def syntax(path: Path) -> ast.Module:
    """The syntax tree of one Python file."""
    return ast.parse(text(path), filename=str(path))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Every node of one Python file, in the order of :func:`ast.walk`."""
    return tuple(ast.walk(syntax(path)))


def spelled(node: ast.AST) -> str:
    """As it stands there; a name with dots by a short way, of which there are a hundred thousand."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
        return f"{spelled(node.value)}.{node.attr}"
    return ast.unparse(node)


def sources() -> list[Path]:
    """Our own Python, without tests and migrations."""
    return [path for path in named(".py", *PACKAGES) if "migrations" not in path.parts]


def dotted(path: Path) -> str:
    """``meetings/actions/floor.py`` as ``meetings.actions.floor``."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")
