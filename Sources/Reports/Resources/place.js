// Where the reader left off: kept in the reader's browser, and shown on the book's front page.

// The book's own key: several books from one disk share a browser's storage, as do those served at one port. A served
// book's secret folder has only its number there.
const placeKey = () => {
  const address = document.querySelector("a.book")?.href ?? location.href;
  const place = address.replace(/(index\.html)?([?#].*)?$/, "");
  return `lectern-place ${place.replace(/\b\w{40}\b/, (name) => textNumber(name))}`;
};

function readPlace() {
  try {
    return JSON.parse(localStorage.getItem(placeKey())) ?? {};
  } catch {
    // A page from disk may have no storage.
    return {};
  }
}

function keepPlace(place) {
  try {
    localStorage.setItem(placeKey(), JSON.stringify(place));
  } catch {
    /* Then the front page shows nothing of it. */
  }
}

// A heading's words, without the link to itself.
const headingText = (heading) => heading?.textContent.trim().replace(/#$/, "").trimEnd();

// A chapter notes the section that is on the screen, and how much of it has been seen.
function notePlace() {
  const page = location.pathname.split("/").at(-1);
  const title = headingText(document.querySelector("h1"));
  const headings = [...document.querySelectorAll("main h2[id]")];
  let timer = 0;
  const note = () => {
    const place = readPlace();
    const section = headings.findLast((each) => each.getBoundingClientRect().top < innerHeight / 2);
    const seen = Math.min(1, (scrollY + innerHeight) / root.scrollHeight);
    const shares = { ...place.shares };
    shares[page] = Math.max(shares[page] ?? 0, Math.round(100 * seen));
    keepPlace({ page, title, section: headingText(section), anchor: section?.id, shares });
  };
  addEventListener(
    "scroll",
    () => {
      clearTimeout(timer);
      timer = setTimeout(note, 400);
    },
    { passive: true }
  );
}

// The front page leads on from there, and marks the chapters that were read.
function showPlace(begin) {
  const { page, title, section, anchor, shares } = readPlace();
  const known = [...document.querySelectorAll("[data-page]")];
  if (!known.some((link) => link.dataset.page === page)) return;
  const name = section ? make("em", { textContent: title }) : title;
  const words = section ? around(word("Go on in #, “#”"), name, section) : around(word("Go on in #"), name);
  const link = make(
    "a",
    { className: "begin", href: page + (anchor ? `#${encodeURIComponent(anchor)}` : "") },
    ...words
  );
  begin.classList.add("first");
  begin.before(link);
  for (const each of known) {
    const share = shares?.[each.dataset.page];
    if (!share) continue;
    if (share > 95) each.classList.add("read");
    if (!each.matches("li > a")) continue;
    each.append(
      make("span", { className: "share", textContent: share > 95 ? word("read") : word("read to # %", share) })
    );
  }
}

document.addEventListener("DOMContentLoaded", () => {
  const begin = document.querySelector(".front .begin");
  if (begin) showPlace(begin);
  else if (document.querySelector("a.book")) notePlace();
});
