import Execution
import Foundation
import Notebooks

/// What the cells of a run may reach and use: what the user says, then what their book asks for, then what is usual.
///
/// A book may lower limits by itself. Everything that gives its cells more than usual needs the user's consent, because a
/// book may be a stranger's.
struct RunTerms {
  var limits = Limits()
  var cage: Cage?
  /// Whether packages may be built.
  private(set) var buildsPackages: Bool
  private let book: Book?
  private let isAllowed: Bool
  /// What the book asks for beyond what is usual, in words.
  private var wishes: [String] = []
  /// What it can't get.
  private var refusals: [String] = []

  init(_ options: RunLimits, for book: Book?) {
    self.book = book
    isAllowed = options.rights.allowBook
    cage = options.rights.cage()
    buildsPackages = options.compiler.allowPackages || options.rights.trust
    limits.compiling = options.compiler.limits
    let request = book?.request ?? BookRequest()
    take(request.timeout, options.timeout, \.timeout) { "\(Self.text($0)) s for each cell" }
    take(request.memory, options.memory, \.memory) { "\(ByteSize.text($0)) of memory" }
    take(request.output, options.maxOutput, \.output) { "\(ByteSize.text($0)) of printed text" }
    take(request.displays, options.maxPage, \.displays) { "\(ByteSize.text($0)) of what is shown" }
    takeRights(request)
    if request.buildsPackages {
      add("to build packages, outside of the cells' cage", unless: buildsPackages)
      buildsPackages = buildsPackages || isAllowed
    }
  }

  /// Sets a limit to the user's value, or to the book's.
  private mutating func take<Value: Comparable>(
    _ asked: Value?, _ chosen: Value?, _ limit: WritableKeyPath<Limits, Value>, _ words: (Value) -> String
  ) {
    if let chosen {
      limits[keyPath: limit] = chosen
    } else if let asked {
      let isMore = asked > limits[keyPath: limit]
      if isMore { wishes.append(words(asked)) }
      if !isMore || isAllowed { limits[keyPath: limit] = asked }
    }
  }

  private static func text(_ seconds: Double) -> String {
    seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
  }

  // MARK: Rights

  private mutating func takeRights(_ request: BookRequest) {
    guard var cage else { return }
    for place in request.readable {
      guard let path = existing(place) else { continue }
      // Chapters in the list's folder read it in any case.
      let isOwn = isInBook(path)
      add(
        "to read \(path)", unless: isOwn || (cage.readable + cage.writable).contains { Cage.holds($0, path) })
      if isOwn || isAllowed { cage.readable.append(path) }
    }
    for place in request.writable {
      guard let path = existing(place), !isOfBook(path, place), !isOwn(path, place) else { continue }
      add("to change \(path)", unless: cage.writable.contains { Cage.holds($0, path) })
      if isAllowed { cage.writable.append(path) }
    }
    if request.hasNetwork {
      add("the network", unless: cage.hasNetwork)
      if isAllowed { cage.hasNetwork = true }
    }
    self.cage = cage
  }

  private func isInBook(_ path: String) -> Bool {
    book.map { Cage.holds(Path.canonical(Path.folder(of: $0.file)), path) } ?? false
  }

  private mutating func add(_ wish: String, unless isGiven: Bool) {
    if !isGiven { wishes.append(wish) }
  }

  /// The path from the root, without links: what a message names is what cells get.
  private mutating func existing(_ place: BookRequest.Place) -> String? {
    guard let book else { return nil }
    let folder = Path.folder(of: Path.absolute(book.file))
    let path = Path.isAbsolute(place.path) ? place.path : Path.joined(folder, place.path)
    // A zero would end the path for the system, but not for who reads it.
    if !path.utf8.contains(0), let resolved = Path.resolved(path) { return resolved }
    refuse(place, "'\(place.path)' doesn't exist, so cells can't be given a right to it")
    return nil
  }

  /// Cells that can change their book's list, or a link that leads to it, could ask for anything in the next run.
  private mutating func isOfBook(_ path: String, _ place: BookRequest.Place) -> Bool {
    guard let book else { return false }
    let places = [Path.canonical(book.file)] + Path.links(to: book.file)
    guard places.contains(where: { Cage.holds(path, $0) }) else { return false }
    refuse(place, "'\(place.path)' contains this list, so no book can ask for the right to change it")
    return true
  }

  private mutating func isOwn(_ path: String, _ place: BookRequest.Place) -> Bool {
    guard let problem = OwnFolders.problem(ofChanging: path) else { return false }
    refuse(place, "cells can't be given the right to change '\(place.path)': \(problem)")
    return true
  }

  private mutating func refuse(_ place: BookRequest.Place, _ reason: String) {
    guard let book else { return }
    refusals.append("\(book.file):\(place.location.line):\(place.location.column): warning: \(reason)")
  }

  // MARK: Messages

  /// Says what the book asks for, and whether its cells get it.
  func report(isQuiet: Bool = false) {
    guard let book else { return }
    refusals.forEach { Terminal.print($0) }
    guard !wishes.isEmpty else { return }
    let list = wishes.joined(separator: ", ")
    if !isAllowed {
      Terminal.print(
        "\(book.file): warning: the book asks for more than its cells get: \(list); --allow-book gives it to them"
      )
    } else if !isQuiet {
      Terminal.print("\(book.file): the cells get what the book asks for: \(list)")
    }
  }

  /// A runner with these terms.
  func runner() throws(RunError) -> Runner {
    var runner = try Runner()
    (runner.limits, runner.cage, runner.buildsPackages) = (limits, cage, buildsPackages)
    return runner
  }
}
