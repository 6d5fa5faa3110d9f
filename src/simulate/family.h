// A provider's families from a seed: each a whole case of about a hundred entries, from referral to follow-up, made up and
// marked so. Docs: docs/simulate.md.
#pragma once

#include <cstdint>

#include "dossier/case_file.h"
#include "simulate/days.h"
#include "simulate/scheme.h"

namespace koers::simulate {

class Simulator {
 public:
  /// Faults: simulate.method_incomplete; simulate.from_out_of_range (2014-01-01 to 2150-12-31, where the public holidays are known).
  static Expected<Simulator> make(const method::Method& method, const Provider& provider);

  /// Family `number` (1 or more) of the provider, in place of what `out` holds. The same for the same seed, first day, workers,
  /// method and number, in whatever order families are made. `synthetic` is set, the title says so, entries are in order of
  /// time and lines count from 2.
  void family(std::uint64_t number, dossier::CaseFile& out) const;

  /// The id under which worker `number` (1 to Provider::workers) treats and writes.
  PersonId worker(std::uint32_t number) const;

  const Scheme& scheme() const { return scheme_; }

 private:
  Simulator(Scheme scheme, const Provider& provider);

  Scheme scheme_;
  Provider provider_;
  Days days_;
};

}  // namespace koers::simulate
