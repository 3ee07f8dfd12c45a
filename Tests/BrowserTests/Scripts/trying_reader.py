"""A reader who tries things in a served page."""

from browser import check, wait_until
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys


class Reader:
    def __init__(self, page):
        self.page, self.driver, self.js = page, page.driver, page.js

    # Cells are counted from 0, among those that a reader can edit.
    CELLS = "[...document.querySelectorAll('.cell[data-item]')].filter((cell) => cell.querySelector('.code'))"

    def forget(self):
        """Resets everything, by the page's own buttons, and drops drafts."""
        self.js("localStorage.clear()")
        for _ in range(20):
            if not self.js(
                "const names = ['Reset', 'Take the author’s', 'Discard'];"
                "const places = '.trying button, .tried button, .parameters button, .lost button';"
                "const button = [...document.querySelectorAll(places)]"
                "  .find((each) => names.includes(each.textContent) && !each.hidden && each.offsetParent);"
                "button?.click(); return Boolean(button)"
            ):
                break
            wait_until(lambda: False, 0.3)
        self.page.is_idle()

    def cell(self, number):
        return self.js(f"return {self.CELLS}[arguments[0]]", number)

    def output(self, number):
        return self.js(f"return {self.CELLS}[arguments[0]]?.innerText ?? ''", number)

    def open(self, number):
        """Opens the editor of a cell with the mouse, and returns its text area."""
        wait_until(lambda: self.js(f"return Boolean({self.CELLS}[arguments[0]]?.querySelector('.edit'))", number))
        before = self.js("return document.querySelectorAll('.trying').length")
        self.js(f"{self.CELLS}[arguments[0]].querySelector('.edit').click()", number)
        wait_until(lambda: self.js("return document.querySelectorAll('.trying').length") > before)
        return self.driver.switch_to.active_element

    def type(self, text):
        """Replaces the text of the editor that has the focus, as typing does."""
        area = self.driver.switch_to.active_element
        area.send_keys(Keys.CONTROL, "a")
        self.js("document.execCommand('insertText', false, arguments[0])", text)
        return area

    def edit(self, number, text):
        self.open(number)
        area = self.type(text)
        area.send_keys(Keys.CONTROL, Keys.ENTER)
        return area

    def visible(self, name):
        """How many buttons with this name can be seen."""
        return self.js(
            "return [...document.querySelectorAll('button')].filter("
            "(each) => each.textContent === arguments[0] && each.offsetParent).length",
            name,
        )

    def text(self):
        return self.js("return document.querySelector('.trying textarea')?.value")

    def note(self):
        return self.js(
            "return [...document.querySelectorAll('.trying .trying-note')].map((n) => n.innerText).join(' ')"
        )

    def says(self, text, seconds=30):
        return wait_until(lambda: text in self.note(), seconds)

    def press(self, name, within=".trying"):
        """Clicks a button that can be seen."""
        there = (
            "[...document.querySelectorAll(arguments[0])]"
            ".find((each) => each.textContent.trim() === arguments[1] && each.offsetParent)"
        )
        found = wait_until(lambda: self.js(f"return Boolean({there})", f"{within} button", name))
        if check(found, f"there is a button {name} in {within}"):
            self.js(f"{there}.click()", f"{within} button", name)

    def messages(self):
        return self.js("return [...document.querySelectorAll('.editor-messages li')].map((each) => each.innerText)")

    def keys(self, *keys):
        chain = ActionChains(self.driver)
        for key in keys:
            chain.send_keys(key)
        chain.perform()

    def close(self):
        self.js("document.querySelector('.trying textarea')?.focus()")
        if self.js("return document.querySelector('.trying') !== null"):
            self.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
