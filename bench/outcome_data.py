#!/usr/bin/env python3
"""outcome_data.py ROWS FILE: invented before/after scores, about ROWS rows with shuffled ids, for the speed of `koers outcome`."""
import datetime
import random
import sys

wanted, path = int(sys.argv[1]), sys.argv[2]
r = random.Random(7)
start_of_all = datetime.date(2015, 1, 1)
days = [(start_of_all + datetime.timedelta(days=i)).isoformat() for i in range(3600)]
clients = list(range(wanted))
r.shuffle(clients)
variants = ("regular", "regular", "regular", "LVB", "IPG")
rows = []
for client in clients:
    if len(rows) >= wanted:
        break
    variant = variants[client % 5]
    first = r.randrange(3200)
    last = first + 120 + r.randrange(120)
    if r.random() < 0.005:  # a date typed wrongly
        last = max(0, first - 120)
    for role, chance in (("mother", 1.0), ("father", 0.5)):
        if r.random() > chance:
            continue
        person = r.randrange(10**8)
        score = r.gauss(65, 9)
        measured = [("T0", first, 0)]
        if r.random() < 0.3:
            measured.append(("T1", (first + last) // 2, 3))
        if r.random() < 0.6:
            measured.append(("T2", last, 5))
        if r.random() < 0.06:
            measured.pop(0)
        for moment, day, gain in measured:
            who = r.randrange(10**8) if moment == "T2" and r.random() < 0.03 else person
            value = min(100, max(20, round(score - gain + r.gauss(0, 6), 1)))
            text = "999" if r.random() < 0.02 else f"{value}"
            rows.append(f"c{client:08},p{who:08},{role},{variant},{moment},{days[day]},{text}\n")
del rows[wanted:]
r.shuffle(rows)
with open(path, "w") as out:
    out.write("client,informant,role,variant,moment,date,score\n")
    out.writelines(rows)
