// What a method asks, in the form the simulator needs it: codes ready to be written, phases with their weeks, measurements
// with the calibration of their instrument. Nothing here is of one method in particular.
#pragma once

#include <string>
#include <vector>

#include "base/expected.h"
#include "dossier/kinds.h"
#include "method/method.h"
#include "simulate/calibration.h"

namespace koers::simulate {

/// The provider whose families are made. Family k depends on these and on k, never on other families.
struct Provider {
  std::uint64_t seed = 1;
  LocalDate from;  ///< referrals come in the two years from this day
  std::uint32_t workers = 40;  ///< family workers, 1 or more
};

struct PhasePlan {
  std::string code, next;  ///< `next` is empty for the last
  std::vector<dossier::Code> topics;
  int weeks_least = 0, weeks_most = 0;
  int visits = 1;  ///< a week, at most, as the method asks
  bool change = false;  ///< neither the first nor the last
};

struct Asked {
  std::size_t course = 0;  ///< index into courses
  std::vector<dossier::Role> informants;
  dossier::Moment moment = dossier::Moment::start;
  method::About about = method::About::child;
};

struct AskedCharacteristic {
  dossier::Code code;
  dossier::AboutWhom about = dossier::AboutWhom::family;
};

struct Scheme {
  std::string method, hash;
  std::vector<dossier::Code> referrers, criteria, domains, techniques;
  std::vector<AskedCharacteristic> characteristics;
  std::vector<PhasePlan> phases;
  std::vector<Asked> asked;
  std::string session_instrument;  ///< empty: the method asks for none
  dossier::Code as_planned, by_family, from_outside;
  int knipkaart_calls = 0, follow_up_months = 0;
};

/// Faults: simulate.method_incomplete (with `key`: phases, goals or closing_reasons, what the method leaves open).
Expected<Scheme> scheme_of(const method::Method& method);

}  // namespace koers::simulate
