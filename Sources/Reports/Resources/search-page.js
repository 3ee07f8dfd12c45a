// What the search page shows of its results.
Object.assign(search, {
  limit: 50,

  // The text around the first match, with all matching words marked; from the prose if it has one.
  snippet(place, meant) {
    let best = null;
    for (const text of [...place.prose, ...place.code]) {
      const ranges = this.ranges(text, meant);
      const count = new Set(ranges.map(([from, to]) => words.stem(words.plain(text.slice(from, to))))).size;
      if (!best || count > best.count) best = { text, ranges, count };
      if (place.code[0] === text && best.count > 0 && best.text !== text) break;
    }
    const { text, ranges } = best ?? { text: "", ranges: [] };
    const first = ranges[0]?.[0] ?? 0;
    let start = Math.max(0, first - 70);
    if (start > 0) start = text.indexOf(" ", start) + 1 || start;
    let end = Math.min(text.length, start + 190);
    if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + 100);
    const shown = ranges.filter(([from, to]) => from >= start && to <= end);
    return [start > 0 ? "… " : "", ...this.marked(text, shown, start, end), end < text.length ? " …" : ""];
  },

  marked(text, ranges, start, end) {
    const parts = [];
    let place = start;
    for (const [from, to] of ranges) {
      parts.push(text.slice(place, from), make("mark", {}, text.slice(from, to)));
      place = to;
    }
    parts.push(text.slice(place, end));
    return parts;
  },

  ranges(text, meant) {
    return words
      .of(text)
      .filter(({ word }) => meant.has(word))
      .map(({ start, end }) => [start, end]);
  },

  item(place, meant) {
    const { chapter } = place;
    const link = make(
      "a",
      { href: chapter.page + (place.anchor ? `#${place.anchor}` : "") },
      ...this.marked(place.title, this.ranges(place.title, meant), 0, place.title.length)
    );
    const name = [chapter.label, chapter.title].filter(Boolean).join(": ");
    const kinds = { term: "Term · ", call: "Call · " };
    const where = (kinds[place.kind] ?? "") + name;
    return make(
      "li",
      {},
      link,
      make("span", { className: "place" }, where),
      make("p", {}, ...this.snippet(place, meant))
    );
  },

  show(query) {
    const hits = this.find(query);
    const meant = hits.length ? this.meant(query) : new Set();
    const list = document.getElementById("results");
    list.replaceChildren(...hits.slice(0, this.limit).map((place) => this.item(place, meant)));
    const status = document.getElementById("status");
    if (!query.trim()) status.textContent = "";
    else if (!hits.length) status.textContent = `Nothing found for “${query.trim()}”.`;
    else status.textContent = `${hits.length === 1 ? "1 place" : `${hits.length} places`} found.`;
    try {
      history.replaceState(null, "", query ? `#q=${encodeURIComponent(query)}` : "#");
    } catch {
      /* not everywhere */
    }
  },

  // The arrow keys move through the links found.
  move(step) {
    const links = [...document.querySelectorAll("#results a")];
    const next = links.indexOf(document.activeElement) + step;
    if (next < 0) document.getElementById("query").focus();
    else links[Math.min(next, links.length - 1)]?.focus();
  },

  // An address that somebody typed may have a % that encodes nothing.
  decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  },

  start() {
    const input = document.getElementById("query");
    if (!input) return;
    this.load();
    const fromAddress = () => {
      const match = /^#q=(.*)$/.exec(location.hash);
      if (match) input.value = this.decoded(match[1]);
      this.show(input.value);
    };
    input.addEventListener("input", () => this.show(input.value));
    input.form.addEventListener("submit", (event) => {
      event.preventDefault();
      document.querySelector("#results a")?.click();
    });
    addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") {
        this.move(1);
        event.preventDefault();
      }
      if (event.key === "ArrowUp") {
        this.move(-1);
        event.preventDefault();
      }
      if (event.key === "Escape" && document.activeElement !== input) input.focus();
    });
    addEventListener("hashchange", fromAddress);
    fromAddress();
    input.focus();
  }
});

document.addEventListener("DOMContentLoaded", () => search.start());
