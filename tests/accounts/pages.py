"""Read what a page shows: its forms' options, its headings."""

import json
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta"}


class Page(HTMLParser):
    """Every start tag of a page, in order, as ``(name, attributes)``, and its text by tag."""

    def __init__(self, response):
        super().__init__()
        self.tags, self.texts, self._open = [], [], []
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data):
        if data.strip():
            self.texts.append((tuple(self._open), " ".join(data.split())))

    def text_of(self, tag):
        """The text inside each ``tag``, joined."""
        return " ".join(text for path, text in self.texts if tag in path)

    def attributes(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def passkey_options(response):
    """What the page asks the browser's passkey."""
    asked = [
        form["data-options"] for form in Page(response).attributes("form") if "data-options" in form
    ]
    return json.loads(asked[0])
