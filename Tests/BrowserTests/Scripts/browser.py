"""Chromium without a network, and checks that all scripts use."""

import json
import os
import shutil
import sys
import time

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

failures = []


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


def start():
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
        "--host-resolver-rules=MAP * ~NOTFOUND",
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


def wait_until(condition, seconds=5):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return bool(condition())
