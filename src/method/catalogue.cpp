#include "method/catalogue.h"

#include <algorithm>

namespace koers::method {
namespace {

// a * b; empty when the product has more digits than a Decimal holds.
std::optional<Decimal> product(const Decimal& a, const Decimal& b) {
  std::int64_t scaled = 0;
  if (__builtin_mul_overflow(a.scaled, b.scaled, &scaled) || a.decimals + b.decimals > 9) return {};
  return Decimal{scaled, a.decimals + b.decimals};
}

}  // namespace

std::optional<Error> Catalogue::add(Method method) {
  const std::string id = method.id();
  const auto found = methods_.find(id);
  if (found != methods_.end()) {
    if (found->second->hash == method.hash) return {};
    return error("method.version_taken", {{"id", id}}, {method.file, 1, 0, {}});
  }
  methods_.emplace(id, std::make_unique<Method>(std::move(method)));
  return {};
}

void Catalogue::add(SignalSet set) {
  std::string code = set.code;
  sets_.insert_or_assign(std::move(code), std::make_unique<SignalSet>(std::move(set)));
}

const Method* Catalogue::find(std::string_view id) const {
  const auto found = methods_.find(id);
  return found == methods_.end() ? nullptr : found->second.get();
}

const Method* Catalogue::by_hash(std::string_view hash) const {
  const auto found = std::ranges::find_if(methods_, [&](const auto& one) { return one.second->hash == hash; });
  return found == methods_.end() ? nullptr : found->second.get();
}

std::vector<const Method*> Catalogue::methods() const {
  std::vector<const Method*> out;
  for (const auto& [id, method] : methods_) out.push_back(method.get());
  return out;
}

std::vector<const SignalSet*> Catalogue::signal_sets() const {
  std::vector<const SignalSet*> out;
  for (const auto& [code, set] : sets_) out.push_back(set.get());
  return out;
}

std::vector<Catalogue::Signal> Catalogue::signals(const Method& method) const {
  std::vector<Signal> out;
  for (const auto& [code, set] : sets_) {
    for (const SignalDef& signal : set->signals) {
      const SignalDef* own = method::find(method.signals, signal.code);
      if (own == nullptr)
        out.push_back({&signal, &set->rules});
      else
        out.push_back({own, &method.rules});
    }
  }
  for (const SignalDef& signal : method.signals) {
    if (std::ranges::find(out, &signal, &Signal::definition) == out.end()) out.push_back({&signal, &method.rules});
  }
  return out;
}

std::optional<Decimal> resolve(const Amount& amount, const Method& method, const Settings& settings,
                               std::string_view phase) {
  std::optional<Decimal> found;
  switch (amount.from) {
    case Amount::From::literal: return amount.value;
    case Amount::From::setting: found = settings.number(amount.key); break;
    case Amount::From::phase: found = method.phase_number(phase, amount.key); break;
    case Amount::From::method:
      if (const Number* number = method.number(amount.key)) found = number->value;
      break;
  }
  return found ? product(*found, amount.times) : std::nullopt;
}

rules::Numbers numbers(const Method& method, const Settings& settings, std::string phase) {
  return [&method, &settings, phase = std::move(phase)](const rules::Reference& wanted) -> std::optional<rules::Norm> {
    switch (wanted.from) {
      case rules::Reference::From::setting:
        if (const Setting* found = settings.find(wanted.key))
          return rules::Norm{found->value, text(found->sources), found->own};
        return {};
      case rules::Reference::From::phase:
        if (const auto value = method.phase_number(phase, wanted.key))
          return rules::Norm{*value, text(method.phase_range(phase, wanted.key)->sources), false};
        return {};
      case rules::Reference::From::method:
        if (const Number* found = method.number(wanted.key))
          return rules::Norm{found->value, text(found->sources), false};
        return {};
    }
    return {};
  };
}

}  // namespace koers::method
