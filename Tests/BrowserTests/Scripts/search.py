"""Whether the search finds what readers look for. Arguments: the search page, and the file of queries.

A line of the file has a query and the places it is about; one of them has to be among the first three found.
"""

import sys
import time

import browser
from browser import check
from selenium.webdriver.common.by import By

FIRST = 3
SECONDS = 0.25


def found(driver, query):
    """The addresses of the places found, and how long the page took to show them."""
    start = time.perf_counter()
    driver.execute_script("search.show(arguments[0])", query)
    seconds = time.perf_counter() - start
    links = driver.find_elements(By.CSS_SELECTOR, "#results a")[:FIRST]
    return [link.get_dom_attribute("href") for link in links], seconds


def check_queries(driver, path):
    with open(path, encoding="utf-8") as file:
        lines = [line.strip() for line in file if line.strip() and not line.startswith("#")]
    check(len(lines) >= 40, f"only {len(lines)} queries")
    times = []
    for line in lines:
        query, places = (part.strip() for part in line.split("|"))
        first, seconds = found(driver, query)
        times.append(seconds)
        check(set(first) & set(places.split()), f"“{query}” finds {', '.join(first) or 'nothing'} first")
    times.sort()
    check(times[len(times) // 2] < SECONDS, f"half of the queries take {times[len(times) // 2]:.2f} s or more")


def check_results(driver):
    """Results are readable: no TeX, and prose before code."""
    for query in ("sqrt", "sigma", "softmax", "frac"):
        driver.execute_script("search.show(arguments[0])", query)
        text = driver.find_element(By.ID, "results").text
        for command in ("\\frac", "\\sqrt", "\\mathrm", "^{", "_{"):
            check(command not in text, f"the results for “{query}” show {command}")


def main(page, queries):
    driver = browser.start()
    try:
        driver.get(browser.address(page))
        check_queries(driver, queries)
        check_results(driver)
    finally:
        driver.quit()
    browser.finish()


main(*sys.argv[1:])
