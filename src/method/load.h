// From a document to a typed method, signal set or settings: every fault at once, each with line and remedy. What one file alone
// can tell is checked here; what needs others (instruments, settings, the vocabulary of facts) is given in Known.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.h"
#include "base/json.h"
#include "measure/instrument.h"
#include "method/method.h"
#include "method/settings.h"
#include "method/signal_def.h"
#include "rules/vocabulary.h"

namespace koers::method {

/// What a file is checked against; a null or empty part is not checked.
struct Known {
  const rules::Vocabulary* vocabulary = nullptr;
  const std::vector<std::string>* instruments = nullptr;  ///< codes
  const Settings* settings = nullptr;
  std::function<const Method*(std::string_view id)> method;  ///< for `replaces`
  /// Least and most of all answers an instrument takes; none: not public.
  std::function<std::optional<measure::Range>(std::string_view code)> answers = {};
};

/// A document ready to load: a variant has its base merged in. `file_of` says for a top-level key which file it came from.
struct Expanded {
  json::Document document;
  std::string file;
  std::map<std::string, std::string, std::less<>> file_of;
};

/// A file a variant may extend.
struct Base {
  json::Value root;
  std::string file;
};
/// By id ("iag-2019"); empty: not known.
using Bases = std::function<std::optional<Base>(std::string_view id)>;

/// Copies `root`, with every base merged in (whole-key replacement, `remove`, at most 8 deep, no cycle). The keys `extends` and
/// `remove` of the bases are gone; those of the file itself stay and are read by load_method.
Checked<Expanded> expand(json::Value root, const std::string& file, const Bases& bases);

/// Codes: json.*, rule.*, method.* (docs/method-file.md names the checks; tests/data/method/faults holds a file for each).
Checked<Method> load_method(const Expanded& source, const Known& known);
Checked<SignalSet> load_signals(json::Value root, const std::string& file, const Known& known);
Checked<Settings> load_settings(json::Value root, const std::string& file);

/// What `--sources` refuses: numbers, thresholds, rules and items without a source, and citations outside the source's lines or
/// pages. Codes: method.no_source, method.threshold_without_source, method.item_without_source, method.source_extent,
/// method.source_kind, method.source_range. (A setting and a signal cannot be loaded without a source or their own mark.)
Errors check_sources(const Method& method);
Errors check_sources(const SignalSet& set);

}  // namespace koers::method
