"use strict";
// The connection by which a page hears from its server.
//
// When a server has ended, another user's program can take its port. That program learns neither the folder's name nor the
// cookie: while no events come, nothing is asked for before the server has shown that it knows the page's key.
const connection = {
  // The server puts its key here.
  key: "PROOF-KEY",
  // Milliseconds before the server is asked again after it has ended. They grow by half each time, for two minutes
  // together; after that the page waits until the reader comes back to it.
  pauses: { first: 500, longest: 60_000 },

  isLost: false,
  source: null,
  heard: 0,
  timer: 0,
  pause: 0,
  isAsking: false,

  // Hears from now on: calls the first function with each news, and the second when nothing but the connection has changed.
  start(onNews, onChange) {
    Object.assign(this, { onNews, onChange });
    setInterval(() => {
      if (document.hidden || this.isDead()) this.check();
    }, 5000);
    for (const kind of ["online", "focus", "pageshow"]) addEventListener(kind, () => this.check());
    document.addEventListener("visibilitychange", () => this.check());
    this.check();
  },

  // Connects if that is needed: the reader has come back. Hidden pages close their connections: browsers allow six to a
  // server, and with all of them in use no page would load.
  check() {
    this.pause = this.pauses.first;
    if (document.hidden) this.close();
    else if (!this.source || this.isDead()) this.open();
  },

  // A connection that dies while the machine sleeps reports no error.
  isDead() {
    return this.source && Date.now() - this.heard > 15_000;
  },

  close() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  },

  async open() {
    this.close();
    if (this.isAsking) return;
    this.isAsking = true;
    const isThere = await this.isServerThere();
    this.isAsking = false;
    if (document.hidden) return;
    if (isThere) this.listen();
    else this.lose();
  },

  listen() {
    clearTimeout(this.timer);
    this.source = new EventSource(server.address("events"));
    this.heard = Date.now();
    this.source.addEventListener("message", (event) => {
      this.hear();
      this.onNews(JSON.parse(event.data));
    });
    this.source.addEventListener("beat", () => {
      this.hear();
      this.onChange();
    });
    // The browser would try again by itself, whoever has the port by then.
    this.source.addEventListener("error", () => this.lose());
  },

  hear() {
    this.heard = Date.now();
    this.isLost = false;
    this.pause = this.pauses.first;
  },

  lose() {
    this.close();
    this.isLost = true;
    this.onChange();
    if (this.pause > this.pauses.longest) return;
    this.timer = setTimeout(() => this.open(), this.pause);
    this.pause *= 1.5;
  },

  // As `fetch` does, from the page's own server alone.
  async fetch(address, options) {
    const isOpen = this.source?.readyState === EventSource.OPEN;
    if (!isOpen && !(await this.isServerThere())) throw new Error("the server has ended");
    return fetch(address, options);
  },

  // Asks for a proof without saying anything that is secret.
  async isServerThere() {
    const challenge = this.hexadecimal(crypto.getRandomValues(new Uint8Array(16)));
    const options = { credentials: "omit", cache: "no-store", redirect: "error", signal: AbortSignal.timeout(15_000) };
    try {
      const answer = await fetch(`/_lectern/proof?challenge=${challenge}`, options);
      const proof = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(this.key + challenge));
      return answer.ok && (await answer.text()) === this.hexadecimal(new Uint8Array(proof));
    } catch {
      return false;
    }
  },

  hexadecimal(bytes) {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
};
