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
constexpr std::array<std::string_view, 7> kMoment{"start",     "halfway", "transition",   "end",
                                                  "follow_up", "session", "three_monthly"};
constexpr std::array<std::string_view, 3> kProtocol{"fixed", "ordered", "free"};
constexpr std::array<std::string_view, 2> kZero{"expected", "start"};
constexpr std::array<std::string_view, 3> kCombine{"none", "average_towards", "joint"};
constexpr std::array<std::string_view, 8> kUnit{"days",           "weeks",   "hours", "contacts_per_week",
                                                "hours_per_week", "percent", "count", "yes_no"};
constexpr std::array<std::string_view, 3> kPer{"session", "week", "month"};

template <class Enum>
Enum word(Reader& in, std::string_view key, Words allowed, int first = 0) {
  return static_cast<Enum>(in.one_of(key, allowed) + static_cast<std::size_t>(first));
}

std::vector<Source> sources(Reader& in) {
  return in.map("sources", false, [](Reader& s, const std::string& key, std::uint32_t line) {
    Source source;
    source.key = key;
    source.line = line;
    source.title = s.text("title");
    source.year = s.integer("year", 1900, 2100);
    source.stored_text = s.one_of("kind", kSourceKind) == 0;
    int lines = 0, pages = 0;
    if (s.walks(source.stored_text)) lines = s.optional_integer("lines", 1, 999'999);
    if (s.walks(!source.stored_text)) pages = s.optional_integer("pages", 1, 999'999);
    s.holds({Condition::Kind::absent_when, {"kind", "pages"}, std::string(kSourceKind[0])});
    s.holds({Condition::Kind::absent_when, {"kind", "lines"}, std::string(kSourceKind[1])});
    source.last = static_cast<std::uint32_t>(source.stored_text ? lines : pages);
    return source;
  });
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
  in.base("extends");
  if (in.has("remove")) in.codes("remove");  // acted upon when the file was expanded
  in.optional_object("replaces", [&](Reader& r) {
    Replaces found;
    found.version = r.text("version");
    found.phases = r.optional_code_map("phases");
    found.techniques = r.optional_code_map("techniques");
    found.goals = r.optional_code_map("goals");
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
    found.level_texts = g.yes_no("level_texts", false);
    if (g.has("combine")) found.combine = word<Combine>(g, "combine", kCombine);
    found.raters = g.optional_codes("raters");
    if (found.combine == Combine::average_towards && (found.raters.size() != 2 || found.raters[0] == found.raters[1]))
      g.fault("method.combine_raters", {{"n", std::to_string(found.raters.size())}}, "combine");
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
      const bool exact = f.has("value");
      if (exact) out.figure.min = out.figure.max = f.number("value", 0, 1'000'000);
      if (f.walks(!exact)) {
        out.figure.min = f.optional_number("min", 0, 1'000'000);
        out.figure.max = f.optional_number("max", 0, 1'000'000);
      }
      if (f.given({"value", "min", "max"}, Condition::Kind::at_least_one) == 0)
        f.fault("method.empty_range", {{"key", "figure"}});
      f.holds({Condition::Kind::not_both, {"value", "min"}});
      f.holds({Condition::Kind::not_both, {"value", "max"}});
      out.unit = f.code("unit");
      out.per = f.optional_code("per");
    });
  });
  in.optional_object("fidelity", [&](Reader& f) {
    m.fidelity = f.items<FidelityRule>("computed", [](Reader& r, FidelityRule& out) {
      const std::string of = r.text("of", "^(phase:[a-z][a-z0-9_]*|trajectory|after)$");
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
      if (r.given({"figure", "met"}, Condition::Kind::at_least_one) == 0)
        r.fault("method.fidelity_empty", {{"code", out.code}});
    });
    f.optional_object("survey", [&](Reader& s) {
      Survey found;
      found.instrument = s.code("instrument");
      found.themes = s.items<Survey::Theme>(
          "themes", [](Reader& t, Survey::Theme& out) { out.items = t.whole("items", 1, 200, 0); });
      s.optional_object("faithful", [&](Reader& limit) {
        found.faithful_mean = limit.number("mean_at_least", 0, 100);
        found.faithful_line = limit.line();
      });
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
  m.reports = in.items<ReportDef>("reports", [](Reader& r, ReportDef& out) { out.figures = r.texts("figures"); });
}

void whole_file(Reader& in, Method& m) {
  head(in, m);
  m.rules = in.optional_rules("rules");
  intake(in, m);
  course(in, m);
  work(in, m);
  measuring(in, m);
  organisation(in, m);
  ending(in, m);
  m.signals = read_signals(in);
}

}  // namespace

Shape method_shape() {
  Reading all;
  Shape shape;
  Reader in(all, shape);
  Method m;
  whole_file(in, m);
  return shape;
}

Checked<Method> load_method(const Expanded& source, const Known& known) {
  Reading all;
  const json::Value root = source.document.root();
  Reader in(all, json::Cursor(root, source.file), {}, {});
  Method m;
  m.file = source.file;
  whole_file(in, m);
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
