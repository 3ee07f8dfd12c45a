"""Converts the whole book to Jupyter and back, and other people's notebooks to Markdown and back.

Usage: python Tests/Comparison/jupyter.py [--no-run] [NOTEBOOK.md ...]
Needs nbformat and nbconvert in the Python that runs it, and a release build of lectern. Each chapter's notebook must
be valid for nbformat, have the bytes that Jupyter would write, become HTML without a complaint of nbconvert, show its
figures without style sheets or scripts, and come back as the same file. Each figure has a text, in its output's
metadata and in the drawing itself; nbconvert passes on neither of them, so it may complain of exactly as many pictures
without a text as there are figures. Notebooks in Python, R, Julia and Swift must come back as nbformat sees them. The
exit status is 1 where one of this does not hold.
"""

import base64
import json
import logging
import pathlib
import re
import subprocess
import sys
import tempfile
import warnings

# This folder has a script with the name of a library.
sys.path.pop(0)

import nbconvert  # noqa: E402
import nbformat  # noqa: E402
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell  # noqa: E402

here = pathlib.Path(__file__).resolve().parent
root = here.parent.parent
lectern = root / ".build" / "release" / "lectern"
faults = []


def check(holds, what):
    if not holds:
        faults.append(what)
        print("FAULT", what, flush=True)


def convert(source, target, *options):
    command = [lectern, "convert", source, "-o", target, "--quiet", *options]
    return subprocess.run([str(word) for word in command], check=False, capture_output=True, text=True)


MISSING = re.compile(r"Alternative text is missing on (\d+) image\(s\)")


def rendered(notebook, name, figures):
    """The HTML that nbconvert makes, with what it has complained of as faults.

    It writes an SVG figure as an `img` without its text, and complains of their number.
    """
    complaints = []
    handler = logging.Handler()
    handler.emit = lambda record: complaints.append(record.getMessage())
    logger = logging.getLogger("traitlets")
    logger.addHandler(handler)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        body, _ = nbconvert.HTMLExporter(embed_images=False).from_notebook_node(notebook)
    logger.removeHandler(handler)
    complaints += [str(w.message) for w in caught if w.category is not DeprecationWarning]
    missing = sum(int(match[1]) for c in complaints if (match := MISSING.search(c)))
    check(missing in (0, figures), f"{name}: nbconvert misses the text of {missing} pictures, of {figures} figures")
    complaints = [c for c in complaints if not MISSING.search(c)]
    check(not complaints, f"{name}: nbconvert says {complaints[:3]}")
    return body


def checked(path, name):
    """Reads a notebook strictly and compares its bytes with those that Jupyter writes."""
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    check(nbformat.writes(notebook) + "\n" == text, f"{name}: Jupyter would write other bytes")
    return notebook


def chapter(source, folder, options):
    name = source.name
    target = folder / (source.stem + ".ipynb")
    answer = convert(source, target, *options)
    check(answer.returncode == 0, f"{name}: {answer.stderr.strip()[:300]}")
    if not target.exists():
        return
    notebook = checked(target, name)
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    pictures = [o["data"]["image/svg+xml"] for o in outputs if "image/svg+xml" in o.get("data", {})]
    for picture in pictures:
        check(
            not re.search(r"var\(|<script|<style|color-mix|light-dark|href=\"(?!#)", picture),
            f"{name}: a figure needs a page",
        )
    for output in outputs:
        if picture := output.get("data", {}).get("image/svg+xml"):
            text = output.metadata.get("image/svg+xml", {}).get("alt")
            check(text and text == output.data["text/plain"], f"{name}: a figure has no text in its metadata")
            check(re.search(r"<svg[^>]* aria-label=", picture), f"{name}: a drawing has no text")
        check(output.output_type in ("stream", "error") or "text/plain" in output.data, f"{name}: no text")
    shown = "".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    prose = re.sub(r"```.*?```|<!--.*?-->", "", shown, flags=re.DOTALL)
    if "--no-run" not in options:
        check("`{swift}" not in prose, f"{name}: an expression is shown")
    check(not re.search(r"(?<![\w`])@(fig|tbl|eq|sec|ex)-\w", prose), f"{name}: a reference is shown as it is written")
    listed = any(cell.metadata.get("lectern", {}).get("references") for cell in notebook.cells)
    check(not (listed and re.search(r"\[[^\]\n]*@\w", prose)), f"{name}: a citation is shown as it is written")
    html = rendered(notebook, name, len(pictures))
    back = folder / name
    answer = convert(target, back)
    check(answer.returncode == 0, f"{name}: back: {answer.stderr.strip()[:300]}")
    check(back.exists() and back.read_bytes() == source.read_bytes(), f"{name}: the file does not come back")
    sizes = f"{target.stat().st_size >> 10} KB, HTML {len(html) >> 10} KB"
    print(f"{name}: {len(notebook.cells)} cells, {len(outputs)} outputs, {len(pictures)} figures, {sizes}", flush=True)


# --- Notebooks of others

PNG = base64.b64encode(
    base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")
).decode()
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">\n<script>alert(1)</script></svg>'


def foreign():
    outputs = [
        new_output("stream", name="stdout", text="\x1b[31mred\x1b[0m\nplain\n"),
        new_output("stream", name="stderr", text="careful\n"),
        new_output("execute_result", {"text/plain": "42", "text/html": "<b>42</b>"}, execution_count=3),
        new_output("display_data", {"image/png": PNG + "\n", "text/plain": "<Figure>"}, metadata={"needs": 1}),
        new_output("display_data", {"image/svg+xml": SVG, "text/plain": "a drawing"}),
        new_output("display_data", {"application/vnd.odd+json": {"a": [1, 2.5, None]}}),
        new_output("error", ename="E", evalue="it broke", traceback=["\x1b[0;31mTraceback\x1b[0m", "```", "end"]),
    ]
    attached = new_markdown_cell("![a](attachment:one.png) ![b](attachment:two%20words.png)")
    attached.attachments = {"one.png": {"image/png": PNG}, "two%20words.png": {"image/png": PNG, "text/plain": "x\ny"}}
    texts = [
        "",
        "# A\n\n## B\n",
        "\n\nspaced\n\n",
        "```\nopen",
        "<!-- open",
        "<pre>\n",
        "    code",
        "a\r\nb",
        "---\nx: y\n---",
        "```{swift}\nlet a = 1\n```",
        "<!-- cell -->\nx",
        "é 🧠 \u2028 \x0b",
        "- a\n\n  ```\n  b",
        '<div class="a">\n\n*b*\n\n</div>',
        "<script>\n\nc\n\n</script>",
        "\\begin{align}\nx &= 1 \\\\\n- y &= 2\n\\end{align}",
    ]
    cells = [new_markdown_cell(text) for text in texts] + [attached]
    cells += [new_raw_cell(text, metadata={"format": "text/latex"}) for text in ["\\LaTeX", "", "```\n~~~"]]
    cells += [new_raw_cell("<b>a</b>\n\n<!-- -->", metadata={"raw_mimetype": "text/html"})]
    sources = ["print(1)\n", "", "%%bash\necho '```'\n````\n", "x = '''\n```\n'''", "-->"]
    cells += [
        new_code_cell(text, outputs=outputs, execution_count=3, metadata={"tags": ["a --> b", "--"]})
        for text in sources
    ]
    cells += [new_code_cell("never_run()")]
    for language in ["python", "R", "julia", "swift"]:
        notebook = new_notebook(cells=cells)
        notebook.metadata.kernelspec = {"name": "k", "display_name": f"{language} 1.0", "language": language}
        notebook.metadata.language_info = {"name": language, "version": "3.10", "codemirror_mode": {"version": 3}}
        notebook.metadata["odd key"] = {"yes": ["no", 1, 1.50, None, True], "deep": {"a": {"b": {}}}}
        yield language, notebook
    old = new_notebook(cells=[new_code_cell("1", outputs=outputs), new_markdown_cell("x")])
    old.nbformat_minor = 4
    for cell in old.cells:
        cell.pop("id", None)
    yield "old", old
    big = new_notebook(cells=[new_markdown_cell("x")])
    big.metadata.widgets = {"state": {str(n): {"value": [n] * 20} for n in range(2000)}}
    yield "widgets", big


def others(folder):
    for name, notebook in foreign():
        first = folder / f"{name}.ipynb"
        first.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
        answer = convert(first, folder / f"{name}.md")
        check(answer.returncode == 0, f"{name}: {answer.stderr.strip()[:300]}")
        again = folder / f"{name}-again.ipynb"
        answer = convert(folder / f"{name}.md", again, "--no-run")
        check(answer.returncode == 0, f"{name}: back: {answer.stderr.strip()[:300]}")
        if not again.exists():
            continue
        before, after = nbformat.reads(first.read_text(), 4), nbformat.reads(again.read_text(), 4)
        for index, (a, b) in enumerate(zip(before.cells, after.cells)):
            check(a == b, f"{name}: cell {index + 1} {a.cell_type} {a.source[:30]!r} comes back as another")
        check(before == after, f"{name}: comes back as another notebook")
        files = sorted(p.name for p in (folder / f"{name}_files").glob("*"))
        print(f"{name}: {len(before.cells)} cells, {len(files)} files", flush=True)


if __name__ == "__main__":
    options = [word for word in sys.argv[1:] if word.startswith("--")]
    chapters = [pathlib.Path(word).resolve() for word in sys.argv[1:] if not word.startswith("--")]
    if not chapters:
        listed = subprocess.run([str(lectern), "list", "--json"], cwd=root, capture_output=True, text=True, check=True)
        chapters = [root / entry["notebook"] for entry in json.loads(listed.stdout)]
    with tempfile.TemporaryDirectory() as folder:
        for source in chapters:
            chapter(source, pathlib.Path(folder), options)
        others(pathlib.Path(folder))
    print(f"{len(faults)} faults")
    sys.exit(1 if faults else 0)
