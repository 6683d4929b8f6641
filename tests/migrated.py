"""A database in which every migration has run: made once, and copied wherever tests begin with one.

It is kept in ``var/tests`` for the next run. Its name says what it was made from, so that a changed
migration makes another; a migration that is new besides runs in the copy.
"""

import ast
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "tests"
VERSIONS = "requirements.txt"


def copy(to: Path) -> None:
    """Put a copy at ``to``, which is not there yet; no other process makes one meanwhile."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = KEPT / f"migrated-{made_from()}.sqlite3"
        if not kept.exists():
            for earlier in KEPT.glob("migrated-*"):
                earlier.unlink()
            _make(kept)
        shutil.copyfile(kept, to)


def _make(kept: Path) -> None:
    with tempfile.TemporaryDirectory(dir=KEPT) as folder:
        env = {name: value for name, value in os.environ.items() if not name.startswith("IAG_")}
        env |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "IAG_TEST_DATA": folder}
        command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, env=env, check=True)
        (Path(folder) / "portal.sqlite3").replace(kept)


def made_from() -> str:
    """A fingerprint of the versions, of the migrations, and of the modules they import."""
    fingerprint = hashlib.sha256(sys.version.encode())
    for file in [ROOT / VERSIONS, *sources()]:
        fingerprint.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return fingerprint.hexdigest()[:16]


def sources() -> list[Path]:
    """The migrations of every app of ours, and the modules that they import."""
    folders = [folder for depth in ("*", "*/*") for folder in ROOT.glob(f"{depth}/migrations")]
    migrations = {file for folder in folders for file in folder.glob("*.py")}
    return sorted(migrations | {module for file in migrations for module in _imported(file)})


def _imported(file: Path) -> set[Path]:
    """The modules of ours that a file names where it imports."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    paths = [ROOT / name.replace(".", "/") for name in names]
    return {
        module
        for path in paths
        for module in (path.with_suffix(".py"), path / "__init__.py")
        if module.exists()
    }
