import Foundation

/// Opens pages in the user's browser.
enum Opener {
  /// - Parameter page: a file or an address.
  static func open(_ page: String) {
    let opener = Process()
    opener.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    #if os(macOS)
      opener.arguments = ["open", page]
    #else
      opener.arguments = ["xdg-open", page]
    #endif
    opener.standardError = FileHandle.nullDevice
    if (try? opener.run()) == nil { Terminal.print("\(page) could not be opened") }
  }
}
