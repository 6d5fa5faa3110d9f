// Dates and numbers as people in the Netherlands and English readers write them.
#pragma once

#include <cstdint>
#include <string>

#include "base/date.h"
#include "base/decimal.h"
#include "base/language.h"

namespace koers::exchange {

/// brief "05-01-2026" (en "05/01/2026") · middle "5 jan 2026" · full "5 januari 2026" · weekday "maandag 5 januari 2026" ·
/// day "ma 5 jan"
enum class DateStyle : std::uint8_t { brief, middle, full, weekday, day };

std::string date_text(LocalDate date, Language language, DateStyle style);

/// All decimals are kept; thousands are grouped: "1.234,50" (en "1,234.50").
std::string number_text(const Decimal& number, Language language);

}  // namespace koers::exchange
