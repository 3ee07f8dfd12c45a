"""reading.py folder: the pages of the fixture's book as a reader uses them, by mouse, touch and keyboard."""

import os
import sys

import browser
from browser import check, wait_until
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys


class Reading:
    def __init__(self, driver, folder):
        self.driver = driver
        self.folder = folder

    def open(self, page, width=1280, touch=False):
        browser.resize(self.driver, width, touch=touch)
        self.driver.get(browser.address(os.path.join(self.folder, page)))

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def js(self, code, *arguments):
        return self.driver.execute_script(code, *arguments)

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def seek(self, words):
        """Replaces the words in the search field."""
        field = self.one("#query")
        field.clear()
        field.send_keys(words)

    def click(self, element):
        self.js("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", element)
        element.click()

    def current(self, figure):
        return self.js(
            "return [...document.querySelector(arguments[0]).querySelectorAll('.panel')]"
            ".findIndex((panel) => panel.classList.contains('current') && panel.getBoundingClientRect().height > 0)",
            figure,
        )

    def shown(self, figure):
        return self.js(
            "return [...document.querySelector(arguments[0]).querySelectorAll('.panel')]"
            ".filter((panel) => panel.getBoundingClientRect().height > 0).length",
            figure,
        )

    def swipe(self, figure, distance):
        place = self.js(
            "const drawing = document.querySelector(arguments[0] + ' .panel.current .drawing');"
            "drawing.scrollIntoView({ block: 'center', behavior: 'instant' });"
            "const box = drawing.getBoundingClientRect();"
            "return [box.left + box.width / 2, box.top + box.height / 2]",
            figure,
        )
        for kind, shift in (
            ("touchStart", 0),
            ("touchMove", distance / 2),
            ("touchMove", distance),
            ("touchEnd", None),
        ):
            points = [] if shift is None else [{"x": place[0] + shift, "y": place[1]}]
            self.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def frames(page):
    page.open("01-first.html")
    figure = "#fig-frames"
    check(page.current(figure) == 4 and page.shown(figure) == 1, "frames start with the last moment alone")
    slider = page.one(f"{figure} input[type=range]")
    page.js("arguments[0].focus()", slider)
    page.press(Keys.ARROW_LEFT)
    check(page.current(figure) == 3, "the arrow key scrubs through frames")
    page.press(Keys.HOME)
    check(page.current(figure) == 0, "the home key leads to the first frame")
    check("moment 0" in page.one(f"{figure} output.moment").text, "the label follows the frame")
    page.click(page.one(f"{figure} .controls button"))
    check(wait_until(lambda: page.current(figure) == 4, 12), "a click plays the frames to the end")
    page.open("01-first.html", 390, touch=True)
    page.swipe(figure, 120)
    check(wait_until(lambda: page.current(figure) == 3), "a swipe goes to the previous frame")


def steps(page):
    page.open("01-first.html")
    figure = "#fig-steps"
    check(page.current(figure) == 0, "steps start with the first")
    back, on, play = page.all(f"{figure} .controls button")
    page.click(on)
    check(page.current(figure) == 1, "a click leads to the next step")
    page.press(Keys.ARROW_RIGHT)
    check(page.current(figure) == 2, "the arrow key leads to the next step")
    page.click(back)
    check(page.current(figure) == 1, "a click leads back")
    page.js("arguments[0].focus()", on)
    page.press(Keys.ENTER)
    check(page.current(figure) == 2, "the enter key presses the button")
    page.open("01-first.html", 390, touch=True)
    page.swipe(figure, -120)
    check(wait_until(lambda: page.current(figure) == 1), "a swipe goes to the next step")


def sweep(page):
    page.open("01-first.html")
    figure = "#fig-sweep"
    labels = page.all(f"{figure} .segments label")
    check(len(labels) == 3, "a sweep has a button for each variant")
    page.click(labels[2])
    check(page.current(figure) == 2, "a click chooses the variant")
    page.press(Keys.ARROW_LEFT)
    check(page.current(figure) == 1, "the arrow key chooses the variant")


def without_script(page):
    browser.scripts(page.driver, False)
    page.open("01-first.html", 390)
    check(page.shown("#fig-frames") >= 3, "without JavaScript the frames are side by side")
    check(page.shown("#fig-steps") == 4, "without JavaScript all steps show")
    check(
        page.js(
            "return [...document.querySelectorAll('.contents a')].every((a) => a.getBoundingClientRect().height > 0)"
        ),
        "without JavaScript the contents are open",
    )
    call = page.one("a.call")
    page.click(call)
    note = "document.querySelector('.sidenote').getBoundingClientRect().height"
    check(page.js(f"return {note}") > 10, "without JavaScript a note opens by its link")
    browser.scripts(page.driver, True)


def notes(page):
    page.open("01-first.html", 390)
    hidden = page.js("return document.querySelector('.sidenote').getBoundingClientRect().height")
    page.click(page.one("a.call"))
    shown = page.js("return document.querySelector('.sidenote').getBoundingClientRect().height")
    check(hidden == 0 and shown > 10, "a note unfolds under its line where there is no margin")
    page.open("01-first.html", 1280)
    in_margin = page.js(
        "return document.querySelector('.sidenote').getBoundingClientRect().left"
        " >= document.querySelector('a.call').closest('p').getBoundingClientRect().right"
    )
    check(in_margin, "a note is in the margin if there is one")


def previews(page):
    page.open("01-first.html")
    link = page.one("a.reference[href='#fig-frames']")
    page.js("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", link)
    # Scrolling hides a preview, as it should, so the pointer comes back afterwards.
    for _ in range(3):
        ActionChains(page.driver).move_by_offset(0, 0).move_to_element(page.one("h1")).move_to_element(link).perform()
        if wait_until(lambda: page.all(".preview svg"), 3):
            break
    check(page.all(".preview svg"), "a reference shows its figure while the pointer is on it")
    page.press(Keys.ESCAPE)
    check(wait_until(lambda: not page.all(".preview")), "Escape closes the preview")


def citations(page):
    preview = ".preview"
    citation = "a.reference[href='#ref:unit']"

    def works():
        return [element.text for element in page.all(preview) if element.is_displayed()]

    def has_work():
        return wait_until(lambda: len(works()) == 1 and "A unit that weighs" in works()[0], 3)

    def is_within(width):
        box = page.js("return document.querySelector('.preview').getBoundingClientRect().toJSON()")
        return box["left"] >= 0 and box["right"] <= width and box["top"] >= 0 and box["bottom"] <= 900

    def seen():
        page.js("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", page.one(citation))

    page.open("02-second.html")
    seen()
    for _ in range(3):
        corner = ActionBuilder(page.driver)
        corner.pointer_action.move_to_location(2, 2)
        corner.perform()
        ActionChains(page.driver).move_to_element(page.one(citation)).perform()
        if has_work():
            break
    check(has_work() and is_within(1280), "a citation shows its work while the pointer is on it")
    ActionChains(page.driver).move_by_offset(0, 200).perform()
    check(wait_until(lambda: not page.all(preview)), "the work goes when the pointer leaves")

    page.js("arguments[0].previousElementSibling?.blur(); document.activeElement.blur()", page.one(citation))
    seen()
    for _ in range(60):
        page.press(Keys.TAB)
        if page.js("return document.activeElement.matches(arguments[0])", citation):
            break
    check(has_work(), "a citation that the tab key reaches shows its work")
    page.press(Keys.ESCAPE)
    check(wait_until(lambda: not page.all(preview)), "Escape closes the work")
    page.press(Keys.ENTER)
    check(wait_until(lambda: page.driver.current_url.endswith("#ref:unit")), "Enter leads to the list")

    page.open("02-second.html", 390, touch=True)

    def tap(selector):
        box = page.js("return document.querySelector(arguments[0]).getClientRects()[0].toJSON()", selector)
        points = [{"x": box["left"] + box["width"] / 2, "y": box["top"] + box["height"] / 2}]
        page.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points})
        page.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    seen()
    tap(citation)
    check(has_work() and is_within(390), "a tap shows a citation's work, within a narrow page")
    check("#" not in page.driver.current_url, "a tap that shows the work stays in its place")
    tap("h2")
    check(wait_until(lambda: not page.all(preview)), "a tap elsewhere closes the work")
    seen()
    tap(citation)
    check(has_work(), "a tap shows the work again")
    tap(citation)
    check(wait_until(lambda: page.driver.current_url.endswith("#ref:unit")), "a second tap leads to the list")
    browser.resize(page.driver, 1280)


def themes(page):
    page.open("01-first.html")
    color = "return getComputedStyle(document.body).backgroundColor"
    before = page.js(color)
    page.click(page.one(".tools button"))
    after = page.js(color)
    check(before != after, "the button changes the theme")
    page.open("02-second.html")
    check(page.js(color) == after, "the theme is kept on the next page")
    page.click(page.one(".tools button"))
    check(page.js(color) == before, "the button changes the theme back")


def copying(page):
    page.open("01-first.html")
    button = page.one(".cell .code > button")
    page.js("arguments[0].focus()", button)
    page.press(Keys.ENTER)
    check(wait_until(lambda: button.text == "Copied"), "the copy button confirms")


def contents(page):
    page.open("01-first.html", 1920)
    page.js("document.getElementById('sec-code').scrollIntoView({ behavior: 'instant' })")
    current = ".contents [aria-current]"
    check(wait_until(lambda: page.all(current) and "Code" in page.one(current).text), "the contents follow the reader")
    page.open("01-first.html")
    page.press(Keys.TAB)
    check(page.js("return document.activeElement.className") == "skip", "the first Tab stop skips to the text")
    page.click(page.one(".turn a.next"))
    check(page.driver.current_url.endswith("02-second.html"), "a link leads to the next chapter")
    page.click(page.one(".turn a.prev"))
    page.click(page.one(".chapters summary"))
    check(
        page.one(".chapters [aria-current=page]").text.endswith("Everything that a page can hold"),
        "the list of chapters marks this one",
    )


def values(page):
    def shows(selector):
        return page.js(
            "const box = document.querySelector(arguments[0]).getBoundingClientRect();"
            "return box.width > 0 && box.height > 0",
            selector,
        )

    loss, details = "#loop .values li:has(svg)", "#loop .values li:has(svg) > p"
    page.open("01-first.html", 1440)
    check(shows(loss) and not shows(details) and not shows("#loop .values label"), "values are next to the code")
    check(
        page.js("return document.querySelector(arguments[0] + ' b').offsetWidth === 0", loss), "a name is not repeated"
    )
    ActionChains(page.driver).move_to_element(page.one(loss)).perform()
    check(wait_until(lambda: shows(details)), "pointing at a value shows details")
    check("40 values" in page.one(details).text, "the details are those of the loop")
    page.press(Keys.ESCAPE)
    check(wait_until(lambda: not shows(details)), "Escape hides it")
    page.js("document.querySelector(arguments[0]).focus()", "#loop .values button")
    page.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    check(
        page.js("return document.activeElement.closest('li').matches(arguments[0])", loss),
        "arrow keys walk through values",
    )
    check(shows(details), "the focus shows details")
    page.press(Keys.TAB)
    check(page.js("return !document.activeElement.closest('.values')"), "one tab leaves the values")
    page.open("01-first.html", 390, touch=True)
    check(not shows(loss) and shows("#loop .values label"), "on a narrow page values are folded")
    page.click(page.one("#loop .values label"))
    check(shows(loss) and not shows(details), "a touch unfolds them")
    page.click(page.one(f"{loss} button"))
    check(wait_until(lambda: shows(details)), "a touch shows details")
    check(
        page.js("return document.documentElement.scrollWidth <= innerWidth"), "unfolded values do not scroll sideways"
    )
    browser.scripts(page.driver, False)
    page.open("01-first.html", 390)
    page.click(page.one("#loop .values label"))
    check(shows(loss), "values unfold without JavaScript")
    page.open("01-first.html", 1440)
    ActionChains(page.driver).move_to_element(page.one(loss)).perform()
    check(wait_until(lambda: shows(details)), "pointing shows details without JavaScript")
    browser.scripts(page.driver, True)


def search(page):
    page.open("02-second.html")
    page.press("/")
    check(wait_until(lambda: "search.html" in page.driver.current_url), "the key / leads to the search")
    check(page.js("return document.activeElement.id") == "query", "the search field has the focus")
    page.press("zyzz")
    check(wait_until(lambda: page.all("#results mark")), "hits are marked")
    check(
        len(page.all("#results li")) == 1 and page.one("#results mark").text.startswith("zyzz"),
        "one place has the word",
    )
    check("More of it" in page.one("#results a").text, "a hit names its section")
    page.seek("gradient")
    check(wait_until(lambda: len(page.all("#results li")) >= 2), "a word is found in both chapters")
    check("Term" in page.one("#results .place").text, "a term that is explained comes first")
    page.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    check(
        page.js("return document.activeElement === document.querySelectorAll('#results a')[1]"),
        "the arrow keys walk through the hits",
    )
    page.press(Keys.ARROW_UP, Keys.ENTER)
    check(wait_until(lambda: "01-first.html#term:gradient" in page.driver.current_url), "enter opens the hit")
    page.driver.back()
    check(wait_until(lambda: page.all("#results li")), "going back restores the search")
    page.seek("nowhere to be found")
    check(wait_until(lambda: "Nothing" in page.one("#status").text), "an unsuccessful search says so")
    page.seek("<img src=x onerror=alert(1)>")
    check(not page.all("#results img"), "typed markup stays text")
    page.driver.get("about:blank")
    page.driver.get(browser.address(os.path.join(page.folder, "search.html")) + "#q=100%")
    check(
        wait_until(lambda: page.one("#query").get_attribute("value") == "100%"),
        "a percent sign in the address that encodes nothing is looked for",
    )


def place(page):
    """The front page shows where the reader left off."""
    page.open("index.html")
    page.js("localStorage.clear()")
    page.open("index.html")
    check(
        page.js("return document.activeElement === document.body") and not page.all(".begin.first"), "nothing was read"
    )
    page.open("01-first.html")
    heading = page.all("main h2[id]")[1]
    page.js("arguments[0].scrollIntoView({ behavior: 'instant' })", heading)
    title, name = heading.text, heading.get_attribute("id")
    wait_until(
        lambda: page.js("return Object.values(localStorage).some((place) => place.includes(arguments[0]))", name)
    )
    page.open("index.html")
    links = page.all(".begin")
    check(
        len(links) == 2 and f"“{title}”" in links[0].text, f"the front page leads on to {[link.text for link in links]}"
    )
    check("read to" in page.one(".cards li").text, "the first card does not say how far it was read")
    links[0].click()
    check(wait_until(lambda: "01-first.html#" in page.driver.current_url), "the link leads to the place")
    page.js("localStorage.clear()")


def main(folder):
    driver = browser.start()
    try:
        page = Reading(driver, folder)
        browser.theme(driver, "light")
        for test in (
            frames,
            steps,
            sweep,
            without_script,
            notes,
            previews,
            citations,
            themes,
            copying,
            contents,
            values,
            search,
            place,
        ):
            browser.forget_logs(driver)
            try:
                test(page)
            except Exception as error:
                check(False, f"{test.__name__}: {type(error).__name__}: {str(error).splitlines()[0]}")
            browser.check_quiet(driver, test.__name__)
    finally:
        driver.quit()
    browser.finish()


main(sys.argv[1])
