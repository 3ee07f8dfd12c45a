"use strict";

const { spawn } = require("node:child_process");
const path = require("node:path");
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

/** The language server's client. */
let client;
/** The servers of pages, by the notebook's path: the process, and a promise of its address. */
const previews = new Map();

/** The watchers of the files that open notebooks include, by the notebooks' addresses. */
const watchers = new Map();
/** What is watched in the folders of the workspace anyway. */
const watched = "**/{*.md,book.yml,*.bib,*.json}";
const include = /^\{\{<\s*include\s+("[^"]*"|[^\s>]+)\s*>\}\}\s*$/gm;
/** As many files as a notebook may have watched: it may be a stranger's. */
const mostIncludes = 100;

const command = () => vscode.workspace.getConfiguration("lectern").get("path") || "lectern";

/** The saved notebook in the active editor; undefined if there is none. */
async function activeNotebook() {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== "markdown" || document.uri.scheme !== "file") {
    vscode.window.showErrorMessage("Lectern: open a notebook first, a Markdown file with Swift cells.");
    return undefined;
  }
  return (await document.save()) ? document.uri.fsPath : undefined;
}

/** Starts `lectern serve` for a notebook; its first line is the page's address. */
function startPreview(file) {
  const server = spawn(command(), ["serve", "--no-browser", file], { cwd: path.dirname(file) });
  const address = new Promise((resolve, reject) => {
    let printed = "";
    let messages = "";
    server.stdout.on("data", (data) => {
      printed += data;
      if (printed.includes("\n")) resolve(printed.slice(0, printed.indexOf("\n")));
    });
    server.stderr.on("data", (data) => (messages = (messages + data).slice(-2000)));
    server.on("error", reject);
    server.on("exit", (code) => reject(new Error(messages.trim() || `lectern serve ended with code ${code}`)));
  });
  server.on("exit", () => previews.delete(file));
  server.on("error", () => previews.delete(file));
  previews.set(file, { server, address });
  return address;
}

/** Opens the page in the browser; it follows each save. */
async function preview() {
  const file = await activeNotebook();
  if (!file) return;
  try {
    const address = await (previews.get(file)?.address ?? startPreview(file));
    if (!(await vscode.env.openExternal(vscode.Uri.parse(address, true)))) {
      throw new Error(`no browser has opened the page; its address is ${address}`);
    }
  } catch (error) {
    vscode.window.showErrorMessage(`Lectern: ${error.message}`);
  }
}

/** Runs the notebook in a terminal, where its messages can be read and clicked. */
async function run() {
  const file = await activeNotebook();
  if (!file) return;
  const options = { name: "Lectern", cwd: path.dirname(file), shellPath: command() };
  vscode.window.createTerminal({ ...options, shellArgs: ["run", "--open", file] }).show(true);
}

/** Tells the server when a file changes that a notebook includes, wherever the notebook is. */
function watchIncludes(document) {
  if (document.languageId !== "markdown" || document.uri.scheme !== "file") return;
  forgetIncludes(document);
  const isInWorkspace = vscode.workspace.getWorkspaceFolder(document.uri) !== undefined;
  const names = [...document.getText().matchAll(include)].map((match) => match[1].replaceAll('"', ""));
  const tell = (uri) =>
    client.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: uri.toString(), type: 2 }] });
  const found = names
    .filter((name) => !(isInWorkspace && name.endsWith(".md")))
    .slice(0, mostIncludes)
    .map((name) => {
      const file = vscode.Uri.joinPath(document.uri, "..", name);
      // In a pattern, a file called ** would be all files, in all folders.
      const plain = path.posix.basename(file.path).replaceAll(/[*?[\]{}]/g, "?");
      const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(file, ".."), plain);
      const watcher = vscode.workspace.createFileSystemWatcher(pattern);
      for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) event(tell);
      return watcher;
    });
  watchers.set(document.uri.toString(), found);
}

function forgetIncludes(document) {
  for (const watcher of watchers.get(document.uri.toString()) ?? []) watcher.dispose();
  watchers.delete(document.uri.toString());
}

async function activate(context) {
  const server = { command: command(), args: ["lsp"] };
  client = new LanguageClient("lectern", "Lectern", server, {
    documentSelector: [
      { language: "markdown", scheme: "file" },
      { language: "markdown", scheme: "untitled" }
    ],
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher(watched) }
  });
  context.subscriptions.push(
    vscode.commands.registerCommand("lectern.preview", preview),
    vscode.commands.registerCommand("lectern.run", run),
    vscode.commands.registerCommand("lectern.restart", () => client.restart())
  );
  await client.start();
  vscode.workspace.textDocuments.forEach(watchIncludes);
  context.subscriptions.push(
    vscode.workspace.onDidOpenTextDocument(watchIncludes),
    vscode.workspace.onDidSaveTextDocument(watchIncludes),
    vscode.workspace.onDidCloseTextDocument(forgetIncludes)
  );
}

async function deactivate() {
  for (const { server } of previews.values()) server.kill();
  for (const watcher of [...watchers.values()].flat()) watcher.dispose();
  await client?.stop();
}

module.exports = { activate, deactivate };
