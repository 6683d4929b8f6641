"""What our own scripts never do in the browser, read line by line, and what they are built from."""

import json
import re

import pytest

from tests.architecture.tree import ROOT, named, text

SCRIPTS = named(".js", "static")
MODULES = [path for path in SCRIPTS if path.parent.name == "js"]
MARKUP = re.compile(
    r"\.(?:inner|outer)HTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function"
)
PASTE = re.compile(r"\bon(?:before)?paste\b|[\x22\x27](?:before)?paste[\x22\x27]")
KEPT = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\.")
IMPORTED = re.compile(r"^(?:import|export) [^']*'\./([\w-]+\.js)'$", re.MULTILINE)
LOOSE = re.compile(r"[^=!<>]==[^=]|!=[^=]")
PROTOTYPE = re.compile(r"__proto__|\.prototype\b|Object\.assign\([^,]*, (?!\{)|for \(\w+ \w+ in ")


def lines_with(pattern):
    return [
        f"{path}:{number}"
        for path in SCRIPTS
        for number, line in enumerate(text(path).splitlines(), start=1)
        if pattern.search(line.split("//")[0])
    ]


def test_our_scripts_write_text_and_no_markup():
    assert lines_with(MARKUP) == []


def test_our_scripts_stop_no_paste():
    assert lines_with(PASTE) == []


def test_our_scripts_keep_nothing_in_the_browser_but_drafts():
    keeping = {line.partition(":")[0] for line in lines_with(KEPT)}

    # And how somebody joins the video and whether they read captions: no word of anybody.
    scripts = ("captions", "drafts", "video-stay", "video-way")
    assert keeping == {f"static/js/{name}.js" for name in scripts}


def test_each_module_is_in_one_of_the_two_bundles():
    """One in both would stand twice on a page with the video, each time with a state of its own."""
    app, video = modules_of("app.js"), modules_of("video.js")

    assert sorted([*app, *video]) == sorted(path.name for path in MODULES)


def modules_of(name, known=frozenset()):
    """The modules of ours that ``name`` is built from, itself included."""
    known |= {name}
    for other in IMPORTED.findall(text(f"static/js/{name}")):
        known |= set() if other in known else modules_of(other, known)
    return known


def test_our_scripts_compare_without_guessing_types():
    assert lines_with(LOOSE) == []


def test_our_scripts_leave_prototypes_alone():
    assert lines_with(PROTOTYPE) == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (MARKUP, "box.innerHTML = words"),
        (KEPT, "localStorage.x = words"),
        (PASTE, "box.addEventListener('paste', stop)"),
        (LOOSE, "if (a == b)"),
        (LOOSE, "if (a != b)"),
        (PROTOTYPE, "Object.assign({}, words)"),
    ],
)
def test_each_pattern_knows_a_line(pattern, line):
    assert pattern.search(line)


def test_every_package_for_the_browser_is_locked_with_its_hash():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    wanted = packages[""]
    direct = {**wanted.get("dependencies", {}), **wanted.get("devDependencies", {})}

    assert [name for name in direct if f"node_modules/{name}" not in packages] == []
    loose = [
        name for name, package in packages.items() if name and "sha512-" not in package["integrity"]
    ]
    assert loose == []
