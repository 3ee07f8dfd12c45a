"""A book that `lectern serve` shows while its author edits it, in the reader's browser."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time

from browser import wait_until

FENCE = "```"


def cell(code):
    return f"{FENCE}{{swift}}\n{code}\n{FENCE}\n"


FILLER = "\n\n".join(f"Paragraph {n} of the text, which has to be long enough to be scrolled." for n in range(40))
FRAMES = """frames(over: (0..<5).map { k in
  ("moment \\(k)", Chart { LineMark(x: .value("x", [0, 1]), y: .value("y", [0, Double(k + 1)])) })
})"""
FOLD = '//| code-fold: true\nlet folded = "folded"'


def chapter(prose="Some prose.", code="let answer = 6 * 7\nprint(answer)", last="print(answer + 1)", more=""):
    parts = ["# First", prose, cell(code), "The answer is `{swift} answer`.", FILLER]
    parts += [cell(FOLD), cell(f"//| label: fig-frames\n{FRAMES}"), "More text.", cell(last), more]
    return "\n\n".join(parts)


class Author:
    """A book in a folder of its own, and the server that shows it."""

    def __init__(self, lectern):
        self.lectern = lectern
        self.folder = tempfile.mkdtemp(prefix="lectern-serving-")
        self.process = None
        os.mkdir(self.path("notebooks"))
        self.save("notebooks/book.yml", "title: The book\nchapters:\n  - one.md\n  - two.md\n")
        self.save("notebooks/data.txt", "7")
        self.save("notebooks/two.md", "# Second\n\nText of the second.\n\n" + cell("print(2)"))

    def path(self, name):
        return os.path.join(self.folder, name)

    def save(self, name, text):
        """As most editors do: a new file takes the old one's place."""
        fresh = self.path(name) + "~"
        with open(fresh, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(fresh, self.path(name))
        return time.time()

    def write(self, name, text):
        """Into the file itself."""
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()

    def serve(self, port=None):
        command = [self.lectern, "serve", "--no-browser", "notebooks"]
        if port:
            command += ["--port", str(port)]
        environment = dict(os.environ, XDG_CACHE_HOME=self.path("cache"), XDG_STATE_HOME=self.path("state"))
        self.process = subprocess.Popen(command, cwd=self.folder, env=environment, stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()
        self.home = self.address.split("?")[0]
        self.port = int(re.search(r":(\d+)/", self.address).group(1))
        return self.address

    def hosts(self):
        """The server's processes in which cells are running. Others wait for the next version of a cell."""
        fields = "pid=,ppid=,stat=,comm="
        listed = subprocess.run(["ps", "-axo", fields], stdout=subprocess.PIPE, text=True, check=True)
        rows = [line.split(None, 3) for line in listed.stdout.splitlines()]
        family, size = {str(self.process.pid)}, 0
        while size < len(family):
            size = len(family)
            family |= {pid for pid, parent, _, _ in rows if parent in family}
        running = [(pid, name) for pid, _, state, name in rows if state.startswith("R")]
        return [pid for pid, name in running if pid in family and "lectern-host" in name]

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(10)

    def close(self):
        if self.process.poll() is None:
            self.end()
        shutil.rmtree(self.folder)


class Page:
    def __init__(self, driver, author):
        self.driver = driver
        self.author = author

    def open(self, name):
        self.driver.get(f"{self.author.home}output/{name}")

    def js(self, code, *arguments):
        return self.driver.execute_script(code, *arguments)

    def text(self):
        return self.js("return document.querySelector('main').innerText")

    def updates(self):
        return int(self.js("return document.documentElement.dataset.updates ?? 0"))

    def shows(self, text, seconds=30):
        return wait_until(lambda: text in self.text(), seconds)

    def is_idle(self, seconds=60):
        return wait_until(
            lambda: self.js("return !document.querySelector('.busy, .pending')"),
            seconds,
        )

    def served(self):
        """The markup of the page without what a script may change."""
        return self.js(
            "const copy = document.body.cloneNode(true);"
            "copy.querySelectorAll('button, .controls, .live-bar, .preview').forEach((each) => each.remove());"
            "for (const each of copy.querySelectorAll('*'))"
            " for (const name of ['tabindex', 'open', 'class', 'style', 'aria-current']) each.removeAttribute(name);"
            "return copy.innerHTML.replaceAll(/>\\s+</g, '><').trim()"
        )

    def bar(self):
        return self.js("const bar = document.querySelector('.live-bar'); return bar.hidden ? '' : bar.innerText")

    def watch_for(self, text):
        """Notes when the text appears, by the machine's clock."""
        self.js(
            "window.seen = null;"
            "const look = () => { if (document.querySelector('main').textContent.includes(arguments[0])) "
            "{ window.seen ??= (performance.timeOrigin + performance.now()) / 1000; observer.disconnect(); } };"
            "const observer = new MutationObserver(look);"
            "observer.observe(document.body, { subtree: true, childList: true, characterData: true });",
            text,
        )

    def seen(self, seconds=30):
        wait_until(lambda: self.js("return window.seen") is not None, seconds)
        return self.js("return window.seen")
