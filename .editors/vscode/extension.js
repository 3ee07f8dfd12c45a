"use strict";

const { spawn } = require("node:child_process");
const path = require("node:path");
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

/** The language server's client. */
let client;
/** The servers of pages, by the notebook's path: the process, and a promise of its address. */
const previews = new Map();

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

/** Shows the page beside the text; it follows each save. */
async function preview() {
  const file = await activeNotebook();
  if (!file) return;
  try {
    const address = await (previews.get(file)?.address ?? startPreview(file));
    await vscode.commands.executeCommand("simpleBrowser.api.open", vscode.Uri.parse(address), {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true
    });
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

async function activate(context) {
  const server = { command: command(), args: ["lsp"] };
  client = new LanguageClient("lectern", "Lectern", server, {
    documentSelector: [
      { language: "markdown", scheme: "file" },
      { language: "markdown", scheme: "untitled" }
    ],
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/{*.md,book.yml,*.bib}") }
  });
  context.subscriptions.push(
    vscode.commands.registerCommand("lectern.preview", preview),
    vscode.commands.registerCommand("lectern.run", run),
    vscode.commands.registerCommand("lectern.restart", () => client.restart())
  );
  await client.start();
}

async function deactivate() {
  for (const { server } of previews.values()) server.kill();
  await client?.stop();
}

module.exports = { activate, deactivate };
