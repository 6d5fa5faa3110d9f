#include "method/method.h"

#include <algorithm>

namespace koers::method {

std::string Anchor::text() const {
  switch (kind) {
    case Kind::referral: return "referral";
    case Kind::trajectory_start: return "trajectory_start";
    case Kind::phase: return "phase:" + phase;
    case Kind::phase_end: return "phase_end:" + phase;
    case Kind::closure: return "closure";
  }
  return {};
}

const Phase* Method::phase(std::string_view wanted) const { return find(phases, wanted); }
const Technique* Method::technique(std::string_view wanted) const { return find(techniques, wanted); }
const PlannedMeasurement* Method::measurement(std::string_view wanted) const { return find(measurements, wanted); }

const Number* Method::number(std::string_view path) const {
  const auto& all = listing.numbers;
  const auto found = std::ranges::lower_bound(all, path, {}, [](const Number& n) { return std::string_view(n.path); });
  return found != all.end() && found->path == path ? &*found : nullptr;
}

const Range* Method::phase_range(std::string_view wanted, std::string_view key) const {
  const Phase* in = phase(wanted);
  if (in == nullptr || key.size() < 5) return nullptr;
  const std::string_view name = key.substr(0, key.size() - 4);
  if (name == "weeks") return &in->weeks;
  if (name == "contacts_per_week") return &in->contacts_per_week;
  if (name == "contact_hours") return &in->contact_hours;
  if (name == "hours_per_week") return &in->hours_per_week;
  return nullptr;
}

std::optional<Decimal> Method::phase_number(std::string_view wanted, std::string_view key) const {
  const Range* range = phase_range(wanted, key);
  if (range == nullptr) return {};
  if (key.ends_with("_min")) return range->min;
  if (key.ends_with("_max")) return range->max;
  return {};
}

}  // namespace koers::method
