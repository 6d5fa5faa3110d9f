// The catalogue one case needs: the method versions it names and no others, the signals, the provider's settings.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string>

#include "base/expected.h"
#include "dossier/entry.h"
#include "method/catalogue.h"

namespace koers::cli {

/// Ids ("iag-2019") that trajectory starts and moves of the journal name.
std::set<std::string> methods_named(std::span<const dossier::Entry> journal);

/// From the shipped files, with the provider's own settings (a path; empty: the shipped ones). A method nobody ships is left
/// out: what rests on it then says so. Instruments as known_instruments(data). Errors are those of the files: file.*, yaml.*, json.*,
/// method.*, instrument.*.
Checked<method::Catalogue> catalogue_for(const std::set<std::string>& methods, const std::string& settings,
                                         const std::string& data = {});

/// Catalogues by the shipped methods that files name, for commands that meet many files: each is made once and stays. Safe for many threads.
class SharedCatalogues {
 public:
  /// `data`: the provider's directory, with what it has a licence for in instruments/, as it is when a catalogue is first asked for.
  explicit SharedCatalogues(std::string settings, std::string data = {})
      : settings_(std::move(settings)), data_(std::move(data)) {}
  /// Holds the shipped ones among the methods these entries name. Errors as of catalogue_for.
  Checked<const method::Catalogue*> of(std::span<const dossier::Entry> entries);

 private:
  std::string settings_, data_;
  std::mutex mutex_;
  std::map<std::set<std::string>, std::unique_ptr<const method::Catalogue>> made_;
};

}  // namespace koers::cli
