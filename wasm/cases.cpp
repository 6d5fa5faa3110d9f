// Cases through the pure floors, as the browser will do it: method, signals, settings, instruments and cases are read from stdin, and
// each case is replayed, checked, judged and drawn for its worker, mother and child. The same source is built natively and as
// WebAssembly; scripts/wasm compares the two outputs byte for byte.
//
// stdin: per file a line "NAME BYTES", then so many bytes, then a line break. NAME: methods/*.json, signals/*.json,
// settings/provider.json, instruments/*.json (as they stand in the program) and *.jsonl (cases).
#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json_write.h"
#include "dossier/case_file.h"
#include "dossier/course.h"
#include "dossier/course_line.h"
#include "dossier/facts.h"
#include "draw/svg.h"
#include "draw/timeline.h"
#include "measure/instrument.h"
#include "method/load.h"

namespace koers::smoke {
namespace {

using Files = std::map<std::string, std::string_view, std::less<>>;

using json::Writer;

void faults(Writer& out, const Errors& all) {
  out.begin_array();
  for (const Error& fault : all) out.text(fault.code + ' ' + fault.place.file + ' ' + fault.place.pointer);
  out.end();
}

/// Documents of the files, which live as long as this.
class Shelf {
 public:
  explicit Shelf(const Files& files) : files_(files) {}

  /// Each file of a directory: read(root, name).
  template <class Read>
  void each(std::string_view directory, Read read) {
    for (const auto& [name, text] : files_) {
      if (!name.starts_with(directory)) continue;
      json::Document document;
      const auto root = json::parse(text, document, {name, 0, 0, {}});
      if (root)
        read(*root, name);
      else
        found_.push_back(root.error());
    }
  }
  template <class T>
  std::optional<T> keep(Checked<T> from) {
    if (from) return std::move(*from);
    found_.insert(found_.end(), from.error().begin(), from.error().end());
    return {};
  }
  const Errors& found() const { return found_; }

 private:
  const Files& files_;
  Errors found_;
};

struct Shipped {
  method::Catalogue catalogue;
  std::vector<measure::Instrument> instruments;
  Errors found;
};

Shipped shipped(const Files& files) {
  Shipped out;
  Shelf shelf(files);
  std::vector<std::string> codes;
  shelf.each("instruments/", [&](json::Value root, const std::string& name) {
    if (auto read = shelf.keep(measure::read_instrument(root, name))) {
      codes.push_back(read->code);
      out.instruments.push_back(std::move(*read));
    }
  });
  shelf.each("settings/", [&](json::Value root, const std::string& name) {
    if (auto read = shelf.keep(method::load_settings(root, name))) out.catalogue.set_settings(std::move(*read));
  });
  const method::Known known{&dossier::vocabulary(), &codes, &out.catalogue.settings(), {}};
  shelf.each("methods/", [&](json::Value root, const std::string& name) {
    auto whole = shelf.keep(method::expand(root, name, {}));
    if (!whole) return;
    if (auto read = shelf.keep(method::load_method(*whole, known))) out.catalogue.add(std::move(*read));
  });
  shelf.each("signals/", [&](json::Value root, const std::string& name) {
    if (auto read = shelf.keep(method::load_signals(root, name, known))) out.catalogue.add(std::move(*read));
  });
  out.found = shelf.found();
  return out;
}

/// Keys and arguments as they are: the browser's core opens no catalogue here.
std::string bare_words(const Message& message) {
  std::string text = message.key;
  for (const auto& [name, value] : message.args) text += ' ' + value;
  return text;
}

void leaves(Writer& out, const rules::Explanation& why) {
  out.key("answer").integer(static_cast<int>(why.answer));
  for (const auto& [name, list] : {std::pair("deciding", &why.deciding), std::pair("missing", &why.missing)}) {
    out.key(name).begin_array();
    for (const std::size_t leaf : *list) out.integer(static_cast<std::int64_t>(leaf));
    out.end();
  }
}

void figure(Writer& out, const Figure& figure) {
  out.key("n").integer(figure.n).key("value");
  if (figure.value)
    out.decimal(*figure.value);
  else
    out.null();
}

void day(Writer& out, std::string_view key, std::optional<LocalDate> day) {
  out.key(key).text(day ? day->text() : std::string());
}

void problems(Writer& out, const std::vector<dossier::Problem>& all) {
  out.key("problems").begin_array();
  for (const dossier::Problem& one : all) {
    out.begin_array().text(one.code).text(one.rule);
    for (const EntryId& entry : one.entries) out.text(entry.text());
    out.end();
  }
  out.end();
}

void signals(Writer& out, const dossier::Signals& all) {
  day(out, "next", all.next);
  out.key("signals").begin_array();
  for (const dossier::Signal& one : all.raised) {
    out.begin_object().key("code").text(one.def->code).key("state").integer(static_cast<int>(one.state));
    day(out, "since", one.since);
    day(out, "until", one.until);
    leaves(out, one.why);
    out.end();
  }
  for (const dossier::UnknownSignal& one : all.unknown) {
    out.begin_object().key("code").text(one.def->code);
    leaves(out, one.why);
    out.end();
  }
  out.end();
}

void fidelity(Writer& out, const dossier::Course& course) {
  out.key("fidelity").begin_array();
  for (const dossier::FidelityAnswer& one : course.fidelity) {
    out.begin_object().key("code").text(one.rule->code).key("verdict").integer(static_cast<int>(one.verdict));
    figure(out, one.figure);
    if (one.met) leaves(out, *one.met);
    out.end();
  }
  out.end().key("phases").begin_array();
  for (const dossier::PhaseIntensity& one : course.intensity) {
    out.begin_object().key("code").text(one.planned->code);
    figure(out.key("held").begin_object(), one.held);
    figure(out.end().key("hours").begin_object(), one.hours);
    out.end().end();
  }
  out.end();
}

void view(Writer& out, const dossier::CaseFile& file, const Shipped& data, const dossier::Viewer& viewer,
          LocalDate today) {
  const dossier::Course course = dossier::course(file.entries, data.catalogue, {viewer, today, {}, {}});
  out.begin_object().key("method").text(course.method_id);
  out.key("entries").integer(static_cast<std::int64_t>(course.entries.size()));
  problems(out, course.problems);
  if (course.suitability) {
    out.key("meets_criteria").integer(static_cast<int>(course.suitability->meets_criteria));
    out.key("contra_indicated").integer(static_cast<int>(course.suitability->contra_indicated));
  }
  if (course.signals) signals(out, *course.signals);
  fidelity(out, course);
  const dossier::CourseLineView line{&data.catalogue, today, Language::nl, data.instruments, {}, {}};
  const draw::Timeline timeline = dossier::course_line(*course.dossier, line);
  out.key("picture").text(draw::write_svg(draw::lay_out(timeline, draw::Format::phone, bare_words)));
  out.end();
}

void one_case(Writer& out, std::string_view text, const std::string& name, const Shipped& data) {
  const auto file = dossier::read_case(text, name);
  if (!file) return faults(out, file.error());
  LocalDate today{};
  for (const dossier::Entry& entry : file->entries) today = std::max(today, entry.date());
  today = today + 1;
  const dossier::Dossier whole = dossier::replay(file->entries);
  out.begin_object();
  using dossier::Role;
  for (const auto& [key, role] :
       {std::pair("worker", Role::worker), {"mother", Role::mother}, {"child", Role::child}}) {
    const auto viewer = dossier::viewer_of(whole, role, today);
    if (viewer) view(out.key(key), *file, data, *viewer, today);
  }
  out.end();
}

Files unpack(std::string_view text) {
  Files out;
  while (!text.empty()) {
    const std::size_t line = text.find('\n');
    const std::size_t space = text.substr(0, line).rfind(' ');
    if (line == std::string_view::npos || space == std::string_view::npos) break;
    std::size_t bytes = 0;
    for (const char c : text.substr(space + 1, line - space - 1))
      bytes = bytes * 10 + static_cast<std::size_t>(c - '0');
    out.emplace(text.substr(0, space), text.substr(line + 1, bytes));
    text.remove_prefix(std::min(text.size(), line + 1 + bytes + 1));
  }
  return out;
}

void cases(const Files& files, Writer& out) {
  const Shipped data = shipped(files);
  out.key("faults");
  faults(out, data.found);
  for (const auto& [name, text] : files) {
    if (name.ends_with(".jsonl")) one_case(out.key(name), text, name, data);
  }
}

std::string input() {
  std::string out;
  std::array<char, 4096> part{};
  while (const std::size_t got = std::fread(part.data(), 1, part.size(), stdin)) out.append(part.data(), got);
  return out;
}

}  // namespace
}  // namespace koers::smoke

int main() {
  const std::string given = koers::smoke::input();
  koers::json::Writer out(1);
  out.begin_object();
  koers::smoke::cases(koers::smoke::unpack(given), out);
  out.end();
  const std::string text = out.str() + "\n";
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 1;
}
