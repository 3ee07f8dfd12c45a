"use strict";
// Makes a served page follow its notebook: exchanges what changes, and leaves the rest as the reader has it.
// It comes before the page's own script, whose functions it uses later.
{
  // The version of the page, and whether a run goes on.
  const mark = document.querySelector("meta[name=lectern-version]");
  document.documentElement.classList.toggle("busy", "busy" in mark.dataset);
  // The page's elements with their markup as it was served.
  const markup = new Map();
  const isFrame = (element) => element.matches("body, body > .page, main");
  const own = (element) => element.outerHTML.replaceAll(/\sdata-item="\d+"/g, "");

  function remember(frame) {
    for (const child of frame.children) {
      if (isFrame(child)) remember(child);
      else markup.set(child, own(child));
    }
  }

  // Which panel each walk shows before the reader has chosen one.
  const beginnings = new WeakMap();
  const noteBeginnings = (part) => all(part, ".walk").forEach((walk) => beginnings.set(walk, walk.stage?.index));

  // MARK: The page in its new form

  // Repeats on a new element what the reader has done to the one before.
  function carryOver(before, after) {
    const pairs = (selector) => {
      const [from, to] = [before, after].map((part) => all(part, selector));
      return from.length === to.length ? from.map((element, index) => [element, to[index]]) : [];
    };
    for (const [from, to] of pairs("details")) to.open = from.open;
    for (const [from, to] of pairs(".walk")) {
      if (from.stage && from.stage.index !== beginnings.get(from)) to.stage?.show(from.stage.index);
    }
    for (const [from, to] of pairs(".demo textarea")) {
      if (from.value !== to.value) {
        to.value = from.value;
        to.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
    for (const [from, to] of pairs("table.sortable, [role=group], pre, .scroll")) {
      [to.scrollLeft, to.scrollTop] = [from.scrollLeft, from.scrollTop];
    }
    const focused = document.activeElement;
    for (const [from, to] of pairs("a, button, input, textarea, select, summary, [tabindex]")) {
      if (from === focused) to.focus({ preventScroll: true });
    }
  }

  // Pairs equal elements in order: first those at the beginning and the end, then the rest.
  function matches(before, after) {
    const found = new Map();
    let [first, last] = [0, 0];
    const isSame = (a, b) => a !== undefined && a === b;
    while (first < after.length && isSame(before[first], after[first])) {
      found.set(first, first);
      first += 1;
    }
    while (last < Math.min(before.length, after.length) - first && isSame(before.at(-1 - last), after.at(-1 - last))) {
      last += 1;
      found.set(after.length - last, before.length - last);
    }
    let from = first;
    for (let to = first; to < after.length - last; to += 1) {
      const place = before.indexOf(after[to], from);
      if (place >= 0 && place < before.length - last) {
        found.set(to, place);
        from = place + 1;
      }
    }
    return found;
  }

  const key = (element) => (isFrame(element) ? element.tagName : markup.get(element));
  // The served children of a frame, without what scripts have put there.
  const served = (frame) => [...frame.children].filter((child) => isFrame(child) || markup.has(child));

  // Makes a frame's content equal to the fresh one's.
  function exchange(frame, fresh) {
    exchangeChildren(frame, null, served(frame), [...fresh.children]);
  }

  // Replaces neighbours in a frame, those after `place`.
  function exchangeChildren(frame, place, before, after) {
    const texts = after.map((child) => (isFrame(child) ? child.tagName : own(child)));
    const found = matches(before.map(key), texts);
    const kept = new Set(found.values());
    const gone = before.filter((_, index) => !kept.has(index));
    const made = [];
    after.forEach((child, index) => {
      const same = before[found.get(index)];
      if (same) {
        if (isFrame(same)) exchange(same, child);
        else copyItems(same, child);
        place = same;
        return;
      }
      const element = document.importNode(child, true);
      if (place) place.after(element);
      else frame.prepend(element);
      markup.set(element, texts[index]);
      place = element;
      made.push(element);
    });
    for (const element of made) {
      enhance(element);
      noteBeginnings(element);
    }
    pairUp(gone, made).forEach(([old, element]) => {
      carryOver(old, element);
      trying.moved(old, element);
    });
    for (const element of gone) {
      markup.delete(element);
      element.remove();
    }
  }

  // Pairs each new element with the one that it replaces: of the same kind and id, in order.
  function pairUp(gone, made) {
    const rest = [...gone];
    return made.flatMap((element) => {
      const index = rest.findIndex(
        (old) =>
          old.tagName === element.tagName &&
          old.className.split(" ")[0] === element.className.split(" ")[0] &&
          old.id === element.id
      );
      return index < 0 ? [] : [[rest.splice(index, 1)[0], element]];
    });
  }

  function copyItems(element, fresh) {
    const [to, from] = [element, fresh].map((part) => all(part, "[data-item]"));
    if (to.length === from.length)
      to.forEach((each, index) => {
        each.dataset.item = from[index].dataset.item;
      });
  }

  // Keeps what the reader sees where it is.
  function holding(change) {
    const main = document.querySelector("main");
    const seen = [...(main?.children ?? [])].find(
      (element) => markup.has(element) && element.getBoundingClientRect().bottom > 0
    );
    const [top, y] = [seen?.getBoundingClientRect().top, scrollY];
    document.documentElement.style.overflowAnchor = "none";
    change();
    if (seen?.isConnected && y > 0) scrollBy({ top: seen.getBoundingClientRect().top - top, behavior: "instant" });
    document.documentElement.style.overflowAnchor = "";
  }

  // Includes the words that the search page looks through.
  const scripts = (page) =>
    [...page.querySelectorAll("head > :is(script, style), body > script")]
      .map((element) => element.textContent)
      .join("\n");

  // Changes the page, or reloads it if that fails.
  function changed(change) {
    try {
      holding(change);
    } catch {
      location.reload();
    }
    updates += 1;
    document.documentElement.dataset.updates = updates;
  }

  function show(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    // Other scripts, styles and languages can't be exchanged.
    const isOther = fresh.documentElement.lang !== document.documentElement.lang;
    if (isOther || scripts(fresh) !== scripts(document)) return location.reload();
    document.title = fresh.title;
    changed(() => exchange(document.body, fresh.body));
  }

  function elements(blocks) {
    const template = document.createElement("template");
    template.innerHTML = blocks.join("\n");
    return [...template.content.children];
  }

  // Changes a few elements of the text. Returns false if the patch is for another version.
  function apply(patch) {
    if (patch.base !== shown) return false;
    const main = document.querySelector("main");
    const [before, old, fresh] = [served(main), elements(patch.old), elements(patch.new)];
    if (old.length !== patch.old.length || fresh.length !== patch.new.length) return false;
    const [keys, sought] = [before.map(key), old.map(own)];
    const isHere = (place) =>
      sought.every((text, index) => keys[place + index] === text) &&
      (!patch.isAtStart || place === 0) &&
      (!patch.isAtEnd || place + sought.length === keys.length);
    const places = keys.map((_, index) => index).filter(isHere);
    if (places.length !== 1) return false;
    changed(() => {
      const [first] = places;
      exchangeChildren(main, before[first - 1] ?? null, before.slice(first, first + sought.length), fresh);
    });
    return true;
  }

  // MARK: What the server says

  let updates = 0,
    shown = null,
    wanted = null,
    state = null,
    isFetching = false;

  async function update() {
    if (isFetching) return;
    isFetching = true;
    const target = wanted;
    let isGood = false;
    try {
      const answer = await connection.fetch(location.pathname, { cache: "no-store" });
      isGood = answer.ok;
      if (isGood) {
        const text = await answer.text();
        shown = answer.headers.get("X-Lectern-Version");
        show(text);
      }
    } catch {
      /* the server has ended: the connection reports it */
    }
    isFetching = false;
    markResults();
    if (isGood && wanted !== target && wanted !== shown) update();
  }

  // Marks results that a run has not confirmed yet.
  function markResults() {
    document.documentElement.classList.add("listening");
    document.documentElement.classList.toggle("busy", state?.item !== undefined);
    const item = state?.item ?? Infinity;
    for (const element of document.querySelectorAll("[data-item]")) {
      element.classList.toggle("pending", Number(element.dataset.item) >= item);
      element.classList.toggle("now", Number(element.dataset.item) === item && state.phase === "running");
    }
    describe();
    trying.update(state);
  }

  // MARK: The bar

  const bar = document.createElement("div");
  bar.className = "live-bar";
  bar.hidden = true;
  bar.setAttribute("role", "region");
  const line = document.createElement("span");
  line.setAttribute("role", "status");
  const progress = document.createElement("progress");
  const button = document.createElement("button");
  button.type = "button";
  button.addEventListener("click", () => {
    if (connection.isLost) connection.check();
    else connection.fetch(server.address(button.dataset.command), { method: "POST" }).catch(() => connection.lose());
  });
  bar.append(line, progress, button);

  function describe() {
    const isRunning = ["waiting", "compiling", "running"].includes(state?.phase);
    const isConnected = !connection.isLost;
    const text = isConnected
      ? isRunning || state?.phase === "stopped"
        ? state.text
        : (state?.problem ?? "")
      : word("The server has ended: this page may be out of date.");
    if (line.textContent !== text) line.textContent = text;
    progress.hidden = !isConnected || !isRunning;
    if (state?.phase === "running") progress.value = state.share;
    else progress.removeAttribute("value");
    button.hidden = isConnected && !isRunning && state?.phase !== "stopped";
    button.dataset.command = isRunning ? "stop" : "run";
    button.textContent = isConnected ? (isRunning ? word("Stop") : word("Run")) : word("Connect again");
    bar.hidden = text === "";
  }

  // MARK: The connection

  function take(news) {
    state = news.state;
    wanted = news.version;
    if (wanted !== shown && !isFetching && news.patch && apply(news.patch)) shown = wanted;
    if (wanted === shown) markResults();
    else update();
  }

  document.addEventListener("DOMContentLoaded", () => {
    remember(document.body);
    shown = mark.content;
    bar.setAttribute("aria-label", word("The page’s run"));
    progress.setAttribute("aria-label", word("Cells that have run"));
    setTimeout(() => {
      noteBeginnings(document);
      document.body.append(bar);
      connection.start(take, describe);
    });
  });
}
