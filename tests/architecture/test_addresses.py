"""The page of a row is found by the row: its ``get_absolute_url``, and no second way."""

import ast
import re

from tests.architecture.tree import named, sources, spelled, syntax, text


def own_pages() -> dict[str, str]:
    """Names of the addresses that a model's ``get_absolute_url`` reverses: name -> file."""
    pages = {}
    for path in sources():
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.FunctionDef) and node.name == "get_absolute_url":
                pages |= {name: str(path) for name in names(node)}
    return pages


def names(tree: ast.AST) -> set[str]:
    """Names of addresses, such as ``meetings:paper``, among the strings of ``tree``."""
    strings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return {
        string
        for string in strings
        if isinstance(string, str) and re.fullmatch(r"\w+:[\w-]+", string)
    }


def linked(template: str) -> set[str]:
    """Names of the addresses that a template reverses itself."""
    return set(re.findall(r'{%\s*url\s+"([^"]+)"', template))


def test_no_view_and_no_template_spells_the_page_of_a_row():
    pages = own_pages()
    views = [(str(p), name) for p in sources() for name in names(syntax(p)) & pages.keys()]
    links = [(str(p), name) for p in named(".html") for name in linked(text(p)) & pages.keys()]

    assert sorted(pages) == [
        "deliberation:announcement",
        "deliberation:audience-change",
        "deliberation:break-glass",
        "deliberation:handbook-page",
        "deliberation:key-message",
        "deliberation:note",
        "deliberation:post-author",
        "deliberation:report",
        "deliberation:topic",
        "meetings:action",
        "meetings:meeting",
        "meetings:minutes",
        "meetings:paper",
        "meetings:poll",
        "network:asked",
        "network:enquiry",
        "network:force",
        "network:forwarding",
        "network:national-topic",
        "network:released",
        "network:representation",
        "publications:edition",
        "publications:feedback-remove",
        "publications:note",
        "publications:proof",
        "publications:release",
        "visits:photograph",
        "visits:visit",
        "webcasts:webcast",
    ]
    assert {path for path, name in views} == set(pages.values())
    assert links == []


def test_the_rule_knows_a_second_way():
    assert names(ast.parse('redirect("meetings:paper", pk=pk)')) == {"meetings:paper"}
    assert linked('<a href="{% url "meetings:paper" paper.pk %}">') == {"meetings:paper"}


SPELLED = re.compile(r'"/[a-z][^"]*"')  # "/" is home in every installation
WITHOUT_ADDRESSES = "templates/components/footer.html"  # drawn by tests that have no help page


def test_no_template_spells_an_address():
    spelled = {
        str(p): addresses
        for p in named(".html", "templates")
        if (addresses := SPELLED.findall(text(p)))
    }

    assert spelled == {WITHOUT_ADDRESSES: ['"/help/"', '"/accessibility/"']}


def test_this_would_notice_a_spelled_address():
    assert SPELLED.findall('<a href="/topics/">') == ['"/topics/"']
    assert SPELLED.findall('<a href="/">{% url "meetings:meetings" %}') == []


def test_names_of_addresses_are_written_with_hyphens_and_rows_are_found_by_pk():
    """Those of our own pages; the names of allauth's are its own."""
    paths = [
        (str(path), node)
        for path in sources()
        if path.name == "urls.py"
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Call) and spelled(node.func) == "path"
    ]
    names = [
        keyword.value.value
        for _path, node in paths
        for keyword in node.keywords
        if keyword.arg == "name" and isinstance(keyword.value, ast.Constant)
    ]
    routes = [node.args[0].value for _path, node in paths if isinstance(node.args[0], ast.Constant)]

    assert len(names) > 100
    assert [name for name in names if "_" in name] == []
    assert [route for route in routes if re.search(r"<int:\w+_id>", route)] == []
