// A walk through the pure floors that prints what it finds. The same source is built natively and as WebAssembly;
// scripts/wasm compares the two outputs byte for byte.
#include <cstdio>
#include <string>
#include <string_view>

#include "base/cursor.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/figure.h"
#include "base/holidays.h"
#include "base/json.h"
#include "base/json_write.h"
#include "draw/svg.h"
#include "draw/timeline.h"
#include "tests/draw/example_timelines.h"

namespace {

/// Keys and arguments as they are: the browser's core opens no catalogue here.
std::string bare_words(const koers::Message& message) {
  std::string text = message.key;
  for (const auto& [name, value] : message.args) text += " " + value;
  return text;
}

void dates(koers::json::Writer& out) {
  out.key("holidays").begin_array();
  for (const int year : {2025, 2026, 2030}) {
    for (const koers::Holiday& day : koers::dutch_holidays(year)) {
      out.text(day.date.text() + " " + std::string(day.key));
    }
  }
  out.end();
  out.key("month_later").text(koers::add_months(*koers::LocalDate::from_ymd(2028, 1, 31), 1).text());
  out.key("instant").integer(koers::CivilTime::parse("2026-03-29T02:30+01:00")->instant());
}

void numbers(koers::json::Writer& out) {
  out.key("decimals").begin_array();
  out.decimal(koers::round_ratio(55, 63, 1, 100));
  out.decimal(koers::round_ratio(-1, 20, 1));
  out.decimal(koers::round_double(0.285, 2).value_or(koers::Decimal{}));
  out.decimal(koers::round_double(1.0 / 3.0, 9).value_or(koers::Decimal{}));
  out.end();
  const koers::Figure share = koers::percentage("smoke.share", 48, 55, "smoke.denominator", 1);
  out.key("share").decimal(share.value.value_or(koers::Decimal{}));
}

void documents(koers::json::Writer& out) {
  constexpr std::string_view text = R"({"name": "één", "weeks": 22, "start": "2026-01-05", "spare": [1, 2.50, null]})";
  koers::json::Document document;
  const auto root = koers::json::parse(text, document, {"smoke.json", 0, 0, ""});
  if (!root) return;
  koers::json::Cursor cursor(*root, "smoke.json");
  if (const auto name = cursor.text("name")) out.key("name").text(*name);
  if (const auto start = cursor.date("start")) out.key("weekday").integer(static_cast<int>(start->weekday()));
  if (const auto weeks = cursor.integer("week", 1, 52); !weeks) out.key("missing").text(weeks.error().code);
  out.key("unread").begin_array();
  for (const koers::Error& fault : cursor.unread()) out.text(fault.code + " " + fault.place.pointer);
  out.end();
}

void pictures(koers::json::Writer& out) {
  namespace draw = koers::draw;
  out.key("pictures").begin_array();
  for (const draw::Timeline& timeline : {draw::example::typical(), draw::example::voices()}) {
    for (const draw::Format format : {draw::Format::phone, draw::Format::a4_landscape}) {
      out.text(draw::write_svg(draw::lay_out(timeline, format, bare_words)));
    }
  }
  out.end();
}

}  // namespace

int main() {
  koers::json::Writer out(1);
  out.begin_object();
  dates(out);
  numbers(out);
  documents(out);
  pictures(out);
  out.end();
  const std::string text = out.str() + "\n";
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 1;
}
