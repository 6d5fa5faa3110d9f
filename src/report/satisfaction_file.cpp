#include "report/satisfaction_file.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/cursor.h"

namespace koers::report {

namespace {

/// Keys by which a form could be led back to somebody, or to the moment somebody handed it in.
constexpr std::array<std::string_view, 46> identifying{
    "about",     "address",    "age",        "author",  "bsn",      "birth",   "born",      "case",
    "child",     "client",     "code",       "created", "date",     "day",     "device",    "dossier",
    "email",     "entry",      "family",     "father",  "hour",     "id",      "informant", "ip",
    "journal",   "mother",     "name",       "number",  "occurred", "person",  "phone",     "postcode",
    "received",  "respondent", "sent",       "seq",     "sex",      "started", "submitted", "time",
    "timestamp", "token",      "trajectory", "user",    "worker",   "written"};

bool is_code(std::string_view text) {
  constexpr std::size_t longest = 64;
  if (text.empty() || text.size() > longest) return false;
  return std::ranges::all_of(
      text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; });
}

std::optional<int> number(std::string_view digits) {
  int out = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return {};
    out = out * 10 + (c - '0');
  }
  return out;
}

enum class Period : std::uint8_t { good, bad, too_exact, to_come };
/// "2026-06" or "2026-W23"; with `today`, none that begins after it.
Period period(std::string_view text, const std::optional<LocalDate>& today) {
  constexpr int first_year = 2000, last_year = 2199;
  if (LocalDate::parse(text.substr(0, 10)) || text.find(':') != std::string_view::npos) return Period::too_exact;
  const bool week = text.size() == 8 && text[5] == 'W';
  if ((text.size() != 7 && !week) || text[4] != '-') return Period::bad;
  const auto year = number(text.substr(0, 4));
  const auto part = number(text.substr(week ? 6 : 5));
  if (!year || !part || *year < first_year || *year > last_year || *part < 1) return Period::bad;
  // The last ISO week of a year is that of 28 December.
  const int most = week ? LocalDate::from_ymd(*year, 12, 28)->iso_week() : 12;
  if (*part > most) return Period::bad;
  // The first ISO week of a year is that of 4 January.
  const LocalDate january = *LocalDate::from_ymd(*year, 1, 4);
  const LocalDate begins =
      week ? january - static_cast<int>(january.weekday()) + 7 * (*part - 1) : *LocalDate::from_ymd(*year, *part, 1);
  return today && begins > *today ? Period::to_come : Period::good;
}

std::int64_t whole(const Decimal& value) {
  std::int64_t out = value.scaled;
  for (int i = 0; i < value.decimals; ++i) out /= 10;
  return out;
}

std::optional<std::int64_t> whole_number(json::Value value) {
  if (!value.is(json::Type::number)) return {};
  const Decimal found = value.number();
  const std::int64_t out = whole(found);
  return compare(found, Decimal{out, 0}) == 0 ? std::optional(out) : std::nullopt;
}

}  // namespace

std::int64_t AnswerCounts::Item::answered() const {
  std::int64_t sum = 0;
  for (const std::int64_t n : by_value) sum += n;
  return sum;
}

void AnswerCounts::Item::add(const Item& other) {
  if (by_value.size() < other.by_value.size()) by_value.resize(other.by_value.size());
  for (std::size_t v = 0; v < other.by_value.size(); ++v) by_value[v] += other.by_value[v];
  not_applicable += other.not_applicable;
  left_open += other.left_open;
}

void AnswerCounts::add(const AnswerCounts& other) {
  forms += other.forms;
  if (items.size() < other.items.size()) items.resize(other.items.size());
  for (std::size_t i = 0; i < other.items.size(); ++i) items[i].add(other.items[i]);
}

AnswerCounts no_answers(const measure::Instrument& instrument) {
  AnswerCounts out;
  for (const measure::InstrumentItem& item : instrument.items) {
    const measure::Range& range = instrument.answer_sets[item.answers].range;
    out.items.emplace_back();
    out.items.back().by_value.resize(static_cast<std::size_t>(whole(range.most) - whole(range.least) + 1));
  }
  return out;
}

void AnonymousReader::fault(std::string code, Message::Args args, Place place) {
  if (place.file.empty()) place = {file_, number_, 0, {}};
  faults_.push_back(error("satisfaction." + std::move(code), std::move(args), std::move(place)));
}

bool AnonymousReader::line(std::string_view text) {
  ++number_;
  if (faults_.size() >= limits_.faults) return false;
  if (number_ == 1 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.find_first_not_of(" \t\r") == std::string_view::npos) return true;
  if (++read_ > limits_.lines) {
    fault("too_many_lines", {{"most", std::to_string(limits_.lines)}}, {});
    return false;
  }
  if (text.size() > limits_.line_bytes) {
    fault("line_too_long", {{"most", std::to_string(limits_.line_bytes)}}, {});
  } else {
    const auto value = json::parse(text, document_, {file_, number_ - 1, 0, {}}, {limits_.line_bytes, 4, 500});
    if (value) {
      read(*value);
    } else {
      faults_.push_back(value.error());
    }
  }
  if (faults_.size() < limits_.faults) return true;
  faults_.resize(limits_.faults);
  fault("too_many_faults", {{"most", std::to_string(limits_.faults)}}, {});
  return false;
}

const Errors& AnonymousReader::end() {
  if (read_ == 0 && faults_.empty()) fault("empty", {}, {file_, 1, 0, {}});
  return faults_;
}

void AnonymousReader::read(json::Value value) {
  json::Cursor cursor(value, file_);
  const std::size_t before = faults_.size();
  if (value.is(json::Type::object)) {
    for (const json::Value member : value) {
      const std::string key(member.key());
      if (std::ranges::find(identifying, key) != identifying.end())
        fault("identifying", {{"key", key}}, {file_, number_, 0, "/" + key});
    }
  }
  if (faults_.size() > before) return;
  constexpr std::array<std::string_view, 2> kinds{"form", "handed_out"};
  const auto kind = cursor.one_of("kind", kinds);
  if (!kind) {
    if (kind.error().code != "json.not_one_of") return faults_.push_back(kind.error());
    return fault("unknown_kind", {}, kind.error().place);
  }
  const auto code = [&](std::string_view key, std::string& to) {
    if (!json::take(cursor.text(key), to, faults_)) return;
    if (!is_code(to)) fault("bad_code", {{"key", std::string(key)}}, cursor.place(key));
  };
  AnonymousGroup group;
  TeamPeriod when;
  code("team", group.team);
  when.team = group.team;
  if (json::take(cursor.text("period"), when.period, faults_)) {
    const Period found = period(when.period, limits_.today);
    if (found != Period::good) {
      fault(found == Period::too_exact ? "too_exact"
            : found == Period::to_come ? "period_to_come"
                                       : "bad_period",
            {}, cursor.place("period"));
    }
  }
  if (*kind == 1) {
    std::int64_t n = 0;
    constexpr std::int64_t most = 100'000;
    json::take(cursor.integer("n", 0, most), n, faults_);
    const Errors unread = cursor.unread();
    faults_.insert(faults_.end(), unread.begin(), unread.end());
    if (faults_.size() == before) forms_.handed_out[when] += n;
    return;
  }
  std::string instrument;
  if (json::take(cursor.text("instrument"), instrument, faults_) && instrument != instrument_.code)
    fault("other_instrument", {{"known", instrument_.code}}, cursor.place("instrument"));
  code("method", group.method);
  code("phase", group.phase);
  AnswerCounts counts = no_answers(instrument_);
  counts.forms = 1;
  for (AnswerCounts::Item& item : counts.items) item.left_open = 1;
  auto answers = cursor.object("answers");
  if (!answers) {
    faults_.push_back(answers.error());
  } else {
    for (const json::Value member : answers->members()) {
      const Place place{file_, number_, 0, "/answers"};
      if (std::ranges::find(instrument_.prompts, member.key(), &measure::Prompt::code) != instrument_.prompts.end()) {
        fault("own_words", {}, place);
        continue;
      }
      const auto at = instrument_.item(member.key());
      if (!at) {
        fault("no_such_item", {}, place);
        continue;
      }
      if (member.is(json::Type::null)) continue;
      const measure::AnswerSet& set = instrument_.answer_sets[instrument_.items[*at].answers];
      const auto answer = whole_number(member);
      const std::int64_t least = whole(set.range.least), most = whole(set.range.most);
      AnswerCounts::Item& item = counts.items[*at];
      if (answer && set.not_applicable && *answer == whole(*set.not_applicable)) {
        item.not_applicable = 1;
      } else if (answer && *answer >= least && *answer <= most) {
        item.by_value[static_cast<std::size_t>(*answer - least)] = 1;
      } else {
        fault("answer_range",
              {{"item", instrument_.items[*at].code}, {"least", std::to_string(least)}, {"most", std::to_string(most)}},
              place);
        continue;
      }
      item.left_open = 0;
    }
  }
  const Errors unread = cursor.unread();
  faults_.insert(faults_.end(), unread.begin(), unread.end());
  if (faults_.size() != before) return;
  ++forms_.returned[when];
  if (std::ranges::none_of(counts.items, [](const AnswerCounts::Item& item) { return item.answered() > 0; })) return;
  auto [found, fresh] = forms_.groups.try_emplace(std::move(group), counts);
  if (!fresh) found->second.add(counts);
}

}  // namespace koers::report
