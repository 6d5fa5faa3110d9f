// koers instrument: which questionnaires there are, what one holds, under which licence, and a provider's own words and norms.
#include <algorithm>
#include <iostream>
#include <memory>

#include "base/text.h"
#include "cli/case_catalogue.h"
#include "cli/instrument_form.h"
#include "cli/instrument_text.h"
#include "cli/registry.h"
#include "cli/shipped.h"
#include "cli/speak.h"
#include "cli/today.h"

namespace koers::cli {
namespace {

struct Options {
  std::vector<std::string> files;
  std::string code, data, today, settings, at = "home";
  bool json = false, replace = false;
  Language language = Language::nl;

  std::optional<LocalDate> day() const { return today.empty() ? std::nullopt : day_said(today); }
};

Instruments known(const Options& options) {
  auto all = known_instruments(options.data);
  if (!all) refuse(all.error(), options.language);
  return std::move(*all);
}

const measure::Instrument& named(const Instruments& all, const Options& options) {
  const auto found = std::ranges::find(all, options.code, &measure::Instrument::code);
  if (found != all.end()) return *found;
  std::vector<std::string_view> codes;
  for (const measure::Instrument& one : all) codes.push_back(one.code);
  refuse(error("instrument.no_such_instrument",
               {{"code", options.code.substr(0, 64)}, {"nearest", nearest(options.code, codes).value_or("")}}),
         options.language);
}

void list(const Options& options) {
  const Instruments all = known(options);
  std::cout << (options.json ? instrument_list_json(all) : instrument_list_text(all, messages(options.language)));
}

void show(const Options& options) {
  const Instruments all = known(options);
  std::cout << instrument_text(named(all, options), messages(options.language));
}

void form(const Options& options) {
  const Instruments all = known(options);
  const auto catalogue = catalogue_for({}, options.settings);
  if (!catalogue) refuse(catalogue.error(), options.language);
  FormSeen seen;
  if (options.at == "home") seen.at_home = options.today.empty() ? day_said("now") : options.day();
  std::cout << instrument_form(named(all, options), catalogue->settings(), seen, messages(options.language));
}

void licence(const Options& options) {
  Instruments all = known(options);
  if (!options.code.empty()) all = {named(all, options)};
  std::cout << licence_text(all, options.day(), messages(options.language));
}

void said(const measure::Instrument& in, const std::string& what, const std::string& file, const Options& options) {
  std::cout << file << ": "
            << messages(options.language)
                   .text(what, {{"code", in.code},
                                {"version", in.version},
                                {"items", std::to_string(in.item_count.value_or(0))},
                                {"scales", std::to_string(in.scales.size())},
                                {"slots", in.slots.empty() ? "-" : join(in.slots, ", ")}})
            << '\n';
}

void check(const Options& options) {
  Errors faults;
  for (const std::string& path : options.files) {
    const auto text = read_text(path);
    if (!text) {
      faults.push_back(text.error());
      continue;
    }
    const auto found = exchange::read_instrument_file(*text, path, shipped_frames());
    if (found)
      said(*found, "cli.instrument.checked", path, options);
    else
      faults.insert(faults.end(), found.error().begin(), found.error().end());
  }
  if (!faults.empty()) refuse(faults, options.language);
}

void install(const Options& options) {
  const auto today = options.today.empty() ? day_said("now") : options.day();
  const std::string& path = options.files.front();
  const auto done = exchange::install_instrument(path, {options.data, *today, options.replace}, shipped_frames());
  if (!done) refuse(done.error(), options.language);
  said(*done, "cli.instrument.installed", path, options);
}

void remove(const Options& options) {
  const auto done = exchange::remove_instrument(options.data, options.code);
  if (!done) refuse(done.error(), options.language);
  std::cout << messages(options.language).text("cli.instrument.removed", {{"file", *done}}) << '\n';
}

void add_data(CLI::App& sub, Options& options) {
  sub.add_option("--data", options.data, "a provider's directory, with what it has a licence for in instruments/");
}

void add_today(CLI::App& sub, Options& options, const char* help) {
  sub.add_option("--today", options.today, help)->check([](const std::string& text) {
    return day_said(text) ? std::string() : "not a day written as 2026-01-05, nor now";
  });
}

}  // namespace

void add_instrument(CLI::App& app) {
  CLI::App* command = app.add_subcommand("instrument", "questionnaires: what there is, what one holds, its licence");
  command->require_subcommand(1);
  auto options = std::make_shared<Options>();
  {
    CLI::App* sub = command->add_subcommand("list", "all instruments, and whether their items and norms are loaded");
    add_language(*sub, options->language);
    add_data(*sub, *options);
    sub->add_flag("--json", options->json, "as JSON");
    sub->callback([options] { list(*options); });
  }
  {
    CLI::App* sub = command->add_subcommand("show", "one instrument: forms, answers, items, scales, norms");
    add_language(*sub, options->language);
    sub->add_option("CODE", options->code, "its code (obvl)")->required();
    add_data(*sub, *options);
    sub->callback([options] { show(*options); });
  }
  {
    CLI::App* sub = command->add_subcommand("form", "one instrument as the one who fills it in sees it");
    add_language(*sub, options->language);
    sub->add_option("CODE", options->code, "its code (well_being)")->required();
    add_data(*sub, *options);
    sub->add_option("--at", options->at, "home (says who reads it when) or visit; home")
        ->check(CLI::IsMember({"home", "visit"}));
    sub->add_option("--settings", options->settings, "the provider's own settings file, with its own texts");
    add_today(*sub, *options, "the day it is filled in, 2026-01-05; else the clock of this computer");
    sub->callback([options] { form(*options); });
  }
  {
    CLI::App* sub =
        command->add_subcommand("check", "check instrument files: line, fault and remedy of everything that is wrong");
    add_language(*sub, options->language);
    sub->add_option("FILE", options->files, "YAML files")->required();
    sub->callback([options] { check(*options); });
  }
  {
    CLI::App* sub = command->add_subcommand("licence", "who holds the rights, what is allowed, where that was found");
    add_language(*sub, options->language);
    sub->add_option("CODE", options->code, "its code; else all");
    add_data(*sub, *options);
    add_today(*sub, *options, "also say which licences are over on this day, 2026-01-05 or now");
    sub->callback([options] { licence(*options); });
  }
  {
    CLI::App* sub = command->add_subcommand(
        "install", "keep a file that fills what a frame leaves open, or an instrument of your own");
    add_language(*sub, options->language);
    sub->add_option("FILE", options->files, "a YAML file")->required()->expected(1);
    sub->add_option("--data", options->data, "the provider's directory")->required();
    sub->add_flag("--replace", options->replace, "in the place of another file that stands there");
    add_today(*sub, *options, "the day on which the licence must hold, 2026-01-05; else the clock of this computer");
    sub->callback([options] { install(*options); });
  }
  {
    CLI::App* sub = command->add_subcommand("remove", "take an installed file away; a shipped instrument stays");
    add_language(*sub, options->language);
    sub->add_option("CODE", options->code, "its code")->required();
    sub->add_option("--data", options->data, "the provider's directory")->required();
    sub->callback([options] { remove(*options); });
  }
}

}  // namespace koers::cli
