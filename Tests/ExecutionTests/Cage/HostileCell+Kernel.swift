extension HostileCell {
  /// What the kernel keeps for all processes of the machine or of a user.
  static let kernel = [
    HostileCell("becomes root of a namespace", "call(272, 0x1000_0000)", "Operation not permitted"),
    HostileCell("makes a process in a namespace", "call(56, 0x1000_0011)", "Operation not permitted"),
    HostileCell(
      "counts its privileges",
      """
      let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
      let lines = status.split(separator: "\\n").filter { $0.hasPrefix("CapEff") || $0.hasPrefix("NoNewPrivs") }
      print(lines.map { $0.split(separator: "\\t")[1] })
      """, "[\"0000000000000000\", \"1\"]"),
    HostileCell("changes its root", "say(chroot(\".\"))", "Operation not permitted"),
    HostileCell("mounts", "call(165)", "Operation not permitted"),
    HostileCell("changes a mount", "call(442)", "Operation not permitted"),
    HostileCell("opens a tree of files", "call(428)", "Operation not permitted"),
    HostileCell("enters a namespace", "call(308)", "Operation not permitted"),
    HostileCell("opens a file by its number", "call(304)", "Operation not permitted"),
    HostileCell("watches all files", "call(300)", "Operation not permitted"),
    HostileCell("handles its own page faults", "call(323)", "Operation not permitted"),
    HostileCell("limits a disk's use", "call(443)", "Operation not permitted"),
    HostileCell("changes its segments", "call(154)", "Operation not permitted"),
    HostileCell("types into a terminal", "call(16, 0, 0x5412)", "Operation not permitted"),
    HostileCell("pastes into a terminal", "call(16, 0, 0x541C)", "Operation not permitted"),
    HostileCell("reads a secret of the kernel", "call(250)", "Operation not permitted"),
    HostileCell("asks for a secret of the kernel", "call(249)", "Operation not permitted"),
    HostileCell(
      "makes a program that has no path", "\"p\".withCString { call(319, Int(bitPattern: $0)) }",
      "Operation not permitted"),
    HostileCell("makes memory that nobody sees", "call(447)", "Operation not permitted"),
    HostileCell("makes a device", "say(mknod(own, S_IFCHR | 0o600, 0x103))", "Operation not permitted"),
    HostileCell("loads a program into the kernel", "call(321)", "Operation not permitted"),
    HostileCell("reads the machine's counters", "call(298)", "Operation not permitted"),
    HostileCell("keeps a secret in the kernel", "call(248)", "Operation not permitted"),
    HostileCell("leaves memory with a name", "say(shmget(7, 4096, 0o1600))", "Operation not permitted"),
    HostileCell("leaves a queue with a name", "say(msgget(7, 0o1600))", "Operation not permitted"),
    HostileCell("reads memory by its number", "call(30, 0, 0, 0o10000)", "Operation not permitted"),
    HostileCell("takes a message by a queue's number", "call(70)", "Operation not permitted"),
    HostileCell("takes a semaphore by its number", "call(65)", "Operation not permitted"),
    HostileCell(
      "removes a queue by its name", "\"q\".withCString { call(241, Int(bitPattern: $0)) }",
      "Operation not permitted"),
    HostileCell("calls what is newer than its cage", "call(457)", "Function not implemented"),
    HostileCell("sets the clock", "call(164)", "Operation not permitted"),
    HostileCell("ends the machine", "call(169)", "Operation not permitted"),
    HostileCell("calls by the x32 interface", "call(0x4000_0000 | 2)", "Function not implemented"),
    HostileCell("allows itself privileges", "call(157, 38)", "Invalid argument"),
  ]
}
