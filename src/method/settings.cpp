#include "method/settings.h"

#include <algorithm>

#include "base/holidays.h"
#include "method/load.h"
#include "method/reader.h"

namespace koers::method {
namespace {

// from and to of an object; faults a last day before the first.
template <class T>
void days(Reader& in, T& out) {
  out.first = in.date("from");
  out.last = in.date("to");
  out.line = in.line();
  if (out.last < out.first)
    in.fault("method.days_backwards", {{"first", out.first.text()}, {"last", out.last.text()}}, "from");
}

void whole_file(Reader& in, Settings& out) {
  out.settings = in.map("settings", true, [](Reader& r, const std::string& key, std::uint32_t line) {
    Setting setting;
    setting.code = key;
    setting.line = line;
    setting.value = r.number("value", -1'000'000, 1'000'000).value_or(Decimal{});
    setting.unit = r.code("unit");
    setting.names = r.names();
    setting.sources = r.sources();
    setting.own = r.yes_no("own", false);
    r.holds({Condition::Kind::own_or_given, {"own", "source"}, "yes"});
    if (setting.own == r.own_source()) r.fault("method.setting_origin", {{"key", key}});
    return setting;
  });
  out.school_holidays = in.list("school_holidays", [](Reader& r) {
    SchoolHoliday found;
    found.region = r.code("region");
    found.names = r.names();
    days(r, found);
    return found;
  });
  out.closed = in.list("closed", [](Reader& r) {
    ClosedDays found;
    found.names = r.names();
    days(r, found);
    return found;
  });
  in.optional_object("texts", [&](Reader& texts) {
    out.critical_text = texts.optional_names("critical_answer");
    out.home_text = texts.optional_names("home_form");
  });
  out.region = in.optional_code("region");
  out.school_holidays_are_closed = in.yes_no("school_holidays_are_closed", false);
}

}  // namespace

const Setting* Settings::find(std::string_view key) const { return method::find(settings, key); }

std::optional<Decimal> Settings::number(std::string_view key) const {
  const Setting* found = find(key);
  return found == nullptr ? std::nullopt : std::optional(found->value);
}

std::vector<rules::Days> Settings::closed_days(LocalDate first, LocalDate last) const {
  std::vector<rules::Days> all;
  const auto add = [&](LocalDate from, LocalDate to) {
    if (to >= first && from <= last && from <= to) all.push_back({std::max(from, first), std::min(to, last)});
  };
  for (int year = std::max(first.year(), 2014); year <= last.year(); ++year) {
    for (const Holiday& holiday : dutch_holidays(year)) add(holiday.date, holiday.date);
  }
  for (const ClosedDays& one : closed) add(one.first, one.last);
  if (school_holidays_are_closed) {
    for (const SchoolHoliday& one : school_holidays) {
      if (region.empty() || one.region == region) add(one.first, one.last);
    }
  }
  std::ranges::sort(all, {}, [](const rules::Days& d) { return std::pair(d.first, d.last); });
  std::vector<rules::Days> merged;
  for (const rules::Days& one : all) {
    if (!merged.empty() && one.first <= merged.back().last + 1)
      merged.back().last = std::max(merged.back().last, one.last);
    else
      merged.push_back(one);
  }
  return merged;
}

Shape settings_shape() {
  Reading all;
  Shape shape;
  Reader in(all, shape);
  Settings out;
  whole_file(in, out);
  return shape;
}

Checked<Settings> load_settings(json::Value root, const std::string& file) {
  if (!root.is(json::Type::object)) return fail(Errors{error("method.not_a_file", {}, {file, root.line(), 0, {}})});
  Reading all;
  Reader in(all, json::Cursor(root, file), {}, {});
  Settings out;
  out.file = file;
  whole_file(in, out);
  const auto in_region = [&](const SchoolHoliday& one) { return one.region == out.region; };
  if (!out.region.empty() && !out.school_holidays.empty() && std::ranges::none_of(out.school_holidays, in_region)) {
    in.fault("method.unknown_region", {{"text", out.region}}, "region");
  }
  in.done();
  if (!all.faults.empty()) return fail(std::move(all.faults));
  return out;
}

}  // namespace koers::method
