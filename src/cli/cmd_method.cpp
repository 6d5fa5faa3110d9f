#include <iostream>
#include <map>
#include <memory>

#include "cli/columns.h"
#include "cli/method_text.h"
#include "cli/plan_text.h"
#include "cli/shipped.h"
#include "cli/speak.h"
#include "exchange/line_json.h"
#include "exchange/yaml_write.h"
#include "method/diff.h"
#include "method/schema.h"

namespace koers::cli {
namespace {

struct Options {
  Language language = Language::nl;
  std::vector<std::string> files;
  bool sources = false;
  std::string settings;  // a provider's own file
  std::string code;      // of a method, or the path of its file
  std::string start;
  std::string other;     // diff: the second method
  bool json = false, ics = false, expanded = false;
};

void append(Errors& all, Errors more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::string summary(const exchange::Messages& say, const std::string& file, std::string_view kind,
                    const Message::Args& counts) {
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
    std::cout << summary(say, file, "method",
                         {{"id", m.id()},
                          {"phases", std::to_string(m.phases.size())},
                          {"techniques", std::to_string(m.techniques.size())},
                          {"measurements", std::to_string(m.measurements.size())},
                          {"rules", std::to_string(m.listing.rules.size() + m.rules.rules.size())},
                          {"hash", m.hash.substr(0, 12)}});
  } else if (has("signals")) {
    const auto loaded = library.signals(file);
    if (!loaded) return append(faults, loaded.error());
    Errors unsourced = options.sources ? method::check_sources(*loaded) : Errors();
    if (!unsourced.empty()) return append(faults, std::move(unsourced));
    std::cout << summary(say, file, "signals",
                         {{"signals", std::to_string(loaded->signals.size())}, {"hash", loaded->hash.substr(0, 12)}});
  } else if (has("settings")) {
    const auto loaded = library.settings(file);
    if (!loaded) return append(faults, loaded.error());
    const auto own = std::ranges::count(loaded->settings, true, &method::Setting::own);
    std::cout << summary(say, file, "settings",
                         {{"settings", std::to_string(loaded->settings.size())},
                          {"own", std::to_string(own)},
                          {"hash", loaded->hash.substr(0, 12)}});
  } else {
    faults.push_back(error("method.not_a_file", {}, {file, 1, 0, {}}));
  }
}

void check(const Options& options) {
  exchange::Library library = shipped();
  Errors faults;
  std::vector<std::string> texts;
  texts.reserve(options.files.size() + 1);
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
  if (!options.settings.empty()) {
    settings_path = options.settings;
    auto text = read_text(settings_path);
    if (!text) refuse(text.error(), options.language);
    texts.push_back(std::move(*text));
    const std::vector<exchange::TextFile> own{{settings_path, texts.back()}};
    library.add(own);
  }
  for (const exchange::TextFile& file : files) {
    const auto root = library.document(file.path);
    if (options.settings.empty() && root && root->find("settings")) settings_path = file.path;
  }
  method::Known known = shipped_knowledge();
  const auto settings = library.settings(settings_path);
  if (settings) known.settings = &*settings;
  library.check_against(known);
  for (const exchange::TextFile& file : files) check_file(library, file.path, options, faults);
  if (!faults.empty()) refuse(faults, options.language);
}

// The shipped files with the file the user named, and the settings that hold.
struct Opened {
  exchange::Library library = shipped();
  std::vector<std::unique_ptr<std::string>> texts;
  method::Settings settings;

  std::optional<Error> add(const std::string& path) {
    auto text = read_text(path);
    if (!text) return text.error();
    texts.push_back(std::make_unique<std::string>(std::move(*text)));
    const std::vector<exchange::TextFile> files{{path, *texts.back()}};
    library.add(files);
    return {};
  }

  // The path of a method named by path, by id ("iag-2019") or by code alone: then the newest version.
  Expected<std::string> path_of(const std::string& named) {
    if (named.ends_with(".yaml") || named.ends_with(".yml") || named.find('/') != std::string::npos) {
      if (auto fault = add(named)) return fail(std::move(*fault));
      return named;
    }
    std::string path = library.path_of(named);
    if (path.empty()) {
      for (const std::string& one : library.paths("methods/" + named + '-'))
        path = one;  // in order: the last is the newest
    }
    if (path.empty()) return fail("file.not_in_library", {{"file", named}});
    return path;
  }

  Checked<const method::Method*> method(const std::string& named) {
    const auto path = path_of(named);
    if (!path) return fail(Errors{path.error()});
    return library.method(*path);
  }
};

void open_settings(Opened& opened, const Options& options) {
  const std::string path = options.settings.empty() ? "settings/provider.yaml" : options.settings;
  if (!options.settings.empty()) {
    if (auto fault = opened.add(path)) refuse(*fault, options.language);
  }
  auto settings = opened.library.settings(path);
  if (!settings) refuse(settings.error(), options.language);
  opened.settings = std::move(*settings);
}

void plan(const Options& options) {
  Opened opened;
  open_settings(opened, options);
  const auto found = opened.method(options.code);
  if (!found) refuse(found.error(), options.language);
  const method::Method& m = **found;
  const auto start = LocalDate::parse(options.start);
  const method::Plan made = method::plan(m, opened.settings, {*start, start, {}, {}, {}});
  const PlanView view{m, opened.settings, made, *start};
  if (options.json)
    std::cout << plan_json(view);
  else if (options.ics)
    std::cout << plan_ics(view, messages(options.language));
  else
    std::cout << plan_text(view, messages(options.language));
}

void show(const Options& options) {
  Opened opened;
  open_settings(opened, options);
  const auto path = opened.path_of(options.code);
  if (!path) refuse(path.error(), options.language);
  const auto found = opened.library.method(*path);
  if (!found) refuse(found.error(), options.language);
  if (!options.json && !options.expanded) {
    std::cout << method_text(**found, messages(options.language));
    return;
  }
  const auto whole = opened.library.expanded(*path);
  if (!whole) refuse(whole.error(), options.language);
  const json::Value root = whole->document.root();
  std::cout << (options.json ? exchange::compact_json(root) + '\n' : exchange::yaml_text(root));
}

void diff(const Options& options) {
  Opened opened;
  std::vector<method::Expanded> both;
  for (const std::string& named : {options.code, options.other}) {
    const auto path = opened.path_of(named);
    if (!path) refuse(path.error(), options.language);
    auto whole = opened.library.expanded(*path);
    if (!whole) refuse(whole.error(), options.language);
    both.push_back(std::move(*whole));
  }
  const exchange::Messages& say = messages(options.language);
  const auto differences = method::diff(both[0].document.root(), both[1].document.root());
  if (differences.empty()) std::cout << say.text("cli.diff.same") << '\n';
  for (const method::Difference& one : differences) {
    const auto shown = [](const std::optional<json::Value>& value) {
      return value ? exchange::yaml_text(*value) : std::string();
    };
    const auto lines = [](char sign, const std::string& text) {
      std::string out;
      for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = text.find('\n', begin);
        out += std::string("  ") + sign + ' ' + text.substr(begin, end - begin) + '\n';
        begin = end + 1;
      }
      return out;
    };
    std::cout << one.path << '\n' << lines('-', shown(one.before)) << lines('+', shown(one.after));
  }
}

/// One line per shipped version: what may stand where a command asks for a method.
void list(const Options& options) {
  exchange::Library library = shipped();
  library.check_against({});
  for (const std::string& path : library.paths("methods/")) {
    const auto loaded = library.method(path);
    if (!loaded) refuse(loaded.error(), options.language);
    const method::Method& m = **loaded;
    std::cout << m.id() << std::string(m.id().size() < 12 ? 12 - m.id().size() : 1, ' ') << m.names.in(options.language)
              << '\n';
  }
}

void schema(method::FileKind kind) {
  json::Writer out(2);
  method::write_schema(kind, out);
  std::cout << out.str() << '\n';
}

void add_code(CLI::App& sub, Options& options) {
  sub.add_option("CODE", options.code, "a version (iag-2019), a code (iag: its newest version) or the path of a file")
      ->required();
}

void add_settings(CLI::App& sub, Options& options) {
  sub.add_option("--settings", options.settings, "a provider's own settings file");
}

}  // namespace

void add_method(CLI::App& app) {
  CLI::App* command =
      app.add_subcommand("method", "check, show and compare methods, and draw the calendar one implies");
  command->require_subcommand(1);
  auto options = std::make_shared<Options>();
  {
    CLI::App* sub = command->add_subcommand(
        "check", "check method, signal and settings files: line, fault and remedy of everything that is wrong");
    add_language(*sub, options->language);
    sub->add_option("FILE", options->files, "YAML files")->required();
    sub->add_flag("--sources", options->sources, "also refuse numbers, thresholds and items without a source");
    add_settings(*sub, *options);
    sub->callback([options] { check(*options); });
  }
  {
    CLI::App* sub = command->add_subcommand(
        "plan",
        "the calendar a method implies: phases, windows of visits and measurements, transition talks, aftercare");
    add_language(*sub, options->language);
    add_code(*sub, *options);
    add_settings(*sub, *options);
    sub->add_option("--start", options->start, "first day of the treatment, as 2026-01-05")
        ->required()
        ->check([](const std::string& text) {
          const auto day = LocalDate::parse(text);
          return day && day->year() >= 2014 && day->year() <= 9990 ? std::string()
                                                                   : "not a day (from 2014 on) written as 2026-01-05";
        });
    CLI::Option* json = sub->add_flag("--json", options->json, "as JSON");
    sub->add_flag("--ics", options->ics, "as a calendar file (iCalendar)")->excludes(json);
    sub->callback([options] { plan(*options); });
  }
  {
    CLI::App* sub = command->add_subcommand("show", "a method on a page, each line with its source");
    add_language(*sub, options->language);
    add_code(*sub, *options);
    CLI::Option* json =
        sub->add_flag("--json", options->json, "the whole file as JSON, a variant with its base merged in");
    sub->add_flag("--expanded", options->expanded, "the same as YAML")->excludes(json);
    sub->callback([options] { show(*options); });
  }
  {
    CLI::App* sub = command->add_subcommand("list", "the methods in the program, each version with its name");
    add_language(*sub, options->language);
    sub->callback([options] { list(*options); });
  }
  {
    CLI::App* sub = command->add_subcommand("diff", "what differs between two methods or versions, key by key");
    add_language(*sub, options->language);
    sub->add_option("A", options->code, "a version, a code or the path of a file")->required();
    sub->add_option("B", options->other, "the one to compare with")->required();
    sub->callback([options] { diff(*options); });
  }
  {
    CLI::App* sub = command->add_subcommand("schema", "the JSON Schema of a method file, or of signals or settings");
    const auto kind = std::make_shared<method::FileKind>(method::FileKind::method);
    sub->add_option_function<std::string>(
           "--of",
           [kind](const std::string& name) {
             *kind = name == "signals"    ? method::FileKind::signals
                     : name == "settings" ? method::FileKind::settings
                                          : method::FileKind::method;
           },
           "method (without it), signals or settings")
        ->check(CLI::IsMember({"method", "signals", "settings"}));
    sub->callback([kind] { schema(*kind); });
  }
}

}  // namespace koers::cli
