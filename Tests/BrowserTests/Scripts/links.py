"""Checks all links between the pages of a folder, without a browser."""

import os
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag

from browser import check


class Anchors(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.ids, self.links = set(), []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if "id" in values:
            self.ids.add(values["id"])
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])


def check_links(pages):
    read = {}

    def anchors(path):
        if path not in read:
            with open(path, encoding="utf-8") as file:
                read[path] = Anchors(file.read())
        return read[path]

    for page in pages:
        for link in anchors(page).links:
            if "://" in link or link.startswith("mailto:"):
                continue
            name, fragment = urldefrag(link)
            target = os.path.normpath(os.path.join(os.path.dirname(page), unquote(name))) if name else page
            if not check(os.path.isfile(target), f"{page}: the link {link} leads to no file"):
                continue
            if fragment and target.endswith(".html") and not fragment.startswith("q="):
                check(unquote(fragment) in anchors(target).ids, f"{page}: the link {link} leads to no anchor")
