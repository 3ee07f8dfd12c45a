import Foundation
import Notebooks

extension PackageDependency {
  /// An error at the place where the package is named.
  func error(_ message: String) -> Diagnostic { Diagnostic(.error, file: file, at: location, message) }

  /// Why there is nothing to build in the package's folder; `nil` if there is, or if it has none.
  var absence: Diagnostic? {
    guard case .folder(let path) = source, access(path + "/Package.swift", R_OK) != 0 else { return nil }
    return error("there is no package in '\(name)': it has no Package.swift that can be read")
  }
}

extension Notebook {
  /// What is wrong with the notebook's packages and can be told without running code of theirs.
  public var missingPackages: [Diagnostic] { metadata.packages.compactMap(\.absence) }
}
