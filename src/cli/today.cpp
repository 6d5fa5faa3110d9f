#include "cli/today.h"

#include <chrono>
#include <ctime>

namespace koers::cli {

std::optional<LocalDate> day_said(std::string_view text) {
  if (text == "now") {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm local{};
    localtime_r(&seconds, &local);
    return LocalDate::from_ymd(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
  }
  const auto day = LocalDate::parse(text);
  if (!day || day->year() < 1900 || day->year() > 2199) return {};
  return day;
}

CivilTime now() {
  const std::int64_t seconds =
      std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()).time_since_epoch().count();
  constexpr std::int64_t day = 86'400;
  return {LocalDate(static_cast<std::int32_t>(seconds / day)), static_cast<std::int32_t>(seconds % day), 0};
}

std::string not_a_day(const std::string& text) {
  return day_said(text) ? std::string() : "not a day written as 2026-01-05, nor now";
}

}  // namespace koers::cli
