// Which two measurements make a pair. A series is what one informant person filled in about one case with one instrument in
// one form and norm version; its pair is the first measurement in the start window and the last in the end window. All
// else is counted as "no pair" with its reason. Rows may come in any order; the result is the same.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

namespace koers::measure {

inline constexpr std::int32_t no_day = std::numeric_limits<std::int32_t>::min();
inline constexpr std::uint32_t no_row = std::numeric_limits<std::uint32_t>::max();

enum class Window : std::uint8_t { start, end, neither, both };

/// An id in two words. Whoever makes keys sees to it that equal keys mean equal ids and different ones different ids.
struct IdKey {
  std::uint64_t low = 0, high = 0;
  friend bool operator==(const IdKey&, const IdKey&) = default;
};

/// One row. Codes are the caller's; equal codes mean equal things.
struct Measurement {
  IdKey informant;  ///< the person who filled it in
  std::uint16_t instrument = 0, form = 0, norm = 0;
  std::uint16_t role = 0;  ///< of the informant: mother, father ...
  std::uint16_t variant = 0;  ///< of the treatment
  std::uint16_t moment = 0;  ///< as labelled; of two on one day the lower code comes first
  std::uint16_t year = 0;  ///< 0: not given
  Window window = Window::neither;
  bool missing = false;  ///< there is no score
  std::int32_t day = no_day;  ///< days since 1970-01-01
  std::int32_t score = 0;  ///< scaled
};

/// What a series has at one end of the treatment.
struct Occasion {
  std::uint32_t row = no_row;
  std::int32_t day = no_day;
  std::int32_t score = 0;
  std::uint16_t moment = 0, variant = 0, year = 0;
  bool exists() const { return row != no_row; }
};

struct Series {
  Occasion start, end;
  std::uint32_t next = 0;  ///< the next series of the same case; the last one's is the first
  std::uint16_t informant = 0;  ///< equal within one case: the same person
  std::uint16_t instrument = 0, form = 0, norm = 0, role = 0;
  bool start_missing : 1 = false;  ///< a row in the start window holds no score
  bool end_missing : 1 = false;
  bool elsewhere : 1 = false;  ///< a row with a score lies outside the windows

  /// Start and end, but the end is dated on the day of the start or before it.
  bool end_not_later() const {
    return start.exists() && end.exists() && start.day != no_day && end.day != no_day && end.day <= start.day;
  }
  bool paired() const { return start.exists() && end.exists() && !end_not_later(); }
  /// Variant and year are those of the start; where there is none, of the end.
  std::uint16_t variant() const { return start.exists() ? start.variant : end.variant; }
};

/// Why a series with one of the two, or with an end that is not after its start, has no pair.
enum class NoPair : std::uint8_t {
  end_not_later,  ///< the end is dated on the day of the start or before it
  score_missing,  ///< the other measurement was made but holds no score
  other_norm,  ///< the same person, instrument and form with another norm version
  other_form,  ///< the same person and instrument in another form
  other_informant,  ///< somebody else filled in the other measurement
  outside_window,  ///< there is another measurement, but not in the window
  absent,  ///< no other measurement
};
inline constexpr std::size_t no_pair_reasons = 7;
std::string_view name(NoPair reason);

/// What became of a row. Each row is exactly one of these.
enum class RowUse : std::uint8_t {
  start_of_pair,
  end_of_pair,
  start_only,  ///< the start of a series without end
  end_only,
  end_not_later,  ///< the end of a series whose start (a start_only) is dated on the same day or after it
  not_the_first,  ///< in the start window, after the first
  not_the_last,  ///< in the end window, before the last
  no_score,
  outside_windows,
  in_both_windows,
  not_in_report,  ///< not added here: another instrument, scale or population than the report is about
};
inline constexpr std::size_t row_uses = 11;
std::string_view name(RowUse use);

/// Rows are gathered in parts by the key of their case, and close() works through one part after the other: a part fits in
/// the processor's cache, the whole of a large file does not.
class Pairing {
 public:
  enum class Why : std::uint8_t {
    duplicate,  ///< the same series, moment and day as the row in Refusal::other
    undated,  ///< a second measurement in one window of a series, and no dates to tell which is first
    too_many_rows,  ///< over 1000 measurements in one series, or over 1000 series of one case
  };
  struct Refusal {
    Why why = Why::duplicate;
    std::uint32_t row = no_row;
    std::uint32_t other = no_row;
  };
  static constexpr std::uint32_t most_per_case = 1'000;

  Pairing();
  /// Adds the next row, of this case.
  void add(const IdKey& person, const Measurement& m);
  /// The next row is none of the report's.
  void skip() { ++rows_; }
  /// Pairs what was added; the first row that cannot stand, if there is one. Called once, after the last row: all below,
  /// rows() excepted, is known from then on, and only where no row was refused.
  std::optional<Refusal> close();

  std::uint32_t rows() const { return rows_; }
  std::uint32_t size() const { return series_.size(); }
  const Series& series(std::uint32_t index) const { return series_[index]; }
  const Series& series_of(std::uint32_t row) const { return series_[row_[row].series]; }
  bool has_series(std::uint32_t row) const { return row_[row].series != no_row; }

  NoPair reason(const Series& series) const;  ///< of a series that has one of the two and is no pair
  RowUse use(std::uint32_t row) const { return row_[row].use; }

 private:
  /// Storage that grows without moving, in blocks that are small enough to be used again.
  template <class T>
  class Blocks {
   public:
    static constexpr unsigned bits = 7;
    static constexpr std::uint32_t per_block = 1U << bits;
    T& operator[](std::uint32_t i) { return blocks_[i >> bits].data()[i & (per_block - 1)]; }
    const T& operator[](std::uint32_t i) const { return blocks_[i >> bits].data()[i & (per_block - 1)]; }
    std::uint32_t size() const { return size_; }
    void push(const T& value) {
      if ((size_ & (per_block - 1)) == 0) blocks_.emplace_back().reserve(per_block);
      blocks_.back().push_back(value);
      ++size_;
    }

   private:
    std::vector<std::vector<T>> blocks_;
    std::uint32_t size_ = 0;
  };
  struct Entry {
    IdKey person;
    Measurement m;
    std::uint32_t row;
  };
  struct Row {
    std::uint32_t series = no_row;
    RowUse use = RowUse::not_in_report;
  };
  class Part;

  std::vector<Blocks<Entry>> parts_;
  std::uint32_t rows_ = 0;
  Blocks<Series> series_;
  std::vector<Row> row_;
};

}  // namespace koers::measure
