/// What a new book has in its list, its first chapter and its README.
enum NewBookTexts {
  /// The list, in which a comment explains each key.
  static func list(title: String) -> String {
    """
    # The book: what 'lectern build' makes pages of. Keys that begin with '#' are there to be uncommented.

    # The book's name, on the front page and in each page's title; without it the book is called "Notebooks", in its language.
    # Like all texts here it can have *emphasis*, `code` and $formulas$.
    title: "\(New.quoted(title))"

    # One line below it.
    subtitle: A book whose pages compute what they say

    # What the book is about, on the front page; each line is a paragraph.
    description: |
      Write here what readers will be able to do at the end, and why they may want to.

    # Who has written it: a name or a list of names.
    # author: [Ada Lovelace]

    # The language of its pages, of chapters that don't name one, and of the pages' own words: en, de, fr, es, ar, zh, ja or he.
    # lang: en

    # What readers need, one sentence for each.
    needs:
      - A browser. Every page is one file and needs no network.

    # The chapters in reading order: a file's name, or a mapping with 'file' and more about the chapter.
    chapters:
      - file: 01-a-coin.md
        # What lists and links call the chapter, where its own title is too long for them.
        # title: A coin
        # What readers can do after the chapter; it completes "You can then …".
        outcome: say how far a thousand throws of a coin stray from one half
        # The chapter's picture on the front page: neuron, layers, valley, window, chain, belt, directions, words,
        # bottleneck, alignment, streams or tree.
        # plate: tree
        # The chapters that this one builds on, all of them further up in this list.
        # after: [01-a-coin.md]
        # Whether it has a number: a preface has none.
        # number: false
      # Chapters that belong together: a part, with a title and chapters of its own.
      # - part: Experiments
      #   chapters: [02-dice.md, 03-cards.md]

    # What comes after the chapters and has letters instead of numbers.
    # appendices: [tables.md]

    # Works that chapters cite as [@key], in a file of BibTeX or of CSL-JSON.
    # bibliography: works.bib

    # Swift packages that cells import from.
    # packages:
    #   - url: https://github.com/apple/swift-algorithms
    #     exact: 1.2.1
    #     products: [Algorithms]

    # Short names for formulas, in all chapters.
    # macros:
    #   \\R: \\mathbb{R}

    # What cells may do besides the usual. Readers grant what goes beyond that with --allow-book.
    # Files and folders that cells also read, relative to this file.
    # allow-read: [../data]
    # Files and folders that they also change.
    # allow-write: ../results
    # Whether they reach the network.
    # allow-net: true
    # Whether packages are built, whose manifests run outside of the cells' cage.
    # allow-packages: true
    # The seconds that a cell may take.
    # timeout: 300
    # The memory that a chapter's cells may take.
    # memory: 4G
    # How much a cell may print.
    # max-output: 8M
    # How much the cells may show on a page.
    # max-page: 128M

    """
  }

  static let chapter = """
    ---
    title: A coin, thrown very often
    subtitle: What chance does when it has time
    params:
      seed: 1
      count: {value: 1000, choices: [100, 1000, 10000]}
    ---

    This chapter is yours to change. It throws a coin `{swift} count` times and shows, on the way, what a notebook has. A cell
    is Swift; all cells together are one program, and the last expression of a cell is shown.

    ## A thousand throws

    ```{swift}
    //| label: fig-share
    //| fig-cap: "The share of heads after each of `{swift} count` throws."
    var rng = SplitMix64(seed: UInt64(seed))
    var heads = 0
    var shares: [Double] = []
    for number in 1...count {
      if Bool.random(using: &rng) { heads += 1 }
      shares.append(Double(heads) / Double(number))
    }

    Chart {
      LineMark(x: .value("throws", (1...count).map(Double.init)), y: .value("share of heads", shares))
    }
    ```

    The coin showed heads `{swift} heads` times. That number is a live value: it is computed together with @fig-share, so it
    can't be out of date. The distance from one half shrinks like one over the **square root** of the number of throws, and
    that can be claimed. A claim that doesn't hold fails the run, and the page says where.

    ```{swift}
    let distance = abs(shares[count - 1] - 0.5)
    claim("the share is within two over the square root of the number of throws", distance < 2 / Double(count).squareRoot())
    ```

    ## An exercise

    ### As many as needed {#ex-throws}

    How many throws bring one over the square root of their number down to one in a hundred?

    ```{swift}
    //| exercise: ex-throws
    let needed = 100
    ```

    ```{swift}
    //| check: ex-throws
    claim("that many throws are enough", 1 / Double(needed).squareRoot() <= 0.01)
    claim("one fewer would not be", 1 / Double(needed - 1).squareRoot() > 0.01)
    ```

    ```{swift}
    //| solution: ex-throws
    //| hint: "Ten times as exact takes a hundred times as many."
    let needed = 10_000
    ```

    """

  static func readme(title: String) -> String {
    """
    # \(title)

    A book of Markdown notebooks with Swift cells, made by Lectern. In this folder:

    | to | run |
    |:---|:---|
    | write with the pages beside you | `lectern serve` |
    | make all pages, into `output/` | `lectern build` |
    | make them with what `book.yml` asks for beyond the usual rights and limits | `lectern build --allow-book` |
    | look for mistakes without running a cell | `lectern check` |
    | start another chapter | `lectern new 02-next.md`, and a line for it in `book.yml` |
    | read how chapters and books are written | `lectern manual` |

    `book.yml` lists the chapters and explains each key. `output/` has everything that a web server needs, and the pages also
    open from disk.

    `.github/workflows/publish.yml` and `.gitlab-ci.yml` build the book after each push and publish it. Both need the variable
    `LECTERN_SOURCE`: the address of Lectern's repository, which they build. Delete the one that you don't use.

    """
  }
}
