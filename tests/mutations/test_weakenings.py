"""The weakenings fit the code as it is now. Running them is ``python -m tests.mutations``."""

import ast
import shutil

import pytest

from tests.mutations.weakenings import ROOT, NoLongerFits, Weakening, read

WEAKENINGS = read()


def test_there_are_enough_of_them_and_no_two_alike():
    assert len(WEAKENINGS) >= 20
    assert len({weakening.says for weakening in WEAKENINGS}) == len(WEAKENINGS)
    assert len({(weakening.file, weakening.old) for weakening in WEAKENINGS}) == len(WEAKENINGS)


@pytest.mark.parametrize("weakening", WEAKENINGS, ids=lambda weakening: weakening.says)
def test_it_fits_the_code_and_names_a_test(weakening, tmp_path):
    copy = tmp_path / weakening.file
    copy.parent.mkdir(parents=True)
    shutil.copy(ROOT / weakening.file, copy)

    weakening.apply(tmp_path)

    assert copy.read_text() != (ROOT / weakening.file).read_text()
    if copy.suffix == ".py":
        ast.parse(copy.read_text())  # a mistake of grammar would fail any test
    file, _, function = weakening.test.partition("::")
    tree = ast.parse((ROOT / file).read_text())
    named = {
        node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert function in named

    weakening.take_back(tmp_path)
    assert copy.read_text() == (ROOT / weakening.file).read_text()


def test_one_that_no_longer_fits_is_told(tmp_path):
    (tmp_path / "gate.py").write_text("open()\nopen()\n")
    twice = Weakening("Twice", "A1", "gate.py", "open()", "", "test")
    outdated = Weakening("Gone", "A1", "gate.py", "shut()", "", "test")

    with pytest.raises(NoLongerFits, match=r"Twice: found 2 times in gate\.py"):
        twice.apply(tmp_path)
    with pytest.raises(NoLongerFits, match=r"Gone: found 0 times in gate\.py"):
        outdated.apply(tmp_path)
