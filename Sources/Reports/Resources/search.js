// The search over all chapters. The texts are in the page; see SearchPage. They are indexed by word when the page opens.
const search = {
  weights: { title: 7, defined: 2, definitions: 0.6, prose: 1, code: 0.15 },

  load() {
    this.places = [];
    this.index = new Map();
    const chapters = JSON.parse(document.getElementById("index").textContent);
    for (const [label, title, page, sections, terms] of chapters) {
      const chapter = { label, title, page };
      for (const [name, anchor, sentence] of terms) {
        this.add({
          chapter,
          kind: "term",
          title: name,
          anchor,
          prose: [sentence],
          code: [],
          defined: [],
          definitions: []
        });
      }
      for (const [number, [name, anchor, prose, code]] of sections.entries()) {
        const own = terms.filter((term) => term[3] === number);
        const [defined, definitions] = [own.map(([term]) => term), own.map((term) => term[2])];
        this.add({ chapter, kind: "section", title: name || title, anchor, prose, code, defined, definitions });
      }
    }
    this.sections = this.places.length;
    for (const [label, title, page, , , calls] of chapters) this.addCalls({ label, title, page }, calls);
    this.vocabulary = [...this.index.keys()];
    this.families = this.grouped(this.vocabulary);
  },

  // What references document comes after all sections: those are as easily found as without it.
  addCalls(chapter, calls) {
    for (const [title, anchor, summary] of calls) {
      const call = { chapter, kind: "call", title, anchor, prose: [summary], code: [], defined: [], definitions: [] };
      this.add({ ...call, name: this.line(title.replace(/\(.*/, "")) });
    }
  },

  grouped(vocabulary) {
    const families = new Map();
    for (const word of vocabulary) {
      const stem = words.stem(word);
      if (!families.has(stem)) families.set(stem, []);
      families.get(stem).push(word);
    }
    return families;
  },

  add(place) {
    place.number = this.places.length;
    this.places.push(place);
    const lines = (texts) => texts.map((text) => this.line(text));
    place.lines = {
      title: lines([place.title]),
      defined: lines(place.defined),
      definitions: lines(place.definitions),
      prose: lines(place.prose),
      code: lines(place.code)
    };
    const counts = new Map();
    const count = (word, weight) => counts.set(word, (counts.get(word) ?? 0) + weight);
    place.length = 0;
    for (const [field, texts] of Object.entries(place.lines)) {
      for (const line of texts) {
        const list = line.trim().split(" ").filter(Boolean);
        // a word says more about a short name
        const weight = this.weights[field] / (field === "title" || field === "defined" ? list.length ** 0.25 : 1);
        for (const word of list) count(word, weight);
        place.length += list.length;
      }
    }
    for (const name of this.abbreviations(place.title)) count(name, this.weights.title / 2);
    for (const [word, count] of counts) {
      if (!this.index.has(word)) this.index.set(word, []);
      this.index.get(word).push([place.number, count]);
    }
  },

  // The first letters of a name of several words, and of words joined by a hyphen: "kvc" and "kv" for "key-value cache".
  abbreviations(title) {
    return [title, ...title.split(/\s+/)]
      .map((part) =>
        words
          .of(part)
          .map(({ word }) => word[0])
          .join("")
      )
      .filter((letters, index) => letters.length >= (index ? 2 : 3));
  },

  // The words of a text with a space around each, for finding several in a row.
  line(text) {
    return ` ${words
      .of(text)
      .map(({ word }) => word)
      .join(" ")} `;
  },

  // The words of the index that a word of the query may mean, and how surely.
  meanings(word) {
    const found = new Map();
    const add = (other, share) => {
      if ((found.get(other) ?? 0) < share) found.set(other, share);
    };
    if (this.index.has(word)) add(word, 1);
    for (const other of this.families.get(words.stem(word)) ?? []) add(other, 0.9);
    if (word.length >= 3) {
      for (const other of this.vocabulary)
        if (other.length > word.length && other.startsWith(word))
          add(other, 0.6 * Math.sqrt(word.length / other.length) + 0.1);
    }
    if (word.length >= 4 && !(found.get(word) || found.size)) {
      const most = word.length >= 8 ? 2 : 1;
      for (const other of this.vocabulary)
        if (other.length >= 3 && words.areNear(word, other, most)) add(other, other[0] === word[0] ? 0.5 : 0.3);
    }
    return found;
  },

  // How much each place says about a word: rare words count more, repetition and long sections less.
  scores(meanings) {
    const scores = new Map();
    for (const [word, share] of meanings) {
      const entries = this.index.get(word);
      const inSections = entries.filter(([number]) => number < this.sections).length;
      const rarity = Math.log(1 + this.sections / (inSections || 1));
      for (const [number, count] of entries) {
        const size = 0.5 + 0.5 * Math.min(4, this.places[number].length / 250);
        const score = (share * rarity * (count * 2.6)) / (count + 1.6 * size);
        if ((scores.get(number) ?? 0) < score) scores.set(number, score);
      }
    }
    return scores;
  },

  // The words of a query. Those that are one word in the text are joined ("back propagation"); one that is two there is
  // split ("kvcache").
  units(query) {
    const all = words.of(query).map(({ word }) => word);
    const telling = all.filter((word) => !stopWords.has(word));
    const units = [];
    const list = telling.length ? telling : all;
    for (let at = 0; at < list.length; at += 1) {
      const joined = at + 1 < list.length ? list[at] + list[at + 1] : "";
      const unit = { words: [list[at]], scores: this.scores(this.meanings(list[at])) };
      if (!this.index.has(list[at])) this.addSplit(unit, list[at]);
      units.push(unit);
      if (joined.length > 3 && this.index.has(joined)) {
        const scores = this.scores(this.meanings(joined));
        const other = { words: [list[at + 1]], scores: this.scores(this.meanings(list[at + 1])) };
        for (const [number, score] of scores) {
          for (const each of [unit, other]) if ((each.scores.get(number) ?? 0) < score) each.scores.set(number, score);
        }
        unit.words.push(joined);
        units.push(other);
        at += 1;
      }
    }
    return { units, list };
  },

  // A word that the index lacks may be two that follow each other in the text.
  addSplit(unit, word) {
    for (let cut = 1; cut < word.length; cut += 1) {
      const parts = [word.slice(0, cut), word.slice(cut)];
      if (!parts.every((part) => this.index.has(part))) continue;
      const phrase = ` ${parts.join(" ")} `;
      const [first, second] = parts.map((part) => this.scores(new Map([[part, 1]])));
      for (const [number, score] of first) {
        if (!second.has(number)) continue;
        const { lines } = this.places[number];
        const isPhrase = [...lines.title, ...lines.prose].some((line) => line.includes(phrase));
        const both = (score + second.get(number)) * (isPhrase ? 1 : 0.4);
        if ((unit.scores.get(number) ?? 0) < both) unit.scores.set(number, both);
      }
      unit.words.push(...parts);
    }
  },

  find(query) {
    const { units, list } = this.units(query);
    if (!units.length) return [];
    const hits = new Map();
    for (const unit of units) {
      for (const [number, score] of unit.scores) {
        const hit = hits.get(number) ?? { place: this.places[number], score: 0, count: 0 };
        hit.score += score;
        hit.count += 1;
        hits.set(number, hit);
      }
    }
    // of more than two words, some may be missing
    const needed = units.length > 2 ? Math.ceil(units.length * 0.6) : units.length;
    const found = [...hits.values()].filter((hit) => hit.count >= needed);
    const meant = list.map((word) => this.corrected(word));
    for (const hit of found) hit.score = this.weighed(hit, units.length, meant);
    return this.mixed(
      found.sort((a, b) => b.score - a.score || a.place.number - b.place.number).map((hit) => hit.place),
      /[a-z][A-Z]|[.(]/.test(query)
    );
  },

  // Two terms may come first, so that the definition and the section are both in sight. Unless the query is written as
  // code, the first three places explain, and a call is the fourth.
  mixed(places, isCode) {
    const calls = isCode ? [] : places.filter((place) => place.kind === "call");
    const explaining = this.withTerms(places.filter((place) => !calls.includes(place)));
    const parts = [explaining.slice(0, 3), calls.slice(0, 1), explaining.slice(3, 10), calls.slice(1)];
    return [...parts.flat(), ...explaining.slice(10)];
  },

  withTerms(places) {
    const terms = places.filter((place, index) => place.kind === "term" && index < 12).slice(2);
    const rest = places.filter((place) => !terms.includes(place));
    const at =
      rest.map((place, index) => (place.kind === "term" ? -1 : index)).filter((index) => index >= 0)[2] ?? rest.length;
    return [...rest.slice(0, at + 1), ...terms, ...rest.slice(at + 1)];
  },

  // The word of the texts that a word of the query most surely means: itself, unless it is misspelt.
  corrected(word) {
    if (this.index.has(word)) return word;
    const meanings = [...this.meanings(word)];
    return meanings.length ? meanings.reduce((best, each) => (each[1] > best[1] ? each : best))[0] : word;
  },

  // Places with all words first, then those in which they follow each other; a title that is the query comes before all,
  // and the section that explains it before others.
  weighed(hit, count, list) {
    const { place } = hit;
    let score = hit.score * (hit.count / count) ** 2;
    const phrase = ` ${list.join(" ")} `;
    const stems = (line) =>
      ` ${line
        .trim()
        .split(" ")
        .map((word) => words.stem(word))
        .join(" ")} `;
    const [title, sought] = [stems(place.lines.title[0]), stems(phrase)];
    if (title === sought) score += 14;
    else if (place.lines.defined.some((line) => stems(line) === sought)) score += 8;
    if (list.length > 1) {
      if (title.includes(sought)) score += 8;
      if (place.lines.prose.some((line) => line.includes(phrase))) score += 6;
      else if (this.areClose(place, list)) score += 2;
    }
    if (place.kind === "call") return place.name.endsWith(phrase) ? score * 0.6 + 6 : score * 0.3;
    // a page without a number is no chapter: the gallery, say
    return place.chapter.label ? score : score * 0.6;
  },

  // Whether one paragraph has all the words.
  areClose(place, list) {
    return place.lines.prose.some((line) => list.every((word) => line.includes(` ${word}`)));
  },

  // All words, in their families and misspellings, that the query may mean.
  meant(query) {
    const meant = new Set();
    for (const unit of this.units(query).units) {
      for (const word of unit.words)
        for (const [other, share] of this.meanings(word)) if (share >= 0.3) meant.add(other);
    }
    return meant;
  }
};
