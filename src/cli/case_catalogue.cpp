#include "cli/case_catalogue.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "cli/shipped.h"
#include "embedded/files.h"
#include "exchange/library.h"

namespace koers::cli {
namespace {

bool shipped_method(const std::string& id) {
  const std::string path = "methods/" + id + ".json";
  return std::ranges::find(embedded::files(), path, &embedded::File::path) != embedded::files().end();
}

}  // namespace

std::set<std::string> methods_named(std::span<const dossier::Entry> journal) {
  std::set<std::string> out;
  for (const dossier::Entry& entry : journal) {
    if (const auto* start = std::get_if<dossier::TrajectoryStart>(&entry.body)) out.insert(start->method);
    if (const auto* move = std::get_if<dossier::MethodMove>(&entry.body)) out.insert(move->method);
  }
  return out;
}

Checked<method::Catalogue> catalogue_for(const std::set<std::string>& methods, const std::string& settings,
                                         const std::string& data) {
  // What is shipped was checked when the program was built.
  exchange::Library library = shipped();
  library.check_against({});
  std::string text;
  if (!settings.empty()) {
    auto read = read_text(settings);
    if (!read) return fail(Errors{std::move(read.error())});
    text = std::move(*read);
    const exchange::TextFile own{settings, text};
    library.add({&own, 1});
  }
  method::Catalogue out;
  for (const std::string& path : settings.empty() ? library.paths("settings/provider") : std::vector{settings}) {
    auto loaded = library.settings(path);
    if (!loaded) return fail(std::move(loaded.error()));
    out.set_settings(std::move(*loaded));
  }
  for (const std::string& id : methods) {
    const std::string path = library.path_of(id);
    if (path.empty()) continue;
    auto loaded = library.method(path);
    if (!loaded) return fail(std::move(loaded.error()));
    if (auto taken = out.add(**loaded)) return fail(Errors{std::move(*taken)});
  }
  for (const std::string& path : library.paths("signals/")) {
    auto loaded = library.signals(path);
    if (!loaded) return fail(std::move(loaded.error()));
    out.add(std::move(*loaded));
  }
  auto instruments = known_instruments(data);
  if (!instruments) return fail(std::move(instruments.error()));
  for (measure::Instrument& one : *instruments) out.add(std::move(one));
  return out;
}

Checked<const method::Catalogue*> SharedCatalogues::of(std::span<const dossier::Entry> entries) {
  std::set<std::string> named = methods_named(entries);
  std::erase_if(named, [](const std::string& id) { return !shipped_method(id); });
  const std::lock_guard lock(mutex_);
  std::unique_ptr<const method::Catalogue>& at = made_[named];
  if (at == nullptr) {
    auto made = catalogue_for(named, settings_, data_);
    if (!made) return fail(std::move(made.error()));
    at = std::make_unique<const method::Catalogue>(std::move(*made));
  }
  return at.get();
}

}  // namespace koers::cli
