import Foundation
import Notebooks
import TestSupport
import Testing

@Suite struct PathTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `the path from one file to another`() {
    #expect(Path.relative(from: "/a/b", to: "/a/c/d.html") == "../c/d.html")
    #expect(Path.relative(from: ".", to: "x.html") == "x.html")
    #expect(Path.relative(from: "ch", to: "ch/x.html") == "x.html")
    #expect(Path.relative(from: "ch", to: "index.html") == "../index.html")
    #expect(Path.normalized("a/./b/../c") == "a/c" && Path.normalized("../a") == "../a")
    // For Swift, each of these slashes is a part of another character.
    #expect(Path.normalized("b\u{600}/../a") == "a" && Path.normalized("a/../\u{301}b") == "\u{301}b")
    #expect(Path.folder(of: "a\u{600}/b") == "a\u{600}" && Path.name(of: "a\u{600}/b") == "b")
    #expect(Path.relative(from: "ch\u{600}/a", to: "ch\u{600}/x") == "../x")
    #expect(Path.parts(of: "/a\u{600}/\u{301}b") == ["a\u{600}", "\u{301}b"])
    #expect(Path.address("my #1 (ü).html") == "my%20%231%20(%C3%BC).html")
  }

  @Test func `a file's place is found by the links to it, whether it exists or not`() throws {
    let files = FileManager.default
    let home = Path.canonical(folder.url.path)
    for name in ["in", "out"] {
      try files.createDirectory(atPath: "\(home)/\(name)/deep", withIntermediateDirectories: true)
    }
    for (name, target) in [
      ("up", "../out/deep"), ("none", "\(home)/out/none"), ("chain", "up/x"), ("loop", "loop"), ("way", "./"),
    ] {
      try files.createSymbolicLink(atPath: "\(home)/in/\(name)", withDestinationPath: target)
    }
    for (path, place) in [
      ("up", "out/deep"), ("up/new", "out/deep/new"), ("up/../new", "out/new"), ("none", "out/none"),
      ("chain", "out/deep/x"), ("deep/./a//b/", "in/deep/a/b"), ("absent/../b", "in/b"),
      ("way/way/c", "in/c"),
    ] {
      #expect(Path.destination(of: "\(home)/in/\(path)") == "\(home)/\(place)", "\(path)")
    }
    #expect(Path.destination(of: "\(home)/in/loop") == "\(home)/in/loop")
    #expect(Path.links(to: "\(home)/in/chain/y") == ["\(home)/in/chain", "\(home)/in/up"])
    #expect(Path.links(to: "\(home)/in/up/../new") == ["\(home)/in/up"])
    #expect(Path.links(to: "\(home)/in/deep/./a/../b").isEmpty)
    #expect(Path.destination(of: "/") == "/" && Path.destination(of: "/../absent") == "/absent")
  }

  @Test func `a path is inside a folder if it goes on after it`() {
    #expect(Path.rest(of: "/a/b/c", in: "/a") == "b/c" && Path.rest(of: "/a/b", in: "/a/") == "b")
    #expect(Path.isInside("/", "/a") && !Path.isInside("/a", "/ab") && !Path.isInside("/a", "/a"))
    #expect(Path.rest(of: "/ü/b", in: "/ü") == "b")
  }

  @Test func `pages go to output, next to a folder called notebooks and inside any other`() {
    #expect(PagePath.pages(nextTo: "notebooks") == "output")
    #expect(PagePath.pages(nextTo: "x/notebooks") == "x/output")
    #expect(PagePath.pages(nextTo: "/notebooks") == "/output")
    #expect(PagePath.pages(nextTo: "book") == "book/output")
    #expect(PagePath.pages(nextTo: ".") == "output")
    #expect(PagePath.page(of: "notebooks/05-lstm.md") == "output/05-lstm.html")
    #expect(PagePath.page(of: "a/b.c.md") == "a/b.c.html" && PagePath.page(of: "b") == "b.html")
  }
}
