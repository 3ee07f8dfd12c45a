"""figures.py page.html…: the figures and tables of pages, by mouse, touch and keyboard, and without JavaScript."""

import os
import re
import sys

import browser
from browser import check
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys


def shown(figure):
    """The indices of the visible panels."""
    panels = figure.find_elements(By.CSS_SELECTOR, ":scope > .stage > .panel")
    return [index for index, panel in enumerate(panels) if panel.is_displayed()], len(panels)


def each(driver, kind):
    return driver.find_elements(By.CSS_SELECTOR, f".walk.{kind}")


def try_steps(driver, name):
    for figure in each(driver, "steps"):
        back, on, play = figure.find_elements(By.CSS_SELECTOR, ".controls button")
        check(len(shown(figure)[0]) == 1, f"{name}: steps do not start with one")
        on.send_keys(Keys.HOME)
        check(shown(figure)[0] == [0], f"{name}: Home does not go to the first step")
        on.click()
        check(shown(figure)[0] == [1], f"{name}: Next does not go forward")
        on.send_keys(Keys.ARROW_LEFT)
        check(shown(figure)[0] == [0], f"{name}: the arrow key does not go back")
        back.send_keys(Keys.END)
        numbers, count = shown(figure)
        check(numbers == [count - 1], f"{name}: End does not go to the last step")
        place = figure.find_element(By.CSS_SELECTOR, ".place").text
        check(place == f"Step {count} of {count}", f"{name}: says {place}")
        on.click()
        check(shown(figure)[0] == [0], f"{name}: Again does not go back to the start")
        play.click()
        check(play.text == "Pause", f"{name}: Play does not play the steps")
        play.send_keys(Keys.ENTER)
        check(play.text == "Play", f"{name}: Pause does not stop the steps")
    for figure in each(driver, "steps")[:1]:
        _, on, play = figure.find_elements(By.CSS_SELECTOR, ".controls button")
        play.click()
        check(
            browser.wait_until(lambda figure=figure: shown(figure)[0] == [1], 10),
            f"{name}: no second step comes by itself",
        )
        on.send_keys(Keys.ARROW_LEFT)
        check(play.text == "Play" and shown(figure)[0] == [0], f"{name}: an arrow key does not stop the steps")
        reduced = [{"name": "prefers-reduced-motion", "value": "reduce"}]
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": reduced})
        check(not play.is_displayed(), f"{name}: Play is there for readers who want little motion")
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def try_frames(driver, name):
    for figure in each(driver, "frames"):
        slider = figure.find_element(By.CSS_SELECTOR, "input[type=range]")
        numbers, count = shown(figure)
        check(numbers == [count - 1], f"{name}: frames do not start with the last")
        slider.send_keys(Keys.HOME)
        check(shown(figure)[0] == [0], f"{name}: the slider does not go to the first frame")
        slider.send_keys(Keys.ARROW_RIGHT)
        check(shown(figure)[0] == [1], f"{name}: the slider's arrow key does not go forward")
        play = figure.find_element(By.CSS_SELECTOR, ".controls button")
        slider.send_keys(Keys.HOME)
        play.click()
        check(play.text == "Pause", f"{name}: Play does not play")
        play.send_keys(Keys.ENTER)
        check(play.text == "Play", f"{name}: Pause does not stop")
    for figure in each(driver, "frames")[:1]:
        play_frames(figure, name)


def play_frames(figure, name):
    """A key stops the frames, and they stop by themselves at the last."""
    slider = figure.find_element(By.CSS_SELECTOR, "input[type=range]")
    play = figure.find_element(By.CSS_SELECTOR, ".controls button")
    last = shown(figure)[1] - 1
    slider.send_keys(Keys.HOME)
    play.click()
    play.send_keys(Keys.END)
    check(play.text == "Play" and shown(figure)[0] == [last], f"{name}: a key does not stop the frames")
    slider.send_keys(Keys.ARROW_LEFT)
    play.click()
    ended = browser.wait_until(lambda: shown(figure)[0] == [last] and play.text == "Play", 10)
    check(ended, f"{name}: the frames do not end with the last")


def try_sweeps(driver, name):
    for figure in each(driver, "sweep"):
        inputs = figure.find_elements(By.CSS_SELECTOR, "input[type=radio]")
        check(len(shown(figure)[0]) == 1, f"{name}: a sweep does not start with one variant")
        inputs[0].find_element(By.XPATH, "..").click()
        check(shown(figure)[0] == [0], f"{name}: choosing the first variant does not show it")
        inputs[1].find_element(By.XPATH, "..").click()
        check(shown(figure)[0] == [1], f"{name}: choosing a variant does not show it")
        inputs[1].send_keys(Keys.ARROW_LEFT)
        check(shown(figure)[0] == [0], f"{name}: the arrow key does not choose")


def try_touch(driver, name):
    swipe = """
    const [stage, from, to] = arguments;
    const fire = (type, x, list) => {
      const touch = new Touch({identifier: 1, target: stage, clientX: x, clientY: 200});
      stage.dispatchEvent(new TouchEvent(type, {touches: list ? [touch] : [], changedTouches: [touch], bubbles: true}));
    };
    fire('touchstart', from, true); fire('touchend', to, false);
    """
    for figure in each(driver, "steps") + each(driver, "sweep"):
        stage = figure.find_element(By.CSS_SELECTOR, ".stage")
        driver.execute_script("arguments[0].stage.show(0)", figure)
        driver.execute_script(swipe, stage, 250, 100)
        check(shown(figure)[0] == [1], f"{name}: a swipe does not go forward")
        driver.execute_script(swipe, stage, 100, 250)
        check(shown(figure)[0] == [0], f"{name}: a swipe does not go back")


NAMED = """
const drawings = [...document.querySelectorAll('.drawing:has(+ .point-name)')];
const drawing = drawings.find((each) => each.checkVisibility());
if (!drawing) return null;
drawing.scrollIntoView({ block: 'center', behavior: 'instant' });
const shapes = [...drawing.querySelectorAll('circle, path')];
const points = shapes.map((each) => each.getBoundingClientRect());
// The page's script has taken the names away from the points, which are small.
const seen = points.filter((box) => box.width > 0 && box.width < 20);
return [drawing, seen.map((box) => [(box.left + box.right) / 2, (box.top + box.bottom) / 2])];
"""


def try_names(driver, name):
    """A point tells its name at the pointer, at a tap, and by the arrow keys."""
    found = driver.execute_script(NAMED)
    if not found:
        return
    drawing, points = found

    def shown():
        return driver.execute_script(
            "const tip = arguments[0].nextElementSibling; return tip.hidden ? '' : tip.textContent", drawing
        )

    for x, y in points:
        move = {"type": "mouseMoved", "x": x, "y": y}
        driver.execute_cdp_cmd("Input.dispatchMouseEvent", move)
        if shown():
            break
    check(shown(), f"{name}: no name at the pointer")
    driver.execute_cdp_cmd("Input.dispatchMouseEvent", {**move, "x": 2, "y": 2})
    check(not shown(), f"{name}: a name stays when the pointer goes")
    drawing.send_keys(Keys.ARROW_RIGHT)
    first = shown()
    drawing.send_keys(Keys.ARROW_RIGHT)
    check(first and shown() and shown() != first, f"{name}: the arrow keys name {first} and {shown()}")
    drawing.send_keys(Keys.ESCAPE)
    check(not shown(), f"{name}: Escape does not hide a name")
    touch = {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]}
    driver.execute_cdp_cmd("Input.dispatchTouchEvent", touch)
    driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    check(browser.wait_until(shown), f"{name}: a tap names no point")


def try_tables(driver, name):
    tables = driver.find_elements(By.CSS_SELECTOR, "figure.table table.sortable")
    for table in [one for one in tables if one.is_displayed()][:3]:

        def column(table=table):
            cells = table.find_elements(By.CSS_SELECTOR, "tbody td:last-child")
            return [cell.get_attribute("textContent") for cell in cells]

        # Rows that begin with the same number keep their order, both ways.
        def keys(texts):
            return [re.match(r"\s*[−-]?[\d.]*", text).group() or text for text in texts]

        before = column()
        buttons = table.find_elements(By.CSS_SELECTOR, "th .sort")
        if not buttons:
            continue
        title = table.find_elements(By.CSS_SELECTOR, "th")[-1]
        driver.execute_script("arguments[0].scrollIntoView({ block: 'center' })", title)
        buttons[-1].send_keys(Keys.ENTER)
        check(title.get_attribute("aria-sort") == "ascending", f"{name}: a title does not sort")
        up = column()
        buttons[-1].click()
        check(keys(column()) == keys(up)[::-1], f"{name}: a second click on a title does not reverse the order")
        buttons[-1].click()
        check(column() == before, f"{name}: the table's original order does not come back")


def try_without_script(driver, page, name):
    browser.scripts(driver, False)
    driver.get(browser.address(page))
    for kind in ("steps", "sweep"):
        for figure in each(driver, kind):
            numbers, count = shown(figure)
            check(len(numbers) == count, f"{name}: without JavaScript {kind} show {len(numbers)} of {count}")
    for figure in each(driver, "frames"):
        numbers, count = shown(figure)
        check(len(numbers) == min(6, count), f"{name}: without JavaScript {len(numbers)} frames are visible")
        check(numbers[0] == 0 and numbers[-1] == count - 1, f"{name}: the stills lack the first or the last frame")
    browser.scripts(driver, True)


def main(paths):
    driver = browser.start()
    try:
        for path in paths:
            name = os.path.basename(path)
            for attempt in (try_steps, try_frames, try_sweeps, try_names, try_tables):
                browser.resize(driver, 1440)
                driver.get(browser.address(path))
                attempt(driver, name)
            browser.resize(driver, 390, touch=True)
            driver.get(browser.address(path))
            try_touch(driver, name)
            browser.resize(driver, 1440)
            try_without_script(driver, path, name)
    finally:
        driver.quit()
    browser.finish()


main(sys.argv[1:])
