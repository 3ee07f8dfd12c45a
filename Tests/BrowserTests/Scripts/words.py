"""words.py words.json page.html…: pages in other languages whose pictures move.

words.json has, for each language, the English texts that it translates. No picture may show or say one of them, and in
a page of Arabic text no Latin word at all that isn't a name. Everything fits into a phone.
"""

import json
import re
import sys

import browser
from browser import check

# What a figure shows or says: its own texts, labels and titles, apart from data and what is hidden.
TEXTS = r"""
const found = new Set();
const inside = (element) =>
  element.closest('figure, .unseen') && !element.closest('script, .code, details.data, figcaption');
const add = (text) => found.add((text ?? '').replace(/[\u2066-\u2069]/g, '').replace(/\s+/g, ' ').trim());
const whole = 'text, li, p, button, label, span, th, td, option, legend, output, b, i, summary, small';
for (const element of document.body.querySelectorAll('*')) {
  if (!inside(element) || !(element.checkVisibility() || element.matches('option, .unseen'))) continue;
  for (const name of ['aria-label', 'aria-valuetext', 'title', 'placeholder']) add(element.getAttribute(name));
  if (element.matches(whole) && !element.querySelector('option')) add(element.textContent);
  for (const child of element.childNodes) if (child.nodeType === Node.TEXT_NODE) add(child.data);
}
found.delete('');
return [...found];
"""

# Presses each button of a figure once, so that sentences appear that are not there at first.
PRESS = """
for (const button of document.querySelectorAll('figure :is(button, input[type=radio])')) {
  const isUsed = button.isConnected && button.checkVisibility() && !button.disabled;
  if (isUsed && !button.closest('.downloads, .code, details')) button.click();
}
"""

OVERFLOW = "return document.documentElement.scrollWidth - document.documentElement.clientWidth;"

NAMES = {"ReLU", "tanh", "Adam", "SGD", "RMSprop", "sigmoid", "softmax", "top", "Delete", "SVG", "CSV"}


def pattern(text):
    places = re.escape(text).replace("\\#", "#")
    return re.compile("^" + places.replace("#", ".{1,60}?") + "$")


def check_page(driver, path, words):
    for width in (390, 1440):
        browser.resize(driver, width)
        browser.forget_logs(driver)
        driver.get(browser.address(path))
        language = driver.execute_script("return document.documentElement.lang;")
        texts = set(driver.execute_script(TEXTS))
        # The live regions speak after a while.
        driver.execute_script(PRESS)
        browser.wait_until(lambda: False, 1.2)
        texts |= set(driver.execute_script(TEXTS))
        check(len(texts) > 150, f"{language}, {width} px: only {len(texts)} texts are found")
        english = [(text, pattern(text)) for text in words[language] if re.search("[A-Za-z]{2}", text)]
        for shown in sorted(texts):
            same = [text for text, form in english if form.match(shown)]
            check(not same, f"{language}, {width} px: “{shown}” is English: {same[:1]}")
            if language == "ar":
                latin = set(re.findall("[A-Za-z]{3,}", shown)) - NAMES
                check(not latin, f"{language}, {width} px: “{shown}” has the words {sorted(latin)}")
        check(driver.execute_script(OVERFLOW) <= 0, f"{language}, {width} px: the page is wider than the screen")
        browser.check_quiet(driver, f"{language}, {width} px")


def main(file, pages):
    with open(file, encoding="utf-8") as stream:
        words = json.load(stream)
    driver = browser.start()
    try:
        browser.theme(driver, "light")
        for path in pages:
            check_page(driver, path, words)
    finally:
        driver.quit()
    browser.finish()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
