import Testing

/// Code that reaches for what isn't its own, and what it prints in the cage.
struct HostileCell: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var code: String
  var printed: String

  init(_ name: String, _ code: String, _ printed: String = "Permission denied") {
    (testDescription, self.code, self.printed) = (name, code, printed)
  }

  /// A variable that the runner has.
  static let secretVariable = "SECRET_OF_THE_USER"

  /// The first cell of each notebook: `OUTSIDE` is a folder beside the notebook's, with a file `secret`.
  static let prelude = """
    import Foundation
    let outside = "OUTSIDE", secret = outside + "/secret", own = NSTemporaryDirectory() + "/own"
    func say(_ result: some BinaryInteger) { print(result < 0 ? String(cString: strerror(errno)) : "done") }
    typealias Call = @convention(c) (Int, Int, Int, Int, Int, Int) -> Int
    let system = unsafeBitCast(dlsym(nil, "syscall"), to: Call.self)
    func call(_ number: Int, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) { say(system(number, a, b, c, 0, 0)) }
    func shell(_ command: String) {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", "(" + command + ") > /dev/null 2>&1 && echo done || echo refused"]
      try? process.run()
      process.waitUntilExit()
    }
    """

  static var all: [HostileCell] {
    let all = files + links + metadata + ownRun + processes + network + kernel + programs
    #if arch(x86_64)
      return all
    #else
      // Calls by their numbers are those of x86-64.
      return all.filter { !$0.code.contains("call(") }
    #endif
  }

  static let files = [
    HostileCell("reads the users", "say(open(\"/etc/passwd\", O_RDONLY))"),
    HostileCell("reads the machine's name", "say(open(\"/etc/hosts\", O_RDONLY))"),
    HostileCell("reads a stranger's file", "say(open(secret, O_RDONLY))"),
    HostileCell(
      "reads it by Foundation",
      "print((try? String(contentsOfFile: secret, encoding: .utf8)) ?? \"refused\")",
      "refused"),
    HostileCell(
      "lists a stranger's folder", "print(opendir(outside) == nil ? \"refused\" : \"done\")", "refused"),
    HostileCell("goes up from its folder", "say(open(\"../outside/secret\", O_RDONLY))"),
    HostileCell(
      "goes there first", "say(chdir(outside))\nsay(open(\"secret\", O_RDONLY))", "done\nPermission denied"),
    HostileCell("reads through its root", "say(open(\"/proc/self/root\" + secret, O_RDONLY))"),
    HostileCell("reads the runner's environment", "say(open(\"/proc/\\(getppid())/environ\", O_RDONLY))"),
    HostileCell("reads the runner's memory", "say(open(\"/proc/\\(getppid())/mem\", O_RDONLY))"),
    HostileCell("reads the list of mounts of the first process", "say(open(\"/proc/1/mounts\", O_RDONLY))"),
    HostileCell(
      "lists the machine's processes", "print(opendir(\"/proc\") == nil ? \"refused\" : \"done\")", "refused"),
    HostileCell("lists the machine's connections", "say(open(\"/sys/class/net\", O_RDONLY))"),
    HostileCell(
      "writes a file without end",
      "signal(SIGXFSZ, SIG_IGN)\nsay(ftruncate(open(own, O_WRONLY | O_CREAT, 0o600), 5 << 30))",
      "File too large"),
    HostileCell("writes over a stranger's file", "say(open(secret, O_WRONLY | O_TRUNC))"),
    HostileCell("adds to it", "say(open(secret, O_WRONLY | O_APPEND))"),
    HostileCell("shortens it", "say(truncate(secret, 0))"),
    HostileCell("removes it", "say(unlink(secret))"),
    HostileCell("makes a file beside it", "say(open(outside + \"/new\", O_WRONLY | O_CREAT, 0o600))"),
    HostileCell("makes a folder beside it", "say(mkdir(outside + \"/folder\", 0o700))"),
    HostileCell("writes over its notebook", "say(open(\"hostile.md\", O_WRONLY | O_TRUNC))"),
    HostileCell("removes its notebook", "say(unlink(\"hostile.md\"))"),
    HostileCell("renames its notebook", "say(rename(\"hostile.md\", \"gone.md\"))"),
    HostileCell("makes a file beside its notebook", "say(open(\"page.html\", O_WRONLY | O_CREAT, 0o600))"),
    HostileCell(
      "writes into the shared temporary folder",
      "say(open(\"/tmp/lectern-hostile\", O_WRONLY | O_CREAT, 0o600))"),
    HostileCell("opens the terminal", "say(open(\"/dev/tty\", O_RDWR))"),
    HostileCell(
      "reads the machine's memory", "print(open(\"/dev/mem\", O_RDONLY) < 0 ? \"refused\" : \"done\")",
      "refused"),
  ]

  static let links = [
    HostileCell(
      "reads through a link", "say(symlink(secret, own))\nsay(open(own, O_RDONLY))", "done\nPermission denied"
    ),
    HostileCell(
      "writes through a link", "say(symlink(secret, own))\nsay(open(own, O_WRONLY))",
      "done\nPermission denied"),
    HostileCell(
      "gives a stranger's file a second name", "print(link(secret, own) < 0 ? \"refused\" : \"done\")",
      "refused"),
    HostileCell(
      "moves it into its folder", "print(rename(secret, own) < 0 ? \"refused\" : \"done\")", "refused"),
    HostileCell(
      "moves its own file out",
      "close(open(own, O_WRONLY | O_CREAT, 0o600))\nprint(rename(own, outside + \"/own\") < 0 ? \"refused\" : \"done\")",
      "refused"),
    HostileCell(
      "makes a link to it in turn with a folder",
      """
      var opened = 0
      for _ in 0..<200 {
        mkdir(own, 0o700); rmdir(own); symlink(outside, own)
        opened += open(own + "/secret", O_RDONLY) >= 0 ? 1 : 0
        unlink(own)
      }
      print(opened)
      """, "0"),
  ]

  static let metadata = [
    HostileCell("takes a file's rights away", "say(chmod(secret, 0))", "Operation not permitted"),
    HostileCell(
      "takes its notebook's rights away", "say(fchmod(open(\"hostile.md\", O_RDONLY), 0))",
      "Operation not permitted"),
    HostileCell("gives a file away", "say(chown(secret, 1, 1))", "Operation not permitted"),
    HostileCell("changes its date", "say(utimes(secret, nil))", "Operation not permitted"),
    HostileCell(
      "marks it",
      "secret.withCString { call(188, Int(bitPattern: $0), Int(bitPattern: $0), Int(bitPattern: $0)) }",
      "Operation not permitted"),
    HostileCell(
      "marks it by a newer call",
      "secret.withCString { call(463, -100, Int(bitPattern: $0), 0) }", "Function not implemented"),
    HostileCell(
      "reads where it was loaded from",
      "secret.withCString { path in \"user.origin\".withCString { call(191, Int(bitPattern: path), Int(bitPattern: $0)) } }",
      "Operation not supported"),
    HostileCell(
      "changes its notebook's flags",
      "var flags = 0x80\nwithUnsafeMutablePointer(to: &flags) {\n"
        + "  call(16, Int(open(\"hostile.md\", O_RDONLY)), 0x4008_6602, Int(bitPattern: $0))\n}",
      "Inappropriate ioctl for device"),
    HostileCell(
      "keeps others from opening its notebook", "say(fcntl(open(\"hostile.md\", O_RDONLY), 1024, F_RDLCK))",
      "Operation not permitted"),
    HostileCell("watches what happens in a stranger's folder", "call(294)", "Operation not permitted"),
    HostileCell(
      "locks a file of the system", "say(flock(open(\"/usr/bin/env\", O_RDONLY), LOCK_EX | LOCK_NB))",
      "No locks available"),
    HostileCell(
      "locks a part of one", "call(72, Int(open(\"/usr/bin/env\", O_RDONLY)), 6)", "No locks available"),
    HostileCell(
      "locks a part of one for whoever has it open", "call(72, Int(open(\"/usr/bin/env\", O_RDONLY)), 37)",
      "No locks available"),
    HostileCell(
      "watches what happens in its notebook's folder", "say(fcntl(open(\".\", O_RDONLY), 1026, 1))",
      "Operation not permitted"),
  ]

  static let ownRun = [
    HostileCell(
      "reaches the notes of its accesses", "say(open(NSTemporaryDirectory() + \"/../accesses\", O_WRONLY))"),
    HostileCell(
      "puts another file for its messages", "say(unlink(NSTemporaryDirectory() + \"/../wire\"))"),
    HostileCell(
      "writes over its rules", "say(open(NSTemporaryDirectory() + \"/../cage\", O_WRONLY))"),
    HostileCell("writes over the library of cells", "say(open(\"LIBRARY\", O_WRONLY))"),
    HostileCell("writes over the compiler", "say(open(\"COMPILER\", O_WRONLY))"),
    HostileCell("fills the user's cache", "say(mkdir(\"CACHE/lectern-hostile\", 0o700))"),
    HostileCell(
      "asks for the user's folder",
      "let folders = [\"HOME\", \"TMPDIR\"].map { ProcessInfo.processInfo.environment[$0] ?? \"none\" }\n"
        + "print(Set(folders).count == 1 && folders[0].hasSuffix(\"/scratch\") ? \"own\" : \"\\(folders)\")",
      "own"),
    HostileCell(
      "asks for a variable",
      "print(ProcessInfo.processInfo.environment[\"\(secretVariable)\"] ?? \"none\")", "none"),
  ]

  static let processes = [
    HostileCell("stops its host", "say(kill(getppid(), SIGSTOP))", "Operation not permitted"),
    HostileCell("ends its host", "say(kill(getppid(), SIGKILL))", "Operation not permitted"),
    HostileCell("traces its host", "call(101, 16, Int(getppid()))", "Operation not permitted"),
    HostileCell("reads its host's memory", "call(310, Int(getppid()))", "Operation not permitted"),
    HostileCell("gives its host's memory up", "call(440, 0)", "Operation not permitted"),
    HostileCell("moves its host's memory", "call(279, Int(getppid()))", "Operation not permitted"),
    HostileCell("asks for its host's locks", "call(274, Int(getppid()))", "Operation not permitted"),
    HostileCell(
      "compares its host's memory with its own", "call(312, Int(getppid()))", "Operation not permitted"),
    HostileCell("takes a descriptor of its host", "call(438, 0)", "Operation not permitted"),
    HostileCell("limits its host", "call(302, Int(getppid()), 0)", "Operation not permitted"),
    HostileCell(
      "slows a process down by its number", "call(141, 0, Int(getpid()), 19)", "Operation not permitted"),
    HostileCell("slows all of its user's processes down", "call(141, 2, 0, 19)", "Operation not permitted"),
    HostileCell(
      "puts a process last by its number",
      "var priority: Int32 = 0\nwithUnsafePointer(to: &priority) { call(144, Int(getpid()), 3, Int(bitPattern: $0)) }",
      "Operation not permitted"),
    HostileCell(
      "delays a process's reading", "call(251, 1, Int(getpid()), 0x6000)", "Operation not permitted"),
    HostileCell("hides from who counts its processes", "call(157, 4, 0)", "Operation not permitted"),
    HostileCell(
      "has memory that counts as nobody's",
      "print(mmap(nil, 1 << 20, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? \"refused\" : \"done\")",
      "refused"),
    HostileCell("leaves pages in a pipe by reference", "call(278)", "Invalid argument"),
    HostileCell("moves a file's pages into one", "call(275)", "Invalid argument"),
    HostileCell("copies them from pipe to pipe", "call(276)", "Invalid argument"),
    HostileCell("sends a file's pages", "call(40)", "Invalid argument"),
    HostileCell(
      "makes a larger pipe",
      "var ends = [Int32](repeating: 0, count: 2)\npipe(&ends)\nsay(fcntl(ends[0], 1031, 1 << 20))",
      "Operation not permitted"),
    HostileCell(
      "makes pipes without end",
      """
      var count = 0
      for _ in 0..<3 {
        var (pipes, ends) = ([Int32](repeating: 0, count: 2), [Int32](repeating: 0, count: 2))
        pipe(&pipes)
        if system(57, 0, 0, 0, 0, 0) == 0 {
          var made: Int32 = 0
          while made < 2000, pipe(&ends) == 0 { made += 1 }
          write(pipes[1], &made, 4)
          pause()
        }
        var made: Int32 = 0
        read(pipes[0], &made, 4)
        count += Int(made)
      }
      print(count < 520 ? "stopped" : "\\(count)")
      """, "stopped"),
    HostileCell("keeps rules in the kernel's memory", "call(444)", "Operation not supported"),
    HostileCell(
      "has a process that shares its memory", "call(56, 0x111)", "Operation not permitted"),
    HostileCell(
      "lets others wait for a file",
      "call(72, Int(open(\"/usr/bin/env\", O_RDONLY)), 1040)", "Invalid argument"),
    HostileCell(
      "copies a file of its own",
      """
      let original = Data((0..<100_000).map { UInt8(truncatingIfNeeded: $0 / 7) })
      let descriptor = open(own, O_WRONLY | O_CREAT, 0o700)
      original.withUnsafeBytes { _ = write(descriptor, $0.baseAddress, $0.count) }
      try FileManager.default.copyItem(atPath: own, toPath: own + "2")
      print(try Data(contentsOf: URL(fileURLWithPath: own + "2")) == original)
      """, "true"),
    HostileCell("has such memory of a device", "say(open(\"/dev/zero\", O_RDWR))"),
    HostileCell("takes the machine's places for reading", "call(206, 65_000)", "Function not implemented"),
    HostileCell(
      "leaves signals waiting without end",
      """
      var signals = sigset_t()
      sigemptyset(&signals)
      sigaddset(&signals, 40)
      sigprocmask(SIG_BLOCK, &signals, nil)
      let sent = (0..<5000).count { _ in sigqueue(getpid(), 40, sigval()) == 0 }
      print(sent <= 1024 ? "stopped" : "\\(sent)")
      """, "stopped"),
    HostileCell(
      "makes processes without end",
      """
      var children = 0
      while children < 5000 {
        let child = system(57, 0, 0, 0, 0, 0)
        if child == 0 { pause(); _exit(0) }
        if child < 0 { break }
        children += 1
      }
      print(children < 600 ? "stopped" : "\\(children)")
      """, "stopped"),
    HostileCell(
      "makes threads without end",
      """
      var threads = 0, thread = pthread_t()
      while threads < 5000, pthread_create(&thread, nil, { _ in pause(); return nil }, nil) == 0 { threads += 1 }
      print(threads < 600 ? "stopped" : "\\(threads)")
      """, "stopped"),
    HostileCell(
      "keeps bytes without end in the kernel's memory",
      """
      var pairs = 0
      for _ in 0..<4 {
        var (count, ends, pipes) = (Int32(0), [Int32](repeating: 0, count: 2), [Int32](repeating: 0, count: 2))
        pipe(&pipes)
        if system(57, 0, 0, 0, 0, 0) == 0 {
          while socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 { count += 1 }
          write(pipes[1], &count, 4)
          while true { pause() }
        }
        if read(pipes[0], &count, 4) == 4 { pairs += Int(count) }
      }
      print(pairs > 300 && pairs <= 512 ? "stopped" : "\\(pairs)")
      """, "stopped"),
    HostileCell(
      "opens files without end",
      "var count = 0\nwhile open(\"/dev/null\", O_RDONLY) >= 0 { count += 1 }\nprint(count < 1024)",
      "true"),
  ]

  static let network = [
    HostileCell("connects", "say(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))"),
    HostileCell("connects by IPv6", "say(socket(AF_INET6, Int32(SOCK_STREAM.rawValue), 0))"),
    HostileCell("sends a datagram", "say(socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0))"),
    HostileCell(
      "connects to a service of this machine", "say(socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0))"),
    HostileCell("asks the kernel by netlink", "say(socket(AF_NETLINK, Int32(SOCK_RAW.rawValue), 0))"),
    HostileCell("listens to all packets", "say(socket(AF_PACKET, Int32(SOCK_RAW.rawValue), 0))"),
    HostileCell(
      "sends a datagram from an end of a pair",
      "var ends: [Int32] = [0, 0]\nsay(socketpair(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0, &ends))"),
    HostileCell(
      "has a pair whose ends no address reaches",
      "var ends: [Int32] = [0, 0]\nsay(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends))", "done"),
    HostileCell(
      "takes the name of another's service",
      """
      var (ends, name): ([Int32], sockaddr_un) = ([0, 0], sockaddr_un())
      socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends)
      name.sun_family = sa_family_t(AF_UNIX)
      name.sun_path.1 = 0x61
      for reach in [bind, connect] {
        withUnsafePointer(to: &name) {
          $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { say(reach(ends[0], $0, 4)) }
        }
      }
      say(listen(ends[0], 1))
      """, "Permission denied\nPermission denied\nPermission denied"),
    HostileCell("has a pair of another family", "call(53, 30, 1)"),
    HostileCell("opens a socket by a ring", "call(425, 8)", "Function not implemented"),
    HostileCell(
      "opens a socket in a child", "shell(\"python3 -c 'import socket; socket.socket()'\")", "refused"),
  ]

  static let programs = [
    HostileCell("reads by a program", "shell(\"cat \" + secret)", "refused"),
    HostileCell("writes by a program", "shell(\"echo x > \" + secret)", "refused"),
    HostileCell(
      "preloads a library", "setenv(\"LD_PRELOAD\", secret, 1)\nshell(\"cat \" + secret)", "refused"),
    HostileCell("plans for later", "shell(\"echo '* * * * * true' | crontab -\")", "refused"),
    HostileCell("asks for root", "shell(\"su -c 'cat /etc/shadow'\")", "refused"),
    HostileCell(
      "outlives the run", "shell(\"(setsid sleep 0.3; echo x > \" + secret + \") &\")\nprint(1)", "done\n1"),
  ]
}
