"""Renders all examples of the CommonMark specification and compares each page's body with the expected HTML.

Usage: swift build -c release --product commonmark-examples
       python Tests/Comparison/commonmark.py [commonmark.json]
Without a file, the examples come from the source archive of PyPI's markdown-it-py. It prints, for each section, how
many agree, and each difference under the decision of ours that explains it: the decision is applied to both sides,
and what is then still different is a fault. The exit status is 1 where there is a fault.
"""

import collections
import html
import html.parser
import json
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile
import urllib.parse

here = pathlib.Path(__file__).resolve().parent
renderer = here.parent.parent / ".build" / "release" / "commonmark-examples"


def examples():
    if len(sys.argv) > 1:
        return json.loads(pathlib.Path(sys.argv[1]).read_text())
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", "-d", folder]
        subprocess.run([*pip, "markdown-it-py"], check=True)
        with tarfile.open(next(pathlib.Path(folder).glob("*.tar.gz"))) as archive:
            name = next(n for n in archive.getnames() if n.endswith("test_cmark_spec/commonmark.json"))
            return json.load(archive.extractfile(name))


# --- Trees: an element is [name, attributes, children], a text is a string.

VOID = {"br", "hr", "img", "input", "meta", "link"}
KEPT = {"href", "src", "alt", "title", "start", "class", "id"}


class Reader(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.root = ["root", {}, []]
        self.open = [self.root]
        self.feed(text)
        self.close()

    def handle_starttag(self, name, attributes):
        element = [name, {k: v or "" for k, v in attributes if k in KEPT}, []]
        self.open[-1][2].append(element)
        if name not in VOID:
            self.open.append(element)

    def handle_startendtag(self, name, attributes):
        self.handle_starttag(name, attributes)
        if name not in VOID:
            self.open.pop()

    def handle_endtag(self, name):
        if any(element[0] == name for element in self.open[1:]):
            while self.open.pop()[0] != name:
                pass

    def handle_data(self, text):
        self.open[-1][2].append(text)

    def handle_comment(self, text):
        self.open[-1][2].append(["#comment", {}, []])

    def handle_decl(self, text):
        self.open[-1][2].append("<!" + text + ">")

    def handle_pi(self, text):
        self.open[-1][2].append("<?" + text + ">")

    def unknown_decl(self, text):
        self.open[-1][2].append("<![" + text + "]>")


def tree(text):
    # Python's parser mishandles the two shortest comments.
    return Reader(re.sub(r"<!--(-?)>", "<!---->", text)).root


def rewritten(node, rule):
    """Replaces each element, innermost first, by the list that `rule` returns for it."""
    if isinstance(node, str):
        return [node]
    node = [node[0], node[1], [part for child in node[2] for part in rewritten(child, rule)]]
    return rule(node)


def classes(node):
    return node[1].get("class", "").split()


def text_of(node):
    return node if isinstance(node, str) else "".join(text_of(child) for child in node[2])


# --- Markup that every page has, whatever the example.


def bare(node):
    name, attributes, children = node
    names = classes(node)
    # What only paper shows repeats the links' addresses.
    if {"anchor", "failure", "on-paper"} & set(names):
        return []
    if name == "header" and "title" in names:
        return [child for child in children if not isinstance(child, str) and child[1].get("id")]
    if name in ("main", "root") or (name == "div" and "code" in names):
        return children
    if name == "p" and not children:
        return []
    if name == "pre" and "raw" not in names and text_of(node):
        return [[name, {}, [["code", {}, [text_of(node) + "\n"]]]]]
    return [node]


# Browsers accept plain brackets, and a host needs them.
ADDRESS = "".join(c for c in map(chr, range(0x21, 0x7F)) if c not in "[]")


def canonical(node, in_code=False):
    """A text that is equal for trees that look the same in a browser."""
    if isinstance(node, str):
        return html.escape(node if in_code else re.sub(r"\s+", " ", node))
    name, attributes, children = node
    if "href" in attributes:
        attributes = attributes | {"href": urllib.parse.quote(attributes["href"], safe=ADDRESS)}
    kept = sorted((k, v) for k, v in attributes.items() if k not in ("class", "id"))
    in_code = in_code or name == "pre"
    inner = "".join(canonical(child, in_code) for child in children)
    if name == "root":
        return inner
    tag = name + "".join(f' {k}="{html.escape(v)}"' for k, v in kept)
    return f"<{tag}>{inner}</{name}>"


BLOCKS = "p|ul|ol|li|blockquote|pre|h[1-6]|hr|div|table|tr|td|figure|section"


def shown(node):
    text = canonical(node)
    text = re.sub(rf"\s*(</?(?:{BLOCKS})(?: [^>]*)?>)\s*", r"\1", text)
    return text.replace("</hr>", "").replace("</br>", "").replace("</img>", "").strip()


# --- The decisions in which our pages differ from CommonMark: what each changes in our tree and in the expected one.


def same(node):
    return [node]


def raw(node):
    """Turns our raw HTML, which is shown as text, into markup."""
    if node[0] in ("pre", "code") and "raw" in classes(node):
        return ["\ue000" + re.sub(r"\s+", " ", text_of(node)).strip() + "\ue001"]
    return [node]


def one_level_down(node):
    return [["h2", node[1], node[2]]] if node[0] == "h1" else [node]


def picture(node):
    """Replaces each picture, ours or the expected one, by the same placeholder."""
    name, attributes, children = node
    if name == "img" or "missing-image" in classes(node):
        return ["[picture]"]
    if name == "figure":
        return [["p", {}, ["[picture]"]]]
    return [node]


def dead_link(node):
    """Turns our dead link, which is shown with its reason, into a link."""
    if node[0] == "span" and "dead-link" in classes(node):
        return [["a", {"href": "#"}, node[2]]]
    return [node]


def checked_link(node):
    address = node[1].get("href", "#")
    if node[0] == "a" and not address:
        return [["a", node[1] | {"href": "#"}, node[2]]]
    if node[0] == "a" and re.match(r"(?i)(?!https?:|mailto:|tel:|s?ftp:|news:|doi:|urn:)[a-z][a-z0-9+.-]*:", address):
        return [["a", {"href": "#"}, node[2]]]
    return [node]


def bare_link(node):
    """Turns a link whose text is its address into text."""
    name, attributes, children = node
    if name == "a" and children == [attributes.get("href")] and re.match("https?:", children[0]):
        return children
    return [node]


# What prose typography sets, and what is typed for it; runs of hyphens are one dash.
TYPED = [("[“”]", '"'), ("[‘’]", "'"), ("…", "..."), ("[–—−]|-+", "-"), ("\u202f", " ")]


def plain(text):
    for marks, key in TYPED:
        text = re.sub(marks, key, text)
    return text


def typed(node):
    """Turns the marks of prose typography in texts and titles into those of a typewriter."""
    name, attributes, children = node
    if name in ("pre", "code"):
        return [node]
    attributes = {k: plain(v) if k == "title" else v for k, v in attributes.items()}
    return [[name, attributes, [plain(child) if isinstance(child, str) else child for child in children]]]


DECISIONS = [
    ("prose has curly quotes, dashes and true minus signs", typed, typed),
    ("the first heading is the page's title, others begin at level 2", one_level_down, one_level_down),
    ("pictures are files next to the notebook", picture, picture),
    ("an address without brackets is a link, as on code hosts", bare_link, bare_link),
    ("a link leads somewhere, by a scheme that a reader can follow", dead_link, checked_link),
]
# The newest specification counts all symbols as punctuation, even emoji, so emphasis could not end next to them.
SYMBOLS = "a currency sign or an emoji is no punctuation mark"
FRONT_MATTER = "'---' in the first line begins front matter"
AFTER_COMMENT = "what follows a comment on its line is Markdown"
RAW = "raw HTML is shown as text, comments are left out"


def without_tags(text):
    """The text of a page without any tags, so that raw HTML is the same whether it is shown as text or not."""
    text = re.sub("\ue000(.*?)\ue001", lambda m: html.unescape(m.group(1)), text, flags=re.S)
    text = re.sub(r"<!--(-?>|.*?-->)", "", text, flags=re.S)
    return re.sub(r"\s+", "", plain(html.unescape(re.sub(r"<[^<>]*>", "", text))))


def judged(example, ours):
    """The decisions that explain how our page of an example differs; `None` for a fault."""
    want = [tree(example["html"])]
    have = rewritten(tree(ours), bare)

    def root(parts):
        return shown(["root", {}, parts])

    if root(want) == root(have):
        return [], "", ""
    reasons = []
    for name, on_ours, on_wanted in DECISIONS:
        new_want = [part for node in want for part in rewritten(node, on_wanted)]
        new_have = [part for node in have for part in rewritten(node, on_ours)]
        if (root(new_want), root(new_have)) != (root(want), root(have)):
            reasons.append(name)
        want, have = new_want, new_have
        if root(want) == root(have):
            return reasons, "", ""
    if re.match(r"---\n(.*\n)?---\n", example["markdown"]) and root(want).startswith("<hr>"):
        return reasons + [FRONT_MATTER], "", ""
    if example["section"].startswith("Emphasis") and re.search(r"\*[£€]\*", example["markdown"]):
        return reasons + [SYMBOLS], "", ""
    if re.match(r"<!--.*-->\*", example["markdown"]):
        return reasons + [AFTER_COMMENT], "", ""
    if 'class="raw"' in ours or "<!--" in example["html"]:
        marked = root([part for node in have for part in rewritten(node, raw)])
        if without_tags(marked) == without_tags(example["html"]):
            return reasons + [RAW], "", ""
    return None, root(want), root(have)


def main():
    wanted = examples()
    run = subprocess.run(
        [renderer], input=json.dumps([e["markdown"] for e in wanted]).encode(), capture_output=True, check=True
    )
    pages = json.loads(run.stdout)
    agree, total = collections.Counter(), collections.Counter()
    explained, faults = collections.defaultdict(list), []
    for example, page in zip(wanted, pages, strict=True):
        total[example["section"]] += 1
        reasons, want, have = judged(example, page["body"])
        if reasons is None:
            faults.append((example, want, have, page["messages"]))
        elif reasons:
            explained[" + ".join(reasons)].append(example["example"])
        else:
            agree[example["section"]] += 1

    width = max(map(len, total))
    for section in total:
        print(f"{section:<{width}}  {agree[section]:3} of {total[section]:3}")
    print(f"{'all':<{width}}  {sum(agree.values()):3} of {sum(total.values()):3}\n\nDifferent by decision:")
    for reason, numbers in sorted(explained.items(), key=lambda item: -len(item[1])):
        print(f"{len(numbers):4}  {reason}: {' '.join(map(str, numbers))}")
    print(f"\nFaults: {len(faults)}")
    for example, want, have, messages in faults:
        print(f"\nexample {example['example']} ({example['section']}): {example['markdown']!r}")
        print(f"  wanted {want}\n  have   {have}")
        for message in messages:
            print(f"  {message}")
    sys.exit(1 if faults else 0)


main()
