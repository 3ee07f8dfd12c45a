import Foundation
import Testing

/// `lectern sweep`: combinations of parameters, gathered in a table.
struct SweepTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.write(
      """
      ---
      title: T
      params:
        rate: 0.5
        seed: 1
        name: a
      results:
        score: rate * Double(10 * seed)
        word: name + "!"
      ---

      ```{swift}
      claim("rate is small", rate < 0.9)
      ```

      ```{swift}
      //| exercise: ex-two
      let two = 1
      ```

      ```{swift}
      //| check: ex-two
      claim("two is 2", two == 2)
      ```

      ```{swift}
      //| solution: ex-two
      let two = 2
      ```

      """, to: "n.md")
  }

  @Test func `means over the seeds have their intervals`() throws {
    let answer = try bench.lectern("sweep", "n.md", "-P", "rate:0.1,0.2", "-P", "seed:1..3", "--quiet")
    #expect(answer.code == 0, "\(answer.error)")
    // For 1, 2, 3: mean 2, standard deviation 1, t(2) = 4.3027, so 4.3027 / √3 = 2.484.
    #expect(
      answer.output == """
        | rate | runs | failed | claims that hold | score | word |
        | --- | ---: | ---: | ---: | ---: | ---: |
        | 0.1 | 3 | 0 | 3 of 3 | 2 ± 2.484 | a! a! a! |
        | 0.2 | 3 | 0 | 3 of 3 | 4 ± 4.968 | a! a! a! |

        """)
  }

  /// 0.2 + 0.2 + 0.2 is not 3 · 0.2.
  @Test func `equal results have no interval`() throws {
    let answer = try bench.lectern("sweep", "n.md", "-P", "seed:1..3", "-r", "same: 0.2", "--quiet")
    #expect(answer.code == 0 && answer.output.contains("| 0.2 ± 0 |"), "\(answer)")
  }

  @Test func `results of earlier runs are used`() throws {
    let first = try bench.lectern("sweep", "n.md", "-P", "seed:1,2", "-j", "2")
    let again = try bench.lectern("sweep", "n.md", "-P", "seed:1..3", "-j", "1")
    #expect(!first.error.contains("nothing to run") && again.error.contains("✓ 2/3 seed 2: nothing to run"))
    #expect(again.error.contains("✓ 3/3 seed 3\n"))
  }

  @Test func `each run has a row, also as CSV and JSON`() throws {
    let answer = try bench.lectern(
      "sweep", "n.md", "-P", "rate:0.25", "-P", "seed:2..3", "-P", "name:x,y\\,z", "--each", "-o", "t.csv",
      "--quiet",
      "-r", "double: seed * 2")
    #expect(answer.code == 0, "\(answer.error)")
    #expect(
      try bench.read("t.csv") == """
        rate,seed,name,runs,failed,claims,claims that hold,score,word,double
        0.25,2,x,1,0,1,1,5.0,x!,4
        0.25,2,"y,z",1,0,1,1,5.0,"y,z!",4
        0.25,3,x,1,0,1,1,7.5,x!,6
        0.25,3,"y,z",1,0,1,1,7.5,"y,z!",6

        """)
    let json = try bench.lectern("sweep", "n.md", "-P", "seed:2..3", "--format", "json", "--quiet")
    let rows = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
    let results = rows?.first?["results"] as? [String: Any]
    #expect((results?["score"] as? [String: Any])?["mean"] as? Double == 12.5)
    #expect((rows?.first?["runs"] as? [[String: Any]])?.count == 2)
  }

  @Test func `a combination that fails is named, and the others are in the table`() throws {
    let answer = try bench.lectern("sweep", "n.md", "-P", "rate:0.5,1.5", "--quiet")
    #expect(answer.code == 1)
    #expect(answer.output.contains("| 0.5 | 1 | 0 | 1 of 1 | 5.0 | a! |"))
    #expect(answer.output.contains("| 1.5 | 1 | 1 | 0 of 1 | 15.0 | a! |"))
    #expect(answer.error.contains("failed: rate 1.5: n.md:13:1: error: "))
    #expect(answer.error.contains("1 of 2 runs failed"))
  }

  @Test func `a result that does not compile fails at its place`() throws {
    try bench.write(
      "---\nparams:\n  n: 1\nresults:\n  a: unknown\n---\n\n```{swift}\nlet m = n\n```\n", to: "e.md")
    let answer = try bench.lectern("sweep", "e.md", "-P", "n:1,2")
    #expect(
      answer.code == 1
        && answer.error.contains(
          "failed: 2 runs, the first with n 1: e.md:5:6: error: cannot find 'unknown' in scope"),
      "\(answer.error)")
    #expect(answer.error.components(separatedBy: "cannot find 'unknown'").count == 2, "\(answer.error)")
    let checked = try bench.lectern("check", "e.md")
    #expect(
      checked.code == 1 && checked.error.contains("e.md:5:6: error: cannot find 'unknown' in scope"),
      "\(checked.error)")
    let given = try bench.lectern("sweep", "n.md", "-P", "seed:1", "-r", "double: seed * wo", "--quiet")
    #expect(
      given.code == 1
        && given.error.contains(
          "failed: seed 1: -r 'double: seed * wo':1:16: error: cannot find 'wo' in scope"),
      "\(given.error)")
  }

  @Test func `the table says which results failed, and in how many runs`() throws {
    try bench.write(
      "---\nparams:\n  seed: 1\n---\n\n```{swift}\nlet some = [1.0, 2.0]\n```\n", to: "s.md")
    let answer = try bench.lectern(
      "sweep", "s.md", "-P", "seed:0..2", "-r", "x: nope", "-r", "y: some[seed]", "--quiet")
    #expect(answer.code == 1)
    #expect(
      answer.output == """
        | runs | failed | claims that hold | x | y |
        | ---: | ---: | ---: | ---: | ---: |
        | 3 | 3 | 0 of 0 | failed | 1.5 ± 6.353 (2 of 3 runs) |

        """, "\(answer)")
  }

  @Test(arguments: [
    (["--over", "sed"], "the notebook has no parameter 'sed' to average over; did you mean 'seed'?"),
    (["-o", "t.xlsx"], "end its name with .md, .csv or .json, or give --format"),
    (["-P", "rate:0.1..0.3"], "a range has two whole numbers, as in 1..10; '0.1..0.3' has not"),
  ])
  func `what is meant in vain is said before a run`(arguments: [String], message: String) throws {
    let answer = try bench.lectern(["sweep", "n.md", "-P", "seed:1,2"] + arguments)
    #expect(answer.code == 64 && answer.error.contains(message), "\(answer.error)")
    #expect(answer.output.isEmpty && !bench.exists("t.xlsx"))
  }

  @Test func `a table without results says how to name some`() throws {
    try bench.write("---\nparams:\n  n: 1\n---\n\n```{swift}\nn\n```\n", to: "plain.md")
    let answer = try bench.lectern("sweep", "plain.md", "-P", "n:1,2")
    #expect(
      answer.code == 0 && answer.error.hasPrefix("plain.md: note: beside claims, the table has no results: "),
      "\(answer.error)")
  }

  @Test(arguments: [
    ["-P", "rat:1"], ["-P", "seed:a"], ["-P", "seed:3..1"], ["-P", "seed:1,1"], [],
    ["-P", "seed:1..10000", "-P", "rate:1,2"],
    ["-P", "seed:1", "-r", "x"], ["-P", "seed:1", "-P", "seed:2"], ["-P", "seed:1", "-r", "score:1"],
  ])
  func `wrong usage is told before anything runs`(options: [String]) throws {
    let answer = try bench.lectern(["sweep", "n.md"] + options)
    #expect(answer.code == 64, "\(answer.error)")
  }
}
