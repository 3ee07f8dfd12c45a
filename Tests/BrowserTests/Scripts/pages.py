"""pages.py page.html…: what must hold for every page.

It makes no request and no error, does not scroll sideways, has no labels that overlap or are smaller than 9 px and no
violation that axe finds, is readable without JavaScript, and prints.
"""

import base64
import os
import sys
import time

import browser
from browser import check
from links import check_links

WIDTHS = [360, 390, 600, 820, 1280, 1920]
LARGEST = 1_500_000

# The labels of each visible drawing, as rectangles without the space above and below the letters. A rotated label has a
# rotated rectangle; two rectangles are apart if their projections on a side of one of them are.
LABELS = """
const corners = (text) => {
  const box = text.getBBox(), matrix = text.getScreenCTM(), dx = 1, dy = box.height * 0.25;
  const place = (x, y) => { const p = new DOMPoint(x, y).matrixTransform(matrix); return [p.x, p.y]; };
  return [place(box.x + dx, box.y + dy), place(box.x + box.width - dx, box.y + dy),
    place(box.x + box.width - dx, box.y + box.height - dy), place(box.x + dx, box.y + box.height - dy)];
};
const apart = (a, b) => [a, b].some((shape) => [0, 1].some((side) => {
  const axis = [shape[side + 1][0] - shape[side][0], shape[side + 1][1] - shape[side][1]];
  const along = (points) => points.map(([x, y]) => x * axis[0] + y * axis[1]);
  const [p, q] = [along(a), along(b)];
  return Math.max(...p) <= Math.min(...q) || Math.max(...q) <= Math.min(...p);
}));
// The size at which a label is seen, however its drawing is scaled.
const size = (text) => {
  const matrix = text.getScreenCTM();
  return parseFloat(getComputedStyle(text).fontSize) * Math.sqrt(Math.abs(matrix.a * matrix.d - matrix.b * matrix.c));
};
const found = [];
const drawings = '.drawing > svg, .picture > svg, .pictured > svg, svg.map';
for (const svg of (arguments[0] ?? [document]).flatMap((place) => [...place.querySelectorAll(drawings)])) {
  const frame = svg.getBoundingClientRect();
  if (frame.width === 0) continue;
  const labels = [...svg.querySelectorAll('text')]
    .filter((text) => text.textContent.trim() && text.getBoundingClientRect().width > 0
      && text.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    .map((text) => ({ text: text.textContent, corners: corners(text), size: size(text) }));
  const name = svg.closest('figure')?.id || svg.closest('a')?.getAttribute('href') || 'a figure';
  labels.forEach((a, index) => {
    const leaves = ([x, y]) =>
      x < frame.left - 3 || x > frame.right + 3 || y < frame.top - 3 || y > frame.bottom + 3;
    if (a.size < 8.95) found.push(`${name}: the label “${a.text}” is ${a.size.toFixed(1)} px high`);
    if (a.corners.some(leaves))
      found.push(`${name}: the label “${a.text}” is cut`);
    for (const b of labels.slice(index + 1))
      if (!apart(a.corners, b.corners)) found.push(`${name}: the labels “${a.text}” and “${b.text}” overlap`);
  });
}
return [...new Set(found)].slice(0, 12);
"""

# Each value in the margin compared with its line, with other notes in the margin and with the window's edge.
VALUES = """
const lines = (code) => {
  const found = [], walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  let line = 0;
  for (let node; node = walker.nextNode();) {
    let offset = 0;
    for (const [index, piece] of node.data.split('\\n').entries()) {
      if (index > 0) line += 1;
      if (piece.trim() !== '') {
        const range = new Range();
        range.setStart(node, offset + piece.length - piece.trimStart().length);
        range.setEnd(node, offset + piece.trimEnd().length);
        found[line] = range.getBoundingClientRect();
      }
      offset += piece.length + 1;
    }
  }
  return found;
};
const meet = (a, b) =>
  a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
const boxes = (selector) => [...document.querySelectorAll(selector)].map((each) => each.getBoundingClientRect())
  .filter((box) => box.width > 0);
const found = [], others = boxes('.sidenote, figcaption');
let count = 0;
for (const panel of document.querySelectorAll('.noted')) {
  if (!panel.checkVisibility()) continue;
  const places = lines(panel.querySelector('code'));
  for (const row of panel.querySelectorAll('.values li')) {
    const box = row.firstElementChild.getBoundingClientRect();
    if (box.width === 0) continue;
    count += 1;
    const place = places[Number(row.style.getPropertyValue('--l'))];
    const name = `the value “${row.textContent.slice(0, 40)}”`;
    const distance = (box.top + box.bottom - place.top - place.bottom) / 2;
    if (Math.abs(distance) > 2.5) found.push(`${name} is ${distance} px off its line`);
    if (box.left < place.right) found.push(`${name} covers its line`);
    if (box.right > document.documentElement.clientWidth) found.push(`${name} leaves the window`);
    if (others.some((other) => meet(other, box))) found.push(`${name} meets a note or a caption`);
  }
}
return [count, found.slice(0, 8)];
"""

SIDEWAYS = """
const page = document.documentElement;
if (page.scrollWidth <= page.clientWidth) return null;
const wide = [...document.querySelectorAll('main *')]
  .filter((each) => each.getBoundingClientRect().right > page.clientWidth + 1);
const names = wide.slice(0, 3).map((each) => each.tagName + '.' + each.className).join(', ');
return `${page.scrollWidth} px of ${page.clientWidth}: ${names}`;
"""


def check_widths(driver, page, note):
    for width in WIDTHS:
        browser.resize(driver, width)
        sideways = driver.execute_script(SIDEWAYS)
        check(sideways is None, f"{page}{note} scrolls sideways at {width} px: {sideways}")
        if not note:
            for problem in driver.execute_script(LABELS):
                check(False, f"{page} at {width} px: {problem}")


# Shows the panel with a number in each figure that has one, and returns these figures.
PANEL = """
const figures = [...document.querySelectorAll('figure')]
  .filter((figure) => arguments[0] < figure.stage?.panels.length);
for (const figure of figures) figure.stage.show(arguments[0]);
return figures;
"""


def check_panels(driver, page):
    """The labels of what shows only when the reader goes on."""
    for width in (390, 1280):
        browser.resize(driver, width)
        number = 0
        while figures := driver.execute_script(PANEL, number):
            for problem in driver.execute_script(LABELS, figures):
                check(False, f"{page} at {width} px, panel {number + 1}: {problem}")
            number += 1


def check_values(driver, page):
    for width in (1280, 1440, 1920):
        browser.resize(driver, width)
        count, problems = driver.execute_script(VALUES)
        for problem in problems:
            check(False, f"{page} at {width} px: {problem}")
        if 'class="values"' in driver.page_source:
            check(count > 0, f"{page} at {width} px: no value is visible")


def check_axe(driver, page):
    # The themes differ only in their colours.
    for name, rules in (("light", []), ("dark", ["color-contrast"])):
        browser.theme(driver, name)
        for violation in browser.axe_violations(driver, rules):
            check(False, f"{page}, {name}: {violation}")
    browser.theme(driver, "light")


def check_print(driver, page):
    pdf = base64.b64decode(driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": False})["data"])
    check(pdf.startswith(b"%PDF") and len(pdf) > 5000, f"{page} does not print")


def check_without_script(driver, page):
    browser.scripts(driver, False)
    driver.get(browser.address(page))
    for width in (390, 1280):
        browser.resize(driver, width)
        sideways = driver.execute_script(SIDEWAYS)
        check(sideways is None, f"{page} without JavaScript scrolls sideways at {width} px: {sideways}")
    words = driver.execute_script("return document.querySelector('main').innerText.trim().length")
    check(words > 40, f"{page} without JavaScript has nothing to read")
    check(driver.execute_script("return !document.querySelector('.tools button')"), "a script ran with JavaScript off")
    browser.scripts(driver, True)


def check_page(driver, page):
    start = time.monotonic()
    check(os.path.getsize(page) <= LARGEST, f"{page} is larger than {LARGEST} bytes")
    browser.theme(driver, "light")
    browser.resize(driver, 1280)
    browser.forget_logs(driver)
    driver.get(browser.address(page))
    check(driver.execute_script("return document.querySelector('.tools button') !== null"), f"{page}: no script ran")
    check_widths(driver, page, "")
    console, requests = browser.messages(driver)
    for message in console:
        check(False, f"{page}: the console says {message}")
    for request in requests:
        check(False, f"{page} asks for {request}")
    check_panels(driver, page)
    check_values(driver, page)
    browser.resize(driver, 1280)
    check_axe(driver, page)
    check_print(driver, page)
    check_without_script(driver, page)
    print(f"{page}: {time.monotonic() - start:.1f} s", flush=True)


def main(pages):
    check_links(pages)
    driver = browser.start()
    try:
        for page in pages:
            check_page(driver, page)
    finally:
        driver.quit()
    browser.finish()


main(sys.argv[1:])
