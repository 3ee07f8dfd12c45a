/// The commands for single characters, by the character's role.
enum TeXSymbols {
  /// Letters, which are set in italics.
  static let letters = table(
    """
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ
    mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ
    psi ψ omega ω imath ı jmath ȷ ell ℓ hbar ℏ
    """)

  /// Letters and signs that are set upright.
  static let uprights = table(
    """
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω nabla ∇ partial ∂ infty ∞
    emptyset ∅ varnothing ∅ aleph ℵ Re ℜ Im ℑ wp ℘ ldots … dots … dotsc … cdots ⋯ dotsb ⋯ vdots ⋮ ddots ⋱ top ⊤
    bot ⊥ angle ∠ triangle △ square □ blacksquare ■ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ prime ′ degree °
    checkmark ✓ # # $ $ % % & & _ _ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ dagger † ddagger ‡ S §
    pounds £ euro €
    """)

  static let binaries = table(
    """
    pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ cap ∩
    cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖ smallsetminus ∖ wr ≀ amalg ⨿ diamond ⋄
    dotplus ∔ intercal ⊺ ltimes ⋉ rtimes ⋊ boxplus ⊞ boxtimes ⊠ boxdot ⊡ triangleleft ◁ triangleright ▷
    """)

  static let relations = table(
    """
    leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ ll ≪ gg ≫ approx ≈ approxeq ≊ equiv ≡ cong ≅ sim ∼ simeq ≃ propto ∝ prec ≺
    succ ≻ preceq ⪯ succeq ⪰ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ sqsubseteq ⊑
    sqsupseteq ⊒ in ∈ ni ∋ notin ∉ mid ∣ nmid ∤ parallel ∥ perp ⊥ vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ asymp ≍
    doteq ≐ coloneqq ≔ eqqcolon ≕ triangleq ≜ leqslant ⩽ geqslant ⩾ lesssim ≲ gtrsim ≳ nleq ≰ ngeq ≱ bowtie ⋈
    Join ⋈ smile ⌣ frown ⌢ lt < gt >
    """)

  static let arrows = table(
    """
    to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ implies ⟹
    impliedby ⟸ iff ⟺ mapsto ↦ longmapsto ⟼ longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷
    Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑
    Downarrow ⇓ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀
    leftharpoonup ↼ rightleftharpoons ⇌ rightsquigarrow ⇝ leadsto ⇝ twoheadrightarrow ↠ circlearrowleft ↺
    circlearrowright ↻ curvearrowright ↷ upuparrows ⇈ rightrightarrows ⇉
    """)

  /// Operators that grow in displayed formulas. Sums take limits, but integrals do not.
  static let sums = table(
    """
    sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ biguplus ⨄
    bigsqcup ⨆
    """)
  static let integrals = table("int ∫ iint ∬ iiint ∭ oint ∮")

  /// The delimiters that can follow `\left`, `\right` and `\big`.
  static let delimiters = table(
    """
    lbrace { rbrace } { { } } langle ⟨ rangle ⟩ lvert | rvert | vert | lVert ‖ rVert ‖ Vert ‖ | ‖ lceil ⌈ rceil ⌉
    lfloor ⌊ rfloor ⌋ lbrack [ rbrack ] lgroup ⟮ rgroup ⟯ uparrow ↑ downarrow ↓ updownarrow ↕ backslash \\
    ulcorner ⌜ urcorner ⌝ llbracket ⟦ rrbracket ⟧ lparen ( rparen )
    """)
  static let openings: Set<String> = [
    "lbrace", "{", "langle", "lvert", "lVert", "lceil", "lfloor", "lbrack", "lgroup", "ulcorner", "llbracket",
    "lparen",
  ]
  static let closings: Set<String> = [
    "rbrace", "}", "rangle", "rvert", "rVert", "rceil", "rfloor", "rbrack", "rgroup", "urcorner", "rrbracket",
    "rparen",
  ]

  /// Functions with an upright name.
  static let functions: Set<String> = [
    "log", "ln", "lg", "exp", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth",
    "arcsin",
    "arccos", "arctan", "arg", "deg", "dim", "hom", "ker",
  ]
  /// The functions that take their scripts above and below, with their names.
  static let limitFunctions: [String: String] = [
    "max": "max", "min": "min", "sup": "sup", "inf": "inf", "lim": "lim", "limsup": "lim\u{2009}sup",
    "liminf": "lim\u{2009}inf", "det": "det", "gcd": "gcd", "Pr": "Pr", "argmax": "arg\u{2009}max",
    "argmin": "arg\u{2009}min",
  ]

  static let spaces: [String: String] = [
    ",": "0.1667em", "thinspace": "0.1667em", ":": "0.2222em", ">": "0.2222em", "medspace": "0.2222em",
    ";": "0.2778em", "thickspace": "0.2778em", "!": "-0.1667em", "negthinspace": "-0.1667em", " ": "0.25em",
    "enspace": "0.5em", "quad": "1em", "qquad": "2em", "nobreakspace": "0.25em", "space": "0.25em",
  ]

  private static func table(_ text: String) -> [String: String] {
    let words = text.split { $0 == " " || $0 == "\n" }.map(String.init)
    var table: [String: String] = [:]
    for index in stride(from: 0, to: words.count - 1, by: 2) { table[words[index]] = words[index + 1] }
    return table
  }
}
