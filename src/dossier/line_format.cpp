#include "dossier/line_format.h"

#include <algorithm>
#include <map>

#include "base/dutch_time.h"
#include "base/text.h"
#include "dossier/codec.h"
#include "dossier/codes.h"
#include "dossier/kinds.h"
#include "dossier/shape.h"

namespace koers::dossier {
namespace {

// --- words of a line

struct Word {
  std::string_view text;  // raw
  std::uint32_t column;   // from 1
};

/// Words are parted by blanks outside quotes. False when a quote stays open; then `column` says which.
bool words_of(std::string_view line, std::vector<Word>& out, std::uint32_t& column) {
  for (std::size_t at = 0; at < line.size();) {
    if (line[at] == ' ' || line[at] == '\t') {
      ++at;
      continue;
    }
    if (line[at] == '#') return true;
    const std::size_t start = at;
    std::size_t quote = std::string_view::npos;
    for (; at < line.size(); ++at) {
      if (quote == std::string_view::npos && (line[at] == ' ' || line[at] == '\t')) break;
      if (quote != std::string_view::npos && line[at] == '\\')
        ++at;
      else if (line[at] == '"')
        quote = quote == std::string_view::npos ? at : std::string_view::npos;
    }
    if (quote != std::string_view::npos) {
      column = static_cast<std::uint32_t>(quote + 1);
      return false;
    }
    at = std::min(at, line.size());
    out.push_back({line.substr(start, at - start), static_cast<std::uint32_t>(start + 1)});
  }
  return true;
}

/// Parts at `separator` outside quotes.
std::vector<std::string_view> parts_of(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  bool quoted = false;
  std::size_t start = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (quoted && text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      quoted = !quoted;
    } else if (!quoted && text[at] == separator) {
      out.push_back(text.substr(start, at - start));
      start = at + 1;
    }
  }
  out.push_back(text.substr(start));
  return out;
}

std::string unquoted(std::string_view text) {
  std::string out;
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (quoted && text[at] == '\\' && at + 1 < text.size()) {
      ++at;
      out += text[at] == 'n' ? '\n' : text[at];
    } else if (text[at] == '"') {
      quoted = !quoted;
    } else {
      out += text[at];
    }
  }
  return out;
}

// --- ids that are the same in every run

std::uint64_t fnv(std::string_view text, std::uint64_t hash = 0xcbf29ce484222325ULL) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return hash ^ (hash >> 29);
}

/// Spreads what differs in a few bits over all of them (the finaliser of splitmix64).
std::uint64_t mixed(std::uint64_t v) {
  v = (v ^ (v >> 30)) * 0xbf58476d1ce4e5b9ULL;
  v = (v ^ (v >> 27)) * 0x94d049bb133111ebULL;
  return v ^ (v >> 31);
}

/// Version 7: 48 bits of milliseconds, 24 bits that order what has the same, then 48 bits.
template <class Tag>
Id<Tag> make_id(std::uint64_t milliseconds, std::uint32_t count, std::uint64_t hash) {
  std::array<std::uint8_t, 16> bytes{};
  for (std::size_t i = 0; i < 6; ++i) bytes[i] = static_cast<std::uint8_t>(milliseconds >> (40 - 8 * i));
  bytes[6] = static_cast<std::uint8_t>(0x70 | (count >> 20 & 15));
  bytes[7] = static_cast<std::uint8_t>(count >> 12);
  bytes[8] = static_cast<std::uint8_t>(0x80 | (count >> 6 & 63));
  bytes[9] = static_cast<std::uint8_t>((count & 63) << 2);
  for (std::size_t i = 10; i < 16; ++i) bytes[i] = static_cast<std::uint8_t>(hash >> (8 * (i - 10)));
  return Id<Tag>(bytes);
}

/// Entries of one millisecond stand in the order of their places.
EntryId id_at(std::uint64_t milliseconds, std::uint64_t place) {
  std::uint64_t low = 0;  // make_id writes the lowest byte first
  for (int byte = 0; byte < 5; ++byte) low |= (place >> (8 * byte) & 255) << (8 * (4 - byte));
  return make_id<EntryTag>(milliseconds, static_cast<std::uint32_t>(place >> 40), low);
}

std::optional<CivilTime> time_of(std::string_view text) {
  if (const auto date = LocalDate::parse(text)) return CivilTime{*date, 12 * 3600, dutch_offset(*date)};
  if (const auto whole = CivilTime::parse(text)) return whole;
  auto local = CivilTime::parse(std::string(text) + "Z");
  if (local) local->offset_minutes = dutch_offset(local->date);
  return local;
}

/// Keys that belong to the entry, not to its body. No body has a member of these names (a test says so).
constexpr std::array<std::string_view, 9> kEnvelope{"id",      "author",  "concerns",  "audience", "corrects",
                                                    "signals", "written", "overruled", "on_hold"};

// --- the reader

class Lines {
 public:
  Lines(std::string_view text, const std::string& file, CaseLimits limits)
      : text_(text), file_(file), limits_(limits) {}

  Checked<CaseFile> read() {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
    if (const auto bad = invalid_utf8(text_)) {
      number_ = static_cast<std::uint32_t>(std::ranges::count(text_.substr(0, *bad), '\n')) + 1;
      add("json.utf8", 0);
      return fail(std::move(faults_));
    }
    for (const std::string_view line : split(text_, '\n')) first_pass(line);
    out_.journal = make_id<JournalTag>(0, 0, fnv(out_.title));
    number_entries();
    for (const Draft& draft : drafts_) second_pass(draft);
    if (faults_.size() >= limits_.faults) {
      faults_.resize(limits_.faults);
      add("case.too_many_faults", 0, {{"most", std::to_string(limits_.faults)}});
    }
    if (faults_.empty()) faults_ = rings(out_, file_);
    if (!faults_.empty()) return fail(std::move(faults_));
    for (const auto& [name, role] : people_) out_.handles.push_back(name);
    return std::move(out_);
  }

 private:
  struct Pair {
    std::string_view key, value;  // value raw
    std::uint32_t column;
  };
  struct Draft {
    std::uint32_t line;
    CivilTime occurred;
    Kind kind;
    std::vector<Pair> pairs;
    std::uint64_t drawn = 0;  ///< from the handle, or from what the line says
    EntryId id;
  };

  void add(std::string code, std::uint32_t column, Message::Args args = {}) {
    if (faults_.size() < limits_.faults)
      faults_.push_back(error(std::move(code), std::move(args), {file_, number_, column, {}}));
  }

  // Dates, kinds, handles; entries may name handles of later lines.
  void first_pass(std::string_view line) {
    ++number_;
    if (faults_.size() >= limits_.faults) return;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.size() > limits_.line_bytes)
      return add("case.line_too_long", 0, {{"most", std::to_string(limits_.line_bytes)}});
    // A tab apart, a line of text has none; on a screen they would do more than show.
    const auto control = std::ranges::find_if(
        line, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
    if (control != line.end())
      return add("yaml.control_character", static_cast<std::uint32_t>(control - line.begin()) + 1);
    std::vector<Word> words;
    std::uint32_t column = 0;
    if (!words_of(line, words, column)) return add("line.unclosed_quote", column);
    if (words.empty()) return;
    if (words[0].text == "case") return case_line(words);
    if (words[0].text == "people") return people_line(words);
    if (drafts_.size() >= limits_.entries)
      return add("case.too_many_entries", 0, {{"most", std::to_string(limits_.entries)}});

    const auto time = time_of(words[0].text);
    if (!time) return add("line.not_a_date", words[0].column);
    if (words.size() < 2) return add("line.no_kind", words[0].column);
    const auto kind = kind_named(words[1].text);
    if (!kind) {
      std::vector<std::string_view> names;
      for (std::size_t i = 0; i < kind_count; ++i) names.push_back(kind_name(static_cast<Kind>(i)));
      const std::string_view word = words[1].text.substr(0, 64);
      return add("entry.unknown_kind", words[1].column,
                 {{"kind", std::string(word)}, {"nearest", nearest(word, names).value_or("")}});
    }
    Draft draft{number_, *time, *kind, {}, 0, {}};
    for (const Word& word : words) draft.drawn = fnv(word.text, draft.drawn + word.text.size());
    for (const Word& word : std::span(words).subspan(2)) {
      Pair pair;
      if (!pair_of(word, pair)) return;
      draft.pairs.push_back(pair);
      if (pair.key == "id") draft.drawn = fnv(pair.value);
    }
    const auto count = static_cast<std::uint32_t>(drafts_.size());
    for (const Pair& pair : draft.pairs) {
      if (pair.key == "id" && !handles_.emplace(std::string(pair.value), count).second) {
        return add("line.handle_twice", pair.column, {{"handle", std::string(pair.value.substr(0, 64))}});
      }
      if (*kind == Kind::person && pair.key == "person" && pair.value.starts_with('@'))
        people_.emplace(pair.value, Role::child);
    }
    for (const Pair& pair : draft.pairs) {
      if (*kind != Kind::person || pair.key != "role") continue;
      const auto role = role_named(pair.value);
      for (const Pair& other : draft.pairs) {
        if (role && other.key == "person" && people_.contains(other.value)) people_.find(other.value)->second = *role;
      }
    }
    drafts_.push_back(std::move(draft));
  }

  bool pair_of(const Word& word, Pair& pair) {
    const std::size_t equals = word.text.find('=');
    if (equals == 0 || equals == std::string_view::npos ||
        word.text.substr(0, equals).find('"') != std::string_view::npos) {
      add("line.no_equals", word.column, {{"word", std::string(word.text.substr(0, 32))}});
      return false;
    }
    pair = {word.text.substr(0, equals), word.text.substr(equals + 1), word.column};
    return true;
  }

  void case_line(std::span<const Word> words) {
    for (const Word& word : words.subspan(1)) {
      Pair pair;
      if (!pair_of(word, pair)) return;
      if (pair.key == "title") {
        out_.title = unquoted(pair.value);
        if (out_.title.size() > title_bytes)
          add("json.text_too_long", pair.column, {{"key", "title"}, {"most", std::to_string(title_bytes)}});
      } else if (pair.key == "synthetic" && (pair.value == "yes" || pair.value == "no"))
        out_.synthetic = pair.value == "yes";
      else
        add("line.bad_directive", pair.column, {{"allowed", "title=…, synthetic=yes|no"}});
    }
  }

  void people_line(std::span<const Word> words) {
    for (const Word& word : words.subspan(1)) {
      const std::size_t colon = word.text.find(':');
      const auto role = colon == std::string_view::npos ? std::nullopt : role_named(word.text.substr(colon + 1));
      if (!role || !word.text.starts_with('@')) {
        add("line.bad_directive", word.column, {{"allowed", "@name:role"}});
        continue;
      }
      people_.insert_or_assign(std::string(word.text.substr(0, colon)), *role);
      if (author_.empty()) author_ = word.text.substr(0, colon);
    }
  }

  // Ids of one moment keep the order of the file and count nothing: each line draws a place, and the places drawn are dealt out in order.
  // Who sees some of them cannot tell from the gaps whether there are others in between.
  void number_entries() {
    const std::uint64_t hash = fnv(out_.title);
    std::map<std::uint64_t, std::vector<Draft*>> moments;
    for (Draft& draft : drafts_) {
      moments[static_cast<std::uint64_t>(std::max<std::int64_t>(draft.occurred.instant(), 0)) * 1000].push_back(&draft);
    }
    std::vector<std::uint64_t> places;
    for (const auto& [milliseconds, drafts] : moments) {
      places.clear();
      for (const Draft* draft : drafts) places.push_back(mixed(hash ^ mixed(draft->drawn)) >> 1);
      std::ranges::sort(places);
      for (std::size_t i = 0; i < places.size(); ++i) {
        if (i > 0 && places[i] <= places[i - 1]) places[i] = places[i - 1] + 1;  // the same line twice
        drafts[i]->id = id_at(milliseconds, places[i]);
      }
    }
  }

  void second_pass(const Draft& draft) {
    number_ = draft.line;
    if (faults_.size() >= limits_.faults) return;
    const std::size_t before = faults_.size();
    json::Builder to(document_, {limits_.line_bytes, limits_.depth, 20'000});
    to.begin_object(number_);
    put(to, "id", draft.id.text());
    put(to, "kind", kind_name(draft.kind));
    put(to, "occurred", draft.occurred.text());
    envelope(draft, to);
    to.key("body", number_);
    to.begin_object(number_);
    const Shape& shape = shape_of(draft.kind);
    for (const Pair& pair : draft.pairs) {
      if (std::ranges::find(kEnvelope, pair.key) != kEnvelope.end()) continue;
      const Field* field = shape.field(pair.key);
      if (field == nullptr) {
        unknown(pair, shape);
        continue;
      }
      if (!to.key(pair.key, number_)) break;
      value(pair.value, *field->shape, pair, to);
    }
    to.end();
    to.end();
    if (faults_.size() != before) return;
    if (to.error()) {
      Error fault = *to.error();
      fault.place = {file_, number_, 0, {}};
      faults_.push_back(std::move(fault));
      return;
    }
    auto entry = decode_entry(document_.root(), file_, out_.journal);
    if (!entry) return keep_faults(std::move(entry.error()), draft);
    out_.entries.push_back(std::move(*entry));
    out_.lines.push_back(number_);
  }

  void unknown(const Pair& pair, const Shape& shape) {
    std::vector<std::string_view> known(kEnvelope.begin(), kEnvelope.end());
    for (const Field& field : shape.fields) known.push_back(field.name);
    const std::string_view key = pair.key.substr(0, 64);
    add("json.unknown_key", pair.column, {{"key", std::string(key)}, {"nearest", nearest(key, known).value_or("")}});
  }

  // The faults of the body point to a key; here that is a column.
  void keep_faults(Errors faults, const Draft& draft) {
    for (Error& fault : faults) {
      // What was not said comes from the date at the front, and so does its fault.
      if (fault.place.pointer == "/written" && find(draft, "written") == nullptr) continue;
      for (const Pair& pair : draft.pairs) {
        const std::string path = std::string("/body/") + std::string(pair.key);
        const std::string& pointer = fault.place.pointer;
        if (pointer == path || pointer.starts_with(path + "/") || pointer == "/" + std::string(pair.key))
          fault.place.column = pair.column;
      }
      if (faults_.size() < limits_.faults) faults_.push_back(std::move(fault));
    }
  }

  void put(json::Builder& to, std::string_view key, std::string_view text) {
    to.key(key, number_);
    to.string(text, number_);
  }

  static const Pair* find(const Draft& draft, std::string_view key) {
    const auto at = std::ranges::find(draft.pairs, key, &Pair::key);
    return at == draft.pairs.end() ? nullptr : &*at;
  }

  void envelope(const Draft& draft, json::Builder& to) {
    std::string written = draft.occurred.text();
    if (const Pair* pair = find(draft, "written")) {
      const auto time = time_of(pair->value);
      if (!time) return add("line.not_a_date", pair->column);
      written = time->text();
    }
    put(to, "written", written);
    author(draft, to);
    static const Shape& shape = envelope_shape();
    if (const Pair* pair = find(draft, "concerns")) member("about", *shape.field("about")->shape, *pair, to);
    if (const Pair* pair = find(draft, "corrects")) member("supersedes", *shape.field("supersedes")->shape, *pair, to);
    if (const Pair* pair = find(draft, "signals")) member("signals", *shape.field("signals")->shape, *pair, to);
    if (const Pair* pair = find(draft, "overruled")) member("overruled", *shape.field("overruled")->shape, *pair, to);
    if (const Pair* pair = find(draft, "on_hold")) member("held", *shape.field("held")->shape, *pair, to);
    if (const Pair* pair = find(draft, "audience")) audience(*pair, to);
  }

  void member(std::string_view key, const Shape& shape, const Pair& pair, json::Builder& to) {
    to.key(key, number_);
    value(pair.value, shape, pair, to);
  }

  void author(const Draft& draft, json::Builder& to) {
    std::string_view who = author_;
    std::uint32_t column = 1;
    std::string_view as;
    if (const Pair* pair = find(draft, "author")) {
      const std::size_t colon = pair->value.find(':');
      who = pair->value.substr(0, colon);
      if (colon != std::string_view::npos) as = pair->value.substr(colon + 1);
      column = pair->column;
    }
    const auto known = people_.find(who);
    if (known == people_.end()) return unknown_person(who, column);
    put(to, "author", person_of_handle(out_.title, who).text());
    put(to, "role",
        as.empty() ? envelope_shape().field("role")->shape->choices[static_cast<std::size_t>(known->second)] : as);
  }

  // audience=closed | family,12 | adults,@neighbour,-@father
  void audience(const Pair& pair, json::Builder& to) {
    std::string_view reach, from;
    std::vector<std::string> with, without;
    for (const std::string_view part : parts_of(pair.value, ',')) {
      const bool minus = part.starts_with('-');
      const std::string_view who = minus ? part.substr(1) : part;
      if (who.starts_with('@')) {
        if (!people_.contains(who)) return unknown_person(who, pair.column);
        (minus ? without : with).push_back(person_of_handle(out_.title, who).text());
      } else if (!part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos) {
        from = part;
      } else if (reach.empty() &&
                 std::ranges::find(envelope_shape().field("audience")->shape->field("reach")->shape->choices, part) !=
                     envelope_shape().field("audience")->shape->field("reach")->shape->choices.end()) {
        reach = part;
      } else {
        return add("line.bad_audience", pair.column, {{"part", std::string(part.substr(0, 32))}});
      }
    }
    if (reach.empty()) return add("line.bad_audience", pair.column, {{"part", ""}});
    to.key("audience", number_);
    to.begin_object(number_);
    put(to, "reach", reach);
    if (!from.empty()) {
      to.key("child_from", number_);
      to.number(from, number_);
    }
    for (const auto& [key, ids] : {std::pair("persons", &with), std::pair("except", &without)}) {
      to.key(key, number_);
      to.begin_array(number_);
      for (const std::string& id : *ids) to.string(id, number_);
      to.end();
    }
    to.end();
  }

  void unknown_person(std::string_view who, std::uint32_t column) {
    std::vector<std::string_view> known;
    for (const auto& [name, role] : people_) known.push_back(name);
    who = who.substr(0, 64);
    add("line.unknown_person", column, {{"person", std::string(who)}, {"nearest", nearest(who, known).value_or("")}});
  }

  void value(std::string_view raw, const Shape& shape, const Pair& pair, json::Builder& to) {
    switch (shape.type) {
      case Shape::Type::list: {
        to.begin_array(number_);
        if (!raw.empty()) {
          for (const std::string_view item : parts_of(raw, ',')) value(item, *shape.item, pair, to);
        }
        to.end();
        return;
      }
      case Shape::Type::object: return object(raw, shape, pair, to);
      case Shape::Type::boolean:
        if (raw != "yes" && raw != "no")
          return add("line.not_yes_or_no", pair.column, {{"key", std::string(pair.key)}});
        to.boolean(raw == "yes", number_);
        return;
      case Shape::Type::whole:
      case Shape::Type::number:
        if (!Decimal::parse(raw)) return add("json.number", pair.column, {{"key", std::string(pair.key)}});
        to.number(raw, number_);
        return;
      case Shape::Type::code:
        if (!raw.starts_with('~')) {
          to.string(unquoted(raw), number_);
          return;
        }
        to.begin_object(number_);
        put(to, "free", unquoted(raw.substr(1)));
        to.end();
        return;
      case Shape::Type::entry_id: return entry_id(raw, pair, to);
      case Shape::Type::person_id: return person_id(raw, pair, to);
      default: to.string(unquoted(raw), number_);
    }
  }

  // The parts of an item stand in the order of its members; an empty part is left out.
  void object(std::string_view raw, const Shape& shape, const Pair& pair, json::Builder& to) {
    const auto parts = parts_of(raw, ':');
    if (parts.size() > shape.fields.size()) {
      return add("line.too_many_parts", pair.column,
                 {{"key", std::string(pair.key)}, {"most", std::to_string(shape.fields.size())}});
    }
    to.begin_object(number_);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (parts[i].empty()) continue;
      to.key(shape.fields[i].name, number_);
      value(parts[i], *shape.fields[i].shape, pair, to);
    }
    to.end();
  }

  void entry_id(std::string_view raw, const Pair& pair, json::Builder& to) {
    if (const auto at = handles_.find(raw); at != handles_.end()) {
      to.string(drafts_[at->second].id.text(), number_);
      return;
    }
    if (EntryId::parse(raw)) {
      to.string(raw, number_);
      return;
    }
    std::vector<std::string_view> known;
    for (const auto& [name, number] : handles_) known.push_back(name);
    raw = raw.substr(0, 64);
    add("line.unknown_handle", pair.column,
        {{"handle", std::string(raw)}, {"nearest", nearest(raw, known).value_or("")}});
  }

  void person_id(std::string_view raw, const Pair& pair, json::Builder& to) {
    if (PersonId::parse(raw)) {
      to.string(raw, number_);
      return;
    }
    if (!people_.contains(raw)) return unknown_person(raw, pair.column);
    to.string(person_of_handle(out_.title, raw).text(), number_);
  }

  std::string_view text_;
  const std::string& file_;
  CaseLimits limits_;
  std::uint32_t number_ = 0;
  std::vector<Draft> drafts_;
  std::map<std::string, std::uint32_t, std::less<>> handles_;
  std::map<std::string, Role, std::less<>> people_;
  std::string author_;
  json::Document document_;
  CaseFile out_;
  Errors faults_;
};

}  // namespace

Checked<CaseFile> read_lines(std::string_view text, const std::string& file, CaseLimits limits) {
  return Lines(text, file, limits).read();
}

PersonId person_of_handle(std::string_view title, std::string_view handle) {
  return make_id<PersonTag>(0, static_cast<std::uint32_t>(fnv(handle) & 0xFFFFFF), fnv(title, fnv(handle)));
}

}  // namespace koers::dossier
