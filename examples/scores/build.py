#!/usr/bin/env python3
"""Writes scores.csv: invented before/after scores of 420 families, in the form a provider's spreadsheet has them (semicolons,
decimal commas, days first, 999 for no score). No family in it exists; the figures say nothing about any treatment.

    python3 examples/scores/build.py [--check]
"""
import datetime
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent


class Stream:
    """The same numbers on every machine: a linear congruential generator (Knuth's MMIX constants)."""

    def __init__(self, seed):
        self.state = seed

    def unit(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 11) / 2**53

    def below(self, n):
        return int(self.unit() * n)

    def normal(self):
        return sum(self.unit() for _ in range(12)) - 6


def clamp(value, least, most):
    return max(least, min(most, value))


def rows():
    stream = Stream(2026)
    out = []
    for number in range(1, 421):
        client = f"C{number:04}"
        variant = ("regulier", "regulier", "regulier", "LVB", "Erger Voorkomen")[stream.below(5)]
        start = datetime.date(2021, 1, 4) + datetime.timedelta(days=stream.below(1300))
        end = start + datetime.timedelta(days=140 + stream.below(70))
        level = stream.normal()
        gain = 0.55 + 0.5 * stream.normal() - (0.15 if variant == "LVB" else 0)
        father = stream.unit() < 0.45
        changed_informant = stream.unit() < 0.04
        for code, mean, sd, decimals, least, most, sign, informants in (
            ("CBCL", 66, 9, 0, 20, 100, -1, ("moeder", "vader") if father else ("moeder",)),
            ("OBVL", 64, 9, 0, 20, 100, -1, ("moeder",)),
            ("EMPO", 3.4, 0.6, 1, 1, 5, 1, ("moeder", "vader") if father else ("moeder",)),
        ):
            for informant in informants:
                if stream.unit() < 0.12:
                    continue
                own = 0.8 * level + 0.6 * stream.normal()
                moments = [("T0", start, 0.0)]
                if stream.unit() < 0.3:
                    moments.append(("T1", start + (end - start) / 2, gain / 2))
                if stream.unit() < 0.62:
                    moments.append(("T2", end, gain))
                if stream.unit() < 0.07:
                    moments.pop(0)
                for moment, day, done in moments:
                    who = "vader" if changed_informant and moment == "T2" and informant == "moeder" else informant
                    if who == "vader" and informant == "moeder" and father:
                        who = "moeder"
                    score = mean - sign * sd * own + sign * sd * (done + 0.45 * stream.normal())
                    score = clamp(score, least, most)
                    text = f"{score:.{decimals}f}".replace(".", ",")
                    if stream.unit() < 0.025:
                        text = "999"
                    form = "" if code != "CBCL" else ("6-18" if number % 6 else "1,5-5")
                    out.append([client, variant, code, form, who, moment, f"{day.day}-{day.month}-{day.year}", text])
    return out


def main():
    header = ["client", "variant", "vragenlijst", "vorm", "invuller", "meting", "datum", "score"]
    text = "\r\n".join(";".join(f'"{cell}"' if "," in cell and cell == "1,5-5" else cell for cell in row) for row in [header] + rows()) + "\r\n"
    path = HERE / "scores.csv"
    if "--check" in sys.argv[1:]:
        sys.exit(0 if path.exists() and path.read_bytes() == text.encode() else "scores.csv is not what build.py writes")
    path.write_bytes(text.encode())


if __name__ == "__main__":
    main()
