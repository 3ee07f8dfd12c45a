"""Chromium without a network, and checks that all scripts use."""

import json
import os
import shutil
import sys
import time

import axe_playwright_python
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

failures = []

with open(os.path.join(os.path.dirname(axe_playwright_python.__file__), "axe.min.js"), encoding="utf-8") as file:
    AXE = file.read()

RUN_AXE = """
const [rules, done] = arguments;
const only = rules.length ? { runOnly: { type: 'rule', values: rules } } : {};
const place = (node) => node.target.join(' ') + ' — ' + (node.any[0]?.message ?? '');
axe.run(document, { resultTypes: ['violations'], elementRef: false, ...only }).then(
  (result) => done(result.violations.map((each) => `${each.id}: ${each.nodes.slice(0, 3).map(place).join('; ')}`)),
  (error) => done([`axe failed: ${error}`]));
"""


def check(condition, message):
    """Reports a failure and goes on, so that one run reports all of them."""
    if not condition:
        failures.append(message)
        print(f"FAIL: {message}", flush=True)
    return bool(condition)


def finish():
    print(f"{len(failures)} failures")
    sys.exit(1 if failures else 0)


def program(*names):
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    sys.exit(f"none of {', '.join(names)} is installed: run .ci/setup --tests")


def start(reaches_own_machine=False):
    options = Options()
    options.binary_location = program("chromium", "chromium-browser", "google-chrome")
    arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--proxy-server=http://127.0.0.1:9",
        "--host-resolver-rules=MAP * ~NOTFOUND" + (", EXCLUDE 127.0.0.1" if reaches_own_machine else ""),
    ]
    for argument in arguments:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(service=Service(program("chromedriver")), options=options)
    driver.set_page_load_timeout(120)
    driver.set_script_timeout(240)
    driver.execute_cdp_cmd("Network.enable", {})
    return driver


def address(path):
    return "file://" + os.path.abspath(path)


def resize(driver, width, height=900, touch=False):
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
    )
    driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": touch})


def theme(driver, name):
    driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {
            "features": [
                {"name": "prefers-color-scheme", "value": name},
                {"name": "prefers-reduced-motion", "value": "reduce"},
            ]
        },
    )


def scripts(driver, enabled):
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not enabled})


def forget_logs(driver):
    driver.get_log("browser")
    driver.get_log("performance")


def messages(driver):
    """The console's messages and the requests since the last call."""
    console = [entry["message"] for entry in driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]
    requests = []
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            url = message["params"]["request"]["url"]
            if message["params"].get("type") != "Document" and not url.startswith(("data:", "blob:")):
                requests.append(url)
    return console, requests


def check_quiet(driver, place):
    """Reports each message of the console and each request since the last call."""
    console, requests = messages(driver)
    for message in console + requests:
        check(False, f"{place}: the browser reports {message}")


def wait_until(condition, seconds=5):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return bool(condition())


def axe_violations(driver, rules=()):
    """What axe finds on the page, by all of its rules or by some."""
    driver.execute_script(AXE)
    return driver.execute_async_script(RUN_AXE, list(rules))


# The sliders of a figure that are read aloud as something else than the number beside them.
MUTE_SLIDERS = """
return [...arguments[0].querySelectorAll('input[type=range]')].map((slider) => [
  slider.getAttribute('aria-valuetext') ?? slider.value,
  slider.parentElement.querySelector('output')?.textContent ?? ''
]).filter(([said, shown]) => shown && said !== shown && Number(said) !== Number(shown));
"""


class Figure:
    """A figure that answers to its reader."""

    def __init__(self, driver, figure, name):
        self.driver, self.figure, self.name = driver, figure, name

    def check(self, condition, message):
        return check(condition, f"{self.name}: {message}")

    def js(self, code, *arguments):
        return self.driver.execute_script(code, self.figure, *arguments)

    def all(self, selector):
        return self.figure.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.figure.find_element(By.CSS_SELECTOR, selector)

    def check_sliders(self):
        for said, shown in self.js(MUTE_SLIDERS):
            self.check(False, f"a slider is read aloud as “{said}”, and “{shown}” is beside it")

    def button(self, name):
        return next(each for each in self.all("button") if name in (each.text, each.get_attribute("aria-label")))
