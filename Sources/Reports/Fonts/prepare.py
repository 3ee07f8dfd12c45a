#!/usr/bin/env python3
"""Makes the fonts that pages embed, and the table of advance widths by which labels are measured.

    prepare.py FOLDER

FOLDER is searched for the original fonts; Debian's package texlive-fonts-extra has them all. Needs fonttools 4.55
with brotli and lxml. The same originals and the same fonttools make the same files.
"""

import io
import pathlib
import sys

from fontTools import subset
from fontTools.cffLib import cffStandardStrings
from fontTools.ttLib import TTFont

HERE = pathlib.Path(__file__).resolve().parent
ADVANCES = HERE.parents[1] / "SVGCharts" / "Text" / "LabelAdvances.swift"

ASCII = "".join(map(chr, range(0x20, 0x7F)))
# A no-break space, a thin space, and a narrow space that doesn't break.
SPACES = "\u00a0\u2009\u202f"
SIGNS = "–—‘’“”…·×−±°→≈≤≥≠²³½′•äöüßÄÖÜé"
# In labels, tables, printed output and values there are more signs than in prose.
LABEL_SIGNS = SIGNS + "¹⁰⁴⁵⁶⁷⁸⁹⁻₀₁₂₃←↑↓√∞∂∑✓αβηθλμρστφ¼¾"
LATIN = "ÀÁÂÃÅÆÇÈÉÊËÍÎÏÑÒÓÔØÙÚÛàáâãåæçèêëíîïñòóôøùúûýÿŒœŠšŽžŁłČčŞşĞğİıŐőŰűĄąĘę¡¿«»‹›„‚§©€"

TEXT_FEATURES = ["kern", "liga"]
XCHARTER = "© 1989-1992 Bitstream Inc.; © 2009-2012 A. Panov; © 2013-2022 M. Sharpe. See the page's style sheet."
SOURCE = "© 2010-2019 Adobe, with Reserved Font Name 'Source'. SIL Open Font License 1.1."
MATHEMATICS = "XCharter-Math © 2022 Daniel Flipo. SIL Open Font License 1.1."
OFL = "http://scripts.sil.org/OFL"

# name of the file: (original, family, is bold, is italic, notice, characters, features)
FACES = {
    "serif": ("XCharter-Roman", "Lectern Serif", False, False, XCHARTER, ASCII + SPACES + SIGNS, TEXT_FEATURES),
    "serif-italic": ("XCharter-Italic", "Lectern Serif", False, True, XCHARTER, ASCII + SPACES + SIGNS, TEXT_FEATURES),
    "serif-bold": ("XCharter-Bold", "Lectern Serif", True, False, XCHARTER, ASCII + SPACES + SIGNS, TEXT_FEATURES),
    # Without kerning: the width of a label is the sum of its characters' advances.
    "sans": ("SourceSansPro-Regular", "Lectern Sans", False, False, SOURCE, ASCII + SPACES + LABEL_SIGNS, []),
    "sans-bold": ("SourceSansPro-Semibold", "Lectern Sans", True, False, SOURCE, ASCII + SPACES + LABEL_SIGNS, []),
    "code": ("SourceCodePro-Regular", "Lectern Code", False, False, SOURCE, ASCII + SPACES + LABEL_SIGNS, []),
}

ITALIC_CAPITALS = range(0x1D434, 0x1D44E)
ITALIC_LETTERS = [*range(0x1D44E, 0x1D468), 0x210E]
ITALIC_GREEK = range(0x1D6FC, 0x1D716)
OPERATORS = "()+,./:;<=>[]|!{}±×‖′←→∏∑∫−∝∣≈⋅⋆⌊⌋⟨⟩⏟⋯…∂∞∇∈≤≥≠√⊙⊤∘·∼"
ACCENTS = "^~¯ˆ˜ˉ̂̃̄"
MATH_CHARACTERS = (
    "".join(map(chr, [*ITALIC_CAPITALS, *ITALIC_LETTERS, *ITALIC_GREEK])) + "0123456789 " + OPERATORS + ACCENTS
)
# How many larger forms of a sign are kept; what is larger still is put together from parts.
UPRIGHT_FORMS = {**dict.fromkeys("()[]{}|∣‖√", 3), **dict.fromkeys("⌊⌋⟨⟩", 2), **dict.fromkeys("∑∏∫", 1)}
LEVEL_FORMS = {"⏟": 1, "\u0302": 1, "\u0303": 1}


def original(folder, name):
    found = sorted(folder.rglob(name + ".otf"))
    if not found:
        sys.exit(f"{name}.otf is not in {folder}")
    return found[0]


def opened(file):
    # with the time of the subset in it, every run would make different files
    return TTFont(file, recalcTimestamp=False)


def named(font, family, bold, italic, notice):
    """Names the subset: a modified font may not keep a reserved name, and has to keep its notice."""
    style = " ".join(word for word, has in [("Bold", bold), ("Italic", italic)] if has) or "Regular"
    table = font["name"]
    table.names = []
    entries = {0: notice, 1: family, 2: style, 4: f"{family} {style}", 6: f"{family}-{style}".replace(" ", "")}
    if "SIL" in notice:
        entries[14] = OFL
    for key, text in entries.items():
        table.setName(text, key, 3, 1, 0x409)


def reduced(font, characters, features):
    options = subset.Options()
    options.hinting = False
    options.desubroutinize = True  # smaller once compressed
    options.layout_features = features
    options.drop_tables = ["DSIG", "FFTM", "SVG ", "GDEF", *options.drop_tables]
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    if not features:
        for table in ("GSUB", "GPOS"):
            if table in font:
                del font[table]
    windows = [table for table in font["cmap"].tables if table.platformID == 3]
    widest = max(windows, key=lambda table: table.format)
    font["cmap"].tables = [widest]
    return font


def without_glyph_names(font):
    """Gives glyphs the names that the format has built in, which take no room; nothing reads them."""
    data = io.BytesIO()
    font.save(data)
    font = opened(io.BytesIO(data.getvalue()))
    top = font["CFF "].cff.topDictIndex[0]
    names = [".notdef", *cffStandardStrings[1 : len(top.charset)]]
    strings = top.CharStrings.charStrings
    top.CharStrings.charStrings = {new: strings[old] for old, new in zip(top.charset, names)}
    top.charset = names
    return font


def save(font, name):
    font = without_glyph_names(font)
    font.flavor = "woff2"
    data = io.BytesIO()
    font.save(data)
    path = HERE / f"{name}.woff2"
    path.write_bytes(data.getvalue())
    print(f"{path.name:24} {len(data.getvalue()):6} bytes, {len(font.getGlyphOrder())} glyphs")


def with_fewer_forms(font):
    variants = font["MATH"].table.MathVariants
    characters = font.getBestCmap()

    def kept(coverage, constructions, forms):
        numbers = {characters[ord(sign)]: count for sign, count in forms.items() if ord(sign) in characters}
        pairs = [pair for pair in zip(coverage.glyphs, constructions) if pair[0] in numbers]
        for glyph, construction in pairs:
            # the first record is the sign itself
            construction.MathGlyphVariantRecord = construction.MathGlyphVariantRecord[: numbers[glyph] + 1]
            construction.VariantCount = len(construction.MathGlyphVariantRecord)
        coverage.glyphs = [glyph for glyph, _ in pairs]
        return [construction for _, construction in pairs]

    variants.VertGlyphConstruction = kept(variants.VertGlyphCoverage, variants.VertGlyphConstruction, UPRIGHT_FORMS)
    variants.VertGlyphCount = len(variants.VertGlyphConstruction)
    variants.HorizGlyphConstruction = kept(variants.HorizGlyphCoverage, variants.HorizGlyphConstruction, LEVEL_FORMS)
    variants.HorizGlyphCount = len(variants.HorizGlyphConstruction)
    data = io.BytesIO()
    font.save(data)
    return opened(io.BytesIO(data.getvalue()))


def advances(path, characters):
    font = opened(path)
    assert font["head"].unitsPerEm == 1000
    glyphs, metrics = font.getBestCmap(), font["hmtx"]
    return {ord(each): metrics[glyphs[ord(each)]][0] for each in characters if ord(each) in glyphs}


def rows(numbers, indent):
    lines, line = [], ""
    for number in numbers:
        if len(indent + line) + len(f"{number},") > 110:
            lines.append(indent + line.rstrip())
            line = ""
        line += f"{number}, "
    return "\n".join(lines + [indent + line.rstrip()])


def write_advances(folder):
    text = (
        "// Made by Sources/Reports/Fonts/prepare.py.\n\n"
        "/// The advance widths of the font that draws labels, in thousandths of its size.\n"
        "enum LabelAdvances {\n"
    )
    others = sorted(set(LABEL_SIGNS + SPACES + LATIN), key=ord)
    for name, face, what in [("regular", "sans", "The regular face"), ("bold", "sans-bold", "The bold face")]:
        table = advances(original(folder, FACES[face][0]), ASCII + "".join(others))
        text += f"  /// {what}, from the space to the tilde.\n  static let {name}: [Int16] = [\n"
        text += rows([table[ord(each)] for each in ASCII], "    ") + "\n  ]\n"
        text += f"  /// {what}: other characters.\n  static let {name}Others: [UInt32: Int16] = [\n"
        pairs = [f"0x{ord(each):X}: {table[ord(each)]}" for each in others if ord(each) in table]
        text += rows(pairs, "    ") + "\n  ]\n"
    ADVANCES.write_text(text + "}\n", encoding="utf-8")


def main():
    folder = pathlib.Path(sys.argv[1])
    for name, (file, family, bold, italic, notice, characters, features) in FACES.items():
        for suffix, chosen in [("", characters), ("-latin", LATIN)]:
            font = opened(original(folder, file))
            named(font, family, bold, italic, notice)
            save(reduced(font, chosen, features if not suffix else []), name + suffix)
    font = with_fewer_forms(opened(original(folder, "XCharter-Math")))
    named(font, "Lectern Math", False, False, MATHEMATICS)
    save(reduced(font, MATH_CHARACTERS, []), "math")
    write_advances(folder)


if __name__ == "__main__":
    main()
