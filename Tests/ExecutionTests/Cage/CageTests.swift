import CProcesses
import Execution
import Foundation
import Notebooks
import TestSupport
import Testing

/// What cells can't reach, whatever they try. On systems without a cage there is nothing to test.
@Suite(.enabled(if: Cage.problem == nil)) struct CageTests {
  /// A folder with a notebook, and one beside it that is none of the notebook's business.
  private struct Place {
    /// What the file `secret` says, and nothing else.
    static let words = "what-only-a-stranger-knows"
    private let folder: TemporaryFolder
    var outside: String { folder.url.path + "/outside" }
    var secret: String { outside + "/secret" }
    var notebook: String { folder.url.path + "/book/hostile.md" }

    init() throws {
      folder = try TemporaryFolder()
      for name in ["book", "outside"] {
        try FileManager.default.createDirectory(
          atPath: folder.url.path + "/" + name, withIntermediateDirectories: true)
      }
      try Self.words.write(toFile: secret, atomically: true, encoding: .utf8)
      setenv(HostileCell.secretVariable, "secret", 1)
      try "notebook".write(toFile: notebook, atomically: true, encoding: .utf8)
    }

    func run(_ codes: String..., cage: Cage? = Cage()) throws -> RunResult {
      var cells = notebook(codes)
      cells.file = notebook
      var runner = try Runner()
      runner.limits.timeout = 60
      runner.cage = cage
      return try runner.run(cells)
    }

    private func notebook(_ codes: [String]) -> Notebook { ExecutionTests.notebook(codes.map(filled)) }

    private func filled(_ code: String) -> String {
      let tools = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .path
      let cache = FileManager.default.homeDirectoryForCurrentUser.path
      return [
        "OUTSIDE": outside, "LIBRARY": tools + "/libLecternCells.so", "COMPILER": "/usr/bin/env",
        "CACHE": cache,
      ].reduce(code) { $0.replacingOccurrences(of: $1.key, with: $1.value) }
    }

    /// Whether everything is as it was.
    var isUntouched: Bool {
      let texts = [secret, notebook].map { try? String(contentsOfFile: $0, encoding: .utf8) }
      let names = ["book", "outside"].flatMap {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/" + $0)) ?? []
      }
      return texts == [Self.words, "notebook"] && names == ["hostile.md", "secret"]
    }
  }

  @Test(.timeLimit(.minutes(15)), arguments: HostileCell.all)
  func `a cell that reaches for what is not its own is refused, and nothing is changed`(_ cell: HostileCell)
    throws
  {
    let place = try Place()
    let result = try place.run(HostileCell.prelude, cell.code)
    #expect(
      result.cells[1].printed == cell.printed + "\n",
      "\(result.cells[1].outputs) \(String(describing: result.cells[1].failure))")
    #expect(place.isUntouched)
  }

  @Test func `in its own folder a cell does as it likes, and reads what lies beside its notebook`() throws {
    let place = try Place()
    let result = try place.run(
      HostileCell.prelude,
      """
      try "a".write(toFile: own, atomically: true, encoding: .utf8)
      try FileManager.default.createDirectory(atPath: own + "s", withIntermediateDirectories: true)
      shell("echo b >> " + own)
      print(try String(contentsOfFile: own, encoding: .utf8), try String(contentsOfFile: "hostile.md", encoding: .utf8))
      """)
    #expect(
      result.cells[1].printed == "done\nab\n notebook\n", "\(String(describing: result.cells[1].failure))")
    #expect(result.confinement == .complete)
  }

  @Test func `a file that the runner has open is not open in a cell`() throws {
    let place = try Place()
    // As a shell opens one, or a library: without closing it when another program starts.
    let descriptor = open(place.secret, O_RDONLY)
    defer { close(descriptor) }
    let result = try place.run(
      """
      import Foundation
      for descriptor in 3..<1000 {
        let path = "/proc/self/fd/\\(descriptor)"
        guard let file = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else { continue }
        if file.hasSuffix("/accesses") || file != "/dev/null" && !file.contains("/lectern-run-") { print(file) }
      }
      """)
    #expect(result.cells[0].failure == nil)
    #expect(result.cells[0].printed == "")
  }

  @Test func `the linker, which is outside of the cage, reads no file for a cell`() throws {
    let place = try Place()
    // The linker takes it for a script, and would quote what it doesn't understand.
    let entry = Array("-l:../../../../../../../../..\(place.secret)\0".utf8)
    let type = entry.map { _ in "UInt8" }.joined(separator: ",")
    let bytes = entry.map(String.init).joined(separator: ",")
    let code =
      "@section(\".swift1_autolink_entries\") @used let entries: (\(type)) = (\(bytes))\nprint(1)"
    let said = Result { try place.run(code) }
    #expect(!"\(said)".contains(Place.words), "\(said)")
  }

  @Test func `Dispatch, which watches its threads, computes on in the cage`() throws {
    let result = try Place().run(
      """
      import Dispatch
      import Foundation
      nonisolated(unsafe) var sums = [Int](repeating: 0, count: 64)
      let group = DispatchGroup()
      for index in 0..<64 {
        DispatchQueue.global().async(group: group) {
          usleep(100_000)
          sums[index] = index
        }
      }
      group.wait()
      print(sums.reduce(0, +))
      """)
    #expect(result.cells[0].printed == "2016\n", "\(String(describing: result.cells[0].failure))")
  }

  @Test func `nothing is left of a cell's folder, however deep the folders in it are`() throws {
    let result = try Place().run(
      """
      import Foundation
      // As a whole the page would call it "~".
      print(NSTemporaryDirectory().split(separator: "/").joined(separator: " "))
      chdir(NSTemporaryDirectory())
      symlink("/etc", "link")
      for _ in 0..<400 where mkdir("a-long-name-of-a-folder", 0o700) == 0 { chdir("a-long-name-of-a-folder") }
      close(open("file", O_WRONLY | O_CREAT, 0o600))
      mkdir("closed", 0)
      """)
    let folder = "/" + result.cells[0].printed.split { $0.isWhitespace }.joined(separator: "/")
    #expect(result.cells[0].failure == nil)
    #expect(folder.contains("/lectern-run-"))
    #expect(access(folder + "/..", F_OK) != 0)
  }

  @Test func `what a cell lacked is said with the option that gives it`() throws {
    let place = try Place()
    let link = Path.folder(of: place.notebook) + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: place.secret)
    let secret = Path.canonical(place.secret)
    for name in ["secret", "\"../outside/secret\"", "\"link\""] {
      let result = try place.run(
        HostileCell.prelude, "print(try String(contentsOfFile: \(name), encoding: .utf8))")
      let message = try #require(result.cells[1].failure?.diagnostics.first?.message)
      #expect(
        message.hasSuffix(
          "(cells may not read \(secret); --allow-read, or 'allow-read' in book.yml, gives them the right)"
        ),
        "\(name): \(message)")
    }
  }

  @Test func `what a cell lacked for a file that it would make is said of the place to which links lead`()
    throws
  {
    let place = try Place()
    let (book, outside) = (Path.folder(of: place.notebook), Path.canonical(place.outside))
    for (name, target) in [("folder", "../outside"), ("file", place.outside + "/new")] {
      try FileManager.default.createSymbolicLink(atPath: "\(book)/\(name)", withDestinationPath: target)
    }
    var cage = Cage()
    cage.writable = [Path.canonical(book)]
    for name in ["folder/new", "folder/../outside/new", "file"] {
      let code = "if open(\"\(name)\", O_WRONLY | O_CREAT, 0o600) < 0 { fatalError(\"refused\") }"
      let result = try place.run(HostileCell.prelude, code, cage: cage)
      let message = try #require(result.cells[1].failure?.diagnostics.first?.message)
      #expect(
        message.hasSuffix(
          "(cells may not change \(outside)/new; --allow-write, or 'allow-write' in book.yml, gives them the right; "
            + "they may change NSTemporaryDirectory() without it)"
        ),
        "\(name): \(message)")
    }
  }

  @Test func `a file that Foundation writes beside the one that was meant isn't named`() throws {
    let place = try Place()
    let result = try place.run(
      HostileCell.prelude,
      """
      try "x".write(toFile: NSTemporaryDirectory() + "/own.txt", atomically: true, encoding: .utf8)
      try "x".write(toFile: outside + "/new.txt", atomically: true, encoding: .utf8)
      """)
    let message = try #require(result.cells[1].failure?.diagnostics.first?.message)
    #expect(
      message.contains("(cells may not change the folder \(Path.canonical(place.outside)); --allow-write"),
      "\(message)")
  }

  @Test(arguments: [false, true])
  func `cells reach what all may, and a failure after it has no advice`(hasNetwork: Bool) throws {
    func all(_ path: (Int) -> UnsafePointer<CChar>?, _ mode: Int32) -> [String] {
      var paths: [String] = []
      while let next = path(paths.count) { paths.append(String(cString: next)) }
      return paths.filter { access($0, mode) == 0 }
    }
    let (read, written) = (all(lectern_readable_path, R_OK), all(lectern_writable_path, W_OK))
    let names = all(lectern_network_path, R_OK)
    #expect(read.count > 8 && written.count > 1 && !names.isEmpty)
    var cage = Cage()
    cage.hasNetwork = hasNetwork
    let result = try Place().run(
      HostileCell.prelude,
      """
      func attempt(_ paths: [String], _ flags: Int32) {
        for path in paths where open(path, flags) < 0 { print(path, String(cString: strerror(errno))) }
      }
      attempt(\(read + (hasNetwork ? names : [])), O_RDONLY)
      attempt(\(written), O_WRONLY)
      """, "fatalError(\"for another reason\")", cage: cage)
    #expect(result.cells[1].printed == "" && result.cells[1].failure == nil)
    let message = try #require(result.cells[2].failure?.diagnostics.first?.message)
    #expect(message.hasSuffix("for another reason"), "\(message)")
  }

  @Test func `the host and the advice have what all may reach from one list`() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Sources")
    for name in ["lectern-host/cage.c", "Execution/Cage+Refusals.swift"] {
      let text = try String(contentsOf: sources.appending(path: name), encoding: .utf8)
      #expect(text.matches(of: /"\/[^"]*"/).map { String($0.0) } == [], "\(name)")
      for list in ["readable", "writable", "network"] {
        #expect(text.contains("lectern_\(list)_path"), "\(name): \(list)")
      }
    }
  }

  @Test func `with the network a cell has the internet's sockets, and nobody else's`() throws {
    var cage = Cage()
    cage.hasNetwork = true
    let result = try Place().run(
      HostileCell.prelude,
      """
      let (stream, datagram, raw) = (Int32(SOCK_STREAM.rawValue), Int32(SOCK_DGRAM.rawValue), Int32(SOCK_RAW.rawValue))
      say(socket(AF_INET, stream, 0))
      say(socket(AF_INET6, datagram, 0))
      say(socket(AF_NETLINK, raw, 0))
      // Where names of machines are looked up.
      say(open("/etc/hosts", O_RDONLY))
      print("and")
      // The kernel's list of all sockets, names of this machine, packets, the machine around this one.
      say(socket(AF_NETLINK, raw, 4))
      say(socket(AF_UNIX, stream, 0))
      say(socket(AF_UNIX, datagram, 0))
      say(socket(AF_PACKET, raw, 0))
      say(socket(40, stream, 0))
      var ends: [Int32] = [0, 0]
      say(socketpair(AF_UNIX, datagram, 0, &ends))
      """, cage: cage)
    let refused = String(repeating: "Permission denied\n", count: 6)
    #expect(
      result.cells[1].printed == "done\ndone\ndone\ndone\nand\n\(refused)",
      "\(String(describing: result.cells[1].failure))")
  }

  @Test func `rights are given one by one`() throws {
    let place = try Place()
    let code = """
      print((try? String(contentsOfFile: secret, encoding: .utf8)) ?? "none")
      say(open(outside + "/new", O_WRONLY | O_CREAT, 0o600))
      say(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
      """
    var cage = Cage()
    cage.readable = [place.secret]
    let reading = try place.run(HostileCell.prelude, code, cage: cage)
    #expect(reading.cells[1].printed == "\(Place.words)\nPermission denied\nPermission denied\n")
    #expect(reading.confinement == .withExceptions)
    cage = Cage()
    cage.writable = [place.outside]
    cage.hasNetwork = true
    #expect(
      try place.run(HostileCell.prelude, code, cage: cage).cells[1].printed == "\(Place.words)\ndone\ndone\n")
    let trusted = try place.run(HostileCell.prelude, code, cage: nil)
    #expect(trusted.cells[1].printed == "\(Place.words)\ndone\ndone\n")
    #expect(trusted.confinement == Confinement.none)
  }
}
