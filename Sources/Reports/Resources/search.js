// The search over all chapters. The index is in the page; see SearchPage.
const search = {
  limit: 50,

  // Texts are compared in lowercase and without accents.
  plain(text) {
    return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  },

  load() {
    const chapters = JSON.parse(document.getElementById("index").textContent);
    this.places = [];
    for (const [label, title, page, sections, terms] of chapters) {
      const chapter = { label, title, page };
      for (const [name, anchor, sentence] of terms) {
        this.places.push({ chapter, kind: "term", title: name, anchor, texts: [sentence] });
      }
      for (const [name, anchor, texts] of sections) {
        this.places.push({ chapter, kind: "section", title: name || title, anchor, texts });
      }
    }
    for (const place of this.places) {
      place.plainTitle = this.plain(place.title);
      place.plainTexts = place.texts.map((text) => this.plain(text));
    }
  },

  words(query) {
    return this.plain(query).split(/\s+/).filter(Boolean);
  },

  // How well a place matches: every word must be in it; words in titles and terms count most.
  score(place, words) {
    let score = 0;
    for (const word of words) {
      let found = 0;
      if (place.plainTitle === word) found += 40;
      if (place.plainTitle.includes(word)) found += place.plainTitle.startsWith(word) ? 24 : 16;
      const count = place.plainTexts.reduce((sum, text) => sum + (text.includes(word) ? 1 : 0), 0);
      found += Math.min(count, 6);
      if (found === 0) return 0;
      score += found;
    }
    if (words.length > 1) {
      const phrase = words.join(" ");
      if (place.plainTitle.includes(phrase)) score += 40;
      if (place.plainTexts.some((text) => text.includes(phrase))) score += 12;
    }
    // A term only counts if the query contains a word of its name.
    if (place.kind === "term") return words.some((word) => place.plainTitle.includes(word)) ? score + 20 : 0;
    return score;
  },

  find(query) {
    const words = this.words(query);
    if (!words.length) return [];
    return this.places
      .map((place, order) => ({ place, order, score: this.score(place, words) }))
      .filter((hit) => hit.score > 0)
      .sort((a, b) => b.score - a.score || a.order - b.order)
      .map((hit) => hit.place);
  },

  // The text around the first match, with all matching words marked.
  snippet(place, words) {
    let best = 0;
    let most = -1;
    place.plainTexts.forEach((text, index) => {
      const count = words.filter((word) => text.includes(word)).length;
      if (count > most) {
        most = count;
        best = index;
      }
    });
    const text = place.texts[best] ?? "";
    const ranges = this.ranges(text, words);
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

  // The ranges of the words in the original text, without overlaps.
  ranges(text, words) {
    const map = [];
    let plain = "";
    for (let index = 0; index < text.length; index += 1) {
      const letters = this.plain(text[index]);
      plain += letters;
      for (let each = 0; each < letters.length; each += 1) map.push(index);
    }
    const found = [];
    for (const word of words) {
      for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + word.length)) {
        found.push([map[at], map[at + word.length - 1] + 1]);
      }
    }
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    return found.filter((range, index) => index === 0 || range[0] >= found[index - 1][1]);
  },

  item(place, words) {
    const { chapter } = place;
    const link = make(
      "a",
      { href: chapter.page + (place.anchor ? `#${place.anchor}` : "") },
      ...this.marked(place.title, this.ranges(place.title, words), 0, place.title.length)
    );
    const name = [chapter.label, chapter.title].filter(Boolean).join(": ");
    const where = place.kind === "term" ? `Term · ${name}` : name;
    return make(
      "li",
      {},
      link,
      make("span", { className: "place" }, where),
      make("p", {}, ...this.snippet(place, words))
    );
  },

  show(query) {
    const words = this.words(query);
    const hits = this.find(query);
    const list = document.getElementById("results");
    list.replaceChildren(...hits.slice(0, this.limit).map((place) => this.item(place, words)));
    const status = document.getElementById("status");
    if (!words.length) status.textContent = "";
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
};

document.addEventListener("DOMContentLoaded", () => search.start());
