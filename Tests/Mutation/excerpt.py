"""A chapter's claims without the rest of the chapter: the cells that make them, and the cells that those need."""

import re
from pathlib import Path

CELL = re.compile(r"^```\{swift\}\n(.*?)^```$", re.DOTALL | re.MULTILINE)
# The pieces of a cell that begin in the first column: a declaration or a statement each.
ITEM = re.compile(r"^[^\s})\].].*\n?(?:^(?:[ \t})\].].*)?\n?)*", re.MULTILINE)
DECLARED = re.compile(r"^(?:let|var|func|struct|enum|class|typealias) +(\([^=\n]*?\)|\w+)")
# Labels and members are no names of the chapter's own.
USED = re.compile(r"(?:(?<![\w.])|(?<=\.\.\.)|(?<=\.\.<))[A-Za-z_]\w*(?![\w:])")
LOCAL = [
    re.compile(r"(?<=.)\b(?:let|var) +(\([^=\n]*?\)|[\w, ]+?)(?= *[:=,)\n{])"),
    re.compile(r"\bfor (?:case )?(?:let )?(\(.*?\)|\w+) in\b"),
    re.compile(r"\{ *(\([^()]*\)|[\w, ]+?)(?: *-> *[^{}]*?)? in\b"),
    re.compile(r"[(,] *(?:\w+ +)?(\w+) *:"),
]


COMMENT = re.compile(r"//.*")
TEXT = re.compile(r'"(?:[^"\\\n]|\\[^(])*"')  # without anything computed in it


def names(text):
    return re.findall(r"[A-Za-z_]\w*", text)


class Chapter:
    """The cells of a chapter, without its exercises."""

    def __init__(self, file):
        text = Path(file).read_text()
        header = re.match(r"---\n(.*?)^---$", text, re.DOTALL | re.MULTILINE).group(1)
        params = re.search(r"^params:\n(?:  .*\n)+", header, re.MULTILINE).group(0)
        self.header = f"---\ntitle: Excerpt\n{params}execute:\n  timeout: 600\n---\n"
        self.cells = []
        for match in CELL.finditer(text):
            lines = match.group(1).splitlines()
            options = " ".join(line for line in lines if line.startswith("//|"))
            if not re.search(r"\b(exercise|check|solution):", options):
                self.cells.append("\n".join(line for line in lines if not line.startswith("//|")) + "\n")
        self.makers = {}
        for place, cell in enumerate(self.cells):
            for item in ITEM.findall(cell):
                for declared in DECLARED.findall(item):
                    for name in names(declared):
                        self.makers.setdefault(name, set()).add(place)

    def needs(self, place):
        """The cells whose names a cell uses, as far as a look at the text can tell."""
        found = set()
        for item in ITEM.findall(COMMENT.sub("", TEXT.sub('""', self.cells[place]))):
            local = {name for pattern in LOCAL for text in pattern.findall(item) for name in names(text)}
            for name in set(USED.findall(item)) - local:
                found |= self.makers.get(name, set())
        return found

    def makes(self, claim):
        return any(claim in cell for cell in self.cells)

    def excerpt(self, claims):
        """The cells with one of these claims and all that they use, as a notebook."""
        for claim in claims:
            if not self.makes(claim):
                raise LookupError(f"no claim says: {claim}")
        wanted = {place for place, cell in enumerate(self.cells) if any(claim in cell for claim in claims)}
        pending = list(wanted)
        while pending:
            new = self.needs(pending.pop()) - wanted
            wanted |= new
            pending += new
        return self.header + "".join(f"\n```{{swift}}\n{self.cells[place]}```\n" for place in sorted(wanted))
