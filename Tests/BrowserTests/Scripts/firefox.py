"""firefox.py page.html… [--pictures folder]: every page once in Firefox, 1440 px wide.

Looks for formulas in lines of text that break, for text that leaves the page, and for messages of the console. With a
folder, it keeps a picture of each page's beginning there. Firefox is driven by its own protocol, which needs no driver.
"""

import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time

BROKEN = """
const places = [];
for (const span of document.querySelectorAll("span.maths")) {
  const style = getComputedStyle(span);
  if (style.display !== "inline" || !span.offsetParent) continue;
  const tops = [...span.getClientRects()].filter((box) => box.width > 1).map((box) => box.bottom);
  if (Math.max(...tops) - Math.min(...tops) > 0.8 * parseFloat(style.fontSize)) {
    places.push(`a formula breaks: ${span.closest("p, li, td, figcaption")?.textContent.trim().slice(0, 90)}`);
  }
}
const room = document.documentElement.clientWidth;
if (document.scrollingElement.scrollWidth > room) {
  const wide = [...document.querySelectorAll("main *")].find((each) => each.getBoundingClientRect().right > room + 1);
  places.push(`the page is wider than the window by ${wide?.outerHTML.slice(0, 90)}`);
}
return places;
"""
# What pages say on the console, with what goes wrong in their scripts and styles.
MESSAGES = """
return Services.console.getMessageArray()
  .filter((each) => each instanceof Ci.nsIScriptError && each.sourceName.startsWith("file:"))
  .map((each) => `${each.errorMessage} (${each.category}, line ${each.lineNumber})`);
"""


class Firefox:
    def __init__(self, profile):
        with open(os.path.join(profile, "user.js"), "w", encoding="utf-8") as preferences:
            preferences.write('user_pref("marionette.port", 0);\nuser_pref("ui.prefersReducedMotion", 1);\n')
        binary = shutil.which("firefox-esr") or shutil.which("firefox")
        if not binary:
            sys.exit("neither firefox-esr nor firefox is installed")
        command = [binary, "--headless", "--marionette", "--remote-allow-system-access", "--profile", profile]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        port = os.path.join(profile, "MarionetteActivePort")
        end = time.monotonic() + 60
        while not (os.path.exists(port) and os.path.getsize(port)):
            if time.monotonic() > end or self.process.poll() is not None:
                sys.exit("Firefox does not start")
            time.sleep(0.2)
        with open(port, encoding="utf-8") as file:
            self.socket = socket.create_connection(("127.0.0.1", int(file.read())), timeout=180)
        self.rest = b""
        self.count = 0
        self.read()
        self.send("WebDriver:NewSession", {})

    def read(self):
        while b":" not in self.rest:
            self.rest += self.socket.recv(65536)
        length, self.rest = self.rest.split(b":", 1)
        while len(self.rest) < int(length):
            self.rest += self.socket.recv(65536)
        text, self.rest = self.rest[: int(length)], self.rest[int(length) :]
        return json.loads(text)

    def send(self, name, values):
        self.count += 1
        text = json.dumps([0, self.count, name, values]).encode()
        self.socket.sendall(str(len(text)).encode() + b":" + text)
        _, _, error, result = self.read()
        if error:
            raise RuntimeError(f"{name}: {error['message']}")
        return result

    def js(self, script, context="content"):
        self.send("Marionette:SetContext", {"value": context})
        result = self.send("WebDriver:ExecuteScript", {"script": script, "args": []})["value"]
        self.send("Marionette:SetContext", {"value": "content"})
        return result

    def stop(self):
        try:
            self.send("Marionette:Quit", {"flags": ["eForceQuit"]})
        finally:
            self.process.wait(30)


def main(arguments):
    pictures = None
    if "--pictures" in arguments:
        place = arguments.index("--pictures")
        pictures = arguments[place + 1]
        del arguments[place : place + 2]
    failures = 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        firefox = Firefox(profile)
        try:
            firefox.send("WebDriver:SetWindowRect", {"width": 1440, "height": 1000})
            for path in arguments:
                name = os.path.basename(path)
                firefox.js("Services.console.reset();", "chrome")
                firefox.send("WebDriver:Navigate", {"url": "file://" + os.path.abspath(path)})
                firefox.js("for (const each of document.querySelectorAll('details')) each.open = true;")
                problems = firefox.js(BROKEN) + firefox.js(MESSAGES, "chrome")
                for problem in problems:
                    print(f"FAIL: {name}: {problem}", flush=True)
                failures += len(problems)
                formulas = firefox.js("return document.querySelectorAll('span.maths').length")
                print(f"{name}: {formulas} formulas in lines, {len(problems)} problems", flush=True)
                if pictures:
                    picture = firefox.send("WebDriver:TakeScreenshot", {"full": False})["value"]
                    with open(os.path.join(pictures, name.replace(".html", ".png")), "wb") as file:
                        file.write(base64.b64decode(picture))
        finally:
            firefox.stop()
    print(f"{failures} failures")
    sys.exit(1 if failures else 0)


main(sys.argv[1:])
