// Whatever stands in a method, signal or settings file: a typed value, or faults that each have a code and a file; and what loads can
// be planned, compared with itself and held to its sources.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "dossier/facts.h"
#include "exchange/library.h"
#include "method/diff.h"
#include "method/plan.h"

namespace {

void said(const koers::Errors& faults) {
  if (faults.empty()) std::abort();
  for (const koers::Error& fault : faults) {
    if (fault.code.empty() || fault.place.file.empty()) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<koers::exchange::TextFile> files{
      {"methods/fuzz-1.yaml", {reinterpret_cast<const char*>(data), size}}};
  koers::exchange::Library library;
  library.add(files);
  koers::method::Known known;
  known.vocabulary = &koers::dossier::vocabulary();
  library.check_against(known);

  const auto settings = library.settings(files[0].path);
  if (!settings) said(settings.error());
  const auto signals = library.signals(files[0].path);
  if (!signals) said(signals.error());
  const auto method = library.method(files[0].path);
  if (!method) {
    said(method.error());
    return 0;
  }
  const auto start = koers::LocalDate::from_ymd(2026, 1, 5);
  const auto plan = koers::method::plan(**method, {}, {*start, *start, {}, {}, {{*start + 3, *start + 9}}});
  if (plan.last_day < *start) std::abort();
  const auto root = library.document(files[0].path);
  if (!koers::method::diff(*root, *root).empty()) std::abort();
  static_cast<void>(koers::method::check_sources(**method));
  return 0;
}
