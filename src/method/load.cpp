#include "method/load.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "method/check.h"
#include "method/reader.h"

namespace koers::method {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 3> kStatus{"complete", "norms_only", "partial"};
constexpr std::array<std::string_view, 2> kSourceKind{"stored text", "document"};
constexpr std::array<std::string_view, 3> kAbout{"child", "parent", "family"};
constexpr std::array<std::string_view, 6> kMoment{"start", "halfway", "transition", "end", "follow_up", "session"};
constexpr std::array<std::string_view, 3> kProtocol{"fixed", "ordered", "free"};
constexpr std::array<std::string_view, 2> kZero{"expected", "start"};
constexpr std::array<std::string_view, 8> kUnit{"days",           "weeks",   "hours", "contacts_per_week",
                                                "hours_per_week", "percent", "count", "yes_no"};
constexpr std::array<std::string_view, 3> kPer{"session", "week", "month"};

template <class Enum>
Enum word(Reader& in, std::string_view key, Words allowed, int first = 0) {
  return static_cast<Enum>(in.one_of(key, allowed) + static_cast<std::size_t>(first));
}

std::vector<Source> sources(Reader& in) {
  std::vector<Source> out;
  in.object("sources", [&](Reader& list) {
    for (const json::Value one : list.cursor().members()) {
      Source source;
      source.key = std::string(one.key());
      source.line = one.key_line();
      if (!is_code(source.key))
        list.fault("method.code_form", {{"key", "sources"}, {"text", source.key.substr(0, 64)}}, source.key);
      json::Cursor cursor = list.cursor().child(one, source.key);
      const auto title = cursor.text("title");
      const auto year = cursor.integer("year", 1900, 2100);
      const auto kind = cursor.one_of("kind", kSourceKind);
      Errors& faults = list.faults();
      std::int64_t years = 0, extent_last = 0;
      json::take(title, source.title, faults);
      json::take(year, years, faults);
      source.year = static_cast<int>(years);
      if (!kind) faults.push_back(kind.error());
      source.stored_text = kind && *kind == 0;
      const std::string_view extent = source.stored_text ? "lines" : "pages";
      if (cursor.has(extent)) json::take(cursor.integer(extent, 1, 999'999), extent_last, faults);
      source.last = static_cast<std::uint32_t>(extent_last);
      for (Error& unread : cursor.unread()) faults.push_back(std::move(unread));
      out.push_back(std::move(source));
    }
  });
  return out;
}

std::vector<std::pair<std::string, std::string>> code_map(Reader& in, std::string_view key) {
  std::vector<std::pair<std::string, std::string>> out;
  if (!in.has(key)) return out;
  auto cursor = in.cursor().object(key);
  if (!cursor) {
    in.faults().push_back(cursor.error());
    return out;
  }
  for (const json::Value one : cursor->members()) {
    const std::string to(one.text());
    if (!is_code(to) || !is_code(one.key())) {
      in.faults().push_back(error("method.code_form", {{"key", std::string(key)}, {"text", to.substr(0, 64)}},
                                  cursor->place_of(one, one.key())));
    }
    out.emplace_back(one.key(), to);
  }
  return out;
}

void head(Reader& in, Method& m) {
  m.code = in.code("method");
  m.version = in.text("version");
  m.names = in.names();
  m.summary = in.optional_names("summary");
  m.sources = sources(in);
  m.status = word<Status>(in, "status", kStatus);
  in.optional_object("evidence", [&](Reader& e) {
    Evidence found;
    found.level = e.text("level");
    found.name = e.names("name");
    found.sources = e.sources();
    m.evidence = std::move(found);
  });
  m.extends = in.optional_text("extends");
  if (in.has("remove")) in.codes("remove");  // acted upon when the file was expanded
  in.optional_object("replaces", [&](Reader& r) {
    Replaces found;
    found.version = r.text("version");
    found.phases = code_map(r, "phases");
    found.techniques = code_map(r, "techniques");
    found.goals = code_map(r, "goals");
    found.line = r.line();
    m.replaces = std::move(found);
  });
}

void intake(Reader& in, Method& m) {
  in.optional_object("target_group", [&](Reader& t) {
    m.target_group.age = t.optional_range("age", 0, 120);
    m.target_group.age_if = t.list("age_if", [](Reader& a) {
      AgeIf out;
      out.max = a.number("max", 0, 120).value_or(Decimal{});
      out.when = a.rule("when");
      out.sources = a.sources();
      return out;
    });
    m.target_group.in_practice = t.optional_range("in_practice", 0, 120);
    m.target_group.about = t.optional_names("about");
  });
  m.referrers = in.items("referrers");
  const auto criterion = [](Reader& c, Criterion& out) {
    out.rule = c.rule("rule");
    out.instead = c.optional_names("instead");
  };
  m.eligibility = in.items<Criterion>("eligibility", criterion);
  m.contra_indications = in.items<Criterion>("contra_indications", criterion);
  m.classifications = in.items<Criterion>("classifications", criterion);
  m.tailoring = in.items<Tailoring>("tailoring", [](Reader& t, Tailoring& out) {
    out.when = t.rule("when");
    out.may = t.codes("may");
    out.phase = t.optional_code("phase");
  });
  m.characteristics = in.items<Characteristic>("characteristics", [](Reader& c, Characteristic& out) {
    out.about = word<About>(c, "about", kAbout);
    out.moment = c.code("moment");
  });
}

void course(Reader& in, Method& m) {
  m.phases = in.items<Phase>("phases", [](Reader& p, Phase& out) {
    out.weeks = p.optional_range("weeks", 0, 520);
    out.contacts_per_week = p.optional_range("contacts_per_week", 0, 50);
    out.contact_hours = p.optional_range("contact_hours", 0, 24);
    out.hours_per_week = p.optional_range("hours_per_week", 0, 168);
    if (p.has("protocol")) out.protocol = word<Protocol>(p, "protocol", kProtocol, 1);
    out.tasks = p.items<Task>("tasks", [](Reader& t, Task& task) {
      t.optional_object("deadline", [&](Reader& d) { task.deadline = d.span(); });
      task.done = t.optional_rule("done");
    });
    p.optional_object("transition", [&](Reader& t) {
      Transition found;
      found.to = t.code("to");
      found.talk = t.optional_object("talk", [&](Reader& talk) { found.topics = talk.optional_codes("topics"); });
      found.needs = t.optional_rule("requires");
      found.sources = t.sources();
      found.line = t.line();
      out.transition = std::move(found);
    });
  });
  m.deadlines = in.items<Deadline>("deadlines", [](Reader& d, Deadline& out) {
    out.from = d.anchor("from");
    out.within = d.span();
    out.done = d.rule("done");
  });
}

void work(Reader& in, Method& m) {
  m.technique_groups = in.items("technique_groups");
  m.techniques = in.items<Technique>("techniques", [](Reader& t, Technique& out) {
    out.group = t.code("group");
    out.norm = t.optional_rule("norm");
  });
  m.themes = in.items("themes");
  in.optional_object("goals", [&](Reader& g) {
    GoalModel found;
    found.domains = g.items("domains");
    found.levels = g.whole("levels", 2, 9, 5);
    if (g.has("zero")) found.zero = word<Zero>(g, "zero", kZero, 1);
    if (g.has("combine")) found.combine = g.code("combine");
    found.most = g.optional_number("most", 1, 100);
    found.worst = g.list("worst", [](Reader& w) {
      Item out;
      out.code = w.code("domain");
      out.names = w.names();
      out.sources = w.sources();
      out.line = w.line();
      return out;
    });
    found.precedence = g.list("precedence", [](Reader& p) {
      return Precedence{p.code("first"), p.code("then"), p.names("evidence"), p.sources()};
    });
    m.goals = std::move(found);
  });
}

void measuring(Reader& in, Method& m) {
  m.measurements = in.items<PlannedMeasurement>("measurements", [](Reader& p, PlannedMeasurement& out) {
    out.instrument = p.code("instrument");
    out.informants = p.codes("informants");
    if (p.has("about")) out.about = word<About>(p, "about", kAbout);
    out.moment = word<Moment>(p, "moment", kMoment);
    p.object("window", [&](Reader& w) {
      out.window.from = w.anchor("from");
      out.window.months = w.whole("months", 0, 120, 0);
      out.window.first_day = w.amount("first_day", -3660, 3660);
      out.window.last_day = w.amount("last_day", -3660, 3660);
      const bool literal =
          out.window.first_day.from == Amount::From::literal && out.window.last_day.from == Amount::From::literal;
      if (literal && compare(out.window.first_day.value, out.window.last_day.value) > 0) {
        w.fault("method.window_backwards",
                {{"first", out.window.first_day.value.text()}, {"last", out.window.last_day.value.text()}},
                "first_day");
      }
    });
    out.required = p.yes_no("required", false);
    out.discuss = p.optional_codes("discuss");
  });
  m.regular = in.items<RegularMeasurement>("regular", [](Reader& r, RegularMeasurement& out) {
    out.instruments = r.codes("instruments");
    if (r.has("per")) out.per = kPer[r.one_of("per", kPer)];
    out.required = r.yes_no("required", false);
  });
  m.alliance = in.items<AllianceCheck>("alliance", [](Reader& a, AllianceCheck& out) {
    out.raters = a.codes("raters");
    out.instrument = a.optional_code("instrument");
    out.after_contacts = a.optional_amount("after_contacts", 1, 200);
    out.every_days = a.optional_amount("every_days", 1, 3660);
  });
  in.optional_object("safety", [&](Reader& s) {
    Safety found;
    s.optional_object("review", [&](Reader& r) { found.review_days = r.amount("days", 1, 3660); });
    found.tasks = s.items("tasks");
    found.sources = s.sources();
    m.safety = std::move(found);
  });
}

void organisation(Reader& in, Method& m) {
  m.roles = in.items("roles");
  m.preconditions = in.items<Precondition>("preconditions", [](Reader& p, Precondition& out) {
    p.optional_object("figure", [&](Reader& f) {
      out.figure.sources = f.sources();
      if (f.has("value")) {
        out.figure.min = out.figure.max = f.number("value", 0, 1'000'000);
      } else {
        out.figure.min = f.optional_number("min", 0, 1'000'000);
        out.figure.max = f.optional_number("max", 0, 1'000'000);
        if (!out.figure.given()) f.fault("method.empty_range", {{"key", "figure"}});
      }
      out.unit = f.code("unit");
      out.per = f.optional_code("per");
    });
  });
  in.optional_object("fidelity", [&](Reader& f) {
    m.fidelity = f.items<FidelityRule>("computed", [](Reader& r, FidelityRule& out) {
      const std::string of = r.text("of");
      if (of.starts_with("phase:")) {
        out.of = FidelityRule::Of::phase;
        out.phase = of.substr(6);
      } else if (of == "after") {
        out.of = FidelityRule::Of::after;
      } else if (of != "trajectory" && !of.empty()) {
        r.fault("method.of_form", {{"text", of.substr(0, 64)}}, "of");
      }
      out.figure = r.optional_fact("figure");
      out.unit = word<FidelityUnit>(r, "unit", kUnit);
      out.met = r.optional_rule("met");
      out.judged = r.optional_rule("judged");
      if (!out.figure && !out.met && !r.has("figure") && !r.has("met"))
        r.fault("method.fidelity_empty", {{"code", out.code}});
    });
    f.optional_object("survey", [&](Reader& s) {
      Survey found;
      found.instrument = s.code("instrument");
      found.themes = s.items<Survey::Theme>(
          "themes", [](Reader& t, Survey::Theme& out) { out.items = t.whole("items", 1, 200, 0); });
      s.optional_object("faithful",
                        [&](Reader& limit) { found.faithful_mean = limit.number("mean_at_least", 0, 100); });
      found.sources = s.sources();
      m.survey = std::move(found);
    });
  });
}

void ending(Reader& in, Method& m) {
  m.closing_reasons = in.items<ClosingReason>("closing_reasons", [](Reader& c, ClosingReason& out) {
    out.planned = c.yes_no("planned", false);
    out.national = c.optional_text("national");
  });
  in.optional_object("aftercare", [&](Reader& a) {
    a.optional_object("knipkaart", [&](Reader& k) {
      m.aftercare.knipkaart_calls = k.number("calls_max", 0, 1000);
      m.aftercare.knipkaart_sources = k.sources();
    });
    a.optional_object("follow_up", [&](Reader& f) {
      FollowUp found;
      found.months = f.whole("months", 1, 120, 0);
      found.visit = f.yes_no("visit", false);
      found.results = f.optional_rule("results");
      found.sources = f.sources();
      m.aftercare.follow_up = std::move(found);
    });
  });
  m.after = in.items("after");
  m.reports = in.items<ReportDef>("reports", [](Reader& r, ReportDef& out) {
    const auto figures = r.cursor().texts("figures");
    if (figures)
      out.figures = *figures;
    else
      r.faults().push_back(figures.error());
  });
}

}  // namespace

Checked<Method> load_method(const Expanded& source, const Known& known) {
  Reading all;
  const json::Value root = source.document.root();
  Reader in(all, json::Cursor(root, source.file), {}, {});
  Method m;
  m.file = source.file;
  head(in, m);
  m.rules = rules::read_rulebook(in.cursor(), "rules", all.faults);
  intake(in, m);
  course(in, m);
  work(in, m);
  measuring(in, m);
  organisation(in, m);
  ending(in, m);
  m.signals = read_signals(in);
  in.done();

  m.listing = std::move(all.listing);
  std::ranges::sort(m.listing.numbers, {}, &Number::path);
  check_method(m, known, all.faults);
  // What came with a base stands on a line of the base's file.
  for (Error& fault : all.faults) {
    const std::string_view pointer = fault.place.pointer;
    if (pointer.size() < 2) continue;
    const auto origin = source.file_of.find(pointer.substr(1, pointer.find('/', 1) - 1));
    if (origin != source.file_of.end()) fault.place.file = origin->second;
  }
  if (!all.faults.empty()) return fail(std::move(all.faults));
  return m;
}

}  // namespace koers::method
