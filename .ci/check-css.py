"""check-css.py sheet.css…: what a browser would skip without a word.

Reports syntax errors, properties that are set twice in a block, and custom properties that are read but set nowhere.
The Swift sources and scripts of the same module may set them too. It also reports lines of more than 120 characters.
"""

import pathlib
import re
import sys

import tinycss2

SOURCES = {".css", ".js", ".swift"}


def problems(rules, is_block=False):
    """Line and text for each problem in rules, and in what they contain."""
    names = set()
    for rule in rules:
        if rule.type == "error":
            yield rule.source_line, rule.message
        elif rule.type == "declaration":
            if rule.name in names:
                yield rule.source_line, f"{rule.name} is set twice in one block"
            names.add(rule.name)
        elif rule.content is not None:
            yield from problems(tinycss2.parse_blocks_contents(rule.content, True, True), True)


def unset_properties(folder):
    """The custom properties that are read in the style sheets below the folder, but set nowhere in it."""
    text = {path: path.read_text() for path in sorted(folder.rglob("*")) if path.suffix in SOURCES}
    read = {name for path in text if path.suffix == ".css" for name in re.findall(r"var\(--([\w-]+)", text[path])}
    # Swift's palette names its colours without the dashes.
    written = {name for each in text.values() for name in re.findall(r"[\"-]([\w-]+)(?:\"|\s*:)", each)}
    unset = read - {name.lstrip("-") for name in written}
    # Drawings bring their own.
    return sorted(name for name in unset if not name.startswith("chart-"))


def main(sheets):
    found = False
    for sheet in sheets:
        source = sheet.read_text()
        long = [(n, "the line is too long") for n, line in enumerate(source.splitlines(), 1) if len(line) > 120]
        rules = tinycss2.parse_stylesheet(source, skip_comments=True, skip_whitespace=True)
        for line, text in [*long, *problems(rules)]:
            print(f"{sheet}:{line}: {text}")
            found = True
    for name in unset_properties(pathlib.Path(sheets[0]).parents[1]):
        print(f"--{name} is read but set nowhere")
        found = True
    return found


if __name__ == "__main__":
    sys.exit(main([pathlib.Path(each) for each in sys.argv[1:]]))
