#include "measure/instrument.h"

#include <algorithm>
#include <array>

#include "base/cursor.h"

namespace koers::measure {
namespace {

using json::Cursor;

constexpr std::array<std::string_view, 2> classes{"own", "frame"};
constexpr std::array<std::string_view, 2> directions{"lower", "higher"};
constexpr std::array<std::string_view, 8> slot_names{"items", "answers", "scales",      "key",
                                                     "norm",  "sd",      "reliability", "cutoff"};

class Reader {
 public:
  explicit Reader(Instrument& out) : out_(out) {}

  Errors read(Cursor c) {
    take(c.text("instrument"), out_.code);
    names(c, out_.name_nl, out_.name_en);
    std::size_t found = 0;
    if (take(c.one_of("class", classes), found)) out_.kind = static_cast<InstrumentClass>(found);
    take(c.text("holder"), out_.holder);
    within(c, "licence", true, [this](Cursor& l) { take(l.text("text"), out_.licence); });
    within(c, "better", true, [this](Cursor& b) {
      std::size_t direction = 0;
      if (take(b.one_of("value", directions), direction)) out_.better = static_cast<Direction>(direction);
    });
    within(c, "informants", false, [this](Cursor& i) { take(i.texts("codes"), out_.informants); });
    within(c, "items", false, [this](Cursor& i) {
      std::int64_t n = 0;
      if (take(i.integer("n", 1, 1000), n)) out_.items = n;
    });
    within(c, "answers", false, [this](Cursor& a) { range(a, out_.answers, true); });
    within(c, "total", false, [this](Cursor& t) { range(t, out_.total, false); });
    each(c, "scales", [this](Cursor& s) {
      InstrumentScale scale;
      take(s.text("code"), scale.code);
      names(s, scale.name_nl, scale.name_en);
      out_.scales.push_back(std::move(scale));
    });
    std::string source;
    if (!out_.scales.empty()) take(c.text("scales_source"), source);
    each(c, "forms", [this](Cursor& f) { form(f); });
    slots(c);
    add(c.unread());
    return std::move(faults_);
  }

 private:
  template <class T, class U>
  bool take(Expected<T> from, U& to) {
    return json::take(std::move(from), to, faults_);
  }
  void add(Errors found) { faults_.insert(faults_.end(), found.begin(), found.end()); }

  void names(Cursor& c, std::string& nl, std::string& en) {
    auto n = c.object("name");
    if (!n) return faults_.push_back(std::move(n.error()));
    take(n->text("nl"), nl);
    take(n->text("en"), en);
    add(n->unread());
  }

  /// A fact with its source.
  template <class Read>
  void within(Cursor& c, const char* key, bool needed, Read read) {
    if (!needed && !c.has(key)) return;
    auto child = c.object(key);
    if (!child) return faults_.push_back(std::move(child.error()));
    std::string source;
    take(child->text("source"), source);
    read(*child);
    add(child->unread());
  }

  template <class Read>
  void each(Cursor& c, const char* key, Read read) {
    if (!c.has(key)) return;
    auto items = c.array(key, 200);
    if (!items) return faults_.push_back(std::move(items.error()));
    std::size_t i = 0;
    for (const json::Value item : *items) {
      Cursor child = c.child(item, std::string(key) + "/" + std::to_string(i++));
      read(child);
      add(child.unread());
    }
  }

  void range(Cursor& c, std::optional<ScoreRange>& to, bool with_decimals) {
    ScoreRange r;
    const bool least = take(c.decimal("least"), r.least);
    const bool most = take(c.decimal("most"), r.most);
    std::int64_t decimals = 0;
    if (with_decimals) take(c.integer("decimals", 0, 4), decimals);
    take(c.text("source"), r.source);
    if (least && most && compare(r.least, r.most) >= 0)
      faults_.push_back(error("instrument.range_backwards", {}, c.place()));
    to = r;
  }

  void form(Cursor& c) {
    InstrumentForm f;
    take(c.text("code"), f.code);
    take(c.integer("items", 1, 1000), f.items);
    take(c.text("source"), f.source);
    for (const auto& [key, to] :
         {std::pair<const char*, std::optional<std::int64_t>*>{"least_age", &f.least_age}, {"most_age", &f.most_age}}) {
      std::int64_t age = 0;
      if (c.has(key) && take(c.integer(key, 0, 120), age)) *to = age;
    }
    out_.forms.push_back(std::move(f));
  }

  void slots(Cursor& c) {
    if (!c.has("slots") || !take(c.texts("slots"), out_.slots)) return;
    for (const std::string& slot : out_.slots) {
      if (std::find(slot_names.begin(), slot_names.end(), slot) == slot_names.end()) {
        faults_.push_back(error("instrument.unknown_slot", {{"slot", slot}}, c.place("slots")));
      }
      const bool known = (slot == "items" && out_.items) || (slot == "answers" && out_.answers) ||
                         (slot == "scales" && !out_.scales.empty());
      if (known) faults_.push_back(error("instrument.known_and_slot", {{"slot", slot}}, c.place("slots")));
    }
  }

  Instrument& out_;
  Errors faults_;
};

}  // namespace

bool Instrument::slot(std::string_view wanted) const {
  return std::find(slots.begin(), slots.end(), wanted) != slots.end();
}

Checked<Instrument> read_instrument(json::Value root, const std::string& file) {
  Instrument out;
  Errors faults = Reader(out).read(Cursor(root, file));
  if (!faults.empty()) return fail(std::move(faults));
  return out;
}

}  // namespace koers::measure
