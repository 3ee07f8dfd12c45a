"use strict";

// Runs the extension with stand-ins for VS Code and `lectern`: `node .editors/vscode/check.js`. It ends with code 1 if a
// command or a watcher doesn't do what it should.

const assert = require("node:assert");
const { EventEmitter } = require("node:events");
const Module = require("node:module");
const path = require("node:path");

const uri = (file) => ({ fsPath: file, path: file, scheme: "file", toString: () => `file://${file}` });
const commands = new Map();
const listeners = {};
const watchers = [];
const opened = [];
const errors = [];
const sent = [];
const servers = [];

function watcher(pattern) {
  const found = { pattern, isOn: true, dispose: () => (found.isOn = false) };
  for (const event of ["onDidChange", "onDidCreate", "onDidDelete"]) found[event] = (tell) => (found.tell = tell);
  watchers.push(found);
  return found;
}

const on = (name) => (listener) => {
  listeners[name] = listener;
  return { dispose() {} };
};

const vscode = {
  RelativePattern: function RelativePattern(base, pattern) {
    this.path = `${base.path}/${pattern}`;
  },
  Uri: {
    joinPath: (base, ...parts) => uri(path.posix.join(base.path, ...parts)),
    parse: (address) => ({ toString: () => address })
  },
  commands: { registerCommand: (name, run) => commands.set(name, run) },
  env: { openExternal: async (address) => opened.push(address.toString()) > 0 },
  window: { showErrorMessage: (message) => errors.push(message) },
  workspace: {
    createFileSystemWatcher: watcher,
    getConfiguration: () => ({ get: () => "" }),
    getWorkspaceFolder: (file) => (file.path.startsWith("/home/ann/") ? {} : undefined),
    onDidCloseTextDocument: on("close"),
    onDidOpenTextDocument: on("open"),
    onDidSaveTextDocument: on("save"),
    textDocuments: []
  }
};

class LanguageClient {
  async start() {}
  async stop() {}
  sendNotification(method, parameters) {
    sent.push([method, parameters.changes[0].uri]);
  }
}

function spawn(command, words, options) {
  const server = new EventEmitter();
  Object.assign(server, { command, words, options, stdout: new EventEmitter(), stderr: new EventEmitter() });
  server.kill = () => (server.isKilled = true);
  servers.push(server);
  return server;
}

const stands = { vscode, "vscode-languageclient/node": { LanguageClient }, "node:child_process": { spawn } };
// oxlint-disable-next-line no-underscore-dangle
const load = Module._load;
// oxlint-disable-next-line no-underscore-dangle
Module._load = (name, ...rest) => stands[name] ?? load(name, ...rest);
const extension = require("./extension.js");

function notebook(file, text) {
  return { languageId: "markdown", uri: uri(file), getText: () => text, save: async () => true };
}

async function preview(document, answer) {
  vscode.window.activeTextEditor = { document };
  const done = commands.get("lectern.preview")();
  await new Promise(setImmediate);
  answer?.(servers.at(-1));
  await done;
}

async function main() {
  await extension.activate({ subscriptions: [] });

  // What chapters are made of is watched, with the works that they cite in both forms.
  for (const file of ["*.md", "book.yml", "*.bib", "*.json"]) assert.ok(watchers[0].pattern.includes(file), file);

  // The page opens in the browser, and the same server opens it again.
  const book = notebook("/home/ann/a.md", "");
  await preview(book, (server) => server.stdout.emit("data", "http://127.0.0.1:1/?token=x\n"));
  await preview(book);
  assert.deepEqual(opened, ["http://127.0.0.1:1/?token=x", "http://127.0.0.1:1/?token=x"]);
  assert.equal(servers.length, 1);
  assert.deepEqual([servers[0].command, ...servers[0].words], ["lectern", "serve", "--no-browser", "/home/ann/a.md"]);
  await preview(notebook("/home/ann/b.md", ""), (server) => {
    server.stderr.emit("data", "no such notebook\n");
    server.emit("exit", 1);
  });
  assert.deepEqual(errors, ["Lectern: no such notebook"]);

  // Included files are watched where the workspace's watcher doesn't reach, as long as the notebook has them.
  const text = '{{< include _a.md >}}\n\n{{< include "parts/_b c.md" >}}\n\n- {{< include no.md >}}\n';
  listeners.open(notebook("/else/n.md", text));
  listeners.open(notebook("/home/ann/n.md", "{{< include _a.md >}}\n\n{{< include _c.txt >}}"));
  const included = watchers.filter((found) => found.pattern.path);
  assert.deepEqual(
    included.map((found) => found.pattern.path),
    ["/else/_a.md", "/else/parts/_b c.md", "/home/ann/_c.txt"]
  );
  included[1].tell(uri("/else/parts/_b c.md"));
  assert.deepEqual(sent, [["workspace/didChangeWatchedFiles", "file:///else/parts/_b c.md"]]);
  listeners.save(notebook("/else/n.md", "{{< include _a.md >}}"));
  assert.deepEqual(
    included.map((found) => found.isOn),
    [false, false, true]
  );
  listeners.close(notebook("/else/n.md", ""));
  assert.deepEqual(
    watchers.slice(-1).map((found) => found.isOn),
    [false]
  );

  // A stranger's notebook can't have a whole disk watched.
  const before = watchers.length;
  const many = Array.from({ length: 1000 }, (_, number) => `{{< include ../${number} >}}`).join("\n");
  listeners.open(notebook("/else/n.md", `{{< include ../../** >}}\n{{< include "{a,b}[c]" >}}\n${many}`));
  assert.deepEqual(
    watchers.slice(before, before + 2).map((found) => found.pattern.path),
    ["//??", "/else/?a,b??c?"]
  );
  assert.equal(watchers.length - before, 100);

  await extension.deactivate();
  assert.ok(servers[0].isKilled && watchers.filter((found) => found.pattern.path).every((found) => !found.isOn));
}

main();
