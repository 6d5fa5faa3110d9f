#!/usr/bin/env python3
"""Rebuilds the row-level data of the published tables in this directory.

    python3 examples/published/build.py           writes the six CSV files beside this script
    python3 examples/published/build.py --check   says which of them differ from what it would write (exit 1)

Every number below is a fact of a published table (keys of docs/sources.md, line of the stored text). A table of counts
fixes the rows up to their order; where it leaves open which row goes with which, one arrangement is taken and the comment
says so. What the rows give is compared with what the source prints in the *.toml file of the same name.
"""
import itertools
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent


# --- the IPT survey: 17 workers, 10 techniques (ipt:L385-410) --------------------------------------------------------
# Per technique the answers 1-5 of the workers of TBH (8), VIT (4) and LSG (5), '-' where one worker gave none. The sets
# of answers are the only ones (for GENO one of two; VOOR has 16 answers) within the printed means, standard deviations
# and numbers of users. Which answers belong to one worker is not known: this arrangement also gives the printed
# standard deviations of the two element totals, the shares of workers who use an element, and r = .26 between the two.
IPT = {
    "TECH": ("45544555", "5553", "54434"),
    "VIB": ("44344442", "4332", "11112"),
    "AND": ("11132212", "1111", "22223"),
    "PRAK": ("24544553", "5545", "44445"),
    "THUI": ("35553354", "4544", "45544"),
    "BEL": ("25331554", "2444", "32445"),
    "GENO": ("44424441", "3442", "44544"),
    "LID": ("25523544", "3524", "33433"),
    "VOOR": ("454-4441", "1543", "33343"),
    "EKC": ("12221221", "3322", "25232"),
}
IPT_SORTED = {  # the sets, as found by enumeration
    "TECH": ("44455555", "3555", "34445"), "VIB": ("23444444", "2334", "11112"), "AND": ("11112223", "1111", "22223"),
    "PRAK": ("23444555", "4555", "44445"), "THUI": ("33345555", "4445", "44455"), "BEL": ("12334555", "2444", "23445"),
    "GENO": ("12444444", "2344", "44445"), "LID": ("22344555", "2345", "33334"), "VOOR": ("-1444445", "1345", "33334"),
    "EKC": ("11122222", "2233", "22235"),
}


def ipt_survey():
    for technique, groups in IPT.items():
        assert tuple("".join(sorted(g)) for g in groups) == IPT_SORTED[technique], technique
    rows = [["worker", "location"] + list(IPT)]
    number = 0
    for g, location in enumerate(("TBH", "VIT", "LSG")):
        for i in range(len(IPT["TECH"][g])):
            number += 1
            answers = [IPT[t][g][i].replace("-", "") for t in IPT]
            rows.append([f"w{number:02}", location] + answers)
    return rows


# --- ReSet: goals at closure, five levels from 5 (wholly reached) to 1 (worst imaginable) ----------------------------
RESET_GOALS = {  # goal: (families per level 5, 4, 3, 2, 1), source
    "KD1": ((83, 26, 15, 2, 0), "thesis:L4967-4981"),
    "KD2": ((70, 32, 11, 2, 0), "thesis:L5080-5091"),
    "KD3": ((39, 15, 4, 2, 0), "thesis:L5148-5158"),
    "KD4": ((41, 14, 7, 1, 0), "thesis:L5236-5246"),
    "KD5": ((117, 47, 29, 0, 2), "thesis:L5311-5328"),
    "GD1": ((58, 26, 14, 2, 0), "thesis:L5500-5510"),
    "HH1": ((80, 27, 24, 0, 0), "thesis:L5682-5693"),
    "HH2": ((55, 27, 13, 1, 1), "thesis:L5769-5789"),
    "HH3": ((29, 13, 5, 0, 0), "thesis:L5827-5837"),
    "OD4": ((69, 24, 14, 0, 0), "thesis:L6000-6012"),
    "OD5": ((52, 23, 9, 2, 0), "thesis:L6075-6088"),
    "OD6": ((60, 24, 15, 0, 0), "thesis:L6143-6156"),
    "OD7": ((51, 19, 12, 3, 0), "thesis:L6227-6248"),
    "GD2": ((43, 17, 6, 0, 0), "thesis:L6377-6387"),
    "GD3": ((32, 13, 5, 2, 0), "thesis:L6541-6556"),
    "GD4": ((55, 26, 9, 1, 0), "thesis:L6596-6610"),
    "GD5": ((65, 15, 6, 0, 0), "thesis:L6647-6659"),
    "OD8": ((46, 21, 12, 3, 0), "thesis:L6740-6767"),
    "OD9": ((25, 16, 9, 0, 0), "thesis:L6826-6839"),
    # 71, 17 and 12 of 100, and one deterioration beside them, make 101; 87 improved and one deterioration leave this.
    "OD10": ((71, 16, 12, 1, 0), "thesis:L6879-6896"),
}


def goal_rows(table, prefix):
    rows = []
    for goal, (counts, _) in table.items():
        levels = [5 - i for i, n in enumerate(counts) for _ in range(n)]
        rows += [[goal, f"{prefix}{i:03}", level] for i, level in enumerate(levels, 1)]
    return rows


def reset_goals():
    return [["goal", "family", "level"]] + goal_rows(RESET_GOALS, "f")


# --- ReSet: in how many of the 244 families activities were found, per organisation (A 64, B 68, C 112) --------------
RESET_FAMILIES = {"A": 64, "B": 68, "C": 112}
RESET_ACTIVITIES = {  # goal: families with activities in A, B, C
    # thesis:L4912-4915; A and B of KD3 as the percentages and thesis:L5171-5173 have them, not as the table prints them
    "KD1": (41, 33, 52), "KD2": (33, 33, 49), "KD3": (9, 25, 26), "KD4": (20, 17, 26), "KD5": (55, 44, 96),
    "HH1": (41, 31, 59), "HH2": (37, 21, 39), "HH3": (18, 14, 15),                        # thesis:L5656-5659
    "OD4": (13, 21, 73), "OD5": (21, 24, 41), "OD6": (14, 15, 70), "OD7": (10, 14, 61),   # thesis:L5966-5969
    "GD2": (22, 15, 29),                                                                  # thesis:L6362-6365
    "GD3": (8, 15, 29), "GD4": (19, 23, 49), "GD5": (16, 35, 35),                         # thesis:L6518-6521
    "OD8": (21, 22, 39), "OD9": (9, 9, 32), "OD10": (26, 22, 52),                         # thesis:L6721-6724, L6814-6817
}
# Families with activities on any goal of a module fix how far the goals may overlap (thesis:L5656-5659, L5966-5969).
RESET_MODULES = {("HH1", "HH2", "HH3"): (51, 36, 75), ("OD4", "OD5", "OD6", "OD7"): (35, 42, 98)}


def reset_activities():
    """Which family has which activities is not known: each goal takes families from the front; within a module the goals
    after the first take first those that no goal of the module has yet, until the module's number is reached."""
    goals = list(RESET_ACTIVITIES)
    rows = [["family", "organisation"] + goals]
    for g, (organisation, size) in enumerate(RESET_FAMILIES.items()):
        has = {goal: set(range(RESET_ACTIVITIES[goal][g])) for goal in goals}
        for module, totals in RESET_MODULES.items():
            union = set(has[module[0]])
            for goal in module[1:]:
                n = RESET_ACTIVITIES[goal][g]
                fresh = list(range(len(union), totals[g]))[:n]
                has[goal] = set(fresh) | set(sorted(union)[: n - len(fresh)])
                union |= has[goal]
            assert len(union) == totals[g], (module, organisation)
        for family in range(size):
            rows.append([f"{organisation}{family + 1:03}", organisation] + [int(family in has[goal]) for goal in goals])
    return rows


# --- Nieuwe Perspectieven: goals, and how many youths were evaluated how often ---------------------------------------
NP_GOALS = {
    "income-3m": ((206, 88, 58, 4, 3), "thesis:L8873-8889"),
    "housing-closure": ((155, 115, 109, 3, 3), "thesis:L9056-9062"),
    "1a-1": ((26, 31, 16, 2, 1), "thesis:L9237-9242"),
    # printed N=84 for the highest level; 44.0 % beside 29 = 34.5 % and 18 = 21.4 % makes 84 the whole and 37 the level
    "1b-1": ((37, 29, 18, 0, 0), "thesis:L9237-9242"),
    "1a-2": ((15, 17, 0, 1, 0), "thesis:L9257-9263"),
    "1b-2": ((16, 24, 11, 1, 0), "thesis:L9257-9263"),
    "1a-3": ((13, 4, 3, 0, 0), "thesis:L9281-9287"),
    "1b-3": ((18, 7, 4, 0, 0), "thesis:L9281-9287"),
    "police-2a": ((38, 4, 4, 1, 3), "thesis:L9369-9376"),
    "police-2b": ((22, 4, 4, 1, 1), "thesis:L9385-9402"),
    "job-3m": ((171, 86, 85, 1, 0), "thesis:L9443-9458"),
    "education-3m": ((97, 67, 60, 2, 2), "thesis:L9459-9473"),
}
NP_TRAJECTORIES = {1: 655, 2: 188, 3: 51, 4: 33, 5: 5, 6: 3}  # youths with so many (thesis:L8377-8385)


def np_goals():
    return [["goal", "youth", "level"]] + goal_rows(NP_GOALS, "y")


def np_evaluations():
    rows = [["youth", "evaluation", "months"]]
    youths = itertools.chain.from_iterable([k] * n for k, n in NP_TRAJECTORIES.items())
    for number, trajectories in enumerate(youths, 1):
        rows += [[f"y{number:03}", k, 3 * k] for k in range(1, trajectories + 1)]
    return rows


# --- what nine people found effective, in percentages that add up to 100 (wf:L3553-3615) -----------------------------
FACTORS = [  # respondent, family, setting, relation, outside therapy, hope, method
    ("1", "1", "IAG", 40, 30, 15, 15), ("2", "2", "IAG", 50, 0, 25, 25), ("3", "3", "IAG", 60, 10, 10, 20),
    ("4", "4", "IAG", 25, 25, 30, 20), ("5", "5", "IAG", 50, 20, 15, 15),
    ("6 father", "6", "residential", 50, 25, 25, 0), ("6 mother", "6", "residential", 75, 0, 25, 0),
    ("7 father", "7", "residential", 40, 10, 20, 30), ("7 mother", "7", "residential", 60, 10, 10, 20),
]


def effective_factors():
    return [["respondent", "family", "setting", "relation", "outside", "hope", "method"]] + [list(r) for r in FACTORS]


FILES = {
    "ipt-survey.csv": ipt_survey,
    "reset-goals.csv": reset_goals,
    "reset-activities.csv": reset_activities,
    "np-goals.csv": np_goals,
    "np-evaluations.csv": np_evaluations,
    "effective-factors.csv": effective_factors,
}


def main():
    differing = []
    for name, rows in FILES.items():
        text = "".join(",".join(str(cell) for cell in row) + "\n" for row in rows())
        path = HERE / name
        if "--check" in sys.argv[1:]:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                differing.append(name)
        else:
            path.write_text(text, encoding="utf-8")
    for name in differing:
        print(f"{name} is not what build.py writes", file=sys.stderr)
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
