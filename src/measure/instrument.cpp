#include "measure/instrument.h"

#include <algorithm>
#include <array>

namespace koers::measure {
namespace {

constexpr std::array<std::string_view, informants_count> informant_names{
    "mother", "father", "other_carer", "parent", "youth", "child", "teacher", "worker", "supervisor", "vip"};
constexpr std::array<std::string_view, 9> slot_names{"items", "texts", "answers",     "scales", "key",
                                                     "norm",  "sd",    "reliability", "cutoff"};

bool before(const std::optional<Decimal>& below, const std::optional<Decimal>& from) {
  return below && from && compare(*below, *from) <= 0;
}

/// Every scale and every informant of the instrument has an entry for which `counts`.
template <class Entries, class Counts>
bool covered(const Instrument& in, const Entries& entries, Counts counts) {
  const auto has = [&](std::string_view scale, const Informant* who) {
    return std::ranges::any_of(entries, [&](const auto& entry) {
      const Population& of = entry.of;
      return counts(entry) && (of.scale.empty() || of.scale == scale) &&
             (of.informants.empty() || who == nullptr ||
              std::ranges::any_of(of.informants, [&](Informant kept) { return serves(kept, *who); }));
    });
  };
  const auto everybody = [&](std::string_view scale) {
    if (in.informants.empty()) return has(scale, nullptr);
    return std::ranges::all_of(in.informants, [&](const Informant& who) { return has(scale, &who); });
  };
  if (in.scales.empty()) return everybody({});
  return std::ranges::all_of(in.scales, [&](const InstrumentScale& scale) { return everybody(scale.code); });
}

std::vector<NormRow> rows(const Instrument& in) {
  std::vector<NormRow> out;
  for (const NormSet& set : in.norms) out.insert(out.end(), set.rows.begin(), set.rows.end());
  return out;
}

}  // namespace

std::string_view name(Informant informant) { return informant_names[static_cast<std::size_t>(informant)]; }

std::optional<Informant> informant_named(std::string_view name) {
  const auto found = std::ranges::find(informant_names, name);
  if (found == informant_names.end()) return {};
  return static_cast<Informant>(found - informant_names.begin());
}

bool serves(Informant kept, Informant who) {
  return kept == who || (kept == Informant::parent &&
                         (who == Informant::mother || who == Informant::father || who == Informant::other_carer));
}

bool Critical::holds(const Decimal& answer) const {
  return (at_least && compare(answer, *at_least) >= 0) || (at_most && compare(answer, *at_most) <= 0);
}

bool AskedIf::holds(const Decimal& answer) const {
  return std::ranges::any_of(answers, [&](const Decimal& one) { return compare(one, answer) == 0; });
}

Decimal Recode::of(const Decimal& answer) const {
  const auto found = std::ranges::find_if(to, [&](const auto& pair) { return compare(pair.first, answer) == 0; });
  return found == to.end() ? answer : found->second;
}

bool Population::meets(const Population& other) const {
  const auto either = [](const auto& a, const auto& b) { return a.empty() || b.empty() || a == b; };
  if (!either(scale, other.scale) || !either(form, other.form)) return false;
  if (girls && other.girls && *girls != *other.girls) return false;
  if (before(age_below, other.age_from) || before(other.age_below, age_from)) return false;
  if (informants.empty() || other.informants.empty()) return true;
  return std::ranges::any_of(informants, [&](Informant a) {
    return std::ranges::any_of(other.informants, [&](Informant b) { return serves(a, b) || serves(b, a); });
  });
}

std::span<const std::string_view> slots() { return slot_names; }

bool Instrument::slot(std::string_view wanted) const { return std::ranges::find(slots, wanted) != slots.end(); }

std::optional<std::uint16_t> Instrument::item(std::string_view wanted) const {
  const auto found = std::ranges::find(items, wanted, &InstrumentItem::code);
  if (found == items.end()) return {};
  return static_cast<std::uint16_t>(found - items.begin());
}

const InstrumentScale* Instrument::scale(std::string_view wanted) const {
  const auto found = std::ranges::find(scales, wanted, &InstrumentScale::code);
  return found == scales.end() ? nullptr : &*found;
}

const NormSet* Instrument::norm_set(std::string_view wanted) const {
  if (norms.empty()) return nullptr;
  if (wanted.empty()) return &norms.back();
  const auto found = std::ranges::find(norms, wanted, &NormSet::code);
  return found == norms.end() ? nullptr : &*found;
}

bool Instrument::filled(std::string_view slot) const {
  const auto any = [](const auto&) { return true; };
  if (slot == "items") return !items.empty();
  if (slot == "texts") {
    return !items.empty() && std::ranges::none_of(items, [](const InstrumentItem& i) { return i.text.empty(); });
  }
  if (slot == "answers") {
    return !answer_sets.empty() &&
           std::ranges::none_of(items, [](const InstrumentItem& i) { return i.answers == InstrumentItem::no_answers; });
  }
  if (slot == "scales") return !scales.empty();
  if (slot == "key") {
    return !scales.empty() && std::ranges::none_of(scales, [](const InstrumentScale& s) {
      return s.scoring.how == Scoring::How::entered;
    });
  }
  if (slot == "norm") return covered(*this, rows(*this), [](const NormRow& r) { return r.mean || !r.table.empty(); });
  if (slot == "sd") {
    return covered(*this, rows(*this), [](const NormRow& r) { return r.sd.has_value(); }) ||
           covered(*this, reliability, [](const Reliability& r) { return r.sd.has_value(); });
  }
  if (slot == "reliability") return covered(*this, reliability, any);
  return slot == "cutoff" && covered(*this, cutoffs, any);
}

}  // namespace koers::measure
