// Reads the #include lines of a source tree and says which of them break the order of the house.
#pragma once

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace koers::system_test {

namespace fs = std::filesystem;

// A room sees itself and the rooms before it. The same order as in cmake/rooms.cmake (a test compares them).
inline constexpr std::array<std::string_view, 14> kRooms{"base",   "rules",   "stats",  "draw",     "measure",
                                                         "method", "dossier", "report", "simulate", "exchange",
                                                         "store",  "service", "http",   "cli"};
inline constexpr std::size_t kPureRooms = 9;  // base .. simulate: no I/O, threads, clock, locale, exceptions

inline constexpr std::array<std::string_view, 19> kImpureHeaders{
    "iostream", "fstream",    "sstream", "ostream", "istream",      "iomanip",
    "cstdio",   "filesystem", "thread",  "mutex",   "shared_mutex", "condition_variable",
    "future",   "locale",     "codecvt", "ctime",   "regex",        "random",
    "fmt/"};
inline constexpr std::array<std::string_view, 8> kImpureWords{"throw ",       "try {",     "catch (", "system_clock",
                                                              "steady_clock", "setlocale", "getenv",  "std::time("};

struct Heavy {
  std::string prefix;
  std::vector<std::string> files;
};

inline std::vector<std::string> lines_of(const fs::path& path) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// `*` stands for any text without a slash.
inline bool matches(std::string_view pattern, std::string_view text) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == text;
  const std::string_view head = pattern.substr(0, star), tail = pattern.substr(star + 1);
  return text.size() >= head.size() + tail.size() && text.starts_with(head) && text.ends_with(tail) &&
         text.substr(head.size(), text.size() - head.size() - tail.size()).find('/') == std::string_view::npos;
}

inline std::vector<Heavy> read_heavy(const fs::path& list) {
  std::vector<Heavy> out;
  for (const std::string& line : lines_of(list)) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream words(line);
    Heavy heavy;
    words >> heavy.prefix;
    for (std::string file; words >> file;) heavy.files.push_back(file);
    out.push_back(std::move(heavy));
  }
  return out;
}

/// A line without its // comment and with the text of its string literals left out.
inline std::string code_of(std::string_view line) {
  std::string out;
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (quoted && line[i] == '\\') {
      ++i;
      continue;
    }
    if (line[i] == '"') quoted = !quoted;
    if (!quoted && line.substr(i).starts_with("//")) break;
    if (!quoted) out += line[i];
  }
  return out;
}

/// `word` in `code`, not as the tail of a longer name ("try {" is not in "struct Entry {").
inline bool has_word(std::string_view code, std::string_view word) {
  for (std::size_t at = code.find(word); at != std::string_view::npos; at = code.find(word, at + 1)) {
    const char before = at == 0 ? ' ' : code[at - 1];
    const bool name = before == '_' || (before >= '0' && before <= '9') || (before >= 'a' && before <= 'z') ||
                      (before >= 'A' && before <= 'Z');
    if (!name) return true;
  }
  return false;
}

class Floors {
 public:
  explicit Floors(fs::path root) : root_(std::move(root)), heavy_(read_heavy(root_ / "docs/heavy.txt")) {
    for (const char* top : {"src", "tests", "fuzz", "tools", "wasm", "bench"}) walk(top);
    std::ranges::sort(faults_);
  }

  /// "path:line: what is wrong", sorted; empty for a house in order.
  const std::vector<std::string>& faults() const { return faults_; }
  std::size_t files() const { return files_; }

 private:
  static std::size_t index_of(std::string_view room) {
    return static_cast<std::size_t>(std::ranges::find(kRooms, room) - kRooms.begin());
  }

  void walk(const std::string& top) {
    if (!fs::is_directory(root_ / top)) return;
    for (auto it = fs::recursive_directory_iterator(root_ / top); it != fs::recursive_directory_iterator(); ++it) {
      if (it->is_directory() && (it->path().filename() == "fixtures" || it->path().filename() == "compile_fail")) {
        it.disable_recursion_pending();
      }
      const fs::path extension = it->path().extension();
      if (extension == ".h" || extension == ".cpp") read(fs::relative(it->path(), root_).generic_string());
    }
  }

  void read(const std::string& file) {
    ++files_;
    const bool source = file.starts_with("src/");
    const std::string room = source ? file.substr(4, file.find('/', 4) - 4) : "";
    if (source && index_of(room) == kRooms.size()) fault(file, 1, "no such room: " + room);
    const bool pure = source && index_of(room) < kPureRooms;

    const std::vector<std::string> lines = lines_of(root_ / file);
    if (lines.size() > 800) fault(file, lines.size(), "more than 800 lines; is it one thing?");
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::string_view line = lines[i];
      if (line.starts_with("#include \"") && source) {
        check_own(file, room, i + 1, line.substr(10, line.find('"', 10) - 10));
      } else if (line.starts_with("#include <")) {
        check_outside(file, pure, i + 1, line.substr(10, line.find('>') - 10));
      } else if (pure) {
        const std::string code = code_of(line);
        for (const std::string_view word : kImpureWords) {
          if (has_word(code, word)) fault(file, i + 1, "not on a pure floor: " + std::string(word));
        }
      }
    }
  }

  void check_own(const std::string& file, std::string_view room, std::size_t line, std::string_view header) {
    const std::string_view seen = header.substr(0, header.find('/'));
    if (seen == "embedded") {  // generated: the shipped data files
      if (index_of(room) < kPureRooms) fault(file, line, "shipped files are handed to the pure floors, not read there");
      return;
    }
    if (index_of(seen) == kRooms.size()) return fault(file, line, "not a room: " + std::string(header));
    if (index_of(seen) > index_of(room)) {
      return fault(file, line, std::string(room) + "/ may not see " + std::string(seen) + "/");
    }
    if (!fs::exists(root_ / "src" / header)) fault(file, line, "no such file: " + std::string(header));
  }

  void check_outside(const std::string& file, bool pure, std::size_t line, std::string_view header) {
    if (pure) {
      for (const std::string_view impure : kImpureHeaders) {
        if (header == impure || (impure.ends_with('/') && header.starts_with(impure))) {
          fault(file, line, "not on a pure floor: <" + std::string(header) + ">");
        }
      }
    }
    for (const Heavy& heavy : heavy_) {
      if (!header.starts_with(heavy.prefix)) continue;
      if (std::ranges::none_of(heavy.files, [&](const std::string& pattern) { return matches(pattern, file); })) {
        fault(file, line, "docs/heavy.txt does not let this file include <" + std::string(header) + ">");
      }
      return;  // the first prefix that fits decides
    }
  }

  void fault(const std::string& file, std::size_t line, const std::string& what) {
    faults_.push_back(file + ":" + std::to_string(line) + ": " + what);
  }

  fs::path root_;
  std::vector<Heavy> heavy_;
  std::vector<std::string> faults_;
  std::size_t files_ = 0;
};

}  // namespace koers::system_test
