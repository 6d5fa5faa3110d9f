// The versions a case can rest on: methods, signals, settings and instruments.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "measure/instrument.h"
#include "method/method.h"
#include "method/settings.h"
#include "method/signal_def.h"
#include "rules/evaluate.h"

namespace koers::method {

/// Owns what it holds. Pointers it gives stay valid as long as it lives, also when more is added.
class Catalogue {
 public:
  /// A signal with the named rules of the file it stands in.
  struct Signal {
    const SignalDef* definition = nullptr;
    const rules::Rulebook* rules = nullptr;
  };

  /// A version already present (same hash) is kept once; another file with the same code and version is an Error
  /// (method.version_taken): a running case must not change under its own name.
  std::optional<Error> add(Method method);
  void add(SignalSet set);             ///< a set of the same code replaces the earlier one
  void set_settings(Settings settings) { settings_ = std::move(settings); }
  void add(measure::Instrument instrument) {
    std::string code = instrument.code;
    instruments_.insert_or_assign(std::move(code), std::move(instrument));
  }

  const Method* find(std::string_view id) const;        ///< "iag-2019"
  const Method* by_hash(std::string_view hash) const;
  std::vector<const Method*> methods() const;           ///< by id
  /// The signals that hold for a method: the sets' signals, replaced where the method has one of the same code, then its own.
  std::vector<Signal> signals(const Method& method) const;
  std::vector<const SignalSet*> signal_sets() const;  ///< by code
  const Settings& settings() const { return settings_; }
  const measure::Instrument* instrument(std::string_view code) const {
    const auto at = instruments_.find(code);
    return at == instruments_.end() ? nullptr : &at->second;
  }

 private:
  std::map<std::string, std::unique_ptr<Method>, std::less<>> methods_;
  std::map<std::string, std::unique_ptr<SignalSet>, std::less<>> sets_;
  std::map<std::string, measure::Instrument, std::less<>> instruments_;
  Settings settings_;
};

/// The number an Amount stands for, `times` applied; empty when the setting, the phase or the method does not have it. `phase`:
/// the code of the phase it is read in, or empty.
std::optional<Decimal> resolve(const Amount& amount, const Method& method, const Settings& settings,
                               std::string_view phase);

/// What the references of a rule stand for, for rules::Evaluator: settings, numbers of the method and of the phase the rule is
/// read in. Both must outlive the function.
rules::Numbers numbers(const Method& method, const Settings& settings, std::string phase);

}  // namespace koers::method
