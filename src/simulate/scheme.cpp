#include "simulate/scheme.h"

#include <algorithm>

namespace koers::simulate {
namespace {

dossier::Code code(const method::Item& item) { return {item.code, false}; }

std::vector<dossier::Code> codes(const auto& items) {
  std::vector<dossier::Code> out;
  for (const auto& item : items) out.push_back(code(item));
  return out;
}

/// Rounded down; `otherwise` where the method says nothing.
int whole(const std::optional<Decimal>& number, int otherwise) {
  if (!number) return otherwise;
  std::int64_t unit = 1;
  for (int i = 0; i < number->decimals; ++i) unit *= 10;
  return static_cast<int>(number->scaled / unit);
}

std::vector<PhasePlan> phases_of(const method::Method& method) {
  std::vector<PhasePlan> out;
  for (const method::Phase& phase : method.phases) {
    PhasePlan& plan = out.emplace_back();
    plan.code = phase.code;
    plan.weeks_least = std::clamp(whole(phase.weeks.min, 4), 1, 104);
    plan.weeks_most = std::clamp(whole(phase.weeks.max, plan.weeks_least), plan.weeks_least, 104);
    plan.visits = std::clamp(whole(phase.contacts_per_week.max, 1), 1, 5);
    plan.change = &phase != &method.phases.front() && &phase != &method.phases.back();
    if (!phase.transition) continue;
    plan.next = phase.transition->to;
    for (const std::string& topic : phase.transition->topics) plan.topics.push_back({topic, false});
  }
  return out;
}

std::vector<Asked> asked_by(const method::Method& method) {
  std::vector<Asked> out;
  for (const method::PlannedMeasurement& planned : method.measurements) {
    const auto course = std::ranges::find(courses, planned.instrument, &Course::instrument);
    if (course == courses.end()) continue;
    Asked asked;
    asked.course = static_cast<std::size_t>(course - courses.begin());
    asked.moment = static_cast<dossier::Moment>(planned.moment);
    asked.about = planned.about;
    for (const std::string& role : planned.informants) {
      if (role == "mother") asked.informants.push_back(dossier::Role::mother);
      if (role == "father" && !course->mothers_only) asked.informants.push_back(dossier::Role::father);
    }
    out.push_back(std::move(asked));
  }
  return out;
}

/// By the national code of the reason (iStandaarden JZ588), else the first that is planned or not.
std::optional<dossier::Code> reason(const method::Method& method, std::string_view national, bool planned) {
  const method::ClosingReason* found = nullptr;
  for (const method::ClosingReason& each : method.closing_reasons) {
    if (each.national == national) return code(each);
    if (found == nullptr && each.planned == planned) found = &each;
  }
  if (found == nullptr) return {};
  return code(*found);
}

}  // namespace

Expected<Scheme> scheme_of(const method::Method& method) {
  Scheme out;
  out.method = method.id();
  out.hash = method.hash;
  out.referrers = codes(method.referrers);
  out.criteria = codes(method.eligibility);
  out.techniques = codes(method.techniques);
  for (const method::Characteristic& each : method.characteristics)
    out.characteristics.push_back({code(each), static_cast<dossier::AboutWhom>(each.about)});
  if (method.goals) out.domains = codes(method.goals->domains);
  out.phases = phases_of(method);
  out.asked = asked_by(method);
  if (!method.regular.empty() && !method.regular.front().instruments.empty())
    out.session_instrument = method.regular.front().instruments.front();
  const auto planned = reason(method, "JZ588:31", true);
  const auto by_family = reason(method, "JZ588:32", false);
  const auto outside = reason(method, "JZ588:35", false);
  const char* missing = out.phases.size() < 2                ? "phases"
                        : out.domains.empty()                ? "goals"
                        : !planned || !by_family || !outside ? "closing_reasons"
                                                             : nullptr;
  if (missing != nullptr) return fail("simulate.method_incomplete", {{"method", out.method}, {"key", missing}});
  out.as_planned = *planned;
  out.by_family = *by_family;
  out.from_outside = *outside;
  out.knipkaart_calls = whole(method.aftercare.knipkaart_calls, 0);
  if (method.aftercare.follow_up) out.follow_up_months = std::clamp(method.aftercare.follow_up->months, 0, 24);
  return out;
}

}  // namespace koers::simulate
