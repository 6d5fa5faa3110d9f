#include <iostream>
#include <memory>

#include "cli/shipped.h"
#include "cli/speak.h"

namespace koers::cli {
namespace {

struct Options {
  Language language = Language::nl;
  std::vector<std::string> files;
  bool sources = false;
  std::string settings;
};

void append(Errors& all, Errors more) { all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end())); }

std::string summary(const exchange::Messages& say, const std::string& file, std::string_view kind, const Message::Args& counts) {
  return file + ": " + say.text("cli.method.checked." + std::string(kind), counts) + '\n';
}

// One file: what is wrong, or a line on what it holds.
void check_file(exchange::Library& library, const std::string& file, const Options& options, Errors& faults) {
  const exchange::Messages& say = messages(options.language);
  const auto root = library.document(file);
  if (!root) return faults.push_back(root.error());
  const auto has = [&](std::string_view key) { return root->is(json::Type::object) && root->find(key).has_value(); };
  if (has("method")) {
    const auto loaded = library.method(file);
    if (!loaded) return append(faults, loaded.error());
    const method::Method& m = **loaded;
    Errors unsourced = options.sources ? method::check_sources(m) : Errors();
    if (!unsourced.empty()) return append(faults, std::move(unsourced));
    std::cout << summary(say, file, "method", {{"id", m.id()}, {"phases", std::to_string(m.phases.size())}, {"techniques", std::to_string(m.techniques.size())},
                                               {"measurements", std::to_string(m.measurements.size())}, {"rules", std::to_string(m.listing.rules.size() + m.rules.rules.size())},
                                               {"hash", m.hash.substr(0, 12)}});
  } else if (has("signals")) {
    const auto loaded = library.signals(file);
    if (!loaded) return append(faults, loaded.error());
    Errors unsourced = options.sources ? method::check_sources(*loaded) : Errors();
    if (!unsourced.empty()) return append(faults, std::move(unsourced));
    std::cout << summary(say, file, "signals", {{"signals", std::to_string(loaded->signals.size())}, {"hash", loaded->hash.substr(0, 12)}});
  } else if (has("settings")) {
    const auto loaded = library.settings(file);
    if (!loaded) return append(faults, loaded.error());
    const auto own = std::ranges::count(loaded->settings, true, &method::Setting::own);
    std::cout << summary(say, file, "settings", {{"settings", std::to_string(loaded->settings.size())}, {"own", std::to_string(own)}, {"hash", loaded->hash.substr(0, 12)}});
  } else {
    faults.push_back(error("method.not_a_file", {}, {file, 1, 0, {}}));
  }
}

void check(const Options& options) {
  exchange::Library library = shipped();
  Errors faults;
  std::vector<std::string> texts;
  texts.reserve(options.files.size());
  std::vector<exchange::TextFile> files;
  for (const std::string& path : options.files) {
    auto text = read_text(path);
    if (!text) {
      faults.push_back(text.error());
      continue;
    }
    texts.push_back(std::move(*text));
    files.push_back({path, texts.back()});
  }
  library.add(files);

  // Settings references are checked against the file given with --settings, one among FILES, or the shipped one.
  std::string settings_path = "settings/provider.yaml";
  for (const exchange::TextFile& file : files) {
    const auto root = library.document(file.path);
    if (root && root->find("settings")) settings_path = file.path;
  }
  method::Known known = shipped_knowledge();
  const auto settings = library.settings(settings_path);
  if (settings) known.settings = &*settings;
  library.check_against(known);
  for (const exchange::TextFile& file : files) check_file(library, file.path, options, faults);
  if (!faults.empty()) refuse(faults, options.language);
}

}  // namespace

void add_method(CLI::App& app) {
  CLI::App* command = app.add_subcommand("method", "check, show and compare methods, and draw the calendar one implies");
  command->require_subcommand(1);
  auto options = std::make_shared<Options>();
  {
    CLI::App* sub = command->add_subcommand("check", "check method, signal and settings files: line, fault and remedy of everything that is wrong");
    add_language(*sub, options->language);
    sub->add_option("FILE", options->files, "YAML files")->required();
    sub->add_flag("--sources", options->sources, "also refuse numbers, thresholds and items without a source");
    sub->callback([options] { check(*options); });
  }
}

}  // namespace koers::cli
