"""script/lint-front: what eslint and stylelint say of script and styles."""

import subprocess

from . import frontend, stamps
from .commands import ROOT, run
from .say import Trouble, line, step

FOLDER = ROOT / "script" / "_lint"
PACKAGES = [FOLDER / "package-lock.json", FOLDER / "package.json", FOLDER / ".npmrc"]
LINTERS = {  # program -> its file of rules, and what it judges
    "eslint/bin/eslint.js": ("eslint.config.js", "static", "script", "tests"),
    "stylelint/bin/stylelint.mjs": ("stylelint.json", "static/css/**/*.scss"),
}


def main() -> int:
    """Run both, and answer 1 where one of them found something."""
    try:
        node, npm = frontend.node(ask=False)
        _install(npm)
    except Trouble as trouble:
        line(f"\nThis did not work. {trouble}")
        return 1
    ended = []
    for name, (rules, *judged) in LINTERS.items():
        words: list[frontend.Word] = [
            node,
            FOLDER / "node_modules" / name,
            "--config",
            FOLDER / rules,
            *judged,
        ]
        ended.append(subprocess.run(words, cwd=ROOT, check=False).returncode)
    return int(any(ended))


def _install(npm: list[frontend.Word]) -> None:
    value = stamps.digest(PACKAGES)
    if (FOLDER / "node_modules").is_dir() and stamps.is_fresh("lint-front", value):
        return
    with step("Installing eslint and stylelint"):
        run([*npm, "ci", "--prefix", FOLDER, "--ignore-scripts", "--no-progress"])
    stamps.mark("lint-front", value)
