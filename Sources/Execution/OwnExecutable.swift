import Foundation

extension CommandLine {
  /// This program's own file, links followed.
  package static var executable: String {
    #if os(Linux)
      let path = "/proc/self/exe"
    #else
      let path = Bundle.main.executablePath ?? arguments[0]
    #endif
    return URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }
}
