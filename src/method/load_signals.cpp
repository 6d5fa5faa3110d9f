#include <array>

#include "method/check.h"
#include "method/load.h"
#include "method/reader.h"

namespace koers::method {
namespace {

constexpr std::array<std::string_view, 3> kState{"running", "closed", "any"};
constexpr std::array<std::string_view, 2> kUrgency{"attention", "urgent"};

void whole_file(Reader& in, SignalSet& set) {
  set.rules = in.optional_rules("rules");
  if (in.given({"signals"}, Condition::Kind::at_least_one) == 0) in.fault("json.missing_key", {{"key", "signals"}});
  set.signals = read_signals(in);
}

std::string stem(std::string_view file) {
  file.remove_prefix(file.rfind('/') + 1);  // npos + 1 is 0
  return std::string(file.substr(0, file.find('.')));
}

}  // namespace

std::vector<SignalDef> read_signals(Reader& in) {
  return in.items<SignalDef>("signals", [](Reader& s, SignalDef& out) {
    out.text = s.names("text");
    out.when = s.rule("when");
    if (s.has("state")) out.state = static_cast<SignalDef::State>(s.one_of("state", kState));
    out.phases = s.optional_codes("phases");
    out.evidence = s.optional_codes("evidence");
    out.acts = s.codes("acts");
    out.again = s.optional_amount("again", 0, 3660);
    if (s.has("urgency")) out.urgency = static_cast<SignalDef::Urgency>(s.one_of("urgency", kUrgency));
    out.on_call = s.yes_no("on_call", false);
    out.why = s.optional_names("why");
    if (out.sources.empty() && out.why.empty()) s.fault("method.signal_without_reason", {{"code", out.code}});
  });
}

Shape signals_shape() {
  Reading all;
  Shape shape;
  Reader in(all, shape);
  SignalSet set;
  whole_file(in, set);
  return shape;
}

Checked<SignalSet> load_signals(json::Value root, const std::string& file, const Known& known) {
  if (!root.is(json::Type::object)) return fail(Errors{error("method.not_a_file", {}, {file, root.line(), 0, {}})});
  Reading all;
  Reader in(all, json::Cursor(root, file), {}, {});
  SignalSet set;
  set.code = stem(file);
  set.file = file;
  whole_file(in, set);
  in.done();
  set.listing = std::move(all.listing);
  check_signals(set, known, all.faults);
  if (!all.faults.empty()) return fail(std::move(all.faults));
  return set;
}

}  // namespace koers::method
