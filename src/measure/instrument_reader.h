// How an instrument file is read: one class, its functions by subject in instrument_read*.cpp. Internal to the room.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/cursor.h"
#include "measure/instrument.h"

namespace koers::measure {

/// Decimals and size of every number of an instrument file: far beyond any questionnaire, and such that sums of them are exact.
inline constexpr int most_decimals = 4;
inline constexpr std::int64_t farthest_number = 1'000'000;
inline constexpr std::size_t most_items = 1000, most_list = 1000;
inline constexpr std::int64_t longest_run = 500;

class InstrumentReader {
 public:
  /// `fills`: `out` holds a frame, and the file fills its slots.
  InstrumentReader(Instrument& out, bool fills) : out_(out), fills_(fills) {}

  Errors read(json::Cursor c);

 private:
  using Cursor = json::Cursor;
  using Codes = std::set<std::string, std::less<>>;

  // Who it is from and for: instrument_read.cpp.
  void head(Cursor& c);
  void licence(Cursor& l);
  void licensee(Cursor& l);
  void forms(Cursor& c);
  void replaces(Cursor& c);
  void slots(Cursor& c);

  // What is asked: instrument_read_items.cpp.
  void answer_sets(Cursor& c);
  void points(Cursor& c, AnswerSet& set);
  void items(Cursor& c);
  void item(Cursor& i, bool sourced);
  void text(Cursor& i, InstrumentItem& item, bool run);
  void critical(Cursor& i, InstrumentItem& item);
  void asked_if(Cursor& i, InstrumentItem& item);
  void most_missing(Cursor& c);
  void prompts(Cursor& c);

  // How answers become scores: instrument_read_scales.cpp.
  void recodes(Cursor& c);
  void scales(Cursor& c);
  void scale(Cursor& s, const std::vector<std::string>& all, Codes& seen);
  void scoring(Cursor& s, Scoring& to, const std::vector<std::string>& all);
  void parts(Cursor& s, Scoring& to);
  void part(Cursor& s, json::Value from, std::size_t at, Scoring& to);
  void add_part(std::string_view code, Scoring::Part part, Place place, Scoring& to);
  void scale_parts(Cursor& s, Scoring& to, const std::vector<std::string>& all);
  void missing(Cursor& s, Scoring& to);
  void range(Cursor& s, InstrumentScale& scale);

  // What a score means: instrument_read_norms.cpp.
  void norms(Cursor& c);
  void norm_set(Cursor& n);
  void norm_row(Cursor& r, NormSet& set, std::vector<Place>& places);
  void table(Cursor& r, NormRow& row);
  void bands(Cursor& r, const char* key, std::vector<NormRow::Band>& to);
  void reliability(Cursor& c);
  void cutoffs(Cursor& c);
  void population(Cursor& c, Population& to);
  void age(Cursor& of, Population& to);
  void within_range(const Population& of, const std::optional<Decimal>& value, const Place& place);

  // Shared by all: instrument_reading.cpp.
  template <class T, class U>
  bool take(Expected<T> from, U& to) {
    return json::take(std::move(from), to, faults_);
  }
  void fault(std::string code, Message::Args args, Place place) {
    faults_.push_back(error(std::move(code), std::move(args), std::move(place)));
  }
  /// Is the key there? Asking makes it one that "did you mean" may name.
  static bool has(Cursor& c, std::string_view key) { return c.any(key).has_value(); }
  /// Of two readings, the second also after a fault; a braced list, because that is read from left to right.
  static bool both(const bool (&read)[2]) { return read[0] && read[1]; }
  /// Keys that belong there though a fault before them leaves them unread.
  static void leave(Cursor& c, std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys) has(c, key);
  }
  bool own() const { return out_.kind == InstrumentClass::own; }
  bool number(Cursor& c, std::string_view key, Decimal& to);
  void number(Cursor& c, std::string_view key, std::optional<Decimal>& to);
  bool key_number(json::Value member, const Cursor& c, Decimal& to);  ///< the key of a map
  bool fits(const Decimal& value, std::string_view key, Place place);
  void yes_no(Cursor& c, std::string_view key, bool& to);
  bool code(Cursor& c, std::string_view key, std::string& to);  ///< letters, digits and underscores, or a number
  bool is_code(std::string_view text, std::string_view key, Place place);
  void texts(Cursor& c, std::string_view key, Texts& to, bool both);
  void informants(Cursor& c, std::string_view key, std::vector<Informant>& to);
  /// The `source` of this object. Missing in a frame, where no `around` holds: instrument.no_source.
  std::string source(Cursor& c, bool around = false);
  /// The key `NAME_source`, which holds for a whole list.
  bool list_source(Cursor& c, std::string_view key);
  void once(Codes& seen, const std::string& code, std::string_view list, Place place);
  /// In a file that fills: false, with a fault, when the frame has no such slot.
  bool may_fill(Cursor& c, std::string_view key, std::initializer_list<std::string_view> slots);

  template <class Read>
  void object(Cursor& c, std::string_view key, Read read) {
    auto child = c.object(key);
    if (!child) return faults_.push_back(std::move(child.error()));
    read(*child);
    add(child->unread());
  }
  template <class Read>
  void each(Cursor& c, std::string_view key, Read read) {
    auto found = c.array(key, most_list);
    if (!found) return faults_.push_back(std::move(found.error()));
    if (found->empty()) return fault("instrument.empty_list", {{"key", std::string(key)}}, c.place(key));
    std::size_t i = 0;
    for (const json::Value value : *found) {
      Cursor child = c.child(value, std::string(key) + "/" + std::to_string(i++));
      read(child);
      add(child.unread());
    }
  }
  /// read(Cursor on the map, member) for each member of a map whose keys are the writer's own.
  template <class Read>
  void map(Cursor& c, std::string_view key, Read read) {
    const auto found = c.any(key);
    if (found && found->size() > most_list) {
      return fault("json.too_many_items", {{"key", std::string(key)}, {"most", std::to_string(most_list)}},
                   c.place(key));
    }
    object(c, key, [&](Cursor& child) {
      for (const json::Value member : child.members()) read(child, member);
    });
  }
  void add(Errors found) { faults_.insert(faults_.end(), found.begin(), found.end()); }

  Instrument& out_;
  bool fills_;
  std::size_t framed_ = 0;  ///< items of the frame a file fills
  Errors faults_;
  std::map<std::string, std::uint16_t, std::less<>> item_at_;
  bool sourced_scales_ = false;
  bool items_sound_ = true;  ///< else a code that is not there is no second fault
};

}  // namespace koers::measure
