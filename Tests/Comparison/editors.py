"""Drives `lectern lsp` as an editor does, in cell after cell of a chapter, and checks and times its answers.

Usage: python Tests/Comparison/editors.py [CHAPTER...] [--every N] [--limit MS] [--verbose]

Needs a release build of lectern; the chapters are 01, 03 and 10 unless others are named, by
the beginnings of their files' names. In every Nth cell it

- points at the name of the cell's first variable: the hover has that name and covers exactly it;
- points at a name from a cell above, where one is used: the definition is the line that declares it;
- completes the first letters of a name from above, after a change: the list has the name;
- asks for a call's parameters;
- writes a line with an error, and waits until the error is reported at its line and column; then points at the new
  line's name, completes it, and takes the line away again.

Below the last cell it writes a reference to a section of another chapter: the label is completed, the hover says
something, and the definition is in that chapter.

It prints how many answers were right, and the times: of a cell's first question, for which the compiler's server gets
another text, of the ones after it, and after an edit. The exit status is 1 where an answer is wrong, or where a warm
completion, hover or diagnostic takes longer than MS milliseconds, 300 unless told.
"""

import argparse
import json
import pathlib
import queue
import re
import statistics
import subprocess
import sys
import threading
import time

root = pathlib.Path(__file__).resolve().parent.parent.parent
LECTERN = root / ".build" / "release" / "lectern"
CHAPTERS = ["01", "03", "10"]
# What somebody waits for while writing in a cell that the compiler's server has already.
WARM = [
    "completion",
    "hover",
    "completion after an edit",
    "hover after an edit",
    "diagnostics after an edit",
    "completion of a reference",
    "hover on a reference",
    "definition of a reference",
]
DECLARATION = re.compile(r"^(?:let|var) (\w+)")
SECTION = re.compile(r"^#+ .*\{#(sec-[\w-]+)\}$", re.MULTILINE)


class Client:
    """An editor without a window."""

    def __init__(self):
        self.process = subprocess.Popen([LECTERN, "lsp"], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.messages = queue.Queue()
        self.diagnostics = queue.Queue()
        self.count = 0
        threading.Thread(target=self.receive, daemon=True).start()
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        self.send({"method": "initialized", "params": {}})

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self):
        out = self.process.stdout
        while True:
            length = 0
            while line := out.readline().strip():
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            if not length:
                return
            message = json.loads(out.read(length))
            if message.get("method") == "textDocument/publishDiagnostics":
                self.diagnostics.put((time.perf_counter(), message["params"]))
            elif "method" in message:
                print(message["params"], file=sys.stderr)
            else:
                self.messages.put(message)

    def ask(self, method, parameters):
        """Returns the result, and the milliseconds that it took."""
        self.count += 1
        began = time.perf_counter()
        self.send({"id": self.count, "method": method, "params": parameters})
        while True:
            message = self.messages.get(timeout=120)
            if message["id"] == self.count:
                if "error" in message:
                    raise RuntimeError(message["error"])
                return message["result"], (time.perf_counter() - began) * 1000

    def wait_for_diagnostics(self, is_it, seconds=60):
        """Returns when diagnostics came that are the expected ones."""
        end = time.perf_counter() + seconds
        while True:
            left = end - time.perf_counter()
            try:
                when, parameters = self.diagnostics.get(timeout=max(left, 0.01))
            except queue.Empty:
                return None
            if is_it(parameters["diagnostics"]):
                return when


class Chapter:
    """An open chapter, and what has been asked about it."""

    def __init__(self, client, name, limit):
        self.client = client
        self.limit = limit
        path = min((root / "notebooks").glob(f"{name}*.md"))
        self.name = path.stem
        self.lines = path.read_text(encoding="utf-8").split("\n")
        self.uri = path.as_uri()
        self.version = 1
        self.times = {}
        self.wrong = []
        self.slow = []
        began = time.perf_counter()
        item = {"uri": self.uri, "languageId": "markdown", "version": 1, "text": self.text}
        client.send({"method": "textDocument/didOpen", "params": {"textDocument": item}})
        self.client.wait_for_diagnostics(lambda _: True)
        self.opened = time.perf_counter() - began
        line = next(self.cells())[0]
        self.ask("hover", line, 0)
        self.ask("completion", line, 0)
        self.warm = time.perf_counter() - began

    @property
    def text(self):
        return "\n".join(self.lines)

    def cells(self):
        """The first and last lines of the cells' code."""
        start = None
        for number, line in enumerate(self.lines):
            if start is None and line.startswith("```{swift}"):
                start = number + 1
            elif start is not None and line.startswith("```"):
                while self.lines[start].startswith("//|"):
                    start += 1
                if "eval: false" not in "".join(self.lines[start - 6 : start]):
                    yield start, number - 1
                start = None

    def ask(self, kind, line, column):
        where = {"line": line, "character": column}
        return self.client.ask(f"textDocument/{kind}", {"textDocument": {"uri": self.uri}, "position": where})

    def change(self, first, last, new):
        """Replaces lines, as an editor tells it."""
        self.lines[first:last] = new
        self.version += 1
        change = {
            "range": {"start": {"line": first, "character": 0}, "end": {"line": last, "character": 0}},
            "text": "".join(line + "\n" for line in new),
        }
        document = {"uri": self.uri, "version": self.version}
        self.client.send(
            {
                "method": "textDocument/didChange",
                "params": {"textDocument": document, "contentChanges": [change]},
            }
        )

    def note(self, kind, line, milliseconds, is_right):
        self.times.setdefault(kind, []).append(milliseconds)
        if kind in WARM and milliseconds > self.limit:
            self.slow.append(f"{self.name}.md:{line + 1}: {kind} took {milliseconds:.0f} ms")
        if not is_right:
            self.wrong.append(f"{self.name}.md:{line + 1}: {kind}")

    def try_cell(self, first, last, declared):
        names = [(line, match) for line in range(first, last + 1) if (match := DECLARATION.match(self.lines[line]))]
        if names:
            line, match = names[0]
            for kind in ["first hover in a cell", "hover"]:
                result, spent = self.ask("hover", line, match.start(1))
                self.note(kind, line, spent, self.is_hover(result, line, match))
        self.try_names(first, last, declared)
        self.try_edit(first)

    def is_hover(self, result, line, match):
        if not result:
            return False
        span = result.get("range", {})
        place = [(line, match.start(1)), (line, match.end(1))]
        found = [(span[end]["line"], span[end]["character"]) for end in ("start", "end")] if span else place
        return match.group(1) in result["contents"]["value"] and found == place

    def try_names(self, first, last, declared):
        """Names from cells above, and a call."""
        cell = "\n".join(self.lines[first : last + 1])
        # Not those that the cell declares itself, be it as a parameter.
        own = set(re.findall(r"\b(?:let|var|for|func) (\w+)|(\w+):|\((\w+)[,)]|(\w+) in\b", cell))
        own = {name for names in own for name in names}
        for line in range(first, last + 1):
            code = self.lines[line].split("//")[0].split('"')[0]
            match = next(
                (m for m in re.finditer(r"(?<![.\w])\w{3,}\b(?!:)", code) if m[0] in declared and m[0] not in own), None
            )
            if not match:
                continue
            result, spent = self.ask("definition", line, match.start())
            goal = [(item["uri"], item["range"]["start"]["line"]) for item in result or []]
            self.note("definition", line, spent, (self.uri, declared[match[0]]) in goal)
            result, spent = self.ask("completion", line, match.start() + 2)
            labels = [item["label"] for item in (result or {}).get("items", [])]
            self.note("completion", line, spent, match[0] in labels)
            break
        for line in range(first, last + 1):
            if match := re.search(r"= [A-Z]\w+\((?!\))", self.lines[line].split("//")[0]):
                result, spent = self.ask("signatureHelp", line, match.end())
                self.note("signature help", line, spent, bool(result and result["signatures"]))
                break

    def try_edit(self, first):
        """A line with an error, written at the beginning of a cell."""
        new = 'let probeOfEditors: Int = "text"'
        while not self.client.diagnostics.empty():
            self.client.diagnostics.get()
        began = time.perf_counter()
        self.change(first, first, [new])
        column = new.index('"')

        def is_it(found):
            places = [item["range"]["start"] for item in found if item["severity"] == 1]
            return {"line": first, "character": column} in places

        when = self.client.wait_for_diagnostics(is_it)
        spent = ((when or time.perf_counter()) - began) * 1000
        self.note("diagnostics after an edit", first, spent, when is not None)
        self.change(first, first + 1, ["let probeOfEditors: Int = 1"])
        result, spent = self.ask("hover", first, 5)
        match = DECLARATION.match(self.lines[first])
        self.note("hover after an edit", first, spent, self.is_hover(result, first, match))
        self.change(first + 1, first + 1, ["probeOfEd"])
        result, spent = self.ask("completion", first + 1, 9)
        labels = [item["label"] for item in (result or {}).get("items", [])]
        self.note("completion after an edit", first, spent, "probeOfEditors" in labels)
        self.change(first, first + 2, [])

    def try_references(self):
        """A reference to another chapter, written below all else."""
        sections = [
            (path, name)
            for path in sorted((root / "notebooks").glob("[0-9]*.md"))
            if path.as_uri() != self.uri
            for name in SECTION.findall(path.read_text(encoding="utf-8"))
        ]
        names = [name for _, name in sections]
        path, name = next(section for section in sections if names.count(section[1]) == 1)
        line = len(self.lines)
        self.change(line - 1, line - 1, ["", "@sec-"])
        result, spent = self.ask("completion", line, 5)
        self.note("completion of a reference", line, spent, name in [item["label"] for item in result or []])
        self.change(line, line + 1, [f"@{name}"])
        result, spent = self.ask("hover", line, 5)
        self.note("hover on a reference", line, spent, path.name in (result or {}).get("contents", {}).get("value", ""))
        result, spent = self.ask("definition", line, 5)
        self.note("definition of a reference", line, spent, [item["uri"] for item in result or []] == [path.as_uri()])
        self.change(line - 1, line + 1, [])

    def try_check(self):
        """A name that a later cell declares too: only a check of the whole program notices."""
        cells = list(self.cells())
        (line, match), *_ = [
            (line, match)
            for first, last in cells[2:]
            for line in range(first, last + 1)
            if (match := DECLARATION.match(self.lines[line]))
        ]
        began = time.perf_counter()
        self.change(cells[0][0], cells[0][0], [f"let {match[1]} = 1"])
        when = self.client.wait_for_diagnostics(
            lambda found: line + 1 in [item["range"]["start"]["line"] for item in found if item["severity"] == 1]
        )
        if when:
            print(f"  the whole program checked {when - began:.1f} s after an edit")
        else:
            self.wrong.append(f"{self.name}.md:{line + 2}: check of the whole program")
            print("  not found by a check of the whole program")
        self.change(cells[0][0], cells[0][0] + 1, [])

    def report(self, verbose):
        wrong = len(self.wrong)
        print(f"\n{self.name}: own diagnostics after {self.opened:.2f} s, warm after {self.warm:.2f} s")
        for kind, times in self.times.items():
            bad = sum(entry.endswith(f": {kind}") for entry in self.wrong)
            slow = sum(spent > self.limit for spent in times)
            ordered = sorted(times)
            print(
                f"  {kind:26} {len(times) - bad:3} of {len(times):3} right; median {statistics.median(times):4.0f} ms, "
                f"90% {ordered[int(0.9 * (len(times) - 1))]:4.0f} ms, most {ordered[-1]:4.0f} ms; "
                f"{slow} over {self.limit:.0f} ms"
            )
        for entry in self.slow:
            print(f"    too slow: {entry}")
        if verbose and wrong:
            print("\n".join(f"    {entry}" for entry in self.wrong))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("chapters", nargs="*", default=CHAPTERS)
    parser.add_argument("--every", type=int, default=4)
    parser.add_argument("--limit", type=float, default=300, metavar="MS")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    client = Client()
    isGood = True
    for name in arguments.chapters:
        chapter = Chapter(client, pathlib.Path(name).stem, arguments.limit)
        declared = {}
        for index, (first, last) in enumerate(list(chapter.cells())):
            if index % arguments.every == 0:
                chapter.try_cell(first, last, declared)
            for line in range(first, last + 1):
                if match := DECLARATION.match(chapter.lines[line]):
                    declared[match[1]] = line
        chapter.try_references()
        chapter.report(arguments.verbose)
        chapter.try_check()
        isGood = isGood and not chapter.wrong and not chapter.slow
    client.ask("shutdown", None)
    client.send({"method": "exit"})
    code = client.process.wait(20)
    print(f"\nit ended with code {code}")
    sys.exit(0 if isGood and code == 0 else 1)


main()
