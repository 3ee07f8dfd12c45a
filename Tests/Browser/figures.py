"""Tries the figures of pages in Chromium: by mouse, touch and keyboard, without a script, at many widths, with axe.

    python3 Tests/Browser/figures.py output/gallery.html …

Needs `selenium`, chromedriver and, for the accessibility rules, `axe-playwright-python`, whose copy of axe-core it
reads. The network is blocked. Ends with 1 and a line for each fault.
"""
import pathlib
import sys

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

WIDTHS = [360, 390, 560, 561, 820, 1140, 1440, 1920]

# Labels of one drawing whose boxes lie upon each other, or reach beyond the drawing.
MISPLACED = """
const found = [];
for (const svg of document.querySelectorAll('.drawing svg')) {
  if (svg.querySelector('svg') && !svg.parentElement.closest('svg')) continue;
  const frame = svg.getBoundingClientRect();
  if (frame.width < 2 || getComputedStyle(svg).display === 'none') continue;
  const texts = [...svg.querySelectorAll('text')].filter(t => !(t.getAttribute('transform') || '').includes('rotate'));
  const boxes = texts.map(t => [t.textContent, t.getBoundingClientRect()]).filter(b => b[1].width > 0);
  for (const [a, p] of boxes) {
    if (p.left < frame.left - 1.5 || p.right > frame.right + 1.5) found.push(`cut: ${a}`);
  }
  for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
    const [a, p] = boxes[i], [b, q] = boxes[j];
    const w = Math.min(p.right, q.right) - Math.max(p.left, q.left);
    const h = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
    // boxes are as high as the font's tallest sign: only what overlaps by half a line touches
    if (w > 1 && h > 0.5 * Math.min(p.height, q.height)) found.push(`overlap: ${a} | ${b}`);
  }
}
return [...new Set(found)].slice(0, 8);
"""


class Browser:
    def __init__(self, scripted=True):
        options = webdriver.ChromeOptions()
        for flag in ("--headless=new", "--no-sandbox", "--disable-gpu"):
            options.add_argument(flag)
        if not scripted:
            options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options)
        self.driver.execute_cdp_cmd("Network.enable", {})
        self.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["http://*", "https://*"]})

    def open(self, page, width=1440, dark=False, touch=False):
        d = self.driver
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        d.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        d.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": touch, "maxTouchPoints": 1})
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        d.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        d.get(page.resolve().as_uri())
        return d


class Faults:
    def __init__(self):
        self.lines = []

    def expect(self, condition, line):
        if not condition:
            self.lines.append(line)


def shown(figure):
    """The numbers of the panels that show."""
    panels = figure.find_elements(By.CSS_SELECTOR, ":scope > .stage > .panel")
    return [index for index, panel in enumerate(panels) if panel.is_displayed()], len(panels)


def each(driver, kind):
    return driver.find_elements(By.CSS_SELECTOR, f".walk.{kind}")


def try_steps(driver, name, faults):
    for figure in each(driver, "steps"):
        back, on = figure.find_elements(By.CSS_SELECTOR, ".controls button")
        faults.expect(shown(figure)[0] == [0], f"{name}: steps do not begin with the first")
        on.click()
        faults.expect(shown(figure)[0] == [1], f"{name}: Next does not go on")
        on.send_keys(Keys.ARROW_LEFT)
        faults.expect(shown(figure)[0] == [0], f"{name}: the arrow key does not go back")
        back.send_keys(Keys.END)
        numbers, count = shown(figure)
        faults.expect(numbers == [count - 1], f"{name}: End does not go to the last step")
        place = figure.find_element(By.CSS_SELECTOR, ".place").text
        faults.expect(place == f"Step {count} of {count}", f"{name}: says {place}")
        on.click()
        faults.expect(shown(figure)[0] == [0], f"{name}: Again does not begin anew")


def try_frames(driver, name, faults):
    for figure in each(driver, "frames"):
        slider = figure.find_element(By.CSS_SELECTOR, "input[type=range]")
        numbers, count = shown(figure)
        faults.expect(numbers == [count - 1], f"{name}: frames do not begin with the last")
        slider.send_keys(Keys.HOME)
        faults.expect(shown(figure)[0] == [0], f"{name}: the slider does not go to the first frame")
        slider.send_keys(Keys.ARROW_RIGHT)
        faults.expect(shown(figure)[0] == [1], f"{name}: the slider's arrow key does not go on")
        play = figure.find_element(By.CSS_SELECTOR, ".controls button")
        play.click()
        faults.expect(play.text == "Pause", f"{name}: Play does not play")
        play.click()
        faults.expect(play.text == "Play", f"{name}: Pause does not stop")


def try_sweeps(driver, name, faults):
    for figure in each(driver, "sweep"):
        inputs = figure.find_elements(By.CSS_SELECTOR, "input[type=radio]")
        faults.expect(shown(figure)[0] == [0], f"{name}: a sweep does not begin with the first")
        inputs[1].find_element(By.XPATH, "..").click()
        faults.expect(shown(figure)[0] == [1], f"{name}: choosing a variant does not show it")
        inputs[1].send_keys(Keys.ARROW_LEFT)
        faults.expect(shown(figure)[0] == [0], f"{name}: the arrow key does not choose")


def try_touch(driver, name, faults):
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
        driver.execute_script(swipe, stage, 250, 100)
        faults.expect(shown(figure)[0] == [1], f"{name}: a swipe does not go on")
        driver.execute_script(swipe, stage, 100, 250)
        faults.expect(shown(figure)[0] == [0], f"{name}: a swipe does not go back")


def try_tables(driver, name, faults):
    for table in driver.find_elements(By.CSS_SELECTOR, "figure.table table.sortable")[:3]:
        def column():
            cells = table.find_elements(By.CSS_SELECTOR, "tbody td:last-child")
            return [cell.get_attribute("textContent") for cell in cells]
        before = column()
        buttons = table.find_elements(By.CSS_SELECTOR, "th .sort")
        if not buttons:
            continue
        title = table.find_elements(By.CSS_SELECTOR, "th")[-1]
        buttons[-1].send_keys(Keys.ENTER)
        faults.expect(title.get_attribute("aria-sort") == "ascending", f"{name}: a title does not sort")
        up = column()
        buttons[-1].click()
        faults.expect(column() == up[::-1] or len(set(up)) < len(up), f"{name}: a title does not turn the order")
        buttons[-1].click()
        faults.expect(column() == before, f"{name}: the table's own order does not come back")


def try_without_script(page, faults):
    browser = Browser(scripted=False)
    driver = browser.open(page)
    for kind in ("steps", "sweep"):
        for figure in each(driver, kind):
            numbers, count = shown(figure)
            faults.expect(len(numbers) == count, f"{page.name}: without a script {kind} show {len(numbers)} of {count}")
    for figure in each(driver, "frames"):
        numbers, count = shown(figure)
        faults.expect(len(numbers) == min(6, count), f"{page.name}: without a script {len(numbers)} frames show")
        faults.expect(numbers[0] == 0 and numbers[-1] == count - 1, f"{page.name}: the stills lack an end")
    driver.quit()


def axe_source():
    import axe_playwright_python
    return next(pathlib.Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text()


def try_axe(driver, name, faults):
    try:
        source = axe_source()
    except ImportError:
        return
    driver.execute_script(source)
    found = driver.execute_async_script("axe.run().then(arguments[arguments.length - 1])")["violations"]
    for violation in found:
        target = violation["nodes"][0]["target"]
        faults.expect(False, f"{name}: axe {violation['id']} ({len(violation['nodes'])}×) at {target}")


def main(paths):
    faults = Faults()
    browser = Browser()
    for page in map(pathlib.Path, paths):
        for width in WIDTHS:
            driver = browser.open(page, width)
            wide = driver.execute_script("return document.documentElement.scrollWidth")
            faults.expect(wide <= width, f"{page.name} at {width}: scrolls sideways to {wide}")
            for line in driver.execute_script(MISPLACED):
                faults.expect(False, f"{page.name} at {width}: {line}")
        for attempt in (try_steps, try_frames, try_sweeps, try_tables):
            attempt(browser.open(page), page.name, faults)
        try_touch(browser.open(page, 390, touch=True), page.name, faults)
        for dark in (False, True):
            try_axe(browser.open(page, dark=dark), f"{page.name} {'dark' if dark else 'light'}", faults)
        for entry in browser.driver.get_log("browser"):
            faults.expect(False, f"{page.name}: console: {entry['message']}")
        try_without_script(page, faults)
    browser.driver.quit()
    print("\n".join(faults.lines) or f"{len(paths)} pages are well")
    return 1 if faults.lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
