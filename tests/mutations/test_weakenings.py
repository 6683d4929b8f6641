"""The weakenings fit the code as it is now. Running them is ``python -m tests.mutations``."""

import ast
import shutil
from dataclasses import replace

import pytest

from tests.evidence.node_ids import exists
from tests.mutations.weakenings import ROOT, NoLongerFits, Weakening, read

WEAKENINGS = read()


def test_there_are_enough_of_them_and_no_two_alike():
    assert len(WEAKENINGS) >= 20
    assert len({weakening.says for weakening in WEAKENINGS}) == len(WEAKENINGS)
    assert len({(weakening.file, weakening.old) for weakening in WEAKENINGS}) == len(WEAKENINGS)


def test_each_fits_the_code_and_names_a_test(tmp_path):
    faults = {weakening.says: faults_of(weakening, tmp_path) for weakening in WEAKENINGS}

    assert {says: wrong for says, wrong in faults.items() if wrong} == {}


def faults_of(weakening, folder):
    """What is wrong with it, tried on a copy of its file in ``folder``."""
    original, copy = ROOT / weakening.file, folder / weakening.file
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(original, copy)
    try:
        weakening.apply(folder)
    except NoLongerFits as misfit:
        return [str(misfit)]
    weakened = copy.read_text()
    weakening.take_back(folder)
    faults = {
        "changes nothing": weakened == original.read_text(),
        "is no Python": copy.suffix == ".py" and not is_python(weakened),  # would fail any test
        "names no test": not exists(weakening.test),
        "is not taken back": copy.read_text() != original.read_text(),
    }
    return [fault for fault, holds in faults.items() if holds]


def is_python(text):
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def test_what_is_wrong_with_one_is_said(tmp_path):
    right, *_others = WEAKENINGS
    wrong = {
        "names no test": replace(right, test="tests/mutations/test_weakenings.py::test_none"),
        "is no Python": replace(right, new=f"{right.new} (("),
        "changes nothing": replace(right, new=right.old),
    }

    assert faults_of(right, tmp_path) == []
    assert {why: faults_of(weakening, tmp_path) for why, weakening in wrong.items()} == {
        why: [why] for why in wrong
    }


def test_one_that_no_longer_fits_is_told(tmp_path):
    (tmp_path / "gate.py").write_text("open()\nopen()\n")
    twice = Weakening("Twice", "A1", "gate.py", "open()", "", "test")
    outdated = Weakening("Gone", "A1", "gate.py", "shut()", "", "test")

    with pytest.raises(NoLongerFits, match=r"Twice: found 2 times in gate\.py"):
        twice.apply(tmp_path)
    with pytest.raises(NoLongerFits, match=r"Gone: found 0 times in gate\.py"):
        outdated.apply(tmp_path)
