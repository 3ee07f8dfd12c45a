#!/usr/bin/env python3
"""Compares two folders of rendered pages by what a reader sees: texts and drawings, not their markup.

    python3 Tests/Comparison/pages.py OLD NEW

It prints, for each page that both folders have, how many stretches of text and how many drawings differ, and shows the
first of them. Drawings are compared without the ids that only tie their parts together. Ends with 1 where something
differs.
"""

import difflib
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

BLOCKS = {
    "p",
    "li",
    "td",
    "th",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "figcaption",
    "summary",
    "div",
    "section",
    "tr",
    "dt",
    "dd",
}


class Page(HTMLParser):
    """A page's stretches of text, one for each block, and its drawings."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.texts, self.drawings = [], []
        self.words, self.drawing, self.hidden = [], None, 0
        self.feed(text)
        self.end_block()

    def end_block(self):
        text = " ".join("".join(self.words).split())
        if text:
            self.texts.append(text)
        self.words = []

    def handle_starttag(self, tag, attributes):
        if tag in ("script", "style"):
            self.hidden += 1
        elif tag == "svg" and self.drawing is None:
            self.end_block()
            self.drawing = []
        if self.drawing is not None:
            shown = [(name, value) for name, value in attributes if name not in ("id", "class")]
            self.drawing.append(tag + " " + " ".join(f"{name}={value}" for name, value in sorted(shown)))
        elif tag in BLOCKS:
            self.end_block()

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag in ("script", "style"):
            self.hidden -= 1

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self.hidden -= 1
        if tag == "svg" and self.drawing is not None:
            drawing = re.sub(r"#[\w.-]+", "#", "\n".join(self.drawing))
            self.drawings.append(drawing)
            self.drawing = None
        elif tag in BLOCKS and self.drawing is None:
            self.end_block()

    def handle_data(self, data):
        if self.hidden:
            return
        if self.drawing is not None:
            if data.strip():
                self.drawing.append("text " + data.strip())
        else:
            self.words.append(data)


def differences(old, new):
    """Lines that only one of two lists has."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return [(old[a:b], new[c:d]) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    old_folder, new_folder = Path(sys.argv[1]), Path(sys.argv[2])
    differing = 0
    for path in sorted(old_folder.glob("**/*.html")):
        name = path.relative_to(old_folder)
        if not (new_folder / name).exists():
            print(f"{name}: only in {old_folder}")
            differing += 1
            continue
        old, new = (Page((folder / name).read_text()) for folder in (old_folder, new_folder))
        texts, drawings = differences(old.texts, new.texts), differences(old.drawings, new.drawings)
        differing += bool(texts or drawings)
        print(f"{name}: {len(texts)} texts and {len(drawings)} of {len(old.drawings)} drawings differ")
        for before, after in texts[:3]:
            print(f"    - {' / '.join(before)[:160]}\n    + {' / '.join(after)[:160]}")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
