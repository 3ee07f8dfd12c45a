import ArgumentParser
import CPlatform
import Execution
import Foundation
import Notebooks
import Serving

/// `lectern serve`: live pages in the browser.
struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show a book or a notebook in the browser, and keep its pages up to date.",
    discussion: """
      A page is made when it is opened, and changes in place when its notebook, a file that it shows or that its cells read, \
      the list of chapters or Lectern itself changes: what you have scrolled to, unfolded or moved stays. Only what can have changed \
      is run. Results appear cell by cell, and a run can be stopped.

      Cells can be edited and run in the page, exercises answered, and parameters set. That changes the server's copy of the notebook, \
      which outlasts a restart; a notebook's file is written only where you save a cell to it.

      Only this machine can reach the server, and only a browser that has opened the printed address is answered, so keep that to \
      yourself. Some browsers may not read the file that leads them there, such as those from a snap: give them the address. The \
      server ends with Control-C.
      """)

  @Argument(
    help: "A book's folder or list of chapters, or a notebook.",
    completion: .file(extensions: ["md", "yml"]),
    transform: PathArgument.notebookOrBook)
  var book = BookArguments.standard

  @Option(
    help: ArgumentHelp("The port (default: the next free one from 3000).", valueName: "number"),
    transform: NumberArgument.port)
  var port: UInt16?

  @OptionGroup var limits: RunLimits

  @Flag(help: "Open no browser.")
  var noBrowser = false

  func run() throws {
    lectern_watch_interrupts()
    try checkFile()
    let terms = RunTerms(limits, for: servedBook)
    terms.report()
    if ResultStore() == nil { Terminal.print("lectern: warning: \(ResultStore.absence)") }
    let server: BookServer
    do throws(ServingError) {
      server = try BookServer(book, port: port) {
        do throws(RunError) {
          var runner = try terms.runner()
          runner.store = ResultStore()
          return .success(runner)
        } catch {
          return .failure(error)
        }
      }
    } catch {
      Terminal.print("lectern: error: \(error)")
      throw ExitCode.failure
    }
    try StandardOutput.print("\(server.address)\n")
    if !noBrowser { openBrowser(at: server) }
    server.run()
    throw ExitCode.interrupted
  }

  /// A name that was mistyped would be waited for.
  private func checkFile() throws {
    if FileManager.default.fileExists(atPath: book) { return }
    let error = NotebookLoadError.missing(file: book)
    Terminal.print("\(error)\(BookArguments.advice(on: error))")
    throw ExitCode.failure
  }

  private func openBrowser(at server: BookServer) {
    guard let entry = server.writeEntry() else {
      return Terminal.print("lectern: no folder of your cache is private, so open the address yourself")
    }
    Opener.open(entry)
    Terminal.print("lectern: if the browser can't read the file that it was given, open the address yourself")
  }

  /// The book as it is when the server starts: what it asks for later is granted after a restart.
  private var servedBook: Book? {
    guard let list = Book.list(at: book) else { return Book.containing(book)?.book }
    return try? Book.load(list)
  }
}
