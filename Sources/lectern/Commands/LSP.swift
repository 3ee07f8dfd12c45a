import ArgumentParser
import EditorSupport
import Execution
import Foundation

/// `lectern lsp`: a language server for editors.
struct LSP: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp",
    abstract: "Give an editor completion, hover and diagnostics in notebooks.",
    discussion: """
      An editor starts this command and talks to it, by the language server protocol on standard input and output. In cells and \
      inline values it completes names, explains them, finds their declarations and shows a call's parameters: the toolchain's \
      sourcekit-lsp answers, for the text as it is in the editor. Mistakes are reported while you write, those of the format, of \
      references and options as well as the compiler's. There are setups for VS Code, Neovim and Emacs, in the folder of \
      the second file that 'lectern manual --path' prints.
      """)

  func run() throws {
    signal(SIGPIPE, SIG_IGN)
    if isatty(STDIN_FILENO) != 0 {
      Terminal.print(
        "lectern lsp is started by an editor; it waits for messages of the language server protocol")
    }
    let server = LanguageServer(version: Lectern.configuration.version) { bytes in
      try? Descriptor.write(bytes, to: STDOUT_FILENO)
    }
    let isRegular = server.serve { ByteStream.next(STDIN_FILENO) }
    if !isRegular { throw ExitCode.failure }
  }
}
