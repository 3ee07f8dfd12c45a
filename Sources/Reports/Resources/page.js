"use strict";
// Everything here only adds to a page that is readable without it.

const root = document.documentElement;
// The page's words in its language. In a page that is read from right to left, each value keeps its own direction.
const pageWords = JSON.parse(root.dataset.words ?? "{}");
const isolated = (mark, text) => (root.dir === "rtl" ? `${mark}${text}\u2069` : text);

// A text that the reader sees or hears, in the page's language. Each # is a value; #1 and #2 are where their order differs.
function word(text, ...values) {
  let next = 0;
  const value = (place) => values[place ? place - 1 : next++];
  const line = (pageWords[text] ?? text).replace(/#(\d?)/g, (mark, place) => {
    const part = value(place);
    return part === undefined ? mark : isolated("\u2068", part);
  });
  return values.length ? isolated("\u2067", line) : line;
}

// A text and the elements in it, one for each #.
const around = (text, ...parts) => text.split("#").flatMap((piece, index) => [piece, parts[index] ?? ""]);

// A number that texts hardly share, from which nobody learns the text: a name for what is kept in the browser.
const textNumber = (text) => [...text].reduce((sum, each) => (Math.imul(sum, 31) + each.codePointAt(0)) | 0, 0) >>> 0;

const wide = matchMedia("(min-width: 60rem)");

function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

// What scripts add to a page. Each function adds it to a part: first to the whole document, and again to what a server
// exchanges later.
const additions = [];
const enhance = (part) => additions.forEach((add) => add(part));

// The elements of a part, itself included.
const all = (part, selector) => [...(part.matches?.(selector) ? [part] : []), ...part.querySelectorAll(selector)];

// The theme: the reader's remembered choice, otherwise the system's. Set before the first paint.
const theme = {
  key: "lectern-theme",
  system: matchMedia("(prefers-color-scheme: dark)"),
  read() {
    try {
      return localStorage.getItem(this.key);
    } catch {
      return null;
    }
  },
  isDark() {
    return (root.dataset.theme ?? (this.system.matches ? "dark" : "light")) === "dark";
  },
  set(name) {
    root.dataset.theme = name;
    try {
      localStorage.setItem(this.key, name);
    } catch {
      /* a page from disk may have no storage */
    }
  },
  addButton() {
    const button = make("button", { type: "button" });
    const label = () => {
      button.textContent = this.isDark() ? word("Light") : word("Dark");
    };
    button.title = word("Change between light and dark");
    button.addEventListener("click", () => {
      this.set(this.isDark() ? "light" : "dark");
      label();
    });
    this.system.addEventListener("change", label);
    label();
    document.querySelector(".tools").append(button);
  }
};
if (theme.read()) root.dataset.theme = theme.read();

function addCopyButtons(part) {
  for (const panel of all(part, ".code")) {
    const button = make("button", { type: "button", textContent: word("Copy") });
    button.setAttribute("aria-label", word("Copy this code"));
    button.addEventListener("click", async () => {
      const text = panel.querySelector("code").textContent;
      button.textContent = (await copy(text)) ? word("Copied") : word("Not copied");
      setTimeout(() => {
        button.textContent = word("Copy");
      }, 1600);
    });
    panel.append(button);
    panel.addEventListener("click", () => {
      panel.classList.add("touched");
    });
  }
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // A page from disk may not have the modern clipboard API.
    const area = make("textarea", { value: text, className: "unseen" });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

// The contents: folded if there is no room next to the text, and with the current section marked.
function followContents() {
  const beside = matchMedia("(min-width: 82rem)");
  const fold = () => {
    for (const details of document.querySelectorAll(".contents details")) details.open = beside.matches;
  };
  beside.addEventListener("change", fold);
  fold();
  let current = null;
  const mark = () => {
    const links = [...document.querySelectorAll(".contents details a")];
    const places = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    const index = places.findLastIndex((place) => place && place.getBoundingClientRect().top < innerHeight / 4);
    if (links[index] === current) return;
    current?.removeAttribute("aria-current");
    current = links[index];
    current?.setAttribute("aria-current", "true");
    if (beside.matches) current?.scrollIntoView({ block: "nearest" });
  };
  let isWaiting = false;
  addEventListener(
    "scroll",
    () => {
      if (isWaiting) return;
      isWaiting = true;
      requestAnimationFrame(() => {
        isWaiting = false;
        mark();
      });
    },
    { passive: true }
  );
  mark();
}

// A note unfolds under its line if there is no margin.
function unfoldNotes(part) {
  for (const call of all(part, ".call")) {
    const note = document.getElementById(decodeURIComponent(call.hash.slice(1)));
    if (!note?.classList.contains("sidenote")) continue;
    call.addEventListener("click", (event) => {
      if (wide.matches) return;
      event.preventDefault();
      call.setAttribute("aria-expanded", String(note.classList.toggle("open")));
    });
  }
}

// The tab key stops only at elements that scroll, which depends on the fonts.
function releaseStops() {
  for (const area of document.querySelectorAll("[tabindex][role=group]")) {
    const scrolls = area.scrollWidth > area.clientWidth || area.scrollHeight > area.clientHeight;
    area.tabIndex = scrolls ? 0 : -1;
  }
}

// A preview of a reference's target, shown while the pointer or the focus is on the reference; Escape hides it. By touch, a tap
// shows it, and a second tap follows the reference.
const previewReferences = (() => {
  let shown = null;
  let shownFor = null;
  let timer = 0;
  const hide = () => {
    clearTimeout(timer);
    shown?.remove();
    shown = shownFor = null;
  };
  const hideSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(hide, 200);
  };
  const show = (link) => {
    hide();
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    const content = /^H\d$/.test(target.tagName) ? [target, target.nextElementSibling] : [target];
    shown = make("div", { className: "preview" }, ...content.filter(Boolean).map((each) => each.cloneNode(true)));
    shown.setAttribute("aria-hidden", "true");
    shown.inert = true;
    // Two elements must not have the same id.
    for (const element of shown.querySelectorAll("[id]")) element.removeAttribute("id");
    document.body.append(shown);
    shownFor = link;
    put();
  };
  const put = () => {
    const place = shownFor.getBoundingClientRect();
    const size = shown.getBoundingClientRect();
    shown.style.left = `${Math.max(16, Math.min(place.left, innerWidth - size.width - 16))}px`;
    const below = place.bottom + 8;
    shown.style.top = `${below + size.height < innerHeight ? below : Math.max(8, place.top - size.height - 8)}px`;
  };
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  // The focus scrolls to what it reaches, so the preview goes along with it.
  const follow = () => (shownFor && shownFor === document.activeElement ? put() : hide());
  addEventListener("scroll", follow, { passive: true });
  addEventListener("pointerdown", (event) => {
    if (!event.target.closest?.("a.reference")) hide();
  });
  return (part) =>
    all(part, "a.reference").forEach((link) => {
      let isTouched = false;
      link.addEventListener("pointerdown", (event) => {
        isTouched = event.pointerType === "touch";
      });
      link.addEventListener("click", (event) => {
        const byTouch = isTouched;
        isTouched = false;
        if (!byTouch || shownFor === link) return;
        show(link);
        if (shownFor === link) event.preventDefault();
      });
      link.addEventListener("pointerenter", (event) => {
        if (event.pointerType === "mouse") timer = setTimeout(show, 250, link);
      });
      link.addEventListener("pointerleave", hideSoon);
      link.addEventListener("focus", () => {
        if (link.matches(":focus-visible")) show(link);
      });
      link.addEventListener("blur", hide);
    });
})();

// The values next to a piece of code are a single tab stop, with the arrow keys to move between them; Escape folds
// the value that the pointer or the focus has unfolded.
function walkValues(part) {
  for (const list of all(part, ".values ul")) {
    const buttons = [...list.querySelectorAll("li:not(.long) > button")];
    buttons.slice(1).forEach((button) => {
      button.tabIndex = -1;
    });
    list.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const next = buttons[buttons.indexOf(document.activeElement) + step];
      if (!next) return;
      event.preventDefault();
      buttons.forEach((button) => {
        button.tabIndex = button === next ? 0 : -1;
      });
      next.focus();
    });
    for (const kind of ["pointerover", "focusin"])
      list.addEventListener(kind, () => {
        list.classList.remove("quiet");
      });
    addEventListener("keydown", (event) => {
      if (event.key === "Escape") list.classList.add("quiet");
    });
  }
}

// The key / opens the book's search with the selected words.
function linkSearch() {
  const link = document.querySelector("a.search");
  if (!link) return;
  link.title = word("Search all chapters (key /)");
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    const input = document.getElementById("query");
    if (input) {
      input.focus();
      input.select();
      return;
    }
    const words = getSelection().toString().trim().slice(0, 80);
    location.href = link.getAttribute("href") + (words ? `#q=${encodeURIComponent(words)}` : "");
  });
}

additions.push(addCopyButtons, unfoldNotes, releaseStops, previewReferences, walkValues);
document.addEventListener("DOMContentLoaded", () => {
  linkSearch();
  theme.addButton();
  followContents();
  enhance(document);
  document.fonts.addEventListener("loadingdone", releaseStops);
});
