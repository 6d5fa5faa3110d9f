#include "simulate/family.h"

#include <algorithm>

#include "simulate/story.h"

namespace koers::simulate {

Expected<Simulator> Simulator::make(const method::Method& method, const Provider& provider) {
  auto scheme = scheme_of(method);
  if (!scheme) return tl::unexpected(scheme.error());
  if (provider.from.year() < 2014 || provider.from.year() > 2150)
    return fail("simulate.from_out_of_range", {{"from", provider.from.text()}, {"first", "2014"}, {"last", "2150"}});
  return Simulator(std::move(*scheme), provider);
}

Simulator::Simulator(Scheme scheme, const Provider& provider)
    : scheme_(std::move(scheme)), provider_(provider), days_(provider.from.year(), provider.from.year() + 8) {
  provider_.workers = std::max<std::uint32_t>(provider_.workers, 1);
}

void Simulator::family(std::uint64_t number, dossier::CaseFile& out) const {
  Story(scheme_, days_, provider_, number, out).tell();
}

PersonId Simulator::worker(std::uint32_t number) const { return worker_of(provider_.seed, number); }

}  // namespace koers::simulate
