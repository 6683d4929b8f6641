"""Walk through the portal by its own links and forms, as one person after the other."""

import re
from collections import Counter, deque
from urllib.parse import urljoin, urlsplit

import lxml.html
from django.db import transaction
from django.urls import Resolver404, resolve

EACH = 1  # pages of one kind that a person looks at
LEAVING = {"account_logout"}
TEXTS = {"text", "search", "email", "tel", "url", "password", "number", None}


def pages(client, start="/"):
    """Address and text of every page that links lead to, at most :data:`EACH` of one kind."""
    waiting, seen, kinds = deque([start]), {start}, Counter()
    while waiting:
        address = waiting.popleft()
        kind = kind_of(address)
        if kind is None or kind in LEAVING or kinds[kind] >= EACH:
            continue
        answer = client.get(address, follow=True)
        if answer.status_code != 200 or not answer.headers.get("Content-Type", "").startswith(
            "text/html"
        ):
            continue
        kinds[kind] += 1
        text = answer.content.decode()
        yield address, text
        for link in lxml.html.fromstring(text).xpath("//a/@href"):
            target = urlsplit(urljoin(address, link))
            path = f"{target.path}?{target.query}" if target.query else target.path
            if not target.netloc and path not in seen:
                seen.add(path)
                waiting.append(path)


def kind_of(address):
    """Name of the view that answers; None for what is none of ours."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return None


def filled(form, words):
    """What a browser would send of ``form``, with ``words`` in every field for text, and those fields."""
    fields, texts = {}, []
    for field in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        name, kind = field.get("name"), field.get("type")
        if field.tag == "select":
            fields[name] = next(
                (option.get("value") for option in field.xpath(".//option[@value!='']")), ""
            )
        elif field.tag == "textarea" or kind in TEXTS:
            fields[name] = words(int(field.get("maxlength") or 0))
            texts.append(name)
        elif kind == "hidden":
            fields[name] = field.get("value", "")
        elif kind in ("radio", "checkbox"):
            fields.setdefault(name, field.get("value", "on"))
    return fields, texts


def forms(address, text):
    """Each form of a page that posts: where to, and its element."""
    for form in lxml.html.fromstring(text).xpath(
        "//form[translate(@method, 'POST', 'post')='post']"
    ):
        yield urlsplit(urljoin(address, form.get("action") or address)).path, form


def sent(client, action, fields):
    """Pages that answer when a form is sent, by its redirect too; what it changed is undone."""
    with transaction.atomic():
        answer = client.post(action, fields, follow=True)
        is_page = re.match("text/html", answer.headers.get("Content-Type", ""))
        page = answer.content.decode() if is_page else ""
        transaction.set_rollback(True)
    return answer.status_code, page
