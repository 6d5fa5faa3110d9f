// The files of a catalogue: read from disk (YAML) or from the program itself (JSON on the lines of the YAML), expanded, checked
// and given their content hash.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.h"
#include "method/catalogue.h"
#include "method/load.h"

namespace koers::exchange {

/// A file by its path in the repository or on disk; ".json" is what the build made of a ".yaml".
struct TextFile {
  std::string path;
  std::string_view text;  ///< lives as long as the Library
};

/// SHA-256 in hexadecimal of the document's compact JSON: comments and layout do not count, every value does.
std::string content_hash(json::Value root);

/// Documents by path, read at first use. Method files find their `extends` and `replaces` here.
class Library {
 public:
  Library();
  ~Library();
  Library(Library&&) noexcept;
  Library& operator=(Library&&) noexcept;

  /// Files already present under the same path are replaced (a provider's own copy before the shipped one).
  void add(std::span<const TextFile> files);

  /// Known parts of `load.h`; `method` is set by the library itself. Must outlive the calls below.
  void check_against(method::Known known);

  /// One document, not expanded. file.not_in_library, yaml.*, json.*.
  Expected<json::Value> document(std::string_view path);
  Checked<method::Expanded> expanded(std::string_view path);
  /// A method with its hash (of the expanded document), read once.
  Checked<const method::Method*> method(std::string_view path);
  Checked<method::SignalSet> signals(std::string_view path);
  Checked<method::Settings> settings(std::string_view path);

  /// The path of the method file with this id ("iag-2019"); empty when there is none.
  std::string path_of(std::string_view id);
  std::vector<std::string> paths(std::string_view directory) const;  ///< "methods/", in order

  /// All methods, signal sets and settings/provider; instruments are added by their own reader.
  Checked<method::Catalogue> catalogue();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace koers::exchange
