#!/usr/bin/env python3
"""Makes the shipped font and the width table that pictures are measured with.

    npm install --no-save --prefix DIR @fontsource/source-sans-3@5.3.1
    scripts/make-font.py DIR/node_modules/@fontsource/source-sans-3

Needs Debian's fonttools, python3-brotli and libharfbuzz-bin; run by a developer, never by the build. Writes fonts/KoersSans-*.ttf,
fonts/OFL.txt and src/draw/font_widths.cpp, and prints how far a sum of widths is from shaped text (the kerning we ignore).
Source Sans is merged from its subsets, so it is a modified version and may not carry the reserved name "Source".
"""
import json
import pathlib
import subprocess
import sys
import tempfile

from fontTools import merge, subset
from fontTools.ttLib import TTFont

FAMILY = "Koers Sans"
WEIGHTS = {"Regular": 400, "SemiBold": 600}
SUBSETS = ["latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "vietnamese"]
# Shared by several subsets' glyph tables and useless in labels.
DROP = {0xFEFF, 0x0300, 0x0301, 0x0303, 0x0304, 0x0308, 0x0309, 0x0323, 0x0329}
ROOT = pathlib.Path(__file__).resolve().parent.parent

SAMPLES = """Samen eten zonder ruzie|Op tijd naar school|Veiligheidsplan besproken met oma|Vragenlijst besproken
Afbouwen en afsluiten|Kennismaken|Veranderen|week 23 van 28|41 van 46 bezoeken|Şükrü Yıldız|Łukasz Źródło|Çağla Öztürk
Wojciech Wąsik|AVONTUUR|Tante Wil past op|Taart voor Yara|11 jan. – 24 feb. 2026|ToM|Veilig Thuis gebeld|overleg gedragswetenschapper
Rustig naar bed op een vaste tijd|Moeder|Vader|Kind|Ґанна Шевченко|Αλέξανδρος|Nguyễn Thị Hoa|3,5|-1|+2|100""".replace("\n", "|").split("|")


def build(package: pathlib.Path, style: str, weight: int, target: pathlib.Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        parts, seen = [], set()
        for name in SUBSETS:
            font = TTFont(package / "files" / f"source-sans-3-{name}-{weight}-normal.woff2")
            font.flavor = None
            keep = [c for c in font.getBestCmap() if c not in seen and c not in DROP]
            seen.update(keep)
            options = subset.Options(layout_features=["kern", "mark", "mkmk", "ccmp", "locl"], hinting=False, notdef_outline=True)
            cutter = subset.Subsetter(options)
            cutter.populate(unicodes=keep)
            cutter.subset(font)
            parts.append(f"{folder}/{name}.ttf")
            font.save(parts[-1])
        font = merge.Merger().merge(parts)
    name_table = font["name"]
    copyright_line = name_table.getDebugName(0)
    name_table.names = []
    full = FAMILY if style == "Regular" else f"{FAMILY} {style}"
    entries = {0: f"{copyright_line} Merged subset, renamed.", 1: full, 2: "Regular", 4: f"{FAMILY} {style}", 5: "Version 1.0",
               6: f"{FAMILY.replace(' ', '')}-{style}", 13: "SIL Open Font License, Version 1.1", 14: "https://openfontlicense.org",
               16: FAMILY, 17: style}
    for key, value in entries.items():
        name_table.setName(value, key, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["head"].created = font["head"].modified = 3786912000  # the same bytes from the same input
    font.recalcTimestamp = False
    font.save(target)


def widths(path: pathlib.Path) -> dict[int, int]:
    font = TTFont(path)
    unit, metrics = font["head"].unitsPerEm, font["hmtx"]
    return {code: round(metrics[glyph][0] * 1000 / unit) for code, glyph in sorted(font.getBestCmap().items()) if code >= 32}


def runs(codes: list[int]) -> list[tuple[int, int]]:
    """Runs of code points; a hole of up to 3 is filled, so that the table of runs stays short."""
    result: list[tuple[int, int]] = []
    for code in codes:
        if result and code - (result[-1][0] + result[-1][1]) <= 3:
            result[-1] = (result[-1][0], code - result[-1][0] + 1)
        else:
            result.append((code, 1))
    return result


def write_table(regular: dict[int, int], semibold: dict[int, int]) -> None:
    codes = sorted(regular)
    table, offset = [], 0
    for first, count in runs(codes):
        table.append((first, count, offset))
        offset += count
    lines = ["// Made by scripts/make-font.py from fonts/KoersSans-*.ttf; advance widths in 1/1000 em, 0 = the font has no such glyph.",
             "// clang-format off",
             '#include "draw/font_widths.h"', "", "namespace koers::draw {", "namespace {", ""]

    def block(kind: str, name: str, values: list[str]) -> None:
        lines.append(f"constexpr {kind} {name}[] = {{")
        row = "   "
        for value in values:
            if len(row) + len(value) + 2 > 140:
                lines.append(row)
                row = "   "
            row += f" {value},"
        lines.extend([row, "};", ""])

    block("WidthRun", "kRuns", [f"{{{first}, {count}, {start}}}" for first, count, start in table])
    for name, source in (("kRegular", regular), ("kSemibold", semibold)):
        block("std::uint16_t", name, [str(source.get(c, 0)) for first, count, _ in table for c in range(first, first + count)])
    lines += ["}  // namespace", "",
              "std::span<const WidthRun> width_runs() { return kRuns; }",
              "std::span<const std::uint16_t> regular_widths() { return kRegular; }",
              "std::span<const std::uint16_t> semibold_widths() { return kSemibold; }", "", "}  // namespace koers::draw", ""]
    (ROOT / "src/draw/font_widths.cpp").write_text("\n".join(lines))
    print(f"{len(codes)} code points in {len(table)} runs, {offset} table cells per weight")


def shaped_width(path: pathlib.Path, text: str) -> int:
    answer = subprocess.run(["hb-shape", "--no-glyph-names", "--output-format=json", f"--font-file={path}", f"--text={text}"], check=True, capture_output=True)
    return sum(glyph["ax"] for glyph in json.loads(answer.stdout))


def main() -> None:
    package = pathlib.Path(sys.argv[1])
    tables = {}
    for style, weight in WEIGHTS.items():
        target = ROOT / "fonts" / f"KoersSans-{style}.ttf"
        build(package, style, weight, target)
        tables[style] = widths(target)
        font = TTFont(target)
        unit, head = font["head"].unitsPerEm, font["hhea"]
        print(style, target.stat().st_size, "bytes; ascent", head.ascent * 1000 // unit, "descent", head.descent * 1000 // unit,
              "digits", sorted({tables[style][ord(c)] for c in "0123456789"}))
        errors = []
        for text in SAMPLES:
            summed = sum(tables[style].get(ord(c), 0) for c in text)
            errors.append(((summed * unit / 1000 - shaped_width(target, text)) * 100 / (summed * unit / 1000), text))
        print(f"  sum of widths minus shaped text, per cent: from {min(errors)[0]:.2f} ({min(errors)[1]}) to {max(errors)[0]:.2f} ({max(errors)[1]}),"
              f" mean {sum(e for e, _ in errors) / len(errors):.2f}")
    write_table(tables["Regular"], tables["SemiBold"])
    licence = (package / "LICENSE").read_text()
    (ROOT / "fonts/OFL.txt").write_text(
        "Copyright 2023 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'.\n"
        "Koers Sans is a merged and renamed subset of Source Sans 3, made by scripts/make-font.py.\n\n"
        + licence[licence.index("This Font Software"):])


if __name__ == "__main__":
    main()
