#!/usr/bin/env python3
"""Writes the four synthetic example cases (*.case). The families do not exist; what they say and score is made up.

    python3 examples/cases/make_cases.py

The stories are written out below; only the rhythm of visits and the choice among written-out contents is filled in, by a
fixed sequence, so that a run always gives the same files.
"""
import datetime as dt
import pathlib
import re

HERE = pathlib.Path(__file__).parent


def day(text):
    return dt.date.fromisoformat(text)


class Free(str):
    """A free entry: words of the writer where no code of the method fits."""


def quoted(value):
    if isinstance(value, Free):
        return '~"' + value + '"'
    text = str(value)
    if re.fullmatch(r"[A-Za-z0-9_@:.+/-]+", text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


# What is known before the first visit of the day.
EARLY = {"person", "relation", "living_situation", "consent", "professional", "characteristic", "trajectory_start"}


class Case:
    def __init__(self, name, title, method, today):
        self.name, self.title, self.method, self.today = name, title, method, day(today)
        self.entries, self.count, self.contents = [], 0, 0
        self.people = {"@worker": "worker", "@supervisor": "supervisor"}

    def add(self, when, kind, handle=None, **fields):
        """`when`: a date, or (date, "HH:MM"). A list becomes a,b,c; a field None is left out."""
        date, time = when if isinstance(when, tuple) else (when, "08:00" if kind in EARLY else None)
        if isinstance(date, str):
            date = day(date)
        self.count += 1
        words = []
        for key, value in fields.items():
            if value is None:
                continue
            key = key.rstrip("_")
            if isinstance(value, list):
                words.append(f"{key}=" + ",".join(quoted(v) for v in value))
            elif isinstance(value, bool):
                words.append(f"{key}={'yes' if value else 'no'}")
            else:
                words.append(f"{key}={quoted(value)}")
        stamp = date.isoformat() + (f"T{time}" if time else "")
        self.entries.append((date, time or "12:00", self.count, f"{stamp} {kind}" + (f" id={handle}" if handle else "") + "".join(" " + w for w in words)))

    def write(self):
        lines = ["# Written by make_cases.py; the family does not exist.", f"case title={quoted(self.title)} synthetic=yes",
                 "people " + " ".join(f"{who}:{role}" for who, role in self.people.items()), ""]
        week = None
        for date, _, _, line in sorted(self.entries, key=lambda e: (e[0], e[1], e[2])):
            number = date.isocalendar()[:2]
            if week is not None and number != week:
                lines.append("")
            week = number
            lines.append(line)
        (HERE / f"{self.name}.case").write_text("\n".join(lines) + "\n", encoding="utf-8")
        held = sum(1 for e in self.entries if " contact " in e[3] and "held=no" not in e[3])
        print(f"{self.name}.case: {len(self.entries)} entries, {held} contacts held")

    # --- what recurs in every treatment

    def visits(self, first, weeks, days, hours, content, goals=(), skip=(), missed=None, present=("@mother", "@child"), channel="visit"):
        """`days`: weekdays (0 = Monday) in each week from `first`. `skip`: dates without appointment. `missed`: date -> reason."""
        missed = missed or {}
        monday = day(first) - dt.timedelta(days=day(first).weekday())
        times = ("10:00", "15:30", "19:00", "16:00")
        for week in range(weeks):
            for index, weekday in enumerate(days):
                date = monday + dt.timedelta(days=7 * week + weekday)
                if date < day(first) or date.isoformat() in skip or date > self.today:
                    continue
                time = times[(week + index) % len(times)]
                if date.isoformat() in missed:
                    self.add((date, time), "contact", held=False, reason=missed[date.isoformat()], channel=channel)
                    continue
                techniques, given, tried, went, after, attention = content[self.contents % len(content)]
                self.contents += 1
                some = [goals[(self.contents + i) % len(goals)] for i in range(1 + self.contents % 2)] if goals else None
                self.add((date, time), "contact", held=True, channel=channel, hours=hours[(week + index) % len(hours)],
                         present=list(present), techniques=list(techniques), goals=sorted(set(some)) if some else None,
                         given=given, tried=tried, went=went, next=after, attention=attention)

    def cbcl(self, date, handle, informant, moment, total, internal, external, syndromes, **more):
        def broad(t):
            return "clinical" if t >= 64 else "borderline" if t >= 60 else "normal"

        def narrow(t):
            return "clinical" if t >= 70 else "borderline" if t >= 65 else "normal"

        scores = [f"total::{total}:{broad(total)}", f"internalising::{internal}:{broad(internal)}",
                  f"externalising::{external}:{broad(external)}"]
        scores += [f"{scale}::{t}:{narrow(t)}" for scale, t in syndromes.items()]
        self.add(date, "measurement", handle, instrument="cbcl", informant=informant, person="@child", moment=moment, state="done", filled_in="together", scores=scores, **more)

    def obvl(self, date, handle, informant, moment, total, **more):
        band = "clinical" if total >= 64 else "borderline" if total >= 60 else "normal"
        self.add(date, "measurement", handle, instrument="obvl", informant=informant, person=informant, moment=moment, state="done", filled_in="together", scores=[f"total::{total}:{band}"], **more)

    def ors(self, dates, informant, values, **more):
        for date, value in zip(dates, values):
            if day(date) <= self.today:
                self.add((date, "20:00"), "measurement", instrument="ors", informant=informant, person=informant, moment="session", state="done", filled_in="together", scores=[f"total:{value}"], **more)

    def scaling(self, dates, rater, topic, values, **more):
        for date, value in zip(dates, values):
            if day(date) <= self.today:
                self.add((date, "20:15"), "scaling", topic=topic, rater=rater, value=value, **more)

    def ratings(self, goal, *rows, **more):
        for date, rater, level in rows:
            if day(date) <= self.today:
                level, text = level if isinstance(level, tuple) else (level, None)
                self.add((date, "20:30"), "goal_rating", goal=goal, rater=rater, level=level, text=text, **more)

    def goals_ended(self, date, goals, reasons):
        """How each goal stands at the end: reached, or in `reasons` why not, in the words of the family."""
        for handle, domain, text, *_ in goals:
            reason = reasons.get(handle)
            self.add((date, "09:00"), "goal", domain=domain, text=text, updates=handle, state=None if reason else "reached", reason=reason)

    def guidance(self, *dates, value=4):
        for date in dates:
            self.add((date, "13:00"), "discussion", with_="guidance", topic="case")

    def discussed(self, measurements, family, guidance, present=None):
        """The results, with the family and in guidance."""
        self.add(family, "discussion", with_="family", topic="measurement", targets=measurements, present=present)
        self.add(guidance, "discussion", with_="guidance", topic="measurement", targets=measurements)

    def ending(self, relapse, chain, report, farewell, present, without_help, given=None, open_ends=None):
        """How a treatment that went as planned is rounded off: dates of the plans and the talk, date and time of the farewell."""
        self.add(relapse, "plan", type="relapse", with_family=True)
        self.add(chain, "discussion", with_="chain", topic="case")
        self.add(report, "plan", type="final_report", with_family=True)
        self.add(farewell, "contact", held=True, channel="visit", purpose="farewell", hours="1.5", present=present, techniques=["compliments"], attention="strengths", given=given)
        self.add((farewell[0], "17:00"), "closure", reason="as_planned", planned=True, request_answered=True, without_help=without_help, open_ends=open_ends)

    def characteristics(self, date, about, answers, person=None):
        for code, answer in answers.items():
            self.add(date, "characteristic", code=code, about=about, person=person, moment="start", answer=answer)


def fortnights(first, n):
    return [(day(first) + dt.timedelta(days=14 * i)).isoformat() for i in range(n)]


# (techniques with how it went, given, tried, how it went, what we try next, attention)
START = [
    (["deepening_questions", "compliments"], "Kennismaken: wat gaat al goed, wat weegt zwaar.", None, "Open gesprek, er is veel trots op de kinderen.", "Een week lang opschrijven wat goed ging.", "strengths"),
    (["genogram"], "Samen de stamboom getekend.", "Opschrijven wat goed ging.", "Drie van de zeven dagen gelukt; dat was genoeg om te zien wat helpt.", "De stamboom aanvullen met oma.", "both"),
    (["scaling_questions:done", "exception_questions"], "Cijfers gegeven voor hoe het thuis gaat.", None, "Een vijf; met kerst was het een zeven, omdat er toen rust was.", "Letten op de momenten dat het een zes is.", "strengths"),
    (["network_mapping"], "Getekend wie er om het gezin heen staan.", "Letten op een zes.", "De zondag was een zes: samen gekookt.", "Tante bellen of zij op woensdag wil oppassen.", "both"),
    (["what_is_known_first", "explain_problem"], "Uitgelegd wat druk gedrag met een gezin doet.", None, "Er was herkenning, en opluchting dat het niemands schuld is.", "Kijken wanneer het druk wordt.", "problems"),
    (["circular_questions"], "Gevraagd wat ieder denkt dat de ander nodig heeft.", "Kijken wanneer het druk wordt.", "Vooral rond het avondeten.", "Het avondeten een half uur eerder.", "both"),
    (["drawings"], "Het kind tekende een gewone dag.", "Eerder eten.", "Twee keer gelukt, minder ruzie.", "Zo doorgaan, en de telefoon weg aan tafel.", "strengths"),
    (["emotion_thermometer:done"], "De thermometer gemaakt en opgehangen.", "Telefoon weg.", "Lukte, ook bij de grote mensen.", "Elke avond samen de thermometer invullen.", "problems"),
]
CHANGE = [
    (["instruction:done", "giving_compliments:done"], "Geoefend met zeggen wat je wel wilt zien.", "Thermometer 's avonds.", "Vier avonden gelukt.", "Elke dag drie complimenten.", "strengths"),
    (["modelling:done", "setting_limits:partly"], "Voorgedaan hoe je kort en rustig een grens stelt.", "Drie complimenten per dag.", "Gelukt; het kind telde mee.", "Eén grens kiezen en die een week volhouden.", "problems"),
    (["behaviour_practice:done"], "Samen het naar bed gaan geoefend.", "Eén grens volhouden.", "Vijf van de zeven dagen, met één grote bui.", "Het rijtje voor het naar bed gaan op de deur.", "both"),
    (["traffic_light:done", "hearing_no:partly"], "Het stoplicht gemaakt: stop, denk, doe.", "Het rijtje op de deur.", "Bedtijd ging van een uur naar twintig minuten.", "Het stoplicht één keer per dag gebruiken.", "problems"),
    (["family_meeting:done"], "Eerste gezinsoverleg, het kind was voorzitter.", "Stoplicht gebruiken.", "Drie keer, waarvan één keer uit zichzelf.", "Zondag weer een gezinsoverleg.", "strengths"),
    (["disturbing_helping_thoughts:done"], "Gedachten die niet helpen omgezet in gedachten die wel helpen.", "Gezinsoverleg op zondag.", "Gehouden, tien minuten, met afspraken.", "De helpende zin op de koelkast.", "both"),
    (["asking_for_support:done", "network_plan:done"], "Geoefend hoe je de buurvrouw om hulp vraagt.", "Helpende zin.", "Hielp op een lastige ochtend.", "De buurvrouw vragen voor donderdag.", "strengths"),
    (["local_facilities:done"], "Samen naar het buurthuis gegaan.", "Buurvrouw vragen.", "Ze zei meteen ja.", "Inschrijven voor de kookmiddag.", "strengths"),
    (["coping_questions", "come_back_to_it"], "Teruggekeken op een moeilijke week: hoe is het toch gelukt?", "Inschrijven.", "Gedaan; eerste middag was leuk.", "Rustig aan deze week, één ding tegelijk.", "strengths"),
    (["solving_conflicts:partly", "modelling:done"], "Ruzie tussen broer en zus stap voor stap opgelost.", "Eén ding tegelijk.", "Dat gaf rust.", "Zelf één ruzie zo oplossen.", "problems"),
    (["communication_feedback:done"], "Een stukje opgenomen gesprek samen bekeken.", "Een ruzie oplossen.", "Gelukt met hulp, daarna een keer zonder.", "Eerst herhalen wat de ander zei.", "both"),
    (["explain_development", "visual_material"], "Met platen: wat kan een kind van deze leeftijd al?", "Herhalen wat de ander zei.", "Het voelde gek, maar het werkte.", "Een klus kiezen die het kind zelf kan.", "strengths"),
    (["supervising:done"], "Afgesproken waar het kind mag zijn en hoe laat.", "Een eigen klus.", "Tafel dekken gaat vanzelf.", "De afspraak over buiten spelen een week proberen.", "problems"),
    (["scaling_questions:done", "compliments"], "Opnieuw cijfers: van vijf naar zeven.", "Afspraak buiten spelen.", "Eén keer te laat, daarna op tijd.", "Bedenken wat een acht zou zijn.", "strengths"),
]
TAPER = [
    (["compliments", "keeping_network"], "Besproken wat het gezin nu zelf doet.", "Een acht bedenken.", "Een acht is: samen op vakantie zonder ruzie.", "Opschrijven wat helpt als het even minder gaat.", "strengths"),
    (["network_evaluation:done"], "Gekeken hoe de steun loopt.", "Opschrijven wat helpt.", "Er hangt nu een lijst in de keuken.", "Oma elke week bellen blijven doen.", "strengths"),
    (["exception_questions"], "Een terugval besproken: wat hielp om weer op te staan?", "Oma bellen.", "Gelukt.", "De lijst erbij pakken bij een lastige dag.", "both"),
    (["scaling_questions:done"], "Cijfers naast die van het begin gelegd.", "De lijst gebruiken.", "Twee keer nodig gehad, twee keer hielp het.", "Zelf het gezinsoverleg blijven houden.", "strengths"),
]
PLAIN = [
    (["visual_material:done", "small_steps:done"], "Met plaatjes het ochtendritme in vier stappen gezet.", "Vorige stap.", "Drie ochtenden gelukt.", "Stap een en twee met de plaatjes.", "strengths"),
    (["modelling:done", "behaviour_practice:done"], "Voorgedaan en samen geoefend: rustig nee zeggen.", "De plaatjes.", "Gelukt, behalve op maandag.", "Elke dag één keer oefenen.", "problems"),
    (["explain_lvb", "tie_to_own_situation"], "Uitgelegd wat sneller vol zitten betekent, met voorbeelden van thuis.", "Oefenen.", "Vier keer gedaan.", "Het stopteken gebruiken als het te veel is.", "both"),
    (["instruction:done", "giving_compliments:done"], "Eén compliment per dag, met een sticker op de kaart.", "Stopteken.", "Twee keer gebruikt.", "Kaart vol is samen pannenkoeken.", "strengths"),
    (["come_back_to_it", "small_steps:done"], "Herhaald wat we vorige week oefenden.", "Stickerkaart.", "De kaart is bijna vol.", "Nog een week hetzelfde.", "strengths"),
    (["asking_for_support:partly", "support_on_the_spot:done"], "Samen naar de leerkracht gegaan.", "Nog een week hetzelfde.", "Het gaat vaker vanzelf.", "De leerkracht één vraag stellen op een briefje.", "strengths"),
    (["traffic_light:done"], "Het stoplicht met kleuren op de muur.", "Briefje.", "Gegeven; de leerkracht belde terug.", "Bij oranje naar de gang.", "problems"),
]


def family(case, date, mother, father, child, birth, sex, sibling=None):
    case.add(date, "person", person="@mother", role="mother", name=mother)
    if father:
        case.add(date, "person", person="@father", role="father", name=father)
    case.add(date, "person", person="@child", role="child", name=child, birth=birth, sex=sex)
    if sibling:
        case.add(date, "person", person="@sibling", role="child", name=sibling[0], birth=sibling[1], sex=sibling[2])
    case.add(date, "relation", from_="@mother", to="@child", tie="parent", guardianship="authority")
    if father:
        case.add(date, "relation", from_="@father", to="@child", tie="parent", guardianship="authority")
    case.add(date, "living_situation", child="@child", place="home", order="voluntary")
    if sibling:
        case.add(date, "living_situation", child="@sibling", place="home", order="voluntary")
    case.add(date, "consent", what="treatment", given=True, by="@mother")


def smooth():
    c = Case("smooth", "Een rustige koers (verzonnen gezin)", "iag-2019", "2026-01-15")
    c.add("2024-12-18", "referral", referrer="neighbourhood_team", request=True, question="Veel ruzie rond eten en slapen; ouders zijn moe.")
    family(c, "2025-01-06", "Sanne", "Erik", "Daan", "2015-09-12", "boy", ("Lotte", "2018-03-02", "girl"))
    c.add("2025-01-06", "person", person="@aunt", role="network", name="tante Mieke")
    c.add("2025-01-06", "consent", what="questionnaires", given=True, by="@father")
    c.add("2025-01-06", "professional", help="school_social_work", organisation="De Klimboom", since="2024-10-01", lead=False, helped="partly")
    c.add("2025-01-06", "professional", help="neighbourhood_coach", organisation="Wijkteam Zuid", since="2024-12-01", lead=True, helped="yes")
    c.characteristics("2025-01-06", "child", {"child_psychosocial": True, "child_cognitive": False, "child_victim_or_witness": False, "lvb_child": False}, "@child")
    c.characteristics("2025-01-06", "parent", {"parent_psychosocial": True, "parent_cognitive": False, "lvb_parent": False, "can_reflect": True, "can_apply_what_is_learnt": True})
    c.characteristics("2025-01-06", "family", {"acute_crisis": False, "network_absent": False, "network_little_support": True, "network_conflicts": False, "money_problems": False,
                                              "unemployment": False, "separation_or_blended_family": False, "partner_conflict_or_violence": False, "earlier_help_did_not_transfer": True,
                                              "family_conflicts": True, "family_communication": True, "inconsistent_parenting": True, "parental_powerlessness": True})
    c.add("2025-01-06", "trajectory_start", method="iag-2019", phase="start", children=["@child"], worker="@worker")
    c.add(("2025-01-06", "15:00"), "contact", held=True, channel="visit", purpose="first_talk", hours="1.5", present=["@mother", "@father", "@child"], techniques=["deepening_questions"], attention="strengths")
    c.add(("2025-01-09", "15:00"), "contact", held=True, channel="visit", purpose="start_meeting", hours="1.75", present=["@mother", "@father"], attention="both",
          given="Startgesprek met school en wijkcoach: welke hulp was er, wat werkte.")
    c.visits("2025-01-13", 4, (0, 3), ("1.5", "1.75", "2"), START, missed={"2025-01-30": "ill"}, present=("@mother", "@father", "@child"))
    c.add("2025-01-13", "safety", "s1", type="review", judgement="safe", review="2025-02-24")
    c.add("2025-01-15", "network", supporters=3, conflict=False)
    c.add("2025-01-23", "analysis", with_family=True, strengths=["Ouders zoeken elkaar op", "Daan kan goed vertellen wat hij voelt", "Tante Mieke springt bij"], problems=["Ruzie rond eten en slapen", "Ouders spreken elkaar tegen", "Weinig tijd voor elkaar"])
    for handle, domain, text in (("n1", "child_behaviour", "Daan wordt snel boos"), ("n2", "parenting", "Naar bed gaan duurt uren"), ("n3", "parenting", "Ouders trekken niet één lijn"), ("n4", "network", "Er is weinig hulp dichtbij")):
        c.add("2025-01-23", "need", handle, domain=domain, text=text)
    syndromes = {"anxious": 61, "attention": 70, "rule_breaking": 66, "aggressive": 72}
    c.cbcl("2025-01-20", "m1", "@mother", "start", 70, 62, 72, syndromes)
    c.cbcl("2025-01-21", "m2", "@father", "start", 66, 58, 68, {**syndromes, "aggressive": 68, "attention": 66})
    c.obvl("2025-01-20", "m3", "@mother", "start", 69)
    c.obvl("2025-01-21", "m4", "@father", "start", 65)
    c.discussed(["m1", "m2", "m3", "m4"], "2025-01-27", "2025-01-28", present=["@mother", "@father"])
    goals = (("g1", "child_behaviour", "Daan zegt wat hij voelt voordat hij boos wordt", ["n1"]), ("g2", "parenting", "Naar bed gaan duurt een half uur", ["n2"]),
             ("g3", "parenting", "Wij trekken één lijn waar de kinderen bij zijn", ["n3"]), ("g4", "network", "Tante Mieke past elke woensdag op", ["n4"]),
             ("g5", "parenting", "Elke avond samen eten zonder ruzie", ["n1", "n3"]), ("g6", "living_at_home", "Iedere week iets leuks met z'n vieren", ["n3"]))
    for handle, domain, text, needs in goals:
        c.add("2025-02-03", "goal", handle, domain=domain, text=text, needs=needs, with_family=True,
              levels=["Het is erger dan nu", "Zoals nu", "Een stap vooruit", "Bijna zoals we willen", "Zoals we willen"])
    c.add("2025-02-03", "activity", domain="circumstances", text="De badkamer samen opgeruimd")
    c.add("2025-02-10", "phase_transition", from_="start", to="change", talk=True, topics=["experience", "progress", "planning"], present=["@mother", "@father", "@child"])
    c.add("2025-02-10", "plan", type="treatment", with_family=True)
    ids = [g[0] for g in goals]
    for date in ("2025-01-31", "2025-03-14", "2025-04-11", "2025-04-22", "2025-05-06"):
        c.add((date, "16:30"), "contact", held=True, channel="visit", hours="1.5", present=["@mother", "@father", "@child"], techniques=["compliments", "come_back_to_it"], attention="strengths", given="Ingehaald bezoek, in plaats van een dag die uitviel.")
    c.visits("2025-02-10", 14, (0, 3), ("1.5", "2", "1.75"), CHANGE, goals=ids, skip=("2025-04-21", "2025-04-28", "2025-05-01", "2025-05-05"), missed={"2025-03-13": "forgotten", "2025-04-10": "worker_ill"}, present=("@mother", "@father", "@child"))
    c.add("2025-04-25", "pause", by="family", from_="2025-04-26", until="2025-05-04", reason="meivakantie")
    for handle, date, activity in (("a1", "2025-02-17", ("g1", "Thermometer en stoplicht")), ("a2", "2025-02-20", ("g2", "Rijtje voor het slapen")), ("a3", "2025-02-24", ("g3", "Gezinsoverleg")), ("a4", "2025-03-03", ("g4", "Oppas vragen")), ("a5", "2025-03-06", ("g5", "Eten aan tafel")), ("a6", "2025-03-10", ("g6", "Uitjeslijst"))):
        c.add(date, "activity", handle, domain=dict((g[0], g[1]) for g in goals)[activity[0]], goal=activity[0], text=activity[1])
    c.add("2025-02-24", "decision", "d1", element="behaviour_practice", considerations=["capacity", "motivation"], family_wish="Eerst het slapen, daarna de rest", professional_view="Mee eens: rust in de avond draagt de rest", agreed_with=["@mother", "@father"], reconsider_when="Als het na vier weken niet korter duurt", review="2025-03-24")
    c.add("2025-03-24", "decision", "d1b", element="behaviour_practice", updates="d1", outcome="keep", reconsider="none")
    c.add("2025-04-03", "decision", "d2", element="family_meeting", considerations=["insight_and_learning"], family_wish="De kinderen mogen voorzitter zijn", professional_view="Goed voor het eigenaarschap", agreed_with=["@mother", "@father", "@child"], review="2025-05-08")
    c.add("2025-05-08", "decision", "d2b", element="family_meeting", updates="d2", outcome="keep", reconsider="none")
    for date, handle, before, then in (("2025-02-24", "s1b", "s1", "2025-04-07"), ("2025-04-07", "s2", "s1b", "2025-05-19"), ("2025-05-19", "s2b", "s2", "2025-06-26")):
        c.add(date, "safety", handle, type="review", judgement="safe", review=then, closes=[before])
    c.add("2025-03-31", "network", supporters=4, conflict=False)
    c.add("2025-04-07", "discussion", with_="chain", topic="case")
    for rater, values in (("@mother", (8, 8, 9, 9)), ("@father", (7, 7, 8, 8)), ("@child", (7, 8, 8, 9))):
        for date, value in zip(("2025-01-28", "2025-03-11", "2025-04-22", "2025-06-03"), values):
            c.add(date, "alliance_check", rater=rater, outcome="go_on", value=value)
    c.add("2025-05-19", "phase_transition", from_="change", to="taper", talk=True, topics=["experience", "progress", "planning"], present=["@mother", "@father", "@child"])
    c.visits("2025-05-19", 6, (3,), ("1.5", "1", "1.25"), TAPER, goals=ids, skip=("2025-05-29",), present=("@mother", "@father", "@child"))
    c.visits("2025-05-19", 7, (1,), ("0.25",), TAPER, present=("@mother",), channel="phone")
    c.ors(fortnights("2025-01-16", 12), "@mother", ("17.4", "18.2", "20.1", "19.6", "22.0", "24.3", "23.8", "26.5", "27.9", "29.4", "30.2", "31.0"))
    c.ors(fortnights("2025-01-16", 12), "@father", ("21.0", "20.4", "21.8", "23.0", "22.6", "24.0", "25.1", "25.6", "26.9", "27.4", "28.8", "29.1"))
    c.ors(fortnights("2025-01-23", 11), "@child", ("24.0", "23.1", "25.5", "27.2", "26.0", "28.4", "30.1", "31.6", "31.0", "33.2", "34.0"))
    c.scaling(fortnights("2025-01-20", 12), "@mother", Free("vertrouwen als ouder"), (4, 4, "4.5", 5, 5, 6, 6, 6, 7, 7, "7.5", 8))
    c.scaling(fortnights("2025-01-20", 12), "@father", Free("vertrouwen als ouder"), (5, 5, 5, "5.5", 6, 6, "6.5", 6, 7, 7, 7, 7))
    for goal, dates in (("g1", ((0, 0, -1), (1, 1, 0), (2, 1, 1), (3, 2, 2))), ("g2", ((0, -1, -1), (1, 1, 1), (2, 2, 1), (3, 2, 2))), ("g3", ((0, -1, -1), (1, 0, 0), (2, 0, 1), (3, 1, 1))),
                        ("g4", ((1, -1, 0), (2, 1, 1), (3, 2, 2))), ("g5", ((0, -1, -1), (1, 0, 0), (2, 1, 0), (3, 1, 1))), ("g6", ((1, 0, -1), (2, 1, 0), (3, 2, 1)))):
        when = ("2025-02-06", "2025-03-27", "2025-05-15", "2025-06-26")
        for index, mother, father in dates:
            c.ratings(goal, (when[index], "@mother", mother), (when[index], "@father", father))
    for index, level in enumerate((-1, 0, 1, 2)):
        c.ratings("g1", (("2025-02-06", "2025-03-27", "2025-05-15", "2025-06-26")[index], "@child", level))
    lower = {"anxious": 55, "attention": 62, "rule_breaking": 57, "aggressive": 61}
    c.cbcl("2025-06-12", "m5", "@mother", "end", 58, 54, 60, lower)
    c.cbcl("2025-06-13", "m6", "@father", "end", 57, 53, 58, lower)
    c.obvl("2025-06-12", "m7", "@mother", "end", 57)
    c.obvl("2025-06-13", "m8", "@father", "end", 55)
    c.discussed(["m5", "m6", "m7", "m8"], "2025-06-19", "2025-06-20", present=["@mother", "@father"])
    c.add("2025-06-26", "safety", "s3", type="review", judgement="safe", closes=["s2b"])
    c.goals_ended("2025-06-27", goals, {})
    for handle, domain, text in (("n1", "child_behaviour", "Daan wordt snel boos"), ("n2", "parenting", "Naar bed gaan duurt uren"), ("n3", "parenting", "Ouders trekken niet één lijn"), ("n4", "network", "Er is weinig hulp dichtbij")):
        c.add(("2025-06-27", "09:10"), "need", domain=domain, text=text, updates=handle, state="reached")
    c.guidance("2025-01-21", "2025-02-18", "2025-03-18", "2025-04-15", "2025-05-13", "2025-06-10")
    for date in ("2025-01-14", "2025-02-11", "2025-03-11", "2025-04-08", "2025-05-06", "2025-06-03"):
        c.add((date, "14:00"), "discussion", with_="intervision", topic="case")
    for what, value in (("caseload", 5), ("guidance", 4), ("intervision", 2)):
        c.add("2025-03-01", "guidance_input", what=what, value=value)
    c.ending(relapse="2025-06-19", chain="2025-06-24", report="2025-06-26", farewell=("2025-07-03", "15:30"), present=["@mother", "@father", "@child", "@sibling"], given="Afscheid met taart; iedereen zei waar die trots op is.", without_help="yes")
    c.add(("2026-01-08", "15:30"), "contact", held=True, channel="visit", purpose="follow_up", hours="1.5", present=["@mother", "@father", "@child"])
    c.add("2025-09-11", "knipkaart", channel="phone", text="Vraag over de eerste schoolweken")
    c.add("2026-01-08", "follow_up", held=True, results_hold="yes", results_discussed=True, other_help_needed=False)
    c.cbcl("2026-01-08", "m9", "@mother", "follow_up", 57, 53, 59, lower)
    c.cbcl("2026-01-09", "m10", "@father", "follow_up", 56, 52, 57, lower)
    c.obvl("2026-01-08", "m11", "@mother", "follow_up", 56)
    c.obvl("2026-01-09", "m12", "@father", "follow_up", 56)
    c.add("2026-01-12", "discussion", with_="family", topic="measurement", targets=["m9", "m10", "m11", "m12"])
    c.write()


def rate(c, rows, dates, **more):
    """rows: goal -> {rater: levels at `dates`, None = not rated}."""
    for goal, raters in rows.items():
        for rater, levels in raters.items():
            c.ratings(goal, *[(date, rater, level) for date, level in zip(dates, levels) if level is not None], **more)


LEVELS = ["Het is erger dan nu", "Zoals nu", "Een stap vooruit", "Bijna zoals we willen", "Zoals we willen"]


def lvb():
    c = Case("lvb", "Licht verstandelijke beperking, langere fase 2 (verzonnen gezin)", "iag-2019", "2025-11-20")
    c.add("2025-02-17", "referral", referrer="disability_care", request=True, question="Moeder wil rust in huis en hulp bij de ochtend.")
    c.add("2025-03-03", "person", person="@mother", role="mother", name="Kim", intellectual_disability=True)
    c.add("2025-03-03", "person", person="@grandma", role="other_carer", name="oma Ria")
    c.add("2025-03-03", "person", person="@child", role="child", name="Jayden", birth="2016-05-21", sex="boy", intellectual_disability=True)
    c.add("2025-03-03", "relation", from_="@mother", to="@child", tie="parent", guardianship="authority")
    c.add("2025-03-03", "relation", from_="@grandma", to="@child", tie="grandparent")
    c.add("2025-03-03", "living_situation", child="@child", place="home", order="voluntary")
    c.add("2025-03-03", "consent", what="treatment", given=True, by="@mother")
    for help_, organisation, lead in (("disability_support", "Steunpunt Noord", True), ("school", "De Springplank", False), ("debt_help", "Geldloket", False)):
        c.add("2025-03-03", "professional", help=help_, organisation=organisation, since="2024-05-01", lead=lead, helped="partly")
    c.characteristics("2025-03-03", "child", {"child_psychosocial": True, "child_cognitive": True, "lvb_child": True, "child_victim_or_witness": False}, "@child")
    c.characteristics("2025-03-03", "parent", {"lvb_parent": True, "parent_cognitive": True, "parent_psychosocial": False, "can_reflect": False, "can_apply_what_is_learnt": False, "accepts_fitting_help": True}, "@mother")
    c.characteristics("2025-03-03", "family", {"acute_crisis": False, "network_absent": False, "network_little_support": True, "network_conflicts": False, "money_problems": True, "single_parent": True,
                                              "low_ses": True, "daily_life_unorganised": True, "long_help_history": True, "cannot_come_to_institution": True, "standard_explanation_hard": True, "inconsistent_parenting": True})
    c.add("2025-03-03", "trajectory_start", method="iag-2019", phase="start", tailored=True, children=["@child"], worker="@worker")
    c.add(("2025-03-03", "10:00"), "contact", held=True, channel="visit", purpose="first_talk", hours="1.5", present=["@mother", "@child"], techniques=["deepening_questions", "visual_material"], attention="strengths", given="Kennismaken met een fotoboek.")
    c.add(("2025-03-06", "10:00"), "contact", held=True, channel="visit", purpose="start_meeting", hours="2", present=["@mother", "@grandma"], attention="both", given="Startgesprek met alle hulpverleners aan tafel.")
    c.visits("2025-03-10", 5, (0, 3), ("1.5", "1.5", "2"), START, missed={"2025-03-27": "ill"}, present=("@mother", "@child"))
    c.add("2025-03-10", "safety", "s1", type="review", judgement="safe", review="2025-06-09")
    c.add("2025-03-20", "network", supporters=1, conflict=False)
    c.add("2025-03-24", "analysis", with_family=True, strengths=["Kim houdt van samen bakken", "Oma Ria is dichtbij", "Jayden is lief voor dieren"], problems=["De ochtend loopt vast", "Brieven blijven dicht", "Jayden slaat als het te druk is"])
    needs = (("n1", "parenting", "De ochtend loopt vast"), ("n2", "child_behaviour", "Jayden slaat als het te druk is"), ("n3", "circumstances", "Brieven blijven dicht"), ("n4", "network", "Alleen oma helpt"))
    for handle, domain, text in needs:
        c.add("2025-03-24", "need", handle, domain=domain, text=text)
    high = {"anxious": 63, "attention": 73, "social": 71, "aggressive": 74}
    c.cbcl("2025-03-17", "m1", "@mother", "start", 73, 65, 74, high)
    c.cbcl("2025-03-18", "m2", "@grandma", "start", 68, 60, 70, {**high, "aggressive": 69, "attention": 70})
    c.obvl("2025-03-17", "m3", "@mother", "start", 71)
    c.discussed(["m1", "m2", "m3"], "2025-03-31", "2025-04-01", present=["@mother", "@grandma"])
    goals = (("g1", "parenting", "De ochtend gaat in vier stappen", ["n1"], "2025-04-07"), ("g2", "child_behaviour", "Jayden gaat naar zijn rustplek in plaats van slaan", ["n2"], "2025-04-07"),
             ("g3", "circumstances", "Elke maandag de post samen open", ["n3"], "2025-04-07"), ("g4", "network", "De buurvrouw is er op dinsdag", ["n4"], "2025-06-26"),
             ("g5", "parenting", "Op tijd naar bed met het plaatjesbord", ["n1"], "2025-06-26"), ("g6", "child_behaviour", "Jayden zegt nee met woorden", ["n2"], "2025-06-26"))
    for handle, domain, text, for_needs, date in goals:
        c.add(date, "goal", handle, domain=domain, text=text, needs=for_needs, with_family=True, levels=LEVELS)
        c.add((date, "13:00"), "activity", domain=domain, goal=handle, text="Oefenen met plaatjes")
    c.add("2025-04-14", "phase_transition", from_="start", to="change", talk=True, topics=["experience", "progress", "planning"], present=["@mother", "@child"])
    c.add("2025-04-14", "plan", type="treatment", with_family=True)
    ids = [g[0] for g in goals]
    c.visits("2025-04-14", 11, (0, 3), ("1.5", "1.75"), PLAIN, goals=ids[:3], skip=("2025-04-21", "2025-05-05", "2025-05-29", "2025-06-09"), missed={"2025-05-15": "forgotten", "2025-06-19": "forgotten"}, present=("@mother", "@child"))
    c.visits("2025-06-30", 7, (0, 3), ("1.5", "1.75"), PLAIN, goals=ids[3:], skip=("2025-07-28", "2025-07-31", "2025-08-04", "2025-08-07"), present=("@mother", "@child", "@grandma"))
    c.add("2025-07-25", "pause", by="family", from_="2025-07-26", until="2025-08-10", reason="zomervakantie bij oma")
    c.add("2025-04-14", "decision", "d1", element="tailoring", considerations=["lvb", "capacity"], family_wish="Niet te veel tegelijk", professional_view="Drie doelen tegelijk, plaatjes, meer tijd in fase 2", agreed_with=["@mother"], reconsider_when="Als de ochtend na acht weken niet lukt", review="2025-06-12")
    c.add("2025-06-12", "decision", "d1b", element="tailoring", updates="d1", outcome="adjust", reconsider="no_result", professional_view="Fase 2 wordt vier weken langer")
    c.add("2025-06-26", "decision", "d2", element="small_steps", considerations=["lvb", "insight_and_learning"], family_wish="Hetzelfde bord ook voor de avond", professional_view="Sluit aan bij wat al lukt", agreed_with=["@mother", "@grandma"], review="2025-08-14")
    c.add("2025-08-14", "decision", "d2b", element="small_steps", updates="d2", outcome="keep", reconsider="none")
    c.add("2025-06-10", "safety", "s2", type="review", judgement="safe", review="2025-09-08", closes=["s1"])
    c.add("2025-09-08", "safety", "s3", type="review", judgement="safe", closes=["s2"])
    c.add("2025-07-10", "network", supporters=3, conflict=False)
    c.add("2025-05-12", "discussion", with_="chain", topic="case")
    c.add("2025-08-18", "phase_transition", from_="change", to="taper", talk=True, topics=["experience", "progress", "planning"], present=["@mother", "@child", "@grandma"])
    c.visits("2025-08-18", 7, (3,), ("1.5", "1.25"), TAPER, goals=ids, present=("@mother", "@child"))
    c.visits("2025-08-18", 8, (0,), ("0.25",), TAPER, present=("@mother",), channel="phone")
    c.ors(fortnights("2025-03-13", 15), "@mother", ("14.0", "14.5", "16.2", "15.8", "17.0", "18.4", "18.0", "20.2", "22.6", "21.8", "24.0", "25.2", "26.4", "26.0", "27.5"))
    c.ors(fortnights("2025-03-20", 14), "@grandma", ("20.5", "20.0", "21.4", "22.0", "21.6", "23.5", "24.1", "24.0", "25.5", "26.4", "26.0", "27.2", "28.0", "28.4"))
    c.ors(fortnights("2025-03-20", 14), "@child", ("18.0", "18.5", "20.0", "19.4", "21.0", "22.5", "22.0", "24.1", "25.0", "26.2", "27.5", "28.0", "29.6", "30.4"))
    c.scaling(fortnights("2025-03-13", 15), "@child", Free("hoe het thuis gaat"), (3, 3, 4, 4, 4, 5, 5, 4, 6, 6, 7, 7, 7, 8, 8))
    c.scaling(fortnights("2025-03-13", 15), "@mother", Free("hoe het thuis gaat"), (4, 4, 4, 5, 5, 5, 5, 5, 6, 6, 6, 7, 7, 7, 7))
    rate(c, {"g1": {"@mother": (-1, 0, 1, 1), "@grandma": (-1, 0, 0, 1)}, "g2": {"@mother": (-1, -1, 0, 1), "@grandma": (-1, -1, 0, 0)}, "g3": {"@mother": (-1, 1, 2, 2), "@grandma": (-1, 0, 1, 2)}}, ("2025-04-10", "2025-06-12", "2025-08-14", "2025-10-09"))
    rate(c, {"g4": {"@mother": (-1, 0, 2), "@grandma": (-1, 1, 2)}, "g5": {"@mother": (-1, 0, 1), "@grandma": (-1, 0, 1)}, "g6": {"@mother": (-1, 0, 0), "@grandma": (-1, 0, 1), "@child": (0, 1, 1)}}, ("2025-06-30", "2025-08-14", "2025-10-09"))
    for date, outcome, value in (("2025-04-03", "go_on", 8), ("2025-07-03", "go_on", 8)):
        c.add(date, "alliance_check", rater="@mother", outcome=outcome, value=value)
        c.add(date, "alliance_check", rater="@child", outcome=outcome, value=value)
    after = {"anxious": 58, "attention": 68, "social": 66, "aggressive": 66}
    c.cbcl("2025-09-25", "m4", "@mother", "end", 64, 58, 65, after)
    c.cbcl("2025-09-26", "m5", "@grandma", "end", 62, 57, 63, after)
    c.obvl("2025-09-25", "m6", "@mother", "end", 62)
    c.discussed(["m4", "m5", "m6"], "2025-10-02", "2025-10-03", present=["@mother", "@grandma"])
    c.guidance("2025-03-18", "2025-04-15", "2025-05-13", "2025-06-10", "2025-07-08", "2025-08-19", "2025-09-16")
    for what, value in (("caseload", 6), ("guidance", 4), ("intervision", 2)):
        c.add("2025-06-01", "guidance_input", what=what, value=value)
    c.goals_ended("2025-10-10", goals, {"g1": "Drie van de vier stappen gaan vanzelf; tanden poetsen nog niet.",
                                        "g2": "Bij oma lukt de rustplek nog niet elke keer.",
                                        "g5": "Bij een feestje of bezoek schuift de bedtijd op.",
                                        "g6": "Op het plein is het nog moeilijk; thuis lukt het."})
    c.ending(relapse="2025-10-02", chain="2025-10-06", report="2025-10-09", farewell=("2025-10-13", "15:00"), present=["@mother", "@child", "@grandma"], without_help="partly", open_ends=["Lichte begeleiding door Steunpunt Noord blijft"])
    c.add("2025-10-30", "knipkaart", channel="phone", text="Het plaatjesbord is nat geworden")
    c.write()


def threat():
    c = Case("threat", "Dreiging tijdens de behandeling (verzonnen gezin)", "iag-2019", "2026-01-13")
    hidden = {"audience": ["closed", "@mother"]}
    # What mother and Yara say of themselves is not for him: it would tell of the threat.
    not_him = {"audience": ["family", "-@father"]}
    c.add("2025-05-12", "referral", referrer="child_protection", request=False, question="Zorgen over ruzies na de scheiding.")
    family(c, "2025-06-02", "Naima", "Rachid", "Yara", "2013-11-03", "girl", ("Sami", "2017-08-19", "boy"))
    c.add("2025-06-02", "relation", from_="@mother", to="@father", tie="former_partner", since="2024-09-01")
    c.add("2025-06-02", "person", person="@sister", role="network", name="zus Hanan")
    c.add("2025-06-02", "consent", what="treatment", given=True, by="@father")
    c.add("2025-06-02", "professional", help="child_protection", organisation="Jeugdbescherming", since="2025-03-01", lead=True, helped="partly")
    c.characteristics("2025-06-02", "child", {"child_psychosocial": True, "child_cognitive": False, "child_victim_or_witness": True, "lvb_child": False}, "@child")
    c.characteristics("2025-06-02", "parent", {"parent_psychosocial": True, "parent_violence": True, "lvb_parent": False, "can_reflect": True, "can_apply_what_is_learnt": True})
    c.characteristics("2025-06-02", "family", {"acute_crisis": False, "network_absent": False, "network_little_support": False, "network_conflicts": True, "separation_or_blended_family": True, "partner_conflict_or_violence": True,
                                              "money_problems": True, "unemployment": True, "family_conflicts": True, "family_communication": True, "distrust_of_help": True, "cannot_come_to_institution": True, "migration_background": True, "inconsistent_parenting": True})
    c.add("2025-06-02", "trajectory_start", method="iag-2019", phase="start", children=["@child"], worker="@worker")
    c.add(("2025-06-02", "10:00"), "contact", held=True, channel="visit", purpose="first_talk", hours="1.5", present=["@mother", "@child"], techniques=["deepening_questions"], attention="strengths")
    c.add(("2025-06-05", "19:00"), "contact", held=True, channel="office", purpose="start_meeting", hours="2", present=["@mother", "@father"], attention="both", given="Startgesprek met de jeugdbeschermer.")
    c.visits("2025-06-09", 5, (1, 3), ("1.5", "2"), START, missed={"2025-06-19": "not_at_home"}, present=("@mother", "@child"))
    c.add("2025-06-10", "safety", "s1", type="review", judgement="watch", review="2025-07-22")
    c.add("2025-06-12", "network", supporters=2, conflict=True)
    c.add("2025-06-24", "analysis", with_family=True, strengths=["Naima zoekt hulp op tijd", "Yara en Sami hebben veel aan elkaar", "Rachid komt elke afspraak na"], problems=["Ruzie bij het ophalen", "Yara slaapt slecht", "Geldzorgen na de scheiding"])
    needs = (("n1", "safety", "Ruzie bij het ophalen"), ("n2", "child_behaviour", "Yara slaapt slecht en is snel boos"), ("n3", "parenting", "Twee huizen, twee soorten regels"), ("n4", "circumstances", "Schulden na de scheiding"))
    for handle, domain, text in needs:
        c.add("2025-06-24", "need", handle, domain=domain, text=text)
    syn = {"anxious": 70, "attention": 64, "rule_breaking": 60, "aggressive": 67}
    c.cbcl("2025-06-17", "m1", "@mother", "start", 68, 69, 65, syn)
    c.cbcl("2025-06-18", "m2", "@father", "start", 61, 60, 60, {**syn, "anxious": 66, "aggressive": 65})
    c.obvl("2025-06-17", "m3", "@mother", "start", 68)
    c.obvl("2025-06-18", "m4", "@father", "start", 58)
    c.add("2025-07-01", "discussion", with_="family", topic="measurement", targets=["m1", "m3"], present=["@mother"])
    c.add("2025-07-03", "discussion", with_="family", topic="measurement", targets=["m2", "m4"], present=["@father"])
    c.add("2025-07-02", "discussion", with_="guidance", topic="measurement", targets=["m1", "m2", "m3", "m4"])
    goals = (("g1", "safety", "Het ophalen gaat rustig, bij zus Hanan", ["n1"]), ("g2", "child_behaviour", "Yara slaapt vijf nachten per week door", ["n2"]), ("g3", "parenting", "In beide huizen dezelfde drie regels", ["n3"]),
             ("g4", "circumstances", "Een afspraak met schuldhulp", ["n4"]), ("g5", "child_behaviour", "Yara vertelt iemand wat haar dwarszit", ["n2"]), ("g6", "parenting", "Naima en Rachid overleggen één keer per week, op papier", ["n3"]))
    for handle, domain, text, for_needs in goals:
        c.add("2025-07-08", "goal", handle, domain=domain, text=text, needs=for_needs, with_family=True, levels=LEVELS)
        c.add(("2025-07-17", "13:00"), "activity", domain=domain, goal=handle, text="Mee begonnen")
    c.add("2025-07-14", "phase_transition", from_="start", to="change", talk=True, topics=["experience", "progress", "planning"], present=["@mother", "@father"])
    c.add("2025-07-14", "plan", type="treatment", with_family=True)
    ids = [g[0] for g in goals]
    c.visits("2025-07-15", 4, (1, 3), ("1.5", "1.75"), CHANGE, goals=ids, missed={"2025-07-24": "forgotten"}, present=("@mother", "@child"))
    c.add("2025-08-08", "pause", by="family", from_="2025-08-09", until="2025-08-24", reason="bezoek aan familie")
    c.visits("2025-08-25", 12, (1, 3), ("1.5", "2", "1.75"), CHANGE, goals=ids, missed={"2025-09-16": "cancelled", "2025-10-09": "ill"}, present=("@mother", "@child"))
    # The threat: what is written here the father must not see.
    c.add(("2025-09-15", "21:30"), "safety", "s3", type="threat", judgement="unsafe", text="Vader dreigde bij de deur; de kinderen hoorden het.", **hidden)
    c.add(("2025-09-16", "09:30"), "safety", "s4", type="consultation", with_="veilig_thuis", text="Advies gevraagd bij Veilig Thuis.", **hidden)
    c.add(("2025-09-16", "11:00"), "discussion", with_="guidance", topic="safety", targets=["s3"], audience="closed")
    c.add(("2025-09-17", "10:00"), "contact", held=True, channel="office", hours="2", present=["@mother"], techniques=["network_plan"], attention="both", given="Veiligheidsplan gemaakt.", **hidden)
    c.add(("2025-09-17", "12:00"), "safety", "s5", type="plan", agreements=["Ophalen alleen bij zus Hanan", "Bij dreiging 112 en daarna de crisislijn", "Yara belt tante Hanan met het afgesproken woord"], review="2025-10-01", **hidden)
    c.add(("2025-10-01", "12:00"), "safety", "s6", type="review", judgement="watch", review="2025-10-29", **hidden)
    c.add(("2025-10-29", "12:00"), "safety", "s7", type="review", judgement="safe", review="2026-01-21", closes=["s3"], **hidden)
    c.add("2025-07-22", "safety", "s2", type="review", judgement="watch", review="2025-09-30", closes=["s1"])
    c.add("2025-09-18", "decision", "d1", element=Free("veiligheid eerst"), considerations=["safety"], family_wish="De kinderen blijven thuis", professional_view="Eerst het veiligheidsplan, de andere doelen rusten twee weken", agreed_with=["@mother"], reconsider_when="Bij een nieuwe dreiging", review="2025-10-02", **hidden)
    c.add("2025-10-02", "decision", "d1b", element=Free("veiligheid eerst"), updates="d1", outcome="adjust", reconsider="must_come_first", professional_view="Plan werkt, doelen weer opgepakt", **hidden)
    c.add("2025-07-22", "decision", "d2", element="communication_feedback", considerations=["cooperation", "culture_and_language"], family_wish="Niet samen in één kamer", professional_view="Gesprekken met ieder apart, overleg op papier", agreed_with=["@mother", "@father"], review="2025-09-02")
    c.add("2025-09-02", "decision", "d2b", element="communication_feedback", updates="d2", outcome="keep", reconsider="none")
    for date in ("2025-07-30", "2025-08-27", "2025-09-24", "2025-10-22", "2025-11-19"):
        c.add((date, "17:00"), "contact", held=True, channel="office", hours="1", present=["@father"], techniques=["disturbing_helping_thoughts"], attention="both", given="Gesprek met vader.")
    c.add("2025-09-09", "network", supporters=4, conflict=True)
    c.add("2025-09-30", "discussion", with_="chain", topic="safety", audience="closed")
    c.add("2025-11-17", "phase_transition", from_="change", to="taper", talk=True, topics=["experience", "progress", "planning"], present=["@mother", "@child"])
    c.visits("2025-11-18", 8, (1,), ("1.5", "1.25"), TAPER, goals=ids, skip=("2025-12-30",), present=("@mother", "@child"))
    c.visits("2025-11-18", 7, (3,), ("0.25",), TAPER, skip=("2025-12-25", "2026-01-01"), present=("@mother",), channel="phone")
    c.ors(fortnights("2025-06-12", 13), "@mother", ("19.0", "20.2", "21.5", "22.8", "23.0", "24.1", "24.6", "15.2", "17.8", "21.0", "24.4", "26.0", "27.2"), **not_him)
    c.ors(fortnights("2025-06-18", 12), "@father", ("27.0", "26.5", "27.4", "26.0", "25.2", "24.8", "23.9", "22.0", "23.5", "24.0", "24.6", "25.0"))
    c.ors(fortnights("2025-06-12", 13), "@child", ("18.2", "18.0", "20.4", "21.6", "22.4", "23.0", "23.6", "13.8", "15.9", "18.6", "22.0", "25.1", "26.3"), **not_him)
    c.scaling(fortnights("2025-06-12", 13), "@mother", Free("me veilig voelen"), (5, 5, 6, 6, 6, 7, 7, 2, 4, 6, 7, 7, 8), **not_him)
    c.scaling(fortnights("2025-06-12", 13), "@child", Free("slapen"), (3, 4, 4, 5, 5, 5, 6, 2, 3, 4, 6, 7, 7), **not_him)
    rate(c, {"g1": {"@mother": (-1, 0, (-2, "Na die avond bij de deur durf ik hem niet te zien."), 1, 2)},
             "g2": {"@mother": (-1, 0, (-1, "Ze is weer elke nacht wakker."), 1, 1), "@child": (-1, 0, (-2, "Ik droom over die avond."), 1, 2)}},
         ("2025-07-10", "2025-08-28", "2025-09-25", "2025-11-13", "2026-01-06"), **not_him)
    rate(c, {"g1": {"@father": (0, 0, 1, 1, 2)}, "g3": {"@mother": (-1, -1, 0, 0, 0), "@father": (0, 0, 1, 1, 1)},
             "g4": {"@mother": (-1, 0, 1, 2, 2)}, "g5": {"@mother": (-1, 0, 0, 1, 2), "@child": (-1, 0, 1, 1, 2)}, "g6": {"@mother": (None, -1, -1, 0, 1), "@father": (None, 0, 0, 1, 1)}},
         ("2025-07-10", "2025-08-28", "2025-09-25", "2025-11-13", "2026-01-06"))
    for date, value in (("2025-07-01", 7), ("2025-10-07", 9)):
        c.add(date, "alliance_check", rater="@mother", outcome="go_on", value=value)
        c.add(date, "alliance_check", rater="@child", outcome="go_on", value=value)
    c.add("2025-10-15", "alliance_check", rater="@father", outcome="talk", value=5)
    c.add("2025-10-22", "discussion", with_="family", topic="case", present=["@father"], text="De samenwerking besproken", signals=["alliance_low"])
    for rater in ("@mother", "@child"):
        c.add("2025-12-09", "alliance_check", rater=rater, outcome="go_on", value=9)
    c.add("2025-12-10", "alliance_check", rater="@father", outcome="go_on", value=7)
    c.guidance("2025-06-17", "2025-07-15", "2025-08-26", "2025-10-14", "2025-11-11", "2025-12-16")
    for what, value in (("caseload", 5), ("guidance", 4), ("intervision", 2)):
        c.add("2025-09-01", "guidance_input", what=what, value=value)
    c.add("2025-11-25", "appointment", day="2025-12-09", purpose="regular", channel="visit", present=["@mother", "@child"])
    c.add("2025-11-25", "appointment", day="2025-12-16", purpose="regular", channel="visit", present=["@mother", "@child"])
    c.add("2025-12-09", "plan", type="treatment", with_family=True)
    after = {"anxious": 61, "attention": 58, "rule_breaking": 55, "aggressive": 60}
    c.cbcl("2025-12-09", "m5", "@mother", "end", 61, 62, 58, after)
    c.cbcl("2025-12-10", "m6", "@father", "end", 57, 57, 56, {**after, "anxious": 59, "aggressive": 59})
    c.obvl("2025-12-09", "m7", "@mother", "end", 59)
    c.obvl("2025-12-10", "m8", "@father", "end", 55)
    c.add("2025-12-16", "discussion", with_="family", topic="measurement", targets=["m5", "m7"], present=["@mother"])
    c.add("2025-12-17", "discussion", with_="family", topic="measurement", targets=["m6", "m8"], present=["@father"])
    c.add("2025-12-18", "discussion", with_="guidance", topic="measurement", targets=["m5", "m6", "m7", "m8"])
    for date in ("2025-12-10", "2026-01-07"):
        c.add((date, "17:00"), "contact", held=True, channel="office", hours="1", present=["@father"], techniques=["compliments"], attention="strengths", given="Gesprek met vader.")
    c.add("2026-01-06", "network", supporters=4, conflict=False)
    c.add(("2026-01-08", "12:00"), "safety", "s8", type="review", judgement="safe", closes=["s5"], **hidden)
    c.goals_ended("2026-01-08", goals, {"g2": "Yara slaapt meestal door; als ze ergens tegenop ziet nog niet.",
                                        "g3": "Over schermtijd zijn we het nog niet eens.",
                                        "g6": "Het overleg is er om de week, niet elke week."})
    c.ending(relapse="2026-01-06", chain="2026-01-07", report="2026-01-08", farewell=("2026-01-12", "15:30"), present=["@mother", "@child", "@sibling"],
             without_help="partly", open_ends=["De jeugdbescherming blijft betrokken"])
    c.write()


def returned():
    c = Case("return", "Gestopt bij het derde contact, een jaar later terug (verzonnen gezin)", "iag-2019", "2025-10-02")
    c.people = {"@worker": "worker", "@first_worker": "worker", "@supervisor": "supervisor"}
    c.add("2024-01-22", "referral", referrer="gp", request=False, question="Huisarts maakt zich zorgen; ouders twijfelen.")
    family(c, "2024-02-05", "Petra", "Wim", "Femke", "2011-04-17", "girl")
    c.characteristics("2024-02-05", "family", {"acute_crisis": False, "distrust_of_help": True, "long_help_history": True})
    c.add("2024-02-05", "trajectory_start", author="@first_worker", method="iag-2019", phase="start", children=["@child"], worker="@first_worker")
    c.add(("2024-02-05", "10:00"), "contact", author="@first_worker", held=True, channel="visit", purpose="first_talk", hours="1.25", present=["@mother"], techniques=["deepening_questions"], attention="problems", given="Veel vragen over eerdere hulp.")
    c.add(("2024-02-08", "10:00"), "contact", author="@first_worker", held=False, reason="not_at_home", channel="visit")
    c.add(("2024-02-12", "10:00"), "contact", author="@first_worker", held=True, channel="visit", hours="0.5", present=["@mother", "@father"], attention="problems", given="Vader wil geen hulp in huis.", went="Gesprek afgebroken.")
    c.add("2024-02-12", "alliance_check", author="@first_worker", rater="@father", outcome="other_worker", value=3)
    c.add("2024-02-13", "discussion", with_="guidance", topic="case")
    c.add(("2024-02-19", "16:00"), "closure", author="@first_worker", reason="early_by_family", planned=False, request_answered=False, without_help="no", open_ends=["Femke gaat niet naar school", "Afspraak met huisarts om het gezin te blijven zien"])
    # A year later: another worker, and the parents ask themselves.
    c.add("2025-02-24", "referral", referrer="municipal_youth_consultant", request=True, question="Ouders vragen zelf om hulp: Femke zit thuis.")
    c.add("2025-03-10", "person", person="@grandpa", role="network", name="opa Jan")
    c.add("2025-03-10", "consent", what="treatment", given=True, by="@father")
    c.add("2025-03-10", "professional", help="school", organisation="De Toren", since="2024-09-01", lead=False, helped="no")
    c.add("2025-03-10", "professional", help="municipal_youth_consultant", organisation="Gemeente", since="2025-02-01", lead=True, helped="yes")
    c.characteristics("2025-03-10", "child", {"child_psychosocial": True, "child_cognitive": False, "child_victim_or_witness": False, "lvb_child": False}, "@child")
    c.characteristics("2025-03-10", "parent", {"parent_psychosocial": True, "lvb_parent": False, "can_reflect": True, "can_apply_what_is_learnt": True})
    c.characteristics("2025-03-10", "family", {"acute_crisis": False, "network_absent": True, "network_little_support": True, "network_conflicts": False, "unemployment": True, "earlier_help_did_not_transfer": True,
                                              "parental_powerlessness": True, "too_little_or_pressing_control": True, "family_communication": True})
    c.add("2025-03-10", "trajectory_start", method="iag-2019", phase="start", children=["@child"], worker="@worker")
    c.add(("2025-03-10", "19:00"), "contact", held=True, channel="visit", purpose="first_talk", hours="1.5", present=["@mother", "@father"], techniques=["coping_questions"], attention="strengths", given="Wat ging er vorige keer mis, en wat moet nu anders?")
    c.add(("2025-03-13", "10:00"), "contact", held=True, channel="visit", purpose="start_meeting", hours="2", present=["@mother", "@father", "@child"], attention="both", given="Startgesprek met school en gemeente.")
    c.visits("2025-03-17", 4, (0, 3), ("1.5", "1.75"), START, present=("@mother", "@father", "@child"))
    c.add("2025-03-17", "safety", "s1", type="review", judgement="safe", review="2025-06-16")
    c.add("2025-03-20", "network", supporters=1, conflict=False)
    c.add("2025-03-27", "analysis", with_family=True, strengths=["Ouders vragen nu zelf hulp", "Femke maakt muziek", "Opa Jan komt elke dag"], problems=["Femke gaat niet naar school", "Veel strijd over de telefoon", "Ouders voelen zich machteloos"])
    needs = (("n1", "child_behaviour", "Femke gaat niet naar school"), ("n2", "parenting", "Strijd over de telefoon"), ("n3", "network", "Weinig mensen om het gezin"))
    for handle, domain, text in needs:
        c.add("2025-03-27", "need", handle, domain=domain, text=text)
    syn = {"anxious": 72, "withdrawn": 74, "attention": 62, "aggressive": 58}
    c.cbcl("2025-03-24", "m1", "@mother", "start", 67, 72, 57, syn)
    c.cbcl("2025-03-25", "m2", "@father", "start", 64, 68, 55, syn)
    c.obvl("2025-03-24", "m3", "@mother", "start", 70)
    c.obvl("2025-03-25", "m4", "@father", "start", 66)
    c.discussed(["m1", "m2", "m3", "m4"], "2025-04-03", "2025-04-04")
    goals = (("g1", "child_behaviour", "Femke gaat elke dag een paar uur naar school", ["n1"]), ("g2", "parenting", "De telefoon gaat om tien uur in het mandje", ["n2"]), ("g3", "network", "Opa Jan haalt Femke op dinsdag", ["n3"]),
             ("g4", "parenting", "Ouders vragen door in plaats van te preken", ["n2"]), ("g5", "child_behaviour", "Femke speelt weer in de band", ["n1"]), ("g6", "living_at_home", "Zaterdag is van ons drieën", ["n3"]))
    for handle, domain, text, for_needs in goals:
        c.add("2025-04-07", "goal", handle, domain=domain, text=text, needs=for_needs, with_family=True, levels=LEVELS)
        c.add(("2025-04-17", "13:00"), "activity", domain=domain, goal=handle, text="Mee begonnen")
    c.add("2025-04-14", "phase_transition", from_="start", to="change", talk=True, topics=["experience", "progress", "planning"], present=["@mother", "@father", "@child"])
    c.add("2025-04-14", "plan", type="treatment", with_family=True)
    ids = [g[0] for g in goals]
    c.visits("2025-04-14", 14, (0, 3), ("1.5", "1.75", "2"), CHANGE, goals=ids, skip=("2025-04-21", "2025-05-05", "2025-05-29", "2025-06-09"), missed={"2025-05-22": "forgotten"}, present=("@mother", "@father", "@child"))
    for date in ("2025-04-22", "2025-05-06", "2025-05-23", "2025-05-28", "2025-06-10"):
        c.add((date, "16:30"), "contact", held=True, channel="phone", hours="0.5", present=["@mother"], attention="both", given="Gebeld in plaats van het bezoek dat uitviel.", next="Doorgaan met wat lukt.")
    c.add("2025-04-24", "decision", "d1", element=Free("stap voor stap naar school"), considerations=["motivation", "capacity"], family_wish="Femke: eerst alleen muziek", professional_view="Beginnen met wat lukt", agreed_with=["@mother", "@father", "@child"], review="2025-05-22")
    c.add("2025-05-26", "decision", "d1b", element=Free("stap voor stap naar school"), updates="d1", outcome="adjust", reconsider="no_result", professional_view="Mentor komt thuis")
    c.add("2025-05-26", "decision", "d2", element="family_meeting", considerations=["cooperation"], family_wish="Vader wil het zelf leiden", professional_view="Past bij zijn kracht", agreed_with=["@father", "@mother"], review="2025-06-26")
    c.add("2025-06-26", "decision", "d2b", element="family_meeting", updates="d2", outcome="keep", reconsider="none")
    c.add("2025-06-16", "safety", "s2", type="review", judgement="safe", review="2025-09-01", closes=["s1"])
    c.add("2025-06-19", "network", supporters=3, conflict=False)
    c.add("2025-06-02", "discussion", with_="chain", topic="case")
    c.add("2025-07-21", "phase_transition", from_="change", to="taper", talk=True, topics=["experience", "progress", "planning"], present=["@mother", "@father", "@child"])
    c.visits("2025-07-21", 7, (3,), ("1.5", "1.25"), TAPER, goals=ids, skip=("2025-08-07", "2025-08-14"), present=("@mother", "@father", "@child"))
    c.add("2025-08-01", "pause", by="family", from_="2025-08-04", until="2025-08-17", reason="vakantie")
    c.visits("2025-07-21", 7, (1,), ("0.5",), TAPER, skip=("2025-08-05", "2025-08-12"), present=("@mother",), channel="phone")
    c.ors(fortnights("2025-03-20", 12), "@mother", ("16.0", "17.5", "17.0", "19.2", "20.8", "20.0", "22.4", "23.9", "25.0", "26.2", "27.0", "28.3"))
    c.ors(fortnights("2025-03-20", 12), "@child", ("11.5", "12.0", "14.8", "14.0", "16.2", "17.5", "16.8", "19.9", "22.0", "23.4", "25.8", "26.5"))
    c.scaling(fortnights("2025-03-20", 12), "@father", Free("vertrouwen als ouder"), (3, 3, 4, 4, 5, 5, 5, 6, 6, 7, 7, 7))
    c.scaling(fortnights("2025-03-20", 12), "@child", Free("hoe het thuis gaat"), (4, 4, 4, 5, 5, 4, 5, 6, 6, 6, 7, 7))
    rate(c, {"g1": {"@mother": (-1, -1, 0, 1), "@child": (0, (-1, "Na de meivakantie durfde ik de klas niet meer in."), 0, 1)}, "g2": {"@mother": (-1, 0, 1, 1), "@child": (0, 0, 0, 1)}, "g3": {"@mother": (-1, 1, 2, 2), "@father": (-1, 1, 1, 2)},
             "g4": {"@mother": (-1, 0, 1, 1), "@father": (-1, 0, 1, 2), "@child": (-2, -1, 0, 1)}, "g5": {"@child": (-1, 0, 2, 2), "@father": (-1, 0, 1, 2)}, "g6": {"@mother": (-1, 0, 0, 1), "@father": (-1, 0, 1, 1)}}, ("2025-04-10", "2025-05-26", "2025-07-17", "2025-09-04"))
    for rater in ("@mother", "@father", "@child"):
        c.add("2025-04-03", "alliance_check", rater=rater, outcome="go_on", value=8)
        c.add("2025-06-30", "alliance_check", rater=rater, outcome="go_on", value=8)
    lower = {"anxious": 60, "withdrawn": 62, "attention": 57, "aggressive": 54}
    c.cbcl("2025-08-28", "m5", "@mother", "end", 57, 60, 52, lower)
    c.cbcl("2025-08-29", "m6", "@father", "end", 56, 59, 51, lower)
    c.obvl("2025-08-28", "m7", "@mother", "end", 59)
    c.add("2025-08-29", "measurement", "m8", instrument="obvl", informant="@father", person="@father", moment="end", state="declined", reason="no_wish")
    c.discussed(["m5", "m6", "m7"], "2025-09-04", "2025-09-05")
    c.add("2025-09-01", "safety", "s3", type="review", judgement="safe", closes=["s2"])
    c.guidance("2025-03-25", "2025-04-22", "2025-05-20", "2025-06-17", "2025-07-15", "2025-08-26")
    c.goals_ended("2025-09-05", goals, {"g1": "Halve dagen lukken; hele dagen bouwen we na de zomer op met de mentor.",
                                        "g2": "In het weekend ligt de telefoon nog vaak op haar kamer.",
                                        "g4": "Als het spannend wordt, praten we nog te snel.",
                                        "g6": "Vader werkt om de week op zaterdag."})
    c.ending(relapse="2025-09-04", chain="2025-09-04", report="2025-09-05", farewell=("2025-09-08", "15:00"), present=["@mother", "@father", "@child"], without_help="yes")
    c.write()


if __name__ == "__main__":
    smooth()
    lvb()
    threat()
    returned()
