// What the documents promise, compared with what is there: commands and flags, links, sources, keys.
#pragma once

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace koers::system_test {

namespace fs = std::filesystem;

inline std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Markdown files of the root and of docs/, relative to `root`, sorted.
inline std::vector<fs::path> documents(const fs::path& root) {
  std::vector<fs::path> out;
  for (const auto& file : fs::directory_iterator(root)) {
    if (file.path().extension() == ".md") out.push_back(fs::relative(file.path(), root));
  }
  if (fs::is_directory(root / "docs")) {
    for (const auto& file : fs::recursive_directory_iterator(root / "docs")) {
      if (file.path().extension() == ".md") out.push_back(fs::relative(file.path(), root));
    }
  }
  std::ranges::sort(out);
  return out;
}

// ---- commands

/// Every command and subcommand of the program by its full name ("koers method check"), with its long flags.
inline void collect_commands(const CLI::App& app, const std::string& name,
                             std::map<std::string, std::set<std::string>>& out) {
  std::set<std::string>& flags = out[name];
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& flag : option->get_lnames()) flags.insert("--" + flag);
  }
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    collect_commands(*sub, name + " " + sub->get_name(), out);
  }
}

/// Sections of a reference by their heading: "## `koers outcome SCORES`" gives "koers outcome".
inline std::map<std::string, std::string> sections(const std::string& text) {
  std::map<std::string, std::string> out;
  std::istringstream in(text);
  std::string name;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("## ")) {
      name.clear();
      std::istringstream words(line.substr(3));
      for (std::string word; words >> word;) {
        std::erase(word, '`');
        if (!std::ranges::all_of(word, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; })) break;
        if (word.starts_with('-')) break;
        name += (name.empty() ? "" : " ") + word;
      }
    }
    out[name] += line + "\n";
  }
  return out;
}

/// Commands without a section, flags their section does not name, sections of commands that do not exist.
inline std::vector<std::string> undocumented(const std::map<std::string, std::set<std::string>>& commands,
                                             const std::string& reference) {
  std::vector<std::string> faults;
  const auto written = sections(reference);
  for (const auto& [name, flags] : commands) {
    const auto section = written.find(name);
    if (section == written.end()) {
      faults.push_back("no section \"## `" + name + "`\"");
      continue;
    }
    for (const std::string& flag : flags) {
      if (flag == "--help") continue;
      if (!std::regex_search(section->second, std::regex(flag + "(?![-a-z])"))) {
        faults.push_back("`" + name + "`: " + flag + " is not described");
      }
    }
  }
  for (const auto& [name, text] : written) {
    if (name.starts_with("koers") && !commands.contains(name)) faults.push_back("`" + name + "` does not exist");
  }
  return faults;
}

/// Lines that call the program or make: in code blocks, and as `koers …` or `make …` in the text.
inline std::vector<std::string> calls(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  bool block = false;
  static const std::regex inline_call("`((koers|make|build/release/koers) [^`]+)`");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("```")) {
      block = !block;
    } else if (block) {
      const std::size_t start = line.find_first_not_of(" $");
      if (start == std::string::npos) continue;
      const std::string call = line.substr(start);
      if (call.starts_with("koers ") || call.starts_with("make ") || call.starts_with("build/release/koers ")) {
        out.push_back(call);
      }
    } else {
      for (std::sregex_iterator it(line.begin(), line.end(), inline_call), end; it != end; ++it) {
        out.push_back((*it)[1].str());
      }
    }
  }
  return out;
}

/// What is wrong with one call a document shows; empty when nothing is.
inline std::string wrong_call(const std::string& call, const std::map<std::string, std::set<std::string>>& commands,
                              const std::set<std::string>& targets, const fs::path& root) {
  std::istringstream in(call.substr(0, call.find('#')));
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  if (words.front() == "make") {
    for (std::size_t i = 1; i < words.size(); ++i) {
      if (words[i].find('=') == std::string::npos && !targets.contains(words[i])) return "no target " + words[i];
    }
    return "";
  }
  std::string name = "koers";
  std::size_t at = 1;
  while (at < words.size() && commands.contains(name + " " + words[at])) name += " " + words[at++];
  if (name == "koers" && at < words.size() && !words[at].starts_with("-")) return "no command " + words[at];
  for (; at < words.size(); ++at) {
    const std::string& word = words[at];
    if (word == "|" || word == ">" || word == "<" || word == "&&") break;
    if (word.starts_with("--")) {
      const std::string flag = word.substr(0, word.find('='));
      if (flag != "--help" && !commands.at(name).contains(flag)) return "`" + name + "` has no " + flag;
    } else if (word.starts_with("examples/") && word.find('*') == std::string::npos && !fs::exists(root / word)) {
      return "no file " + word;
    }
  }
  return "";
}

inline std::set<std::string> make_targets(const fs::path& makefile) {
  std::set<std::string> out;
  std::istringstream in(text_of(makefile));
  static const std::regex rule("^([a-z][a-z-]*):.*");
  for (std::string line; std::getline(in, line);) {
    std::smatch found;
    if (std::regex_match(line, found, rule)) out.insert(found[1].str());
  }
  return out;
}

// ---- links

/// The anchor GitHub gives a heading.
inline std::string slug(std::string_view heading) {
  std::string out;
  for (const char c : heading) {
    if (c == ' ') out += '-';
    if (c == '-' || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) out += c;
    if (c >= 'A' && c <= 'Z') out += static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

inline std::set<std::string> anchors(const std::string& text) {
  std::set<std::string> out;
  std::istringstream in(text);
  bool block = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("```")) block = !block;
    if (!block && line.starts_with("#")) out.insert(slug(line.substr(line.find_first_not_of("# "))));
  }
  return out;
}

/// Links to files or headings that are not there, as "document: target".
inline std::vector<std::string> dead_links(const fs::path& root) {
  std::vector<std::string> faults;
  static const std::regex link(R"(\]\(([^)\s]+)\))");
  for (const fs::path& document : documents(root)) {
    const std::string text = text_of(root / document);
    for (std::sregex_iterator it(text.begin(), text.end(), link), end; it != end; ++it) {
      const std::string target = (*it)[1].str();
      if (target.find("://") != std::string::npos || target.starts_with("mailto:")) continue;
      const std::size_t hash = target.find('#');
      const fs::path file = hash == 0 ? document : document.parent_path() / target.substr(0, hash);
      const bool there = fs::exists(root / file);
      const bool heading = hash == std::string::npos || !there || file.extension() != ".md" ||
                           anchors(text_of(root / file)).contains(target.substr(hash + 1));
      if (!there || !heading) faults.push_back(document.generic_string() + ": " + target);
    }
  }
  return faults;
}

// ---- sources

/// Stored texts by key, with their number of lines, from the table of docs/sources.md.
inline std::map<std::string, int> stored_texts(const std::string& text) {
  std::map<std::string, int> out;
  static const std::regex row(R"(\n\| `([a-z]+)` \|[^\n]*\| (\d+), `)");
  for (std::sregex_iterator it(text.begin(), text.end(), row), end; it != end; ++it) {
    out[(*it)[1].str()] = std::stoi((*it)[2].str());
  }
  return out;
}

/// References "iag:L120" or "iag:L120-124" beyond the end of their text, or backwards.
inline std::vector<std::string> wrong_lines(const std::string& text, const std::map<std::string, int>& texts) {
  std::vector<std::string> faults;
  static const std::regex reference(R"(\b([a-z]+):L(\d{1,6})(?:-(\d{1,6}))?)");
  for (std::sregex_iterator it(text.begin(), text.end(), reference), end; it != end; ++it) {
    const auto found = texts.find((*it)[1].str());
    if (found == texts.end()) {
      faults.push_back((*it)[0].str() + ": no such source in docs/sources.md");
      continue;
    }
    const int first = std::stoi((*it)[2].str());
    const int last = (*it)[3].matched ? std::stoi((*it)[3].str()) : first;
    if (first < 1 || last < first || last > found->second) {
      faults.push_back((*it)[0].str() + ": the text has lines 1-" + std::to_string(found->second));
    }
  }
  return faults;
}

// ---- keys

/// Keys that code asks a JSON cursor for: cursor.text("key"), cursor.integer("key", …).
inline std::set<std::string> keys_read(const std::string& code) {
  std::set<std::string> out;
  static const std::regex read(
      R"((?:\.|->)(?:text|integer|decimal|boolean|date|time|one_of|object|array|texts|any|has)\(\s*"([a-z_0-9]+)\")");
  static const std::regex optional(R"(\.optional<[^;(]*>\(\s*"([a-z_0-9]+)\")");
  for (const std::regex& pattern : {read, optional}) {
    for (std::sregex_iterator it(code.begin(), code.end(), pattern), end; it != end; ++it) {
      out.insert((*it)[1].str());
    }
  }
  return out;
}

/// Whole words of a document, a word being letters, digits and underscores.
inline std::set<std::string> words_of(const std::string& text) {
  std::set<std::string> out;
  std::string word;
  for (const char c : text + " ") {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_') {
      word += c;
    } else if (!word.empty()) {
      out.insert(word);
      word.clear();
    }
  }
  return out;
}

/// Keys of the map `settings:` of a settings file.
inline std::vector<std::string> settings_keys(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  bool inside = false;
  static const std::regex key("^  ([a-z_0-9]+):.*");
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line[0] != ' ' && line[0] != '#') inside = line.starts_with("settings:");
    std::smatch found;
    if (inside && std::regex_match(line, found, key)) out.push_back(found[1].str());
  }
  return out;
}

}  // namespace koers::system_test
