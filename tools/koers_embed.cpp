// koers_embed OUTDIR FILE...: checks the shipped YAML files together and writes OUTDIR/<path>.json for each, laid out so that every
// value stays on its line. A fault in one file makes the build fail. Called by cmake/embed.cmake from the source directory.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "dossier/facts.h"
#include "exchange/library.h"
#include "exchange/line_json.h"
#include "exchange/messages.h"
#include "measure/instrument.h"

namespace {

using koers::Errors;

std::string slurp(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void append(Errors& all, const Errors& more) { all.insert(all.end(), more.begin(), more.end()); }

}  // namespace

int main(int argc, char** argv) {
  const std::span<char*> args(argv, static_cast<std::size_t>(argc));
  if (args.size() < 3) {
    std::cerr << "usage: koers_embed OUTDIR FILE...\n";
    return 2;
  }
  const std::filesystem::path out = args[1];
  std::vector<std::string> texts;
  std::vector<koers::exchange::TextFile> files;
  texts.reserve(args.size());
  for (const char* path : args.subspan(2)) {
    texts.push_back(slurp(path));
    files.push_back({path, texts.back()});
  }

  koers::exchange::Library library;
  library.add(files);
  koers::method::Known known;
  known.vocabulary = &koers::dossier::vocabulary();
  std::vector<std::string> instruments;
  for (const auto& file : files) {
    if (file.path.starts_with("instruments/")) instruments.push_back(std::filesystem::path(file.path).stem().string());
  }
  known.instruments = &instruments;
  known.answers = [&](std::string_view code) -> std::optional<koers::measure::Range> {
    const std::string path = "instruments/" + std::string(code) + ".yaml";
    const auto root = library.document(path);
    const auto read =
        root ? koers::measure::read_instrument(*root, path) : tl::unexpected<koers::Errors>({root.error()});
    return read ? koers::measure::all_answers(*read) : std::nullopt;
  };
  library.check_against(known);
  Errors faults;
  if (const auto catalogue = library.catalogue()) {
    for (const koers::method::Method* method : catalogue->methods())
      append(faults, koers::method::check_sources(*method));
    for (const koers::method::SignalSet* set : catalogue->signal_sets())
      append(faults, koers::method::check_sources(*set));
  } else {
    append(faults, catalogue.error());
  }
  for (const auto& file : files) {
    const auto root = library.document(file.path);
    if (!root) {
      if (file.path.starts_with("instruments/")) faults.push_back(root.error());  // others were told above
      continue;
    }
    if (file.path.starts_with("instruments/")) {
      if (const auto read = koers::measure::read_instrument(*root, file.path); !read) append(faults, read.error());
    }
    std::filesystem::path target = out / file.path;
    target.replace_extension(".json");
    std::filesystem::create_directories(target.parent_path());
    std::ofstream(target, std::ios::binary) << koers::exchange::line_json(*root);
  }
  if (faults.empty()) return 0;
  const auto say = koers::exchange::Messages::read(slurp("i18n/en.json"), koers::Language::en, "i18n/en.json");
  for (const koers::Error& fault : faults) {
    std::cerr << (say ? say->text(fault)
                      : fault.place.file + ':' + std::to_string(fault.place.line) + ": " + fault.code + '\n');
  }
  return 1;
}
