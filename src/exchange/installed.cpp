#include "exchange/installed.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "exchange/write_file.h"
#include "exchange/yaml.h"

namespace koers::exchange {
namespace {

namespace fs = std::filesystem;
using measure::Instrument;

/// Far above any questionnaire written by hand.
constexpr std::size_t most_bytes = std::size_t{4} << 20;

Error at(const char* code, const fs::path& path, Message::Args args = {}) {
  return error(code, std::move(args), {path.string(), 0, 0, {}});
}

/// The code of what is wrong with an instrument under this name in a provider's directory; empty: nothing.
std::string out_of_place(const Instrument& found, const fs::path& name, const std::vector<Instrument>& shipped) {
  if (found.code != name.stem().string()) return "instrument.other_name";
  const bool fills = !found.licence.licensee.empty();
  const bool known = std::ranges::find(shipped, found.code, &Instrument::code) != shipped.end();
  return known && !fills ? "instrument.shipped_already" : "";
}

}  // namespace

Expected<std::string> read_text(const std::string& path, std::size_t most) {
  std::error_code none;
  if (fs::is_directory(path, none)) return fail(at("file.cannot_read", path));
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail(at("file.cannot_open", path));
  std::string out;
  constexpr std::size_t step = std::size_t{1} << 16;
  while (in && out.size() <= most) {
    const std::size_t have = out.size();
    out.resize(have + step);
    in.read(out.data() + have, static_cast<std::streamsize>(step));
    out.resize(have + static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) return fail(at("file.cannot_read", path));
  if (out.size() > most) return fail(at("file.too_large", path, {{"most", std::to_string(most)}}));
  return out;
}

Checked<Instrument> read_instrument_file(std::string_view text, const std::string& path,
                                         const std::vector<Instrument>& shipped) {
  json::Document document;
  const auto root = read_yaml(text, document, path);
  if (!root) return fail(Errors{root.error()});
  if (!root->find("fills")) return measure::read_instrument(*root, path);
  const std::string code = measure::fills(*root);
  const auto frame = std::ranges::find(shipped, code, &Instrument::code);
  if (frame == shipped.end()) {
    const std::uint32_t line = root->find("fills")->line();
    return fail(Errors{error("instrument.no_such_frame", {{"code", code}}, {path, line, 0, "/fills"})});
  }
  return measure::fill(*frame, *root, path);
}

Checked<std::vector<Instrument>> instruments_of(const std::string& directory, const std::vector<Instrument>& shipped) {
  std::error_code trouble;
  if (!fs::is_directory(directory, trouble)) return fail(Errors{at("file.no_directory", directory)});
  std::vector<Instrument> out = shipped;
  const fs::path kept = fs::path(directory) / "instruments";
  if (!fs::exists(kept, trouble) && !trouble) return out;
  std::vector<fs::path> files;
  for (fs::directory_iterator entry(kept, trouble), end; !trouble && entry != end; entry.increment(trouble)) {
    if (entry->path().extension() == ".yaml" && !entry->path().filename().string().starts_with('.'))
      files.push_back(entry->path());
  }
  if (trouble) return fail(Errors{at("file.cannot_read", kept)});
  std::ranges::sort(files);
  Errors faults;
  for (const fs::path& path : files) {
    const auto text = read_text(path.string(), most_bytes);
    if (!text) {
      faults.push_back(text.error());
      continue;
    }
    auto found = read_instrument_file(*text, path.string(), shipped);
    if (!found) {
      faults.insert(faults.end(), found.error().begin(), found.error().end());
      continue;
    }
    if (const auto fault = out_of_place(*found, path, shipped); !fault.empty()) {
      faults.push_back(at(fault.c_str(), path, {{"code", found->code}}));
      continue;
    }
    const auto frame = std::ranges::find(out, found->code, &Instrument::code);
    if (frame == out.end())
      out.push_back(std::move(*found));
    else
      *frame = std::move(*found);
  }
  if (!faults.empty()) return fail(std::move(faults));
  std::ranges::sort(out, {}, &Instrument::code);
  return out;
}

Checked<Instrument> install_instrument(const std::string& path, const Install& how,
                                       const std::vector<Instrument>& shipped) {
  const auto text = read_text(path, most_bytes);
  if (!text) return fail(Errors{text.error()});
  auto found = read_instrument_file(*text, path, shipped);
  if (!found) return found;
  if (const auto fault = out_of_place(*found, found->code + ".yaml", shipped); !fault.empty())
    return fail(Errors{at(fault.c_str(), path, {{"code", found->code}})});
  if (measure::licence_over(found->licence, how.today)) {
    return fail(Errors{at("instrument.licence_over", path,
                          {{"from", found->licence.from->text()}, {"until", found->licence.until->text()}})});
  }
  std::error_code trouble;
  if (!fs::is_directory(how.directory, trouble)) return fail(Errors{at("file.no_directory", how.directory)});
  const fs::path target = fs::path(how.directory) / "instruments" / (found->code + ".yaml");
  if (fs::exists(target, trouble)) {
    const auto kept = read_text(target.string(), most_bytes);
    if (kept && *kept == *text) return found;
    if (!how.replace) return fail(Errors{at("instrument.installed_other", target, {{"code", found->code}})});
  }
  fs::create_directory(target.parent_path(), trouble);
  if (trouble) return fail(Errors{at("file.cannot_write", target)});
  // Without `replace` a file that has come in between stays.
  if (auto fault = write_file(target, *text, how.replace ? Standing::replace : Standing::keep))
    return fail(Errors{*fault});
  return found;
}

Expected<std::string> remove_instrument(const std::string& directory, const std::string& code) {
  std::error_code trouble;
  if (!fs::is_directory(directory, trouble)) return fail(at("file.no_directory", directory));
  // Only names a file can have been installed under: a code is no path.
  const bool plain = !code.empty() && code.find_first_of("/\\") == std::string::npos && !code.starts_with('.');
  const fs::path target = fs::path(directory) / "instruments" / (code + ".yaml");
  if (!plain || !fs::is_regular_file(target, trouble))
    return fail(error("instrument.not_installed", {{"code", code.substr(0, 64)}}));
  if (!fs::remove(target, trouble)) return fail(at("file.cannot_write", target));
  return target.string();
}

}  // namespace koers::exchange
