#include "exchange/local_text.h"

#include <array>
#include <string_view>

namespace koers::exchange {
namespace {

using Names12 = std::array<std::string_view, 12>;
using Names7 = std::array<std::string_view, 7>;

constexpr Names12 kMonths[] = {{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
                                "oktober", "november", "december"},
                               {"January", "February", "March", "April", "May", "June", "July", "August", "September",
                                "October", "November", "December"}};
constexpr Names12 kShortMonths[] = {
    {"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"},
    {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}};
constexpr Names7 kDays[] = {{"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"},
                            {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}};
constexpr Names7 kShortDays[] = {{"ma", "di", "wo", "do", "vr", "za", "zo"},
                                 {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}};

std::string two(int number) { return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)}; }

}  // namespace

std::string date_text(LocalDate date, Language language, DateStyle style) {
  const auto lang = static_cast<std::size_t>(language);
  const auto month = static_cast<std::size_t>(date.month() - 1);
  const auto weekday = static_cast<std::size_t>(date.weekday());
  const std::string day = std::to_string(date.day()) + ' ';
  const std::string year = ' ' + std::to_string(date.year());
  const char dash = language == Language::nl ? '-' : '/';
  switch (style) {
    case DateStyle::brief: return two(date.day()) + dash + two(date.month()) + dash + year.substr(1);
    case DateStyle::middle: return day + std::string(kShortMonths[lang][month]) + year;
    case DateStyle::full: return day + std::string(kMonths[lang][month]) + year;
    case DateStyle::weekday:
      return std::string(kDays[lang][weekday]) + ' ' + day + std::string(kMonths[lang][month]) + year;
    case DateStyle::day:
      return std::string(kShortDays[lang][weekday]) + ' ' + day + std::string(kShortMonths[lang][month]);
  }
  return date.text();
}

std::string number_text(const Decimal& number, Language language) {
  const bool dutch = language == Language::nl;
  std::string text = number.text(dutch ? ',' : '.');
  const std::size_t begin = text.front() == '-' ? 1 : 0;
  std::size_t at = std::min(text.find(dutch ? ',' : '.'), text.size());
  while (at > begin + 3) {
    at -= 3;
    text.insert(at, 1, dutch ? '.' : ',');
  }
  return text;
}

}  // namespace koers::exchange
