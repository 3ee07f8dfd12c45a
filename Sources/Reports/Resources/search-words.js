// The words of texts and queries, compared without regard to accents, endings and slips.
const greek = {
  α: "alpha",
  β: "beta",
  γ: "gamma",
  δ: "delta",
  ε: "epsilon",
  η: "eta",
  θ: "theta",
  κ: "kappa",
  λ: "lambda",
  μ: "mu",
  π: "pi",
  ρ: "rho",
  σ: "sigma",
  τ: "tau",
  φ: "phi",
  ω: "omega",
  "∂": "partial",
  "√": "sqrt",
  "∑": "sum",
  "∞": "infinity",
  "∇": "nabla"
};
const stopWords = new Set(
  "a an and are as at be by can do does for from how i if in is it its of on or that the this to was we what when where which why with you".split(
    " "
  )
);

const words = {
  pattern: /[\p{Lu}\p{Ll}\p{Lt}\p{Lo}\p{M}]+|\p{Nd}+|[∂√∑∞∇]/gu,

  // In lowercase, without accents, signs and Greek letters by their names.
  plain(text) {
    const letters = text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
    return letters.replace(/[α-ω∂√∑∞∇]/gu, (sign) => greek[sign] ?? sign);
  },

  // The words of a text with their places in it. "camelCase" is two words.
  of(text) {
    const found = [];
    for (const match of text.matchAll(words.pattern)) {
      const parts = match[0].split(/(?<=\p{Ll})(?=\p{Lu}\p{Ll})|(?<=\p{Lu})(?=\p{Lu}\p{Ll}{2})/u);
      let start = match.index;
      for (const part of parts) {
        found.push({ word: words.plain(part), start, end: start + part.length });
        start += part.length;
      }
    }
    return found;
  },

  // What words of one family share: "trained", "training" and "trains" are "train".
  stems: new Map(),
  stem(word) {
    let stem = words.stems.get(word);
    if (stem === undefined) words.stems.set(word, (stem = words.shortened(word)));
    return stem;
  },

  // The endings of English words, the longer ones before those that they contain.
  endings: [
    /ization$/,
    /izer$/,
    /izing$/,
    /ized$/,
    /ize$/,
    /ational$/,
    /ation$/,
    /ating$/,
    /ated$/,
    /ator$/,
    /ate$/,
    /ically$/,
    /ical$/,
    /ic$/,
    /ingly$/,
    /ing$/,
    /edly$/,
    /ed$/,
    /ness$/,
    /ment$/,
    /ally$/,
    /ively$/,
    /ive$/,
    /ion$/,
    /al$/,
    /er$/,
    /or$/,
    /ly$/,
    /e$/,
    /y$/
  ],

  shortened(word) {
    if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
    let stem = word
      .replace(/isation|isations/, "ization")
      .replace(/ies$/, "y")
      .replace(/rices$/, "rix")
      .replace(/(ss|sh|ch|x)es$/, "$1");
    if (/[^suai]s$/.test(stem)) stem = stem.slice(0, -1);
    for (const ending of words.endings) {
      const rest = stem.replace(ending, "");
      if (rest !== stem && rest.length >= 3 && /[aeiouy]/.test(rest)) {
        stem = rest;
        break;
      }
    }
    return stem.replace(/([bdfgmnprt])\1$/, "$1").replace(/i$/, "y");
  },

  // Whether at most `most` letters are added, lost, changed or swapped.
  areNear(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return false;
    let before = [];
    let row = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) {
        const change = a[i - 1] === b[j - 1] ? 0 : 1;
        next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + change);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
          next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      if (Math.min(...next) > most) return false;
      before = row;
      row = next;
    }
    return row[b.length] <= most;
  }
};
