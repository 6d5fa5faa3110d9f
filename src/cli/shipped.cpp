#include "cli/shipped.h"

#include <algorithm>

#include "dossier/facts.h"
#include "embedded/files.h"

namespace koers::cli {

exchange::Library shipped() {
  std::vector<exchange::TextFile> files;
  for (const embedded::File& file : embedded::files()) {
    if (!file.path.starts_with("i18n/") && !file.path.starts_with("fonts/"))
      files.push_back({std::string(file.path), file.text});
  }
  exchange::Library library;
  library.add(files);
  library.check_against(shipped_knowledge());
  return library;
}

std::vector<std::string> shipped_instruments() {
  constexpr std::string_view directory = "instruments/";
  std::vector<std::string> out;
  for (const embedded::File& file : embedded::files()) {
    if (!file.path.starts_with(directory)) continue;
    const std::string_view name = file.path.substr(directory.size());
    out.emplace_back(name.substr(0, name.find('.')));
  }
  return out;
}

const std::vector<measure::Instrument>& shipped_frames() {
  static const std::vector<measure::Instrument> frames = [] {
    std::vector<measure::Instrument> out;
    for (const embedded::File& file : embedded::files()) {
      if (!file.path.starts_with("instruments/")) continue;
      json::Document document;
      const auto root = json::parse(file.text, document, {std::string(file.path), 0, 0, {}});
      if (!root) continue;  // the build has checked them
      if (auto frame = measure::read_instrument(*root, std::string(file.path))) out.push_back(std::move(*frame));
    }
    return out;
  }();
  return frames;
}

Checked<std::vector<measure::Instrument>> known_instruments(const std::string& directory) {
  if (directory.empty()) return shipped_frames();
  return exchange::instruments_of(directory, shipped_frames());
}

std::string font_url(std::string_view name) {
  for (const embedded::File& file : embedded::files()) {
    if (file.path == "fonts/" + std::string(name) + ".base64") return "data:font/ttf;base64," + std::string(file.text);
  }
  return {};
}

method::Known shipped_knowledge() {
  static const std::vector<std::string> instruments = shipped_instruments();
  method::Known known;
  known.vocabulary = &dossier::vocabulary();
  if (!instruments.empty()) known.instruments = &instruments;
  known.answers = [](std::string_view code) -> std::optional<measure::Range> {
    const auto found = std::ranges::find(shipped_frames(), code, &measure::Instrument::code);
    return found == shipped_frames().end() ? std::nullopt : measure::all_answers(*found);
  };
  return known;
}

}  // namespace koers::cli
